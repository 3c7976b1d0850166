"""Quotas that cannot be met: the smallest change of bounds that would do, as a proposal.

Places added to maxima and taken from minima are counted and their sum is
minimised; a seat is given up only where no change of quotas helps.
"""

from dataclasses import replace

import numpy as np

from koushaneh.engine.selection.model import OutOfTime, Relaxation
from koushaneh.engine.selection.orbits import Orbits, orbits_of, program_of, quota_bounds
from koushaneh.engine.selection.pool import Floats, Pool
from koushaneh.engine.selection.program import INFINITY, Deadline, Program, solve

SEAT_COST = 10_000.0


def minimal_relaxation(pool: Pool, seats: int, *, deadline: Deadline = None) -> tuple[Relaxation, ...]:
    """Return which bounds would have to move and to where; empty if a panel exists.

    Independent of the order of candidates and quotas. Raises OutOfTime.
    """
    orbits = orbits_of(pool)
    solution = solve(_elastic(orbits, pool, seats), deadline=deadline)
    if not len(solution.x):
        raise OutOfTime(stage="relaxation")
    slack = np.rint(solution.x[len(orbits) :]).astype(np.int64).tolist()
    quotas = pool.quotas
    below, above, missing = slack[: len(quotas)], slack[len(quotas) : -1], slack[-1]
    found = [
        Relaxation(quota.feature, quota.value, "min", quota.minimum, quota.minimum - units)
        for quota, units in zip(quotas, below, strict=True)
        if units
    ]
    found += [
        Relaxation(quota.feature, quota.value, "max", quota.maximum, quota.maximum + units)
        for quota, units in zip(quotas, above, strict=True)
        if units
    ]
    found += [Relaxation("", "", "seats", seats, seats - missing)] if missing else []
    return tuple(sorted(found))


def _elastic(orbits: Orbits, pool: Pool, seats: int) -> Program:
    """Return the panel program with a slack below and above every quota, and one for missing seats."""
    strict = program_of(orbits, pool, seats, np.zeros(len(orbits)), is_integer=True)
    low, high = quota_bounds(pool)
    count = len(pool.quotas)
    dense = _dense(strict, len(orbits))
    minima, maxima = dense[1 : 1 + count], dense[1 : 1 + count]
    identity, nothing = np.eye(count), np.zeros((count, count))
    column, households = np.zeros((count, 1)), dense[1 + count :]
    blocks = [
        np.hstack([dense[:1], np.zeros((1, 2 * count)), np.ones((1, 1))]),
        np.hstack([minima, identity, nothing, column]),
        np.hstack([maxima, nothing, -identity, column]),
        np.hstack([households, np.zeros((len(households), 2 * count + 1))]),
    ]
    matrix = np.vstack(blocks)
    row, index = np.nonzero(matrix)
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(matrix)))])
    return replace(
        strict,
        cost=np.concatenate([np.zeros(len(orbits)), -np.ones(2 * count), [-SEAT_COST]]),
        low=np.zeros(matrix.shape[1]),
        high=np.concatenate([orbits.most, low, np.full(count, float(seats) + high.max(initial=0)), [seats]]),
        row_low=np.concatenate([[seats], low, np.full(count, -INFINITY), strict.row_low[1 + count :]]),
        row_high=np.concatenate([[seats], np.full(count, INFINITY), high, strict.row_high[1 + count :]]),
        start=start,
        index=index.astype(np.int64),
        value=matrix[row, index],
    )


def _dense(program: Program, width: int) -> Floats:
    dense = np.zeros((len(program.row_low), width))
    for row in range(len(dense)):
        span = slice(program.start[row], program.start[row + 1])
        dense[row, program.index[span]] = program.value[span]
    return dense
