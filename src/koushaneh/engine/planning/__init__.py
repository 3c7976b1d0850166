"""Planning (برنامهٔ ساخت): every lot of an order to exactly one member, within capacities, of greatest value.

The generalised assignment problem (Ross, Soland, Mathematical Programming 8,
1975). The linear relaxation is solved first; a mixed-integer program over the
options with small reduced costs (the core; Balas, Zemel, Operations Research
28, 1980) gives a plan, and the relaxation then proves that no option left out
can belong to a better one, or brings it in.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.errors import EngineError
from koushaneh.engine.programs import Outcome, Program, solve

__all__ = ["BadOption", "LotsLeftOver", "NoTime", "Option", "Plan", "plan"]

Remaining = Callable[[], float] | None
CORE = 6  # options a lot that go into the first core
TINY = 1e-9


@dataclass(frozen=True)
class Option:
    """A lot that a member could make, what that is worth, and how much of her capacity it takes."""

    lot: str
    member: str
    value: float
    load: float


@dataclass(frozen=True)
class Plan:
    """The chosen options, one a lot, sorted; `bound` tops the value of every plan, `gap` is relative."""

    chosen: tuple[Option, ...]
    objective: float
    bound: float
    gap: float
    proven: bool


class BadOption(EngineError):
    """An option names a stranger, stands twice, or holds an unsound number. Facts: lot, member, problem."""

    code = "planning.bad_option"


class LotsLeftOver(EngineError):
    """No plan makes every lot. Facts: missing (lots), lots without any member who could make them."""

    code = "planning.lots_left_over"


class NoTime(EngineError):
    """The deadline passed before any plan was found. Facts: lots, options (numbers)."""

    code = "planning.no_time"


def plan(capacities: Mapping[str, float], options: Sequence[Option], *, remaining: Remaining = None) -> Plan:
    """Give every lot to exactly one member within `capacities`, with the greatest total value.

    The lots are those the options name. Any order of rows gives the same plan.
    At the deadline (`remaining` gives the seconds left) the best plan found comes
    with its bound and is not `proven`. Exponential in the worst case. Raises
    BadOption, LotsLeftOver(missing, lots), NoTime.
    """
    ordered = sorted(options, key=lambda option: (option.lot, option.member))
    _check(capacities, ordered)
    lots = sorted({option.lot for option in ordered})
    able = [option for option in ordered if option.load <= capacities[option.member]]
    _check_lots(lots, able)
    if not lots:
        return Plan((), 0.0, 0.0, 0.0, True)
    relaxed = solve(_program(able, capacities, whole=False), seconds=_left(remaining))
    if relaxed.status == "infeasible":
        raise _left_over(able, capacities, lots, remaining)
    if relaxed.reduced is None:
        raise NoTime(lots=len(lots), options=len(able))
    return _by_core(able, capacities, lots, relaxed, remaining)


def _by_core(
    able: Sequence[Option],
    capacities: Mapping[str, float],
    lots: Sequence[str],
    relaxed: Outcome,
    remaining: Remaining,
) -> Plan:
    assert relaxed.reduced is not None
    reduced, core = relaxed.reduced, _first_core(able, relaxed.reduced, len(lots))
    while True:
        inside = [option for option, is_in in zip(able, core, strict=True) if is_in]
        found = solve(_program(inside, capacities, whole=True), seconds=_left(remaining))
        # An option left out raises the cost of any plan that uses it by its reduced cost at least.
        missed = ~core & (relaxed.objective + reduced <= found.objective - _grain(able, found.objective))
        if found.status == "stopped" or not missed.any():
            break
        core |= missed
    if found.values is None:
        if found.status == "stopped":
            raise NoTime(lots=len(lots), options=len(able))
        raise _left_over(able, capacities, lots, remaining)
    chosen = tuple(option for option, value in zip(inside, found.values, strict=True) if value > 0.5)
    # The relaxation bounds every plan; the core's own bound does so only once nothing was left out.
    bound = found.bound if found.status == "optimal" or core.all() else relaxed.objective
    return _finished(chosen, -bound, found.status == "optimal")


def _finished(chosen: tuple[Option, ...], bound: float, proven: bool) -> Plan:
    objective = math.fsum(option.value for option in chosen)
    bound = objective if proven else max(bound, objective)
    return Plan(chosen, objective, bound, (bound - objective) / max(abs(objective), TINY), proven)


def _first_core(able: Sequence[Option], reduced: NDArray[np.float64], lot_count: int) -> NDArray[np.bool_]:
    count = min(len(able), CORE * lot_count)
    core = reduced <= np.partition(reduced, count - 1)[count - 1]
    return np.asarray(core, dtype=bool)


def _grain(able: Sequence[Option], objective: float) -> float:
    """Return how much a better plan gains at least: 1 where all values are whole, else next to nothing."""
    if all(float(option.value).is_integer() for option in able):
        return 1.0 - 1e-6
    return TINY * max(1.0, abs(objective)) if np.isfinite(objective) else 0.0


def _check(capacities: Mapping[str, float], ordered: Sequence[Option]) -> None:
    for member, capacity in capacities.items():
        if not 0 <= capacity < math.inf:
            raise BadOption(lot="", member=member, problem="capacity")
    for before, option in zip([None, *ordered], ordered, strict=False):
        if problem := _problem(before, option, capacities):
            raise BadOption(lot=option.lot, member=option.member, problem=problem)


def _problem(before: Option | None, option: Option, capacities: Mapping[str, float]) -> str:
    if option.member not in capacities:
        return "unknown_member"
    if before is not None and (before.lot, before.member) == (option.lot, option.member):
        return "twice"
    if not math.isfinite(option.value):
        return "value"
    return "" if 0 <= option.load < math.inf else "load"


def _check_lots(lots: Sequence[str], able: Sequence[Option]) -> None:
    orphans = sorted(set(lots) - {option.lot for option in able})
    if orphans:
        raise LotsLeftOver(missing=len(orphans), lots=orphans)


def _program(options: Sequence[Option], capacities: Mapping[str, float], *, whole: bool) -> Program:
    count = len(options)
    cost = -np.array([option.value for option in options])
    program = Program(cost, np.zeros(count), np.ones(count), np.full(count, whole))
    for places in _groups([option.lot for option in options]).values():
        program.row(places, 1.0, least=1.0, most=1.0)
    for member, places in _groups([option.member for option in options]).items():
        # In units of a power of two nothing is rounded, and the solver sees no numbers above a thousand million.
        unit = 2.0 ** max(0, math.frexp(capacities[member])[1] - 30)
        loads = [options[place].load / unit for place in places]
        program.row(places, loads, most=capacities[member] / unit)
    return program


def _groups(names: Sequence[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(name, []).append(place)
    return dict(sorted(groups.items()))


def _left_over(
    able: Sequence[Option], capacities: Mapping[str, float], lots: Sequence[str], remaining: Remaining
) -> EngineError:
    """Return the refusal that says how many lots no plan can place."""
    program = _program(able, capacities, whole=True)
    program.least = [-np.inf] * len(program.least)
    program.cost = -np.ones(len(able))
    outcome = solve(program, seconds=_left(remaining))
    if outcome.status != "optimal":
        return NoTime(lots=len(lots), options=len(able))
    return LotsLeftOver(missing=len(lots) + round(outcome.objective), lots=[])


def _left(remaining: Remaining) -> float:
    return remaining() if remaining else math.inf
