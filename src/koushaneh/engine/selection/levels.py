"""Leximin chances over the linear relaxation of the panels, each level with its dual certificate.

The smallest chance is raised as far as it goes, those who are then at their
limit are held, the next smallest is raised, and so on (leximin; Flanigan,
Gölz, Gupta, Hennig, Procaccia, Nature 596, 2021). Whoever has a positive dual
value is at her limit in every optimum. Panels are points of the relaxation,
so its levels bound what a lottery over panels can give; where a lottery
reaches them it is optimal.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.selection.model import OutOfTime
from koushaneh.engine.selection.orbits import Orbits, program_of
from koushaneh.engine.selection.pool import Floats, Ints, Pool
from koushaneh.engine.selection.program import INFINITY, Deadline, Solution, loaded, run

POSITIVE = 1e-7
SLACKS = (1e-11, 1e-10, 1e-9, 1e-8, 1e-7)


@dataclass(frozen=True)
class Level:
    """One level: `value` is the chance, `weights` (O) its duals, `held` the orbits at their limit.

    `seat` and `quotas` are the duals of the seats and the quotas.

    No lottery gives the weighted sum of chances (weight x chance, with the
    weights of this level) more than the sum over held orbits of weight x
    their value, and `value` times the weights of all others, which sum to 1.
    """

    value: float
    weights: Floats
    held: Ints
    seat: float
    quotas: Floats


def relaxed_levels(
    orbits: Orbits, pool: Pool, seats: int, *, most: int | None = None, deadline: Deadline = None
) -> tuple[tuple[Level, ...], Floats]:
    """Return the first `most` levels (all of them without it) and the chances of each orbit.

    O(levels) linear programs of O columns, each begun where the last ended.
    Raises OutOfTime; the caller has made sure that a panel exists.
    """
    raising = _Raising(orbits, pool, seats)
    levels: list[Level] = []
    while raising.is_open() and (most is None or len(levels) < most):
        levels.append(raising.next_level(deadline))
    return tuple(levels), raising.chances()


class _Raising:
    """The program max t with x_o >= size_o t for open orbits and x_o >= size_o value_o for held ones."""

    def __init__(self, orbits: Orbits, pool: Pool, seats: int) -> None:
        self.orbits, self.count = orbits, len(orbits)
        program = program_of(orbits, pool, seats, np.zeros(self.count), is_integer=False)
        self.first = len(program.row_low)
        self.solver = loaded(program)
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.solver.setOptionValue(name, 1e-9)
        self.solver.addVar(0.0, INFINITY)
        self.solver.changeColCost(self.count, 1.0)
        for at in range(self.count):
            pair, weights = np.array([at, self.count]), np.array([1.0 / orbits.size[at], -1.0])
            self.solver.addRow(0.0, INFINITY, 2, pair, weights)
        self.value = np.full(self.count, -1.0)
        self.last: Solution | None = None

    def is_open(self) -> bool:
        return bool(np.any(self.value < 0))

    def next_level(self, deadline: Deadline) -> Level:
        found = self._solved(deadline)
        self.last = found
        weights = np.maximum(-found.prices[self.first :], 0.0)
        is_held = (self.value < 0) & (weights > POSITIVE)
        if not np.any(is_held):  # all open ones are at the top, chance 1
            is_held = self.value < 0
        held = np.flatnonzero(is_held)
        level = float(found.objective)
        for at in held.tolist():
            self.value[at] = level
            self.solver.changeCoeff(self.first + at, self.count, 0.0)
        self._hold(held, SLACKS[0])
        quotas = found.prices[1 : 1 + self.orbits.counts.shape[1]]
        return Level(level, weights, held, float(found.prices[0]), quotas)

    def _hold(self, held: Ints, slack: float) -> None:
        for at in held.tolist():
            self.solver.changeRowBounds(self.first + at, max(0.0, float(self.value[at]) - slack), INFINITY)

    def _solved(self, deadline: Deadline) -> Solution:
        """Solve; where rounding leaves nothing feasible, hold the levels a little less strictly."""
        for slack in SLACKS[1:]:
            found = run(self.solver, deadline=deadline)
            if found.status == "optimal":
                return found
            self._hold(np.flatnonzero(self.value >= 0), slack)
            self.solver.clearSolver()
        raise OutOfTime(stage="levels")

    def chances(self) -> Floats:
        """Return the chances of the last optimum, a point of the relaxation."""
        assert self.last is not None
        return np.asarray(self.last.x[: self.count] / self.orbits.size)
