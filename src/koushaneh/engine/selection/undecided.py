"""The part of a selection that its prices leave open, as a small integer program over classes.

A class holds undecided candidates of equal type and equal score; a candidate
who shares a household is a class of her own. Of a class the first by draw
rank are chosen, so a number per class says everything.
"""

from dataclasses import dataclass, replace

import numpy as np

from koushaneh.engine.selection.orbits import quota_bounds
from koushaneh.engine.selection.pool import Floats, Ints, Pool
from koushaneh.engine.selection.program import INFINITY, Deadline, Program, solve

LEAST_SCALE = 1_000.0  # costs in thousands of millionths: 0.001 still tells two totals apart
LARGEST_COST = 1e6


@dataclass(frozen=True)
class Open:
    """`fixed` candidates are chosen already; `classes[c]` are open, in the order of their draw."""

    pool: Pool
    fixed: Ints
    classes: tuple[Ints, ...]
    program: Program
    middle: int
    scale: float
    seats_left: int

    def total(self, numbers: Ints) -> int:
        """Return the exact total in millionths of the fixed and of `numbers` per class."""
        open_total = sum(
            int(number) * int(self.pool.scores[members[0]])
            for number, members in zip(numbers, self.classes, strict=True)
        )
        return open_total + int(self.pool.scores[self.fixed].sum())


@dataclass(frozen=True)
class Answer:
    """`numbers` per class (None where nothing was found), exact `total` and proven `limit` in millionths."""

    status: str
    numbers: Ints | None
    total: int
    limit: float


def open_part(pool: Pool, seats: int, fixed: Ints, undecided: Ints, ranks: Ints) -> Open:
    """Return the program over `undecided` once `fixed` are chosen; `ranks` (n) order each class."""
    held = pool.groups[fixed]
    apart = ~np.isin(pool.groups[undecided], held[held >= 0])  # a household of a fixed one is served
    classes = _classes(pool, undecided[apart], ranks)
    firsts = np.array([members[0] for members in classes], dtype=np.int64)
    seats_left = seats - len(fixed)
    scores = pool.scores[firsts]
    middle = int(np.median(scores)) if len(scores) else 0
    scale = max(LEAST_SCALE, float(np.abs(scores - middle).max(initial=0)) / LARGEST_COST)
    low, high = quota_bounds(pool)
    used = pool.counts[pool.types[fixed]].sum(axis=0)
    index = [np.arange(len(classes))]
    index += [np.flatnonzero(row) for row in pool.counts[pool.types[firsts]].T]
    index += _households(pool, firsts)
    households = len(index) - 1 - len(pool.quotas)
    program = Program(
        cost=(scores - middle) / scale,
        low=np.zeros(len(classes)),
        high=np.array([float(len(members)) for members in classes]),
        row_low=np.concatenate([[float(seats_left)], low - used, np.full(households, -INFINITY)]),
        row_high=np.concatenate([[float(seats_left)], high - used, np.ones(households)]),
        start=np.concatenate([[0], np.cumsum([len(columns) for columns in index])]),
        index=np.concatenate(index),
        value=np.ones(sum(map(len, index))),
        is_integer=True,
    )
    return Open(pool, fixed, classes, program, middle, scale, seats_left)


def best(
    part: Open, *, low: Floats | None = None, high: Floats | None = None, deadline: Deadline = None
) -> Answer:
    """Return the numbers per class with the greatest total, within `low` and `high` where given."""
    program = part.program
    if low is not None and high is not None:
        program = replace(program, low=low, high=high)
    if np.any(program.row_low > program.row_high) or not len(part.classes):
        return _without_choice(part)
    solution = solve(program, deadline=deadline, absolute_gap=0.9 / part.scale)
    base = part.middle * part.seats_left + sum(part.pool.scores[part.fixed].tolist())
    if not len(solution.x):
        unknown = float("inf") if solution.status == "stopped" else -float("inf")
        return Answer(solution.status, None, 0, unknown)
    numbers = np.rint(solution.x).astype(np.int64)
    return Answer(solution.status, numbers, part.total(numbers), solution.bound * part.scale + base)


def _without_choice(part: Open) -> Answer:
    program = part.program
    empty = np.zeros(len(part.classes), dtype=np.int64)
    fits = np.all(program.row_low <= 0) and np.all(program.row_high >= 0)
    if not fits or len(part.classes):
        return Answer("infeasible", None, 0, -float("inf"))
    return Answer("optimal", empty, part.total(empty), float(part.total(empty)))


def _classes(pool: Pool, undecided: Ints, ranks: Ints) -> tuple[Ints, ...]:
    if not len(undecided):
        return ()
    alone = pool.groups[undecided] < 0
    own = np.where(alone, -1, undecided)
    order = np.lexsort((ranks[undecided], own, -pool.scores[undecided], pool.types[undecided]))
    members = undecided[order]
    keys = np.stack([pool.types[members], pool.scores[members], own[order]])
    cuts = np.flatnonzero(np.any(keys[:, 1:] != keys[:, :-1], axis=0)) + 1
    return tuple(np.split(members, cuts))


def _households(pool: Pool, firsts: Ints) -> list[Ints]:
    """Return the classes of every household with several undecided members."""
    groups = pool.groups[firsts]
    grouped = np.flatnonzero(groups >= 0)
    order = grouped[np.argsort(groups[grouped], kind="stable")]
    if not len(order):
        return []
    parts = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    return [part for part in parts if len(part) > 1]
