"""Do people sort around the cut-off? The density of the running variable should not jump there.

Source: McCrary, Journal of Econometrics 142 (2008): a fine histogram, smoothed
by local linear regression from each side, and the logarithm of the two
heights compared. Where the running variable has mass points on an even grid,
bins are whole steps of the grid and the cut-off lies midway between the two
values beside it; on an uneven grid the test is not made, and says so. Beside
it stands the exact binomial test of the people nearest to the cut-off
(Cattaneo, Titiunik and Vazquez-Bare 2017).
"""

import math
from dataclasses import dataclass

import numpy as np

from koushaneh.engine.impact.bandwidth import Sides
from koushaneh.engine.impact.distributions import binomial_two_sided, normal_sf
from koushaneh.engine.impact.masses import Floats, Masses

NEAREST = 20
PILOT_CONSTANT = 3.348
LEAST_BINS = 8


@dataclass(frozen=True)
class Nearest:
    """People within `window` of the cut-off (on a grid, of the middle between the values beside it).

    `p` is the chance of so uneven a split if each side were equally likely.
    """

    window: float
    left: int
    right: int
    p: float


@dataclass(frozen=True)
class Density:
    """McCrary's test. `log_jump` is log height right minus left; None with a `reason` where not made."""

    method: str
    log_jump: float | None
    se: float | None
    p: float | None
    bin_width: float | None
    bandwidth: float | None
    reason: str | None
    nearest: Nearest | None


@dataclass(frozen=True)
class _Histogram:
    """Middles and heights (per person and unit) of the bins left and right of the cut-off at 0."""

    left: Floats
    left_heights: Floats
    right: Floats
    right_heights: Floats
    width: float
    n: int


def density(sides: Sides, scale: float) -> Density:
    """Test for a jump. Distances in `sides` are in standard deviations, results in units of `scale` each.

    Linear in the distinct values.
    """
    origin, step = _grid(sides)
    if step is None:
        return _not_made("uneven_mass_points", None)
    beside = _nearest(sides, origin, scale)
    bins = _histogram(sides, origin, step)
    if min(len(bins.left), len(bins.right)) < LEAST_BINS:
        return _not_made("too_few_bins", beside)
    width = (_pilot(bins.left, bins.left_heights) + _pilot(bins.right, bins.right_heights)) / 2
    if not math.isfinite(width) or width < 3 * bins.width:
        return _not_made("too_few_bins_near_the_cut_off", beside)
    left = _height(bins.left, bins.left_heights, width)
    right = _height(bins.right, bins.right_heights, width)
    if left <= 0 or right <= 0:
        return _not_made("no_density_at_the_cut_off", beside)
    jump = math.log(right) - math.log(left)
    se = math.sqrt(24 / 5 / (bins.n * width) * (1 / left + 1 / right))
    return Density(
        method="McCrary (2008)",
        log_jump=jump,
        se=se,
        p=2 * normal_sf(abs(jump) / se),
        bin_width=bins.width * scale,
        bandwidth=width * scale,
        reason=None,
        nearest=beside,
    )


def _not_made(reason: str, beside: Nearest | None) -> Density:
    return Density("McCrary (2008)", None, None, None, None, None, reason, beside)


def _nearest(sides: Sides, origin: float, scale: float) -> Nearest:
    """The smallest symmetric window with twenty people a side, or all of the shorter side."""
    distances = (origin - sides.left.distances, sides.right.distances - origin)
    counts = (sides.left.counts, sides.right.counts)
    reached = []
    for place, people in zip(distances, counts, strict=True):
        order = np.argsort(place)
        inside = int(np.searchsorted(np.cumsum(people[order]), NEAREST))
        reached.append(float(place[order][min(len(order) - 1, inside)]))
    window = max(reached) * (1 + 1e-9)
    left, right = (
        int(people[place <= window].sum()) for place, people in zip(distances, counts, strict=True)
    )
    return Nearest(window * scale, left, right, binomial_two_sided(left, left + right))


def _grid(sides: Sides) -> tuple[float, float | None]:
    """Where the cut-off lies for the bins, and the step of the grid: 0 if there is none, None if uneven."""
    if not sides.has_masses:
        return 0.0, 0.0
    values = np.concatenate((sides.left.distances, sides.right.distances))
    step = float(np.diff(values).min())
    steps = (values - values[0]) / step
    if np.abs(steps - np.round(steps)).max() > 1e-6 * max(1.0, float(steps[-1])):
        return 0.0, None
    return float(sides.right.distances[0]) - step / 2, step


def _histogram(sides: Sides, origin: float, step: float) -> _Histogram:
    n = sides.left.n + sides.right.n
    width = 2 / math.sqrt(n)
    if step > 0:
        width = step * math.ceil(width / step)
    left, left_heights = _heights(sides.left, origin, width, n)
    right, right_heights = _heights(sides.right, origin, width, n)
    return _Histogram(left, left_heights, right, right_heights, width, n)


def _heights(side: Masses, origin: float, width: float, n: int) -> tuple[Floats, Floats]:
    """Bins from the cut-off outwards to the last one with somebody in it."""
    places = np.floor((side.distances - origin) / width).astype(int)
    if side.distances[0] < 0 and origin == 0.0:
        places = np.minimum(places, -1)
    first, last = (int(places[0]), -1) if side.distances[0] < origin else (0, int(places[-1]))
    counts = np.bincount(places - first, weights=side.counts, minlength=last - first + 1)
    middles = (np.arange(first, last + 1) + 0.5) * width
    return np.asarray(middles, float), np.asarray(counts / (n * width))


def _pilot(middles: Floats, heights: Floats) -> float:
    """Rule of thumb from a polynomial of fourth order (McCrary 2008, section 3.2)."""
    reach = float(np.abs(middles).max())
    powers = np.vander(middles / reach, 5, increasing=True)
    found, *_ = np.linalg.lstsq(powers, heights, rcond=None)
    error = float(np.sum((heights - powers @ found) ** 2)) / max(1, len(middles) - 5)
    bend = (powers[:, :3] @ (found[2:] * [2, 6, 12])) / reach**2
    curvature = float(np.sum(bend**2))
    span = float(middles.max() - middles.min())
    return PILOT_CONSTANT * math.pow(error * span / curvature, 0.2) if curvature > 0 else math.inf


def _height(middles: Floats, heights: Floats, width: float) -> float:
    """Height at the cut-off by local linear regression with triangular weights."""
    weights = np.maximum(1 - np.abs(middles / width), 0.0)
    powers = np.vander(middles / width, 2, increasing=True)
    normal = (powers * weights[:, None]).T @ powers
    return float(np.linalg.solve(normal, powers.T @ (weights * heights))[0])
