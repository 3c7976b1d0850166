"""Assignment of reviewers (داور) to applications: independent, one from elsewhere, equally loaded.

Source: balanced semi-matchings by cost-reducing paths (Harvey, Ladner, Lovász,
Tamir, Journal of Algorithms 59, 2006), here on a flow network with a gate for
reviewers of the same district. In such a network one and the same assignment
minimises the greatest load, the sum of squares and every other convex measure
of spread (Federgruen, Groenevelt, 1986), so nothing has to be weighed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from koushaneh.engine.assignment.flow import Desk, Network
from koushaneh.engine.assignment.model import (
    Application,
    Assignment,
    BadNumber,
    DuplicateId,
    KeptInConflict,
    NoOutsideReviewer,
    NotEnoughCapacity,
    Reviewer,
    TooFewReviewers,
    UnknownId,
)

__all__ = [
    "Application",
    "Assignment",
    "BadNumber",
    "DuplicateId",
    "KeptInConflict",
    "NoOutsideReviewer",
    "NotEnoughCapacity",
    "Reviewer",
    "TooFewReviewers",
    "UnknownId",
    "assign",
]

Link = tuple[str, str]  # reviewer id, application id


def assign(
    reviewers: Sequence[Reviewer],
    applications: Sequence[Application],
    conflicts: Iterable[Link] = (),
    *,
    seed: str,
    per_application: int = 2,
    outside: int = 1,
    max_load: int | None = None,
    kept: Iterable[Link] = (),
) -> Assignment:
    """Give every application `per_application` different reviewers, `outside` of them from another district.

    `conflicts` and `kept` are pairs (reviewer id, application id). Kept pairs
    stay and count; to replace a reviewer who declined, keep all other pairs and
    add hers to the conflicts. A reviewer takes at most `max_load` applications
    (her own limit wins, None is no limit). The greatest load is as small as can
    be, then the spread. Ties follow SHA-256 of the seed and the pair, so the
    answer does not depend on the order of rows. Conflicts about strangers are
    ignored. About O(reviewers × applications), plus one search for each repair.
    Raises BadNumber, DuplicateId, UnknownId, KeptInConflict, TooFewReviewers,
    NoOutsideReviewer, NotEnoughCapacity(missing, applications).
    """
    _check_numbers(per_application=(per_application, 1), outside=(outside, 0), max_load=(max_load, 0))
    for kind, rows in (("reviewer", reviewers), ("application", applications)):
        _check_unique(kind, [row.id for row in rows])
    barred, fixed = set(conflicts), set(kept)
    _check_kept(fixed, barred, reviewers, applications)
    desks = _desks(reviewers, applications, barred, fixed, per_application, outside)
    _check_choice(desks)
    loads = Counter(reviewer for reviewer, _ in fixed)
    room = {one.id: _room(one, max_load, loads[one.id]) for one in reviewers}
    network = Network(desks, {one.id: loads[one.id] for one in reviewers}, room, seed)
    _fill(network)
    return Assignment(network.pairs(), tuple(sorted(fixed)), dict(sorted(network.loads.items())))


def _check_numbers(**numbers: tuple[int | None, int]) -> None:
    for name, (value, at_least) in numbers.items():
        if value is not None and value < at_least:
            raise BadNumber(name=name, value=value, at_least=at_least)


def _check_unique(kind: str, ids: list[str]) -> None:
    twice = sorted(one for one, count in Counter(ids).items() if count > 1)
    if twice:
        raise DuplicateId(kind=kind, ids=twice)


def _check_kept(
    fixed: Collection[Link],
    barred: Collection[Link],
    reviewers: Sequence[Reviewer],
    applications: Sequence[Application],
) -> None:
    known, wanted = {one.id for one in reviewers}, {one.id for one in applications}
    strange = sorted(pair for pair in fixed if pair[0] not in known or pair[1] not in wanted)
    if strange:
        raise UnknownId(pairs=strange)
    if clashes := sorted(pair for pair in fixed if pair in barred):
        raise KeptInConflict(pairs=clashes)


def _desks(
    reviewers: Sequence[Reviewer],
    applications: Sequence[Application],
    barred: Collection[Link],
    fixed: Collection[Link],
    per_application: int,
    outside: int,
) -> list[Desk]:
    taken = {*barred, *fixed}
    home = {one.id: one.district for one in reviewers}
    before: dict[str, list[str]] = {}
    for reviewer, application in fixed:
        before.setdefault(application, []).append(reviewer)
    desks = []
    for one in applications:
        held = before.get(one.id, [])
        far = max(0, outside - sum(home[reviewer] != one.district for reviewer in held))
        need = max(far, per_application - len(held))
        free = [reviewer for reviewer in reviewers if (reviewer.id, one.id) not in taken]
        away = frozenset(reviewer.id for reviewer in free if reviewer.district != one.district)
        near = frozenset(reviewer.id for reviewer in free if reviewer.district == one.district)
        desks.append(Desk(one.id, need, need - far, away, near))
    return desks


def _check_choice(desks: Sequence[Desk]) -> None:
    lonely = sorted(desk.id for desk in desks if len(desk.away) < desk.need - desk.near_limit)
    if lonely:
        raise NoOutsideReviewer(applications=lonely, needed=max(d.need - d.near_limit for d in desks))
    short = sorted(
        desk.id for desk in desks if len(desk.away) + min(len(desk.near), desk.near_limit) < desk.need
    )
    if short:
        raise TooFewReviewers(applications=short, needed=max(desk.need for desk in desks))


def _room(reviewer: Reviewer, max_load: int | None, load: int) -> float:
    limit = max_load if reviewer.max_load is None else reviewer.max_load
    return float("inf") if limit is None else max(limit, load)


def _fill(network: Network) -> None:
    network.seat_greedily()
    lacking = network.seat_the_rest()
    if lacking:
        raise NotEnoughCapacity(missing=sum(lacking.values()), applications=sorted(lacking))
    network.balance()
