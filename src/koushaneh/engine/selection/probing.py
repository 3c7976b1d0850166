"""Quick answers to "does some selection of the greatest total keep these bounds?"

The linear relaxation of the open part stays in the solver; a question changes
few bounds, so the dual simplex needs few steps (Lemke, Naval Research Logistics
Quarterly 1, 1954). No solution or too small a total settles the question with
no; a whole solution of that total, if need be of an integer program over the
few classes it uses, recounted in exact integers, settles it with yes. The rest
is left to the integer program over all.
"""

from dataclasses import replace

import numpy as np

from koushaneh.engine.selection.pool import Floats, Ints
from koushaneh.engine.selection.program import Deadline, loaded, run, solve
from koushaneh.engine.selection.undecided import Open

WHOLE = 1e-6
MARGIN = 1e-6  # of the total, in which the relaxation is not trusted


class Probe:
    """The relaxation of `part`, asked for selections of `total` millionths."""

    def __init__(self, part: Open, total: int, deadline: Deadline) -> None:
        self.part, self.total, self.deadline = part, total, deadline
        base = part.middle * part.seats_left + int(part.pool.scores[part.fixed].sum())
        target = (total - base) / part.scale
        self.least = target - 0.5 / part.scale - MARGIN * max(1.0, abs(target))
        self.low, self.high = part.program.low.copy(), part.program.high.copy()
        self.solver = loaded(replace(part.program, is_integer=False))
        self.solver.setOptionValue("presolve", "off")  # it would forget the basis of the last question

    def ask(self, low: Floats, high: Floats, at_hand: Ints) -> tuple[bool | None, Ints | None]:
        """Return yes with numbers per class, no, or None where the relaxation cannot tell.

        `at_hand` are the numbers of a selection of the total that may miss the bounds.
        """
        self._bound(low, high)
        solution = run(self.solver, deadline=self.deadline)
        if solution.status == "stopped":
            return None, None
        if solution.status == "infeasible" or solution.objective < self.least:
            return False, None
        numbers = np.rint(solution.x).astype(np.int64)
        if np.any(np.abs(solution.x - numbers) > WHOLE):
            numbers = self._near(np.flatnonzero((solution.x > WHOLE) | (at_hand > 0)), low, high)
        is_selection = self._is_selection(numbers, low, high)
        return (True, numbers) if is_selection else (None, None)

    def _near(self, kept: Ints, low: Floats, high: Floats) -> Ints:
        """Return the best numbers of the `kept` classes alone: few, so that this program is a small one."""
        program = self.part.program
        place = np.full(len(low), -1)
        place[kept] = np.arange(len(kept))
        inside = place[program.index] >= 0
        counts = np.concatenate([[0], np.cumsum(inside)])
        narrow = replace(
            program,
            cost=program.cost[kept],
            low=low[kept],
            high=high[kept],
            start=counts[program.start],
            index=place[program.index[inside]],
            value=program.value[inside],
        )
        found = solve(narrow, deadline=self.deadline, absolute_gap=0.9 / self.part.scale)
        numbers = np.zeros(len(low), dtype=np.int64)
        if len(found.x):
            numbers[kept] = np.rint(found.x).astype(np.int64)
        return numbers

    def _bound(self, low: Floats, high: Floats) -> None:
        changed = np.flatnonzero((low != self.low) | (high != self.high)).astype(np.int32)
        self.solver.changeColsBounds(len(changed), changed, low[changed], high[changed])
        self.low, self.high = low.copy(), high.copy()

    def _is_selection(self, numbers: Ints, low: Floats, high: Floats) -> bool:
        program = self.part.program
        sums = np.add.reduceat(np.append(numbers[program.index], 0), program.start[:-1])
        sums[np.diff(program.start) == 0] = 0
        rows = np.all(sums >= program.row_low) and np.all(sums <= program.row_high)
        bounds = np.all(numbers >= low) and np.all(numbers <= high)
        return bool(rows and bounds and self.part.total(numbers) >= self.total)
