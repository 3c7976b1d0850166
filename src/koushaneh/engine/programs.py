"""Linear and mixed-integer programs in HiGHS (Huangfu, Hall, Math. Prog. Comp. 10, 2018), always alike.

One thread, a fixed seed and no output, so equal programs give equal answers.
A program that stops early says so and carries its bound.
"""

from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass
class Program:
    """Minimise cost·x with low <= x <= high; rows are added as (columns, weights, least, most)."""

    cost: Floats
    low: Floats
    high: Floats
    whole: NDArray[np.bool_]
    starts: list[int] = field(default_factory=list)
    columns: list[NDArray[np.int64]] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def row(self, columns: Any, weights: Any, *, least: float = -np.inf, most: float = np.inf) -> None:
        """Demand least <= weights·x[columns] <= most; a single number weighs all columns alike."""
        places = np.asarray(columns, dtype=np.int64)
        self.columns.append(places)
        self.weights.append(np.broadcast_to(np.asarray(weights, dtype=np.float64), places.shape))
        self.least.append(float(least))
        self.most.append(float(most))


@dataclass(frozen=True)
class Outcome:
    """What HiGHS found: `status` optimal, stopped or infeasible; `values` is None when nothing was found.

    `reduced` holds the reduced costs of a linear program.
    """

    status: str
    values: Floats | None
    objective: float
    bound: float
    reduced: Floats | None = None


def solve(
    program: Program, *, seconds: float = np.inf, gap: float = 0.0, start: Floats | None = None
) -> Outcome:
    """Minimise the program within `seconds`, to the relative `gap`; `start` is a solution to begin with."""
    solver = quiet_solver(gap=gap)
    if np.isfinite(seconds):
        solver.setOptionValue("time_limit", max(0.0, float(seconds)))
    solver.passModel(_model(program))
    if start is not None:
        first = highspy.HighsSolution()
        first.col_value = list(map(float, start))
        solver.setSolution(first)
    solver.run()
    return _outcome(solver, program, gap)


def quiet_solver(*, gap: float = 0.0, absolute_gap: float = 1e-9) -> Any:
    """Return an empty HiGHS instance with the options that make runs repeatable."""
    solver = _Highs()  # highspy.Highs would print its banner on standard output, where results go
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", gap),
        ("mip_abs_gap", absolute_gap),
        ("mip_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(name, value)
    return solver


def _model(program: Program) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.least)
    model.col_cost_, model.col_lower_, model.col_upper_ = program.cost, program.low, program.high
    model.row_lower_, model.row_upper_ = np.array(program.least), np.array(program.most)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *map(len, program.columns)])
    matrix.index_ = np.concatenate([*program.columns, np.empty(0, np.int64)])
    matrix.value_ = np.concatenate([*program.weights, np.empty(0)])
    if program.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(one)] for one in program.whole]
    return model


def _outcome(solver: Any, program: Program, gap: float) -> Outcome:
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Outcome("infeasible", None, np.inf, np.inf)
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if feasible else None
    done = status == highspy.HighsModelStatus.kOptimal
    # From the values: HiGHS 1.16 reports 0 where presolve alone confirms a given start.
    objective = float(program.cost @ values) if values is not None else np.inf
    bound = float(info.mip_dual_bound) if program.whole.any() else -np.inf
    bound = objective if done and gap == 0.0 else min(bound, objective)
    reduced = np.array(solver.getSolution().col_dual) if done and not program.whole.any() else None
    return Outcome("optimal" if done else "stopped", values, objective, bound, reduced)
