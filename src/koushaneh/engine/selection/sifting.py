"""The linear relaxation of a selection by merit, over few of very many candidates.

Sifting (Bixby et al., Operations Research 40, 1992): solve over some
candidates, price the others with the duals, add those who would improve,
repeat. Any duals give a valid limit by Lagrange, so the limit returned does
not depend on the solver's tolerances.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.selection.orbits import quota_bounds
from koushaneh.engine.selection.pool import Floats, Ints, Pool
from koushaneh.engine.selection.program import INFINITY, Deadline, Program, Solution, solve

PENALTY = 1e4


@dataclass(frozen=True)
class Pricing:
    """`limit` of the total in millionths; `reduced` (n) is what it falls by if the candidate were forced in.

    A positive value is what it falls by if she were left out. `quota_prices`
    and `seat_price` are duals in millionths. `is_elastic`: some quota could
    not be met even by fractions of candidates, among those looked at.
    """

    limit: float
    reduced: Floats
    quota_prices: Floats
    seat_price: float
    is_elastic: bool


def priced(pool: Pool, seats: int, *, deadline: Deadline = None) -> Pricing | None:
    """Return the pricing at the optimum of the relaxation, or None if the time ran out."""
    kept = _first(pool, seats)
    middle = float(np.median(pool.scores))
    spread = max(1.0, float(np.ptp(pool.scores))) / 100.0
    cost = np.asarray((pool.scores - middle) / spread, dtype=np.float64)
    while True:
        groups, solution = _restricted(pool, seats, kept, cost, deadline)
        if solution.status != "optimal":
            return None
        count = len(pool.quotas)
        of_group = np.zeros(int(pool.groups.max(initial=-1)) + 2)  # the last entry is for no group
        of_group[groups] = np.maximum(solution.prices[1 + count :], 0.0)
        seat, quotas = float(solution.prices[0]), solution.prices[1 : 1 + count]
        reduced = cost - seat - (pool.counts @ quotas)[pool.types] - of_group[pool.groups]
        entering = _entering(reduced, kept, seats)
        if not len(entering):
            break
        kept = np.union1d(kept, entering)
    low, high = quota_bounds(pool)
    limit = seats * seat + np.maximum(quotas * low, quotas * high).sum() + of_group[:-1].sum()
    limit += np.maximum(reduced, 0.0).sum()
    return Pricing(
        limit=float(limit * spread + middle * seats),
        reduced=reduced * spread,
        quota_prices=quotas * spread,
        seat_price=seat * spread + middle,
        is_elastic=bool(solution.x[len(kept) :].max(initial=0.0) > 1e-7),
    )


def _first(pool: Pool, seats: int) -> Ints:
    """Return the best candidates of all and of every quota with a minimum."""
    best = np.argsort(-pool.scores, kind="stable")
    chosen = [best[: 2 * seats]]
    for at, quota in enumerate(pool.quotas):
        if quota.minimum:
            matching = best[pool.counts[pool.types[best], at] > 0]
            chosen.append(matching[: 2 * quota.minimum])
    return np.unique(np.concatenate(chosen))


def _entering(reduced: Floats, kept: Ints, seats: int) -> Ints:
    outside = reduced.copy()
    outside[kept] = -1.0
    better = np.flatnonzero(outside > 1e-7)
    most = max(1000, 2 * seats)
    return better[np.argsort(-outside[better], kind="stable")[:most]]


def _restricted(
    pool: Pool, seats: int, kept: Ints, cost: Floats, deadline: Deadline
) -> tuple[Ints, Solution]:
    """Solve over `kept`; quotas may be missed at a high price. Returns the groups that had a row, too."""
    width, count = len(kept), len(pool.quotas)
    groups, index = _rows(pool, kept)
    slack = np.arange(width, width + 1 + 2 * count)
    index_of, value_of = [np.append(index[0], slack[0])], [np.ones(width + 1)]
    for at in range(count):
        index_of.append(np.concatenate([index[1 + at], [slack[1 + at], slack[1 + count + at]]]))
        value_of.append(np.concatenate([np.ones(len(index[1 + at])), [1.0, -1.0]]))
    index_of += index[1 + count :]
    value_of += [np.ones(len(columns)) for columns in index[1 + count :]]
    low, high = quota_bounds(pool)
    program = Program(
        cost=np.concatenate([cost[kept], np.full(len(slack), -PENALTY)]),
        low=np.zeros(width + len(slack)),
        high=np.concatenate([np.ones(width), np.full(len(slack), INFINITY)]),
        row_low=np.concatenate([[float(seats)], np.minimum(low, high), np.full(len(groups), -INFINITY)]),
        row_high=np.concatenate([[float(seats)], high, np.ones(len(groups))]),
        start=np.concatenate([[0], np.cumsum([len(columns) for columns in index_of])]),
        index=np.concatenate(index_of),
        value=np.concatenate(value_of),
    )
    return groups, solve(program, deadline=deadline)


def _rows(pool: Pool, kept: Ints) -> tuple[Ints, list[Ints]]:
    """Return the groups that share a row, and the columns of the seats, of each quota and of each group."""
    index = [np.arange(len(kept))]
    counts = pool.counts[pool.types[kept]]
    index += [np.flatnonzero(counts[:, at]) for at in range(counts.shape[1])]
    grouped = np.flatnonzero(pool.groups[kept] >= 0)
    grouped = grouped[np.argsort(pool.groups[kept][grouped], kind="stable")]
    groups, first, size = np.unique(pool.groups[kept][grouped], return_index=True, return_counts=True)
    several = size > 1
    index += [grouped[at : at + n] for at, n in zip(first[several], size[several], strict=True)]
    return groups[several], index
