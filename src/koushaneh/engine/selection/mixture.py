"""The best mixture of the panels known so far: a linear program that grows by columns."""

from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from koushaneh.engine.programs import quiet_solver
from koushaneh.engine.selection.model import OutOfTime
from koushaneh.engine.selection.pool import Floats, Ints
from koushaneh.engine.selection.program import INFINITY, Deadline, run
from koushaneh.engine.selection.projection import numbers_of, projected

TOLERANCE = 1e-10
RIDGE = 1e-12
REFINEMENTS = 3
LOOSER = (1e-9, 1e-8, 1e-7)


@dataclass(frozen=True)
class Mixture:
    """`value` of t, `weights` (O) its duals, `price` the dual of the sum of probabilities.

    A panel whose weights sum to more than `price` would improve the mixture.
    A mixture from the interior has no duals: weights and price are 0.
    """

    value: float
    weights: Floats
    price: float
    probabilities: Floats


class Mixing:
    """Maximise t: for every orbit the expected number of members is at least slope x t + floor."""

    def __init__(self, slope: Floats) -> None:
        self.slope, self.count = slope, len(slope)
        self.panels: list[Ints] = []
        self.floors: dict[int, float] = {}
        self._known: set[bytes] = set()
        self.solver: Any = quiet_solver()
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.solver.setOptionValue(name, TOLERANCE)
        nothing = (0, np.zeros(0, dtype=np.int32), np.zeros(0))
        for _ in range(self.count):
            self.solver.addRow(0.0, INFINITY, *nothing)
        self.solver.addRow(1.0, 1.0, *nothing)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.solver.addCol(1.0, 0.0, INFINITY, self.count, np.arange(self.count, dtype=np.int32), -slope)

    def add(self, panel: Ints) -> bool:
        """Add a panel, its orbits in sorted order; tell whether it is new."""
        key = panel.tobytes()
        if key in self._known:
            return False
        self._known.add(key)
        self.panels.append(panel)
        orbit, members = np.unique(panel, return_counts=True)
        index = np.append(orbit, self.count).astype(np.int32)
        self.solver.addCol(0.0, 0.0, INFINITY, len(index), index, np.append(members, 1.0).astype(np.float64))
        return True

    def hold(self, orbit: int, floor: float) -> None:
        """From now on the orbit's expected number need only be `floor`, whatever t."""
        self.solver.changeCoeff(orbit, 0, 0.0)
        self.solver.changeRowBounds(orbit, max(0.0, floor), INFINITY)
        self.floors[orbit] = floor

    def spread(self, deadline: Deadline = None) -> Mixture:
        """Return a mixture near the best from the interior: quicker, without duals, its value measured.

        Interior points spread over all equally good mixtures, so more panels take part.
        """
        self._use(solver="ipm", run_crossover="off", ipm_optimality_tolerance=1e-11)
        found = run(self.solver, deadline=deadline)
        self._use(solver="choose", run_crossover="on")
        if found.status != "optimal":
            return self.best(deadline)
        shares = np.maximum(found.x[1:], 0.0)
        return self._measured(shares / shares.sum())

    def projected(self, wanted: Floats) -> Mixture:
        """Return the mixture that projections find for `wanted` (O), its value measured, without duals."""
        return self._measured(projected(self.panels, wanted))

    def _measured(self, shares: Floats) -> Mixture:
        expected = np.zeros(self.count)
        for panel, share in zip(self.panels, shares.tolist(), strict=True):
            np.add.at(expected, panel, share)
        wanted = self.slope > 1e-12
        value = float(np.min(expected[wanted] / self.slope[wanted]))
        return Mixture(value, np.zeros(self.count), 0.0, shares)

    def polished(self, mixture: Mixture, wanted: Floats) -> Mixture:
        """Return the mixture with its probabilities moved least, so that orbits get `wanted` (O) but for rounding.

        As it came where that would leave a probability below 0.
        """
        kept = np.flatnonzero(mixture.probabilities > 0)
        numbers = numbers_of([self.panels[at] for at in kept.tolist()], self.count)
        shares = mixture.probabilities[kept]
        gram = numbers.T @ numbers
        gram[np.diag_indices(self.count)] += RIDGE * np.trace(gram)
        for _ in range(REFINEMENTS):
            shares = shares + numbers @ np.linalg.solve(gram, wanted - shares @ numbers)
        if shares.min() < 0:
            return mixture
        probabilities = np.zeros(len(mixture.probabilities))
        probabilities[kept] = shares
        return replace(mixture, probabilities=probabilities)

    def _use(self, **options: float | str) -> None:
        self.solver.clearSolver()
        for name, value in options.items():
            self.solver.setOptionValue(name, value)

    def best(self, deadline: Deadline = None) -> Mixture:
        """Return the best mixture of the panels added so far. Raises OutOfTime."""
        found = run(self.solver, deadline=deadline)
        for slack in LOOSER:  # where rounding leaves nothing feasible, hold a little less strictly
            if found.status != "infeasible":
                break
            for orbit, floor in self.floors.items():
                self.solver.changeRowBounds(orbit, max(0.0, floor - slack), INFINITY)
            self.solver.clearSolver()
            found = run(self.solver, deadline=deadline)
        if found.status != "optimal":
            raise OutOfTime(stage="mixture")
        return Mixture(
            value=found.objective,
            weights=np.maximum(-found.prices[: self.count], 0.0),
            price=float(found.prices[self.count]),
            probabilities=np.maximum(found.x[1:], 0.0),
        )
