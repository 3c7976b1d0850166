"""Whose turn it is (نوبت): who of the waiting list gets a seat that has become free.

Pure: counts and ranks in, a code out. Upheld appeals go first; then a place that would fall below its
reserved seats, from its own list and then its neighbours' in the declared order; then the city list.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """One woman of the waiting list. `joined` orders those who wait as a remedy."""

    id: int
    place: str
    rank: int
    is_remedy: bool = False
    joined: str = ""


def next_in_turn(waiting, taken, quotas, neighbours):
    """Return who is next, or None. `taken` counts seats per place, `quotas` are {place: (minimum, maximum)}.

    Only the whole number of seats binds a remedy: her place's maximum does not.
    """
    remedies = sorted((one.joined, one.rank, one) for one in waiting if one.is_remedy)
    if remedies:
        return remedies[0][2]
    order = sorted(waiting, key=lambda one: one.rank)
    for place in sorted(quotas):
        if taken.get(place, 0) < quotas[place][0]:
            found = _of_places(order, [place, *neighbours.get(place, ())], taken, quotas)
            if found:
                return found
    return next((one for one in order if _has_room(one.place, taken, quotas)), None)


def _of_places(order, places, taken, quotas):
    for place in places:
        for one in order:
            if one.place == place and _has_room(place, taken, quotas):
                return one
    return None


def _has_room(place, taken, quotas):
    return taken.get(place, 0) < quotas[place][1] if place in quotas else True
