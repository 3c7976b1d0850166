"""Agreement of reviewers, and how severe each of them is.

Krippendorff's alpha with coincidences (K. Krippendorff, "Computing
Krippendorff's alpha-reliability", 2011) for nominal, ordinal, interval and
ratio values; units with one value do not count. Severity by the additive
model value = application + reviewer, by least squares, severities summing to
zero in each connected part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.errors import EngineError
from koushaneh.engine.seeds import generator

Floats = NDArray[np.float64]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]
LEAST_UNITS = 2


class NoAgreement(EngineError):
    """Agreement cannot be judged. Facts: reason ("too_few_units", "no_variation" or "not_finite"), units."""

    code = "agreement.not_defined"


@dataclass(frozen=True)
class Agreement:
    """Alpha with its 95 % interval, of `units` rated at least twice and `values` ratings of them."""

    alpha: float
    low: float
    high: float
    units: int
    values: int


def krippendorff_alpha(
    ratings: Mapping[str, Sequence[float]], *, metric: Metric = "ordinal", seed: str = "0", draws: int = 1000
) -> Agreement:
    """Return alpha of `ratings` (unit to its values) and its interval, by resampling units.

    1 is perfect agreement, 0 what chance would give. Any order of units or
    values gives the same answer. Resamples without variation are left out of
    the interval. Refuses with NoAgreement fewer than two units rated twice, values that never
    differ, and values that are not finite. O(units x scale points + draws x
    scale points squared).
    """
    units = [sorted(map(float, ratings[unit])) for unit in sorted(ratings) if len(ratings[unit]) > 1]
    if len(units) < LEAST_UNITS:
        raise NoAgreement(reason="too_few_units", units=len(units))
    points = np.unique(np.concatenate([np.array(unit) for unit in units]))
    if not np.all(np.isfinite(points)):
        raise NoAgreement(reason="not_finite", units=len(units))
    if len(points) < LEAST_UNITS:
        raise NoAgreement(reason="no_variation", units=len(units))
    counts = np.array([[float(unit.count(point)) for point in points] for unit in units])
    alpha = _alpha(counts, points, metric)
    random = generator(seed)
    drawn = [random.integers(0, len(units), len(units)) for _ in range(draws)]
    spread = [one for sample in drawn if (one := _alpha(counts[sample], points, metric)) == one]
    low, high = np.quantile(spread, [0.025, 0.975]) if spread else (alpha, alpha)
    return Agreement(alpha, float(low), float(high), len(units), int(counts.sum()))


def _alpha(counts: Floats, points: Floats, metric: Metric) -> float:
    """Return alpha of counts (units x scale points), NaN without variation."""
    each = counts.sum(axis=1)
    coincidences = (counts / (each - 1)[:, None]).T @ counts - np.diag(
        (counts / (each - 1)[:, None]).sum(axis=0)
    )
    margins = coincidences.sum(axis=1)
    distance = DISTANCES[metric](points, margins)
    observed = float((coincidences * distance).sum())
    expected = float((np.outer(margins, margins) * distance).sum()) / (margins.sum() - 1)
    return 1.0 - observed / expected if expected > 0 else float("nan")


def _nominal(points: Floats, margins: Floats) -> Floats:
    return np.asarray(points[:, None] != points[None, :], dtype=np.float64)


def _ordinal(points: Floats, margins: Floats) -> Floats:
    middle = np.cumsum(margins) - margins / 2  # half of one's own rank, all of those below
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)


def _interval(points: Floats, margins: Floats) -> Floats:
    return np.asarray((points[:, None] - points[None, :]) ** 2)


def _ratio(points: Floats, margins: Floats) -> Floats:
    total = points[:, None] + points[None, :]
    share = (points[:, None] - points[None, :]) / np.where(total == 0, 1.0, total)
    return np.asarray(share**2)


DISTANCES: Mapping[Metric, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


@dataclass(frozen=True)
class Severity:
    """`severity` per reviewer (above 0: gives more than others), `adjusted` mean per application.

    `parts` counts the connected parts; severities compare only inside one.
    """

    severity: Mapping[str, float]
    adjusted: Mapping[str, float]
    parts: int


def reviewer_severity(ratings: Mapping[tuple[str, str], float]) -> Severity:
    """Fit value = application + reviewer to `ratings` ((application, reviewer) to value) by least squares.

    `adjusted` is what the application would have got from reviewers of mean
    severity in its part. Independent of order; O(reviewers cubed).
    Refuses with NoAgreement no ratings and values that are not finite.
    """
    pairs = sorted(ratings)
    values = np.array([float(ratings[pair]) for pair in pairs])
    if not pairs or not np.all(np.isfinite(values)):
        raise NoAgreement(reason="not_finite" if pairs else "too_few_units", units=len(pairs))
    applications = sorted({application for application, _ in pairs})
    reviewers = sorted({reviewer for _, reviewer in pairs})
    row = np.array([applications.index(application) for application, _ in pairs])
    column = np.array([reviewers.index(reviewer) for _, reviewer in pairs])
    seen = np.zeros((len(applications), len(reviewers)))
    seen[row, column] = 1.0
    each = seen.sum(axis=1)
    mean = np.bincount(row, values, len(applications)) / each
    normal = np.diag(seen.sum(axis=0)) - seen.T @ (seen / each[:, None])
    right = np.bincount(column, values - mean[row], len(reviewers))
    severity = np.linalg.pinv(normal, hermitian=True, rcond=1e-10) @ right
    adjusted = mean - (seen @ severity) / each
    parts = len(reviewers) - int(np.linalg.matrix_rank(normal, hermitian=True, tol=1e-8))
    return Severity(
        dict(zip(reviewers, severity.tolist(), strict=True)),
        dict(zip(applications, adjusted.tolist(), strict=True)),
        parts,
    )
