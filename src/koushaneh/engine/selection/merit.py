"""Selection by merit: the greatest total score under quotas, proven, with ties decided by lot.

Prices from the linear relaxation (`sifting`) settle nearly everybody:
forcing in a candidate of negative reduced value lowers the limit by it
(reduced-cost fixing, Dantzig, Fulkerson, Johnson 1954). What stays open is a
small integer program. Among the selections of the greatest total the one
whose sorted draw ranks come first is taken (`ties`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from koushaneh.engine.seeds import draw_key
from koushaneh.engine.selection.model import Candidate, MeritResult, Quota
from koushaneh.engine.selection.pool import Ints, Pool, check_seats, pool_of
from koushaneh.engine.selection.program import Deadline
from koushaneh.engine.selection.relaxation import minimal_relaxation
from koushaneh.engine.selection.sifting import Pricing, priced
from koushaneh.engine.selection.ties import first_by_lot
from koushaneh.engine.selection.undecided import Answer, Open, best, open_part

FIRST_OPEN = 200


@dataclass(frozen=True)
class _Found:
    part: Open
    answer: Answer
    limit: int


def merit(
    candidates: Sequence[Candidate] | Pool,
    quotas: Iterable[Quota],
    seats: int,
    *,
    seed: str = "0",
    draw_ranks: Mapping[str, int] | None = None,
    deadline: Deadline = None,
) -> MeritResult:
    """Choose exactly `seats` candidates of the greatest total score within the quotas.

    At most one is chosen of those who share an apart key. Ties go to the
    lexicographically smallest draw ranks: `draw_ranks`, or by SHA-256 of
    `seed` and id. Any order of rows gives the same answer. `deadline` returns
    the seconds left; past it the status is "stopped" and the best found is
    returned with its bound. Without a panel the status is "infeasible" and
    the minimal relaxation is proposed. Refuses double ids, seats below 1 and
    quotas over features that a candidate lacks.
    """
    pool = candidates if isinstance(candidates, Pool) else pool_of(candidates, quotas)
    check_seats(seats)
    if len(pool) < seats or any(quota.minimum > quota.maximum for quota in pool.quotas):
        return _infeasible(pool, seats, deadline)
    pricing = priced(pool, seats, deadline=deadline)
    if pricing is None:
        return MeritResult("stopped", (), 0, int(np.sort(pool.scores)[-seats:].sum()))
    if pricing.is_elastic and (relaxation := minimal_relaxation(pool, seats, deadline=deadline)):
        return MeritResult("infeasible", (), 0, 0, relaxation)
    found = _closed(pool, seats, pricing, deadline)
    if found is None:
        return _infeasible(pool, seats, deadline)
    if found.answer.numbers is None:
        return MeritResult("stopped", (), 0, found.limit)
    return _settled(pool, seats, pricing, found, _Ranks(pool, seed, draw_ranks), deadline)


class _Ranks:
    """Draw ranks of only those candidates for whom they matter."""

    def __init__(self, pool: Pool, seed: str, given: Mapping[str, int] | None) -> None:
        self.pool, self.seed, self.given = pool, seed, given

    def among(self, members: Ints) -> Ints:
        """Return ranks (n), smaller first; -1 for all who are not in `members`."""
        ranks = np.full(len(self.pool), -1, dtype=np.int64)
        ranks[sorted(members.tolist(), key=self._key)] = np.arange(len(members))
        return ranks

    def _key(self, member: int) -> tuple[int | str, str]:
        code = self.pool.ids[member]
        return (draw_key(self.seed, code) if self.given is None else self.given[code], code)


def _closed(pool: Pool, seats: int, pricing: Pricing, deadline: Deadline) -> _Found | None:
    """Solve over the candidates nearest the cut, and over more until the proof closes. None if infeasible."""
    sizes = np.sort(np.abs(pricing.reduced))
    width = float(sizes[min(FIRST_OPEN, len(sizes) - 1)])
    unranked = np.arange(len(pool))
    while True:
        undecided = np.flatnonzero(np.abs(pricing.reduced) <= width + 0.5)
        fixed = np.flatnonzero(pricing.reduced > width + 0.5)
        part = open_part(pool, seats, fixed, undecided, unranked)
        answer = best(part, deadline=deadline)
        if answer.status == "stopped" or (answer.status == "infeasible" and len(undecided) == len(pool)):
            limit = floor(min(pricing.limit + 1e-3, max(answer.limit, answer.total)))
            return None if answer.status == "infeasible" else _Found(part, answer, limit)
        if answer.numbers is not None and (
            pricing.limit - answer.total <= width or len(undecided) == len(pool)
        ):
            return _Found(part, answer, answer.total + max(0, floor(answer.limit + 1e-3) - answer.total))
        gap = pricing.limit - answer.total if answer.numbers is not None else 0.0
        width = float(sizes[-1]) + 1.0 if width >= sizes[-1] else max(gap, 10 * width, sizes[-1] * 1e-6)


def _settled(
    pool: Pool, seats: int, pricing: Pricing, found: _Found, ranks: _Ranks, deadline: Deadline
) -> MeritResult:
    """Decide ties by lot among all candidates whom some selection of the greatest total may hold."""
    answer = found.answer
    status, limit = answer.status, max(found.limit, answer.total)
    if status == "optimal":
        slack = pricing.limit - answer.total + 0.5
        undecided = np.flatnonzero(np.abs(pricing.reduced) <= slack)
        fixed = np.flatnonzero(pricing.reduced > slack)
        order = ranks.among(undecided)
        part = open_part(pool, seats, fixed, undecided, order)
        chosen, is_settled = first_by_lot(part, _members(found), order, answer.total, deadline=deadline)
        status = "optimal" if is_settled else "stopped"
    else:
        chosen = _members(found)
    quota_prices = zip(pool.quotas, pricing.quota_prices.tolist(), strict=True)
    prices = {(quota.feature, quota.value): price for quota, price in quota_prices}
    return MeritResult(
        status="optimal" if status == "optimal" else "stopped",
        chosen=tuple(pool.ids[member] for member in sorted(chosen.tolist())),
        objective=sum(pool.scores[chosen].tolist()),
        bound=limit,
        prices={("", ""): pricing.seat_price} | prices,
    )


def _members(found: _Found) -> Ints:
    numbers = found.answer.numbers
    assert numbers is not None
    taken = [members[:number] for members, number in zip(found.part.classes, numbers, strict=True)]
    return np.concatenate([found.part.fixed, *taken]).astype(np.int64)


def _infeasible(pool: Pool, seats: int, deadline: Deadline) -> MeritResult:
    return MeritResult("infeasible", (), 0, 0, minimal_relaxation(pool, seats, deadline=deadline))
