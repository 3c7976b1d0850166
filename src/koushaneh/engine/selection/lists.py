"""Where unfilled seats go, and who waits in which order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from koushaneh.engine.seeds import draw_ranks
from koushaneh.engine.selection.model import BadNumber, Candidate

CITY = ""


@dataclass(frozen=True)
class Move:
    """`seats` of the place `source` go to `target`, a neighbour or the city list ("")."""

    source: str
    target: str
    seats: int


@dataclass(frozen=True)
class Redistribution:
    """Seats per place after the moves; the city list's are under ""."""

    seats: Mapping[str, int]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Waiting:
    """A place in the waiting lists: 1 is the first. `place_rank` counts in her own place."""

    id: str
    place: str
    place_rank: int
    city_rank: int


def redistribute(
    seats: Mapping[str, int], eligible: Mapping[str, int], neighbours: Mapping[str, Sequence[str]]
) -> Redistribution:
    """Pass seats that a place cannot fill to its neighbours in their declared order, then to the city list.

    `seats` and `eligible` count per place. Places are served in the order of
    their names, one seat a round, so that a neighbour's room is shared.
    Every seat is kept: the sums before and after are equal.
    """
    _refuse_negative(seats)
    _refuse_negative(eligible)
    room = {place: eligible.get(place, 0) - seats.get(place, 0) for place in seats.keys() | eligible.keys()}
    unfilled = {place: -room[place] for place in sorted(seats) if place != CITY and room[place] < 0}
    after = {place: seats[place] - unfilled.get(place, 0) for place in sorted(seats)}
    moved: dict[tuple[str, str], int] = {}
    while unfilled:
        for place in list(unfilled):
            target = next((near for near in neighbours.get(place, ()) if room.get(near, 0) > 0), CITY)
            room[target] = room.get(target, 0) - 1
            after[target] = after.get(target, 0) + 1
            moved[place, target] = moved.get((place, target), 0) + 1
            unfilled[place] -= 1
            if not unfilled[place]:
                del unfilled[place]
    moves = (Move(source, target, count) for (source, target), count in sorted(moved.items()))
    return Redistribution(after, tuple(moves))


def waiting_list(
    candidates: Sequence[Candidate],
    chosen: Collection[str],
    *,
    place: str,
    seed: str = "0",
    ranks: Mapping[str, int] | None = None,
) -> tuple[Waiting, ...]:
    """Rank all who are not chosen: greater score first, equal scores by lot; in the city and in each place.

    `place` names the feature that holds the place. One whose household is
    served waits behind all others. `ranks` are draw ranks, otherwise made
    from `seed`. In the order of the city list.
    """
    drawn = ranks if ranks is not None else draw_ranks(seed, [one.id for one in candidates])
    served = {one.apart for one in candidates if one.id in chosen and one.apart}
    order = sorted(
        (one for one in candidates if one.id not in chosen),
        key=lambda one: (one.apart in served, -one.score, drawn[one.id], one.id),
    )
    behind: dict[str, int] = {}
    waiting = []
    for city_rank, one in enumerate(order, start=1):
        at = one.features[place]
        behind[at] = behind.get(at, 0) + 1
        waiting.append(Waiting(one.id, at, behind[at], city_rank))
    return tuple(waiting)


def _refuse_negative(counts: Mapping[str, int]) -> None:
    for place, count in counts.items():
        if count < 0:
            raise BadNumber(name=place, value=count, at_least=0, at_most=None)
