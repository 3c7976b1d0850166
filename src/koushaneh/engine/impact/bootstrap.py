"""Bootstrap interval of d_z: bias-corrected and accelerated (Efron 1987).

Resampling people with replacement is drawing how often each distinct change
comes up. Where few changes are distinct, which is the rule for questionnaires,
the counts are drawn straight from the multinomial distribution: the same
distribution of resamples at a cost that does not grow with n.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.distributions import normal_cdf, normal_ppf
from koushaneh.engine.seeds import generator

Floats = NDArray[np.float64]
RESAMPLES = 2000
DRAWN_AT_ONCE = 2**22
PEOPLE_PER_DISTINCT = 8


@dataclass(frozen=True)
class BootstrapInterval:
    """95 % interval of d_z. `method` says how it was made; None ends are infinite."""

    low: float | None
    high: float | None
    resamples: int
    method: str


def interval(change: Floats, seed: str, *, resamples: int = RESAMPLES) -> BootstrapInterval:
    """Interval of mean(change)/sd(change); the same for any order of `change`.

    O(n log n + resamples × distinct changes), or O(resamples × n) where more
    than one change in eight is distinct. Needs two people who differ.
    """
    values, counts = np.unique(change, return_counts=True)
    values = values - np.average(values, weights=counts)
    mean = float(np.mean(change[np.argsort(change, kind="stable")]))
    drawn = np.concatenate(list(_resampled(values, counts, mean, seed, resamples)))
    drawn.sort()
    low, high = _ends(drawn, values, counts, mean)
    return BootstrapInterval(low, high, resamples, "bootstrap, bias-corrected and accelerated, of d_z")


def _resampled(
    values: Floats, counts: NDArray[np.int64], mean: float, seed: str, resamples: int
) -> Iterator[Floats]:
    """d_z of every resample, some at a time."""
    source, n = generator(seed), int(counts.sum())
    is_coarse = len(values) * PEOPLE_PER_DISTINCT <= n
    people = values if is_coarse else np.repeat(values, counts)
    step = max(1, DRAWN_AT_ONCE // len(people))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        if is_coarse:
            times = source.multinomial(n, counts / n, size=size).astype(float)
            first, second = times @ values, times @ values**2
        else:
            picked = people[source.integers(0, n, (size, n), dtype=np.int32 if n < 2**31 else np.int64)]
            first, second = picked.sum(axis=1), np.einsum("ij,ij->i", picked, picked)
        yield _d_z(first / n, second, n, mean)


def _d_z(centred_mean: Floats, squares: Floats, n: int, mean: float) -> Floats:
    """d_z from mean and sum of squares of the centred changes; infinite where a resample does not vary."""
    variance = (squares - n * centred_mean**2) / (n - 1)
    sd = np.sqrt(np.where(variance > 1e-12 * squares / n, variance, 0.0))
    top = centred_mean + mean
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((sd == 0) & (top == 0), 0.0, top / sd)


def _ends(
    drawn: Floats, values: Floats, counts: NDArray[np.int64], mean: float
) -> tuple[float | None, float | None]:
    n, squares = int(counts.sum()), float(counts @ values**2)
    estimate = float(_d_z(np.zeros(1), np.array([squares]), n, mean)[0])
    below = float((drawn < estimate).mean() + (drawn == estimate).mean() / 2)
    edge = 1 / (2 * len(drawn))
    shift = normal_ppf(min(max(below, edge), 1 - edge))
    bend = _acceleration(values, counts, mean, squares) if n > 2 else 0.0
    found = []
    for z in (normal_ppf(0.025), normal_ppf(0.975)):
        share = normal_cdf(shift + (shift + z) / (1 - bend * (shift + z)))
        place = min(len(drawn) - 1, max(0, math.ceil(share * len(drawn)) - 1))
        found.append(float(drawn[place]) if math.isfinite(drawn[place]) else None)
    return found[0], found[1]


def _acceleration(values: Floats, counts: NDArray[np.int64], mean: float, squares: float) -> float:
    """Skewness of d_z when each person in turn is left out, one computation per distinct change."""
    n = int(counts.sum())
    without = _d_z(-values / (n - 1), squares - values**2, n - 1, mean)
    if not np.isfinite(without).all():
        return 0.0
    pull = np.average(without, weights=counts) - without
    spread = float(counts @ pull**2)
    return float(counts @ pull**3) / (6 * spread**1.5) if spread > 0 else 0.0
