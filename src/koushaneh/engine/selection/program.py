"""Linear and integer programs handed to HiGHS, always with one thread, one seed and no output."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.programs import quiet_solver

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Deadline = Callable[[], float] | None
INFINITY = float(highspy.kHighsInf)


@dataclass(frozen=True)
class Program:
    """Maximise `cost` x under `row_low` <= A x <= `row_high` and `low` <= x <= `high`.

    A is given by rows: row r has the columns `index[start[r]:start[r + 1]]`
    with the coefficients `value`.
    """

    cost: Floats
    low: Floats
    high: Floats
    row_low: Floats
    row_high: Floats
    start: Ints
    index: Ints
    value: Floats
    is_integer: bool = False


@dataclass(frozen=True)
class Solution:
    """`status` is optimal, infeasible or stopped; `x` is empty where nothing was found.

    `prices` are the row duals (positive at an upper limit), `bound` an upper
    limit of the objective.
    """

    status: str
    x: Floats
    objective: float
    bound: float
    prices: Floats = field(default_factory=lambda: np.zeros(0))


def rows_of(*blocks: NDArray[np.float64]) -> tuple[Ints, Ints, Floats]:
    """Return start, index and value of dense blocks (rows x columns) laid under one another."""
    dense = np.vstack(blocks)
    row, column = np.nonzero(dense)
    start = np.zeros(len(dense) + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=len(dense)), out=start[1:])
    return start, column.astype(np.int64), dense[row, column]


def solve(program: Program, *, deadline: Deadline = None, absolute_gap: float = 0.0) -> Solution:
    """Solve to optimality, or until `deadline`, which returns the seconds left, says 0."""
    solver = loaded(program, absolute_gap=absolute_gap)
    return run(solver, deadline=deadline)


def loaded(program: Program, *, absolute_gap: float = 0.0) -> Any:
    """Return a HiGHS instance that holds the program, for runs that change it in between."""
    solver = quiet_solver(absolute_gap=absolute_gap)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.row_low)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.low, program.high
    lp.row_lower_, lp.row_upper_ = program.row_low, program.row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = program.start.astype(np.int32)
    lp.a_matrix_.index_ = program.index.astype(np.int32)
    lp.a_matrix_.value_ = program.value
    if program.is_integer:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(program.cost)
    solver.passModel(lp)
    return solver


def run(solver: Any, *, deadline: Deadline = None) -> Solution:
    """Run what `solver` holds and read the answer."""
    left = deadline() if deadline else float("inf")
    solver.setOptionValue("time_limit", float(solver.getRunTime() + left) if left < 1e9 else INFINITY)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return _answer(solver, "optimal")
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Solution("infeasible", np.zeros(0), -INFINITY, -INFINITY)
    return _answer(solver, "stopped")


def _answer(solver: Any, status: str) -> Solution:
    info, solution = solver.getInfo(), solver.getSolution()
    is_integer = bool(len(solver.getLp().integrality_))
    found = bool(solution.value_valid) and (
        status == "optimal" or info.primal_solution_status == 2  # feasible, if not proven
    )
    bound = info.mip_dual_bound if is_integer else info.objective_function_value
    return Solution(
        status=status,
        x=np.array(solution.col_value) if found else np.zeros(0),
        objective=float(info.objective_function_value) if found else -INFINITY,
        bound=float(bound) if status == "optimal" or is_integer else INFINITY,
        prices=np.array(solution.row_dual) if solution.dual_valid else np.zeros(0),
    )
