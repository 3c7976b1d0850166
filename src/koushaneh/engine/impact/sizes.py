"""Effect sizes of a change in one group.

Sources: d_z Cohen (1988); d_av and its correction Lakens (2013), Cumming
(2012); the small-sample factor J of Hedges (1981) with the two degrees of
freedom in use: 2n - 2 as if two groups, n - 1 for pairs. They differ by five
per cent at n = 10, so the result names both.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.distributions import t_ppf, t_two_sided
from koushaneh.engine.impact.errors import NobodyDiffers, TooFewPeople

Floats = NDArray[np.float64]
PART = 16_384


@dataclass(frozen=True)
class Correction:
    """g_av under the two corrections J = 1 - 3/(4·df - 1)."""

    two_groups: float
    paired: float


@dataclass(frozen=True)
class Sizes:
    """Change, after minus before, with t test and standardised sizes.

    `low` and `high` are the 95 % interval of the mean change by t. `d_av` and
    `correlation` are None where one measurement does not vary.
    """

    n: int
    before_mean: float
    after_mean: float
    before_sd: float
    after_sd: float
    correlation: float | None
    mean_change: float
    low: float
    high: float
    t: float
    df: int
    p: float
    d_z: float
    d_av: float | None
    g_av: Correction | None


def sizes(before: Floats, after: Floats) -> Sizes:
    """Compare two measurements of the same people, in the same order, nothing missing.

    Linear. Refuses with TooFewPeople below two people and NobodyDiffers where
    all changes are equal.
    """
    n = len(before)
    if n < 2:
        raise TooFewPeople(found=n, needed=2)
    before_mean, mean = float(before.mean()), _mean_change(before, after)
    before_sd, after_sd, sd, largest = _spreads(before, after, before_mean, mean)
    if sd <= 1e-14 * max(1e-300, largest):
        raise NobodyDiffers(of="change")
    t, margin = mean / sd * math.sqrt(n), t_ppf(0.975, n - 1) * sd / math.sqrt(n)
    d_av = 2 * mean / (before_sd + after_sd) if before_sd > 0 and after_sd > 0 else None
    return Sizes(
        n=n,
        before_mean=before_mean,
        after_mean=float(after.mean()),
        before_sd=before_sd,
        after_sd=after_sd,
        correlation=_correlation(before_sd, after_sd, sd),
        mean_change=mean,
        low=mean - margin,
        high=mean + margin,
        t=t,
        df=n - 1,
        p=t_two_sided(t, n - 1),
        d_z=mean / sd,
        d_av=d_av,
        g_av=None if d_av is None else Correction(d_av * small_sample(2 * n - 2), d_av * small_sample(n - 1)),
    )


def small_sample(df: int) -> float:
    """Hedges' factor J in its usual approximation, 1 - 3/(4·df - 1)."""
    return 1 - 3 / (4 * df - 1)


def _mean_change(before: Floats, after: Floats) -> float:
    total = sum(float((after[part] - before[part]).sum()) for part in _parts(len(before)))
    return total / len(before)


def _spreads(
    before: Floats, after: Floats, before_mean: float, mean: float
) -> tuple[float, float, float, float]:
    """Standard deviations before, after and of the change, and the largest change, part by part in the cache."""
    squares, largest, after_mean = np.zeros(3), 0.0, float(after.mean())
    for part in _parts(len(before)):
        change = after[part] - before[part]
        largest = max(largest, float(change.max()), -float(change.min()))
        centred = (before[part] - before_mean, after[part] - after_mean, change - mean)
        squares += [float(one @ one) for one in centred]
    first, second, third = np.sqrt(squares / (len(before) - 1)).tolist()
    return first, second, third, largest


def _parts(n: int) -> Iterator[slice]:
    return (slice(start, start + PART) for start in range(0, n, PART))


def _correlation(before_sd: float, after_sd: float, change_sd: float) -> float | None:
    if before_sd <= 0 or after_sd <= 0:
        return None
    return max(-1.0, min(1.0, (before_sd**2 + after_sd**2 - change_sd**2) / (2 * before_sd * after_sd)))
