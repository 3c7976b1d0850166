"""What should stand beside every estimate at a cut-off: density test and placebo cut-offs.

A placebo cut-off lies where nothing happened, here at the median of each side,
with the people of that side only, so that the true jump cannot leak in. An
"effect" there speaks against the design.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.errors import EngineError
from koushaneh.engine.impact.bandwidth import Sides
from koushaneh.engine.impact.density import Density, density
from koushaneh.engine.impact.discontinuity import Row, discontinuity
from koushaneh.engine.impact.masses import Floats, Kernel, Variance, gather


@dataclass(frozen=True)
class Placebo:
    """The robust row at a cut-off where nothing happened, or the code of the reason why there is none."""

    side: str
    cutoff: float
    robust: Row | None
    reason: str | None


def density_test(running: Floats, cutoff: float) -> Density:
    """Test the density of `running` at `cutoff`; needs both sides and some spread. O(n log n)."""
    scale = float(running.std(ddof=1))
    left, right = gather((running - cutoff) / scale, np.zeros(len(running)))
    return density(Sides(left, right, 1.0), scale)


def placebos(
    running: Floats, outcome: Floats, cutoff: float, *, kernel: Kernel, variance: Variance
) -> tuple[Placebo, ...]:
    """Estimate the effect at the median of each side. O(n log n)."""
    found = []
    for side, chosen in (("left", running < cutoff), ("right", running >= cutoff)):
        middle = float(np.median(running[chosen]))
        try:
            there = discontinuity(running[chosen], outcome[chosen], middle, kernel=kernel, variance=variance)
        except EngineError as refusal:
            found.append(Placebo(side, middle, None, refusal.code))
        else:
            found.append(Placebo(side, middle, there.robust, None))
    return tuple(found)
