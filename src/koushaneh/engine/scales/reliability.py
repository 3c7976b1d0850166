"""How well the items of a scale hang together.

Alpha: Cronbach (1951), interval of Feldt (1965), exact for normal items with
equal covariances. Omega: McDonald (1999), one factor fitted by maximum
likelihood (Jöreskog 1967) to the correlations; unique variances stay above
0.005 of the item's, as in R's factanal. Item-rest: correlation of an item
with the sum of the others.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.impact.distributions import f_ppf
from koushaneh.engine.scales.scoring import Floats, Moments

SMALLEST_UNIQUE = 0.005
SMALLEST_EIGENVALUE = 1e-9


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Reliability:
    """Of one scale. `n` people answered every item; None where a figure does not exist.

    A figure does not exist below two people or two items, where nobody
    differs, and for omega below three items or where one item repeats
    another. `at_the_edge` tells that omega's fit ran into its bound (a Heywood
    case): read it with care.
    """

    n: int
    alpha: Interval | None
    omega: float | None
    at_the_edge: bool
    item_rest: tuple[float | None, ...]


def reliability(moments: Moments) -> Reliability:
    """Judge a scale from its moments. O(items³) whatever the number of people."""
    items = len(moments.sums)
    if moments.n < 2 or items < 2:
        return Reliability(moments.n, None, None, False, (None,) * items)
    covariance = moments.covariance()
    omega, at_the_edge = _omega(covariance, moments.n)
    return Reliability(moments.n, _alpha(covariance, moments.n), omega, at_the_edge, item_rest(covariance))


def alpha(covariance: Floats) -> float | None:
    """Cronbach's alpha of a covariance matrix; None where the total does not vary."""
    items, total = len(covariance), float(covariance.sum())
    if total <= 1e-12 * float(np.abs(covariance).sum()):
        return None
    return items / (items - 1) * (1 - float(np.trace(covariance)) / total)


def _alpha(covariance: Floats, n: int) -> Interval | None:
    estimate = alpha(covariance)
    if estimate is None:
        return None
    above, below = n - 1, (n - 1) * (len(covariance) - 1)
    low, high = (1 - (1 - estimate) * f_ppf(share, above, below) for share in (0.975, 0.025))
    return Interval(estimate, low, high)


def item_rest(covariance: Floats) -> tuple[float | None, ...]:
    """Correlation of every item with the sum of the other items."""
    own, whole = np.diag(covariance), covariance.sum(axis=1)
    rest = covariance.sum() - 2 * whole + own
    scale = float(np.abs(covariance).sum())
    return tuple(
        float((whole[place] - own[place]) / np.sqrt(own[place] * rest[place]))
        if own[place] > 1e-12 * scale and rest[place] > 1e-12 * scale
        else None
        for place in range(len(own))
    )


def _omega(covariance: Floats, n: int) -> tuple[float | None, bool]:
    spread = np.sqrt(np.diag(covariance))
    if len(covariance) < 3 or n <= len(covariance) or spread.min() <= 0:
        return None, False
    correlation = covariance / np.outer(spread, spread)
    if float(np.linalg.eigvalsh(correlation)[0]) < SMALLEST_EIGENVALUE:
        return None, False
    unique = fit_one_factor(correlation)
    common = float((loadings(correlation, unique) * spread).sum()) ** 2
    return common / (common + float(unique @ spread**2)), bool(unique.min() <= SMALLEST_UNIQUE * 1.001)


def loadings(correlation: Floats, unique: Floats) -> Floats:
    """Loadings on the one factor for given unique variances; their sum is not negative."""
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    found = root * vectors[:, -1] * np.sqrt(max(0.0, float(values[-1]) - 1))
    return np.asarray(found if found.sum() >= 0 else -found)


def fit_one_factor(correlation: Floats) -> Floats:
    """Unique variances of the one-factor model at maximum likelihood.

    Newton steps in the logarithm of the unique variances with Lawley's
    approximate curvature, halved until the discrepancy falls.
    """
    floor = np.log(SMALLEST_UNIQUE)
    place = np.log(np.clip((1 - 0.5 / len(correlation)) / np.diag(np.linalg.inv(correlation)), 0.006, 0.995))
    value, slope, curve = _discrepancy(correlation, place)
    for _ in range(200):
        free = (place > floor) | (slope < 0)
        step = np.zeros_like(place)
        inner = curve[np.ix_(free, free)] + 1e-9 * np.eye(int(free.sum()))
        step[free] = np.linalg.solve(inner, slope[free])
        size = 1.0
        while size > 1e-9:
            tried = np.clip(place - size * step, floor, 5.0)
            following = _discrepancy(correlation, tried)
            if following[0] <= value:
                break
            size /= 2
        moved = float(np.abs(tried - place).max())
        if size <= 1e-9:
            break
        place, (value, slope, curve) = tried, following
        if moved < 1e-12:
            break
    return np.asarray(np.exp(place))


def _discrepancy(correlation: Floats, place: Floats) -> tuple[float, Floats, Floats]:
    """Discrepancy, slope and approximate curvature in the logarithms of the unique variances."""
    root = np.exp(place / 2)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    rest, directions = values[:-1], vectors[:, :-1]
    value = float(np.sum(rest - np.log(rest) - 1))
    slope = (directions**2) @ (1 - rest)
    curve = (directions @ directions.T) ** 2
    return value, np.asarray(slope), np.asarray(curve)
