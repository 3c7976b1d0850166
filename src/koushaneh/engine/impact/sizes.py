"""Effect sizes of a change in one group.

Sources: d_z Cohen (1988); d_av and its correction Lakens (2013), Cumming
(2012); the small-sample factor J of Hedges (1981) with the two degrees of
freedom in use: 2n - 2 as if two groups, n - 1 for pairs. They differ by five
per cent at n = 10, so the result names both.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.distributions import t_ppf, t_two_sided
from koushaneh.engine.impact.errors import NobodyDiffers, TooFewPeople

Floats = NDArray[np.float64]


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
    change = after - before
    mean, sd = float(change.mean()), _spread(change)
    if sd <= 1e-14 * max(1e-300, float(np.abs(change).max())):
        raise NobodyDiffers(of="change")
    before_sd, after_sd = _spread(before), _spread(after)
    t, margin = mean / sd * math.sqrt(n), t_ppf(0.975, n - 1) * sd / math.sqrt(n)
    d_av = 2 * mean / (before_sd + after_sd) if before_sd > 0 and after_sd > 0 else None
    return Sizes(
        n=n,
        before_mean=float(before.mean()),
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


def _spread(values: Floats) -> float:
    centred = values - values.mean()
    return math.sqrt(float(centred @ centred) / (len(values) - 1))


def _correlation(before_sd: float, after_sd: float, change_sd: float) -> float | None:
    if before_sd <= 0 or after_sd <= 0:
        return None
    return max(-1.0, min(1.0, (before_sd**2 + after_sd**2 - change_sd**2) / (2 * before_sd * after_sd)))
