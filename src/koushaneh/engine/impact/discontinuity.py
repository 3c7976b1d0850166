"""Effect at a cut-off: sharp regression discontinuity, local linear, robust bias-corrected.

Source: Calonico, Cattaneo and Titiunik, Econometrica 82 (2014). Three rows:
the conventional estimate; the estimate less its estimated bias, with the
conventional error; the same with the error that counts the bias estimate as
well. Only the last ("robust") has an interval that covers as often as it says.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.impact.bandwidth import Sides, bandwidths
from koushaneh.engine.impact.distributions import normal_ppf, normal_sf
from koushaneh.engine.impact.errors import NobodyDiffers, NoComparison, TooFewPeople
from koushaneh.engine.impact.local import design
from koushaneh.engine.impact.masses import Floats, Kernel, Masses, Variance, gather

LEAST_A_SIDE = 50
UNSEEN = 1e-10


@dataclass(frozen=True)
class Row:
    """An estimate with standard error, 95 % interval and two-sided p."""

    estimate: float
    se: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Discontinuity:
    """Effect of being at the cut-off or above it, in units of the outcome.

    `h` and `b` are the bandwidths, in units of the running variable; `n_left`
    counts people below the cut-off, `effective_left` those within h,
    `distinct_left` different values there.
    """

    conventional: Row
    bias_corrected: Row
    robust: Row
    h: float
    b: float
    n_left: int
    n_right: int
    effective_left: int
    effective_right: int
    distinct_left: int
    distinct_right: int
    has_masses: bool
    kernel: Kernel
    variance: Variance


def discontinuity(
    running: Floats,
    outcome: Floats,
    cutoff: float,
    *,
    kernel: Kernel = "triangular",
    variance: Variance = "nearest-neighbours",
    h: float | None = None,
    b: float | None = None,
) -> Discontinuity:
    """Estimate the jump of `outcome` where `running` reaches `cutoff`; nothing missing.

    Bandwidths are chosen (MSE-optimal, common to both sides) unless `h` is
    given; then `b` is h unless given too. O(n log n). Refuses with
    NoComparison where a side is empty, TooFewPeople below fifty a side or with
    too few distinct values, NobodyDiffers where nothing varies.
    """
    _refuse_few(int((running < cutoff).sum()), int((running >= cutoff).sum()))
    sides, scale, unit = _standardised(running, outcome, cutoff)
    if h is None:
        h_scaled, b_scaled = bandwidths(sides, kernel, variance)
    else:
        h_scaled, b_scaled = h / scale, (h if b is None else b) / scale
    left, right = sides.left, sides.right
    limits = [_side(side, h_scaled, b_scaled, kernel, variance) for side in (left, right)]
    return Discontinuity(
        **_rows(limits[0], limits[1], unit),
        h=h_scaled * scale,
        b=b_scaled * scale,
        n_left=left.n,
        n_right=right.n,
        effective_left=left.near(h_scaled, kernel).n,
        effective_right=right.near(h_scaled, kernel).n,
        distinct_left=len(left.counts),
        distinct_right=len(right.counts),
        has_masses=sides.has_masses,
        kernel=kernel,
        variance=variance,
    )


def _standardised(running: Floats, outcome: Floats, cutoff: float) -> tuple[Sides, float, float]:
    """Both sides in standard deviations, and the two standard deviations."""
    scale, level, unit = float(running.std(ddof=1)), float(outcome.mean()), float(outcome.std(ddof=1))
    if scale <= 0 or unit <= 1e-14 * max(1e-300, abs(level)):
        raise NobodyDiffers(of="running variable" if scale <= 0 else "outcome")
    left, right = gather((running - cutoff) / scale, (outcome - level) / unit)
    return Sides(left, right, min(1.0, _interquartile(left, right) / 1.349)), scale, unit


def _refuse_few(left: int, right: int) -> None:
    for side, found in (("left", left), ("right", right)):
        if found == 0:
            raise NoComparison(side=side)
        if found < LEAST_A_SIDE:
            raise TooFewPeople(side=side, found=found, needed=LEAST_A_SIDE)


def _interquartile(left: Masses, right: Masses) -> float:
    """Distance of the quartiles of all distances; the mean of two where one falls between them."""
    distances = np.concatenate((left.distances, right.distances))
    reached = np.cumsum(np.concatenate((left.counts, right.counts)))
    quartiles = []
    for share in (0.25, 0.75):
        wanted = share * reached[-1]
        place = int(np.searchsorted(reached, wanted))
        between = reached[place] == wanted
        quartiles.append((distances[place] + distances[place + between]) / 2)
    return float(quartiles[1] - quartiles[0])


@dataclass(frozen=True)
class _Limit:
    """The outcome at the cut-off as seen from one side, and the variances."""

    plain: float
    corrected: float
    plain_variance: float
    corrected_variance: float


def _side(side: Masses, h: float, b: float, kernel: Kernel, variance: Variance) -> _Limit:
    keep = side.near(max(h, b), kernel)
    linear, quadratic = design(side, h, 1, kernel, keep=keep), design(side, b, 2, kernel, keep=keep)
    plain = linear.row(0)
    leak = float(plain @ (keep.counts * keep.distances**2))
    corrected = plain - leak * quadratic.row(2)
    sums = keep.counts * keep.means
    return _Limit(
        plain=float(plain @ sums),
        corrected=float(corrected @ sums),
        plain_variance=float(plain**2 @ linear.squares(variance)),
        corrected_variance=float(corrected**2 @ quadratic.squares(variance)),
    )


def _rows(left: _Limit, right: _Limit, unit: float) -> dict[str, Row]:
    plain, corrected = (right.plain - left.plain) * unit, (right.corrected - left.corrected) * unit
    plain_se = float(np.sqrt(left.plain_variance + right.plain_variance)) * unit
    robust_se = float(np.sqrt(left.corrected_variance + right.corrected_variance)) * unit
    if not min(plain_se, robust_se) > UNSEEN * unit:
        raise NobodyDiffers(of="outcome near the cut-off")
    return {
        "conventional": row(plain, plain_se),
        "bias_corrected": row(corrected, plain_se),
        "robust": row(corrected, robust_se),
    }


def row(estimate: float, se: float) -> Row:
    """A row by the normal distribution."""
    margin = normal_ppf(0.975) * se
    return Row(estimate, se, estimate - margin, estimate + margin, 2 * normal_sf(abs(estimate) / se))
