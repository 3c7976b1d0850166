"""The noncentral t distribution, by integrating over the estimated spread.

T = (Z + shift)/S with S² = chi²(df)/df, so P(T > t) is the integral of
P(Z > t·s - shift) against the density of S. The integrand is log-concave:
it is cut where it has fallen by e^-40 and summed by Gauss-Legendre. All terms
are positive, so that both tails keep relative accuracy (about 1e-11), where
the usual series (Lenth, AS 243, 1989) lose it and scipy 1.17 gives NaN.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.distributions import HALF_LOG_TWO_PI, stirling_rest

NODES = 200
FALL = 40.0


def nct_sf(t: float, df: float, shift: float) -> float:
    """P(T > t); `df` at least 1, `shift` is the noncentrality."""
    return _integral(lambda s: _log_normal_cdf(shift - t * s), df)


def nct_cdf(t: float, df: float, shift: float) -> float:
    """P(T <= t)."""
    return _integral(lambda s: _log_normal_cdf(t * s - shift), df)


def _integral(log_chance: Callable[[float], float], df: float) -> float:
    constant = _log_chi_constant(df)

    def height(s: float) -> float:
        return constant + log_chance(s) + (df - 1) * math.log(s) - df * (s * s - 1) / 2

    top = _peak(height)
    low, high = _edge(height, top, 0.0), _edge(height, top, math.inf)
    points, weights = _rule()
    middle, half = (low + high) / 2, (high - low) / 2
    heights = np.array([height(middle + half * float(point)) for point in points])
    return float(min(1.0, half * np.sum(weights * np.exp(heights))))


def _log_chi_constant(df: float) -> float:
    """Log of the density of S at 1, from 2 (df/2)^(df/2) e^(-df/2) / Γ(df/2)."""
    half = df / 2
    return math.log(2) + 0.5 * math.log(half) - stirling_rest(half) - HALF_LOG_TWO_PI


def _peak(height: Callable[[float], float]) -> float:
    """Where a log-concave function is highest, by golden sections in log s."""
    golden = (math.sqrt(5) - 1) / 2
    low, high = -60.0, 12.0
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = height(math.exp(left)), height(math.exp(right))
    while high - low > 1e-6:
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = height(math.exp(left))
        else:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = height(math.exp(right))
    return math.exp((low + high) / 2)


def _edge(height: Callable[[float], float], top: float, end: float) -> float:
    """Where, from the peak towards `end`, the function has fallen by FALL."""
    floor = height(top) - FALL
    inside, step = top, top * 1e-5
    while True:
        outside = inside + step if end > top else inside - step
        if outside <= 0:
            outside = inside / 2 if inside > top * 1e-6 else 0.0
        if outside == 0.0 or height(outside) < floor:
            break
        inside, step = outside, step * 2
    for _ in range(30):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if height(middle) >= floor else (inside, middle)
    return outside


@cache
def _rule() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points, weights = np.polynomial.legendre.leggauss(NODES)
    return points, weights


def _log_normal_cdf(z: float) -> float:
    if z > -20:
        return math.log1p(-0.5 * math.erfc(z / math.sqrt(2))) if z > 5 else _log_half_erfc(z)
    square = z * z
    series = 1 - (1 - 3 * (1 - 5 * (1 - 7 * (1 - 9 / square) / square) / square) / square) / square
    return -square / 2 - HALF_LOG_TWO_PI - math.log(-z) + math.log(series)


def _log_half_erfc(z: float) -> float:
    return math.log(0.5 * math.erfc(-z / math.sqrt(2)))
