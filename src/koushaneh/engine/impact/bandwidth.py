"""Bandwidths that minimise the mean squared error of a sharp discontinuity estimate.

Sources: Calonico, Cattaneo and Titiunik, Econometrica 82 (2014); with
regularisation and the adjustment to mass points of Calonico, Cattaneo, Farrell
and Titiunik, REStat 101 (2019). One common bandwidth h for the estimate and
one, b, for its bias; local linear, bias by local quadratic. Distances and
outcomes come in standardised.
"""

import math
from dataclasses import dataclass

from koushaneh.engine.impact.errors import NobodyDiffers
from koushaneh.engine.impact.local import Spread, design, spread
from koushaneh.engine.impact.masses import CLOSE, Kernel, Masses, Variance

PILOT = {"triangular": 2.576, "epanechnikov": 2.34, "uniform": 1.843}
MASS_SHARE = 0.2
VALUES_IN_PILOT = 10
UNSEEN = 1e-22


@dataclass(frozen=True)
class Sides:
    """Both sides of the cut-off; `spread` is the smaller of 1 and the normalised interquartile range."""

    left: Masses
    right: Masses
    spread: float

    @property
    def reach(self) -> tuple[float, float]:
        """Largest distance on either side."""
        return -float(self.left.distances[0]), float(self.right.distances[-1])

    @property
    def has_masses(self) -> bool:
        """Whether a fifth of the people on a side share their value with others."""
        return any(1 - len(side.counts) / side.n >= MASS_SHARE for side in (self.left, self.right))


@dataclass(frozen=True)
class _Stage:
    """One step of the plug-in: order of the fit, coefficient wanted, order of the fit for its bias."""

    order: int
    place: int
    bias_order: int


def bandwidths(sides: Sides, kernel: Kernel, variance: Variance) -> tuple[float, float]:
    """Return h and b. Linear in the distinct values, after sorting.

    Refuses with TooFewPeople where too few distinct values are near, and with
    NobodyDiffers where the outcome does not vary near the cut-off.
    """
    pilot, least = _pilot(sides, kernel)
    furthest = max(sides.reach)
    ends = tuple(reach * (1 + CLOSE) for reach in sides.reach)
    first = _plug_in(sides, _Stage(3, 3, 4), pilot, (ends[0], ends[1]), kernel, variance, regularised=False)
    first = max(min(first, furthest), least)
    b = _plug_in(sides, _Stage(2, 2, 3), pilot, (first, first), kernel, variance, regularised=True)
    b = min(b, furthest)
    h = _plug_in(sides, _Stage(1, 0, 2), pilot, (b, b), kernel, variance, regularised=True)
    return min(h, furthest), b


def _pilot(sides: Sides, kernel: Kernel) -> tuple[float, float]:
    """Rule-of-thumb width, and the least width where mass points must be crossed."""
    distinct = len(sides.left.counts) + len(sides.right.counts)
    width = min(PILOT[kernel] * sides.spread * distinct ** (-1 / 5), max(sides.reach))
    least = 0.0
    if sides.has_masses:
        nearest = (-sides.left.distances[::-1], sides.right.distances)
        least = max(float(side[min(VALUES_IN_PILOT, len(side)) - 1]) for side in nearest) * (1 + CLOSE)
    return max(width, least), least


def _plug_in(
    sides: Sides,
    stage: _Stage,
    pilot: float,
    bias_widths: tuple[float, float],
    kernel: Kernel,
    variance: Variance,
    *,
    regularised: bool,
) -> float:
    found = [
        _constants(side, stage, pilot, width, kernel, variance, regularised=regularised)
        for side, width in zip((sides.left, sides.right), bias_widths, strict=True)
    ]
    (left_variance, left_bias, left_rule), (right_variance, right_bias, right_rule) = found
    curvature = (right_bias - left_bias) ** 2 + left_rule + right_rule
    if not (left_variance + right_variance > UNSEEN and curvature > 0):
        raise NobodyDiffers(of="outcome near the cut-off")
    return math.pow((left_variance + right_variance) / curvature, 1 / (2 * stage.order + 3))


def _constants(
    side: Masses,
    stage: _Stage,
    pilot: float,
    bias_width: float,
    kernel: Kernel,
    variance: Variance,
    *,
    regularised: bool,
) -> tuple[float, float, float]:
    """Variance, bias and regularisation terms of one side."""
    pilot_fit: Spread = spread(side, pilot, stage.order, stage.place, kernel, variance)
    fit = design(side, bias_width, stage.bias_order, kernel)
    steps = 2 * (stage.order + 1 - stage.place)
    highest = fit.coefficients()[-1] / bias_width**stage.bias_order
    rule = 0.0
    if regularised:
        row = fit.row(stage.bias_order)
        rule = steps * 3 * pilot_fit.bias**2 * float(row**2 @ fit.squares(variance))
    scale = (2 * stage.place + 1) * pilot ** (2 * stage.place + 1)
    return scale * pilot_fit.variance, math.sqrt(steps) * pilot_fit.bias * float(highest), rule
