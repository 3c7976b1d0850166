"""One side of a cut-off, gathered by distinct value of the running variable.

Kernel weights and neighbours depend on the running variable only. Everything
that local regression needs of the outcome at one value is therefore its
count, its mean and its spread there, and the rest of the work grows with the
number of distinct values, not of people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Kernel = Literal["triangular", "epanechnikov", "uniform"]
Variance = Literal["nearest-neighbours", "hc1"]
KERNELS: dict[str, Callable[[Floats], Floats]] = {
    "triangular": lambda t: np.maximum(1 - np.abs(t), 0.0),
    "epanechnikov": lambda t: np.maximum(0.75 * (1 - t * t), 0.0),
    "uniform": lambda t: np.where(np.abs(t) <= 1, 0.5, 0.0),
}
NEIGHBOURS = 3
CLOSE = float(np.sqrt(np.finfo(float).eps))


@dataclass(frozen=True)
class Masses:
    """Distinct distances from the cut-off, rising; at each the people, their mean outcome and its spread.

    `within` is the sum of squares around the mean of that value.
    """

    distances: Floats
    counts: Floats
    means: Floats
    within: Floats

    @property
    def n(self) -> int:
        """How many people there are."""
        return int(self.counts.sum())

    def near(self, width: float, kernel: Kernel) -> "Masses":
        """Those with positive weight under a kernel of that width."""
        kept = KERNELS[kernel](self.distances / width) > 0
        first = int(kept.argmax())
        chosen = slice(first, first + int(kept.sum()))
        return Masses(self.distances[chosen], self.counts[chosen], self.means[chosen], self.within[chosen])


def gather(distances: Floats, outcomes: Floats) -> tuple[Masses, Masses]:
    """Collapse people to masses left (distance below 0) and right of the cut-off. O(n log n)."""
    order = np.argsort(distances, kind="stable")
    placed, values = distances[order], outcomes[order]
    starts = np.flatnonzero(np.concatenate(([True], placed[1:] != placed[:-1])))
    counts = np.diff(np.append(starts, len(placed)))
    means = np.add.reduceat(values, starts) / counts
    if len(starts) == len(placed):
        within = np.zeros(len(placed))
    else:
        within = np.add.reduceat((values - np.repeat(means, counts)) ** 2, starts)
    found = (placed[starts], counts.astype(float), means, within)
    border = int(np.searchsorted(found[0], 0.0))
    left, right = (Masses(*(array[part] for array in found)) for part in (slice(border), slice(border, None)))
    return left, right


def neighbour_squares(side: Masses) -> Floats:
    """Sum of squared residuals at each value, by nearest neighbours (Abadie and Imbens 2006).

    Everybody is compared with at least three others nearest to her, whole
    masses at a time, both sides where the distance is the same.
    """
    first, last = _windows(side)
    people = np.concatenate(([0.0], np.cumsum(side.counts)))
    totals = np.concatenate(([0.0], np.cumsum(side.counts * side.means)))
    around = people[last + 1] - people[first]
    mean = np.where(last == first, side.means, (totals[last + 1] - totals[first]) / around)
    return np.asarray(around / (around - 1) * (side.within + side.counts * (side.means - mean) ** 2))


def _windows(side: Masses) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last value in everybody's window, widened in at most three rounds."""
    size = len(side.counts)
    people = np.concatenate(([0.0], np.cumsum(side.counts)))
    wanted = min(NEIGHBOURS, side.n - 1) + 1
    first, last = np.arange(size), np.arange(size)
    short = np.flatnonzero(side.counts < wanted)
    while len(short):
        low, high, here = first[short], last[short], side.distances[short]
        left = np.where(low > 0, here - side.distances[low - 1], np.inf)
        right = np.where(high < size - 1, side.distances[np.minimum(high + 1, size - 1)] - here, np.inf)
        margin = np.where(np.isinf(left) | np.isinf(right), 0.0, np.maximum(left, right) * CLOSE)
        first[short] = low - (left <= right + margin)
        last[short] = high + (right <= left + margin)
        short = short[people[last[short] + 1] - people[first[short]] < wanted]
    return first, last


def fitted_squares(side: Masses, fitted: Floats, coefficients: int) -> Floats:
    """Sum of squared residuals at each value around a curve, with the HC1 factor n/(n - coefficients)."""
    factor = side.n / (side.n - coefficients)
    return np.asarray(factor * (side.within + side.counts * (side.means - fitted) ** 2))
