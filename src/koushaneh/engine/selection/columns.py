"""Column generation with an integer program, for lotteries that the relaxation does not settle.

The duals of the mixture weigh the candidates; the panel of the greatest
weight either improves the mixture or proves that nothing does (Gilmore,
Gomory, Operations Research 9, 1961).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from koushaneh.engine.selection.mixture import Mixing, Mixture
from koushaneh.engine.selection.model import OutOfTime
from koushaneh.engine.selection.pool import Floats, Ints
from koushaneh.engine.selection.program import Deadline, Program, solve

IMPROVING = 1e-8
POSITIVE = 1e-7
SLACK = 1e-9
Keep = Callable[[Mixing, Mixture], None]


@dataclass(frozen=True)
class Exact:
    """A proven level: `weights` (O) are per candidate, no panel weighs more than `panel_limit`."""

    value: float
    bound: float
    panel_limit: float
    weights: Floats
    held: Ints


def any_panel(program: Program, deadline: Deadline) -> Ints:
    """Return some panel, its orbits in sorted order. Raises OutOfTime; the caller knows that one exists."""
    found = solve(program, deadline=deadline)
    if found.status != "optimal":
        raise OutOfTime(stage="panels")
    return panel_of(found.x)


def panel_of(numbers: Floats) -> Ints:
    """Return the panel that holds so many (O) of every orbit, its orbits in sorted order."""
    return np.repeat(np.arange(len(numbers)), np.rint(numbers).astype(np.int64))


def raised_exactly(mixing: Mixing, program: Program, deadline: Deadline, keep: Keep) -> Exact:
    """Add panels until none would raise the mixture; `keep` is told of every mixture. Raises OutOfTime."""
    while True:
        mixture = mixing.best(deadline)
        keep(mixing, mixture)
        heaviest = solve(replace(program, cost=mixture.weights), deadline=deadline)
        if heaviest.status != "optimal":
            raise OutOfTime(stage="pricing")
        excess = heaviest.objective - mixture.price
        panel = panel_of(heaviest.x)
        if excess <= IMPROVING or not mixing.add(panel):
            value = mixture.value
            return Exact(value, value + max(0.0, excess), heaviest.bound, mixture.weights, np.arange(0))


def exact_levels(
    mixing: Mixing, program: Program, size: Floats, deadline: Deadline, keep: Keep
) -> list[Exact]:
    """Raise level after level, each proven, until every orbit is held. Raises OutOfTime."""
    is_open = np.ones(mixing.count, dtype=np.bool_)
    levels: list[Exact] = []
    while np.any(is_open):
        level = raised_exactly(mixing, program, deadline, keep)
        held = np.flatnonzero(is_open & (level.weights * size > POSITIVE))
        if not len(held):
            held = np.flatnonzero(is_open)
        for orbit in held.tolist():
            mixing.hold(orbit, float(size[orbit]) * (level.value - SLACK))
        is_open[held] = False
        levels.append(replace(level, held=held))
    return levels
