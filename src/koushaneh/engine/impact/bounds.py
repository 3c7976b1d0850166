"""Bounds of an effect when not everybody could be measured again.

Source: Lee, Review of Economic Studies 76 (2009): if treatment moves the
chance of being measured one way only, the group measured more often is
trimmed by the excess, once from above and once from below. Standard errors by
his proposition 3, interval for the effect itself by Imbens and Manski (2004).
With ties at the edge, a part of the tied people is trimmed.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.distributions import normal_cdf, normal_ppf, normal_sf
from koushaneh.engine.impact.errors import BoundsDoNotExist, NoComparison, TooFewPeople

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Bound:
    """One end, with standard error."""

    estimate: float
    se: float

    def turned(self) -> "Bound":
        """The same with the sign changed."""
        return Bound(-self.estimate, self.se)


@dataclass(frozen=True)
class Bounds:
    """Effect on those measured either way lies between `lower` and `upper`.

    `low` and `high` are the 95 % interval of the effect; `trimmed_share` of
    `trimmed_group` was cut off; `attrition_p` tests that both groups were
    measured equally often.
    """

    n_treated: int
    n_control: int
    measured_treated: int
    measured_control: int
    attrition_difference: float
    attrition_p: float
    trimmed_group: str | None
    trimmed_share: float
    lower: Bound
    upper: Bound
    low: float
    high: float


def bounds(treated: Bools, outcome: Floats) -> Bounds:
    """Bound the effect; NaN in `outcome` is a person who was not measured. O(n log n).

    Refuses with NoComparison, TooFewPeople (two measured a group) and
    BoundsDoNotExist where trimming leaves nobody.
    """
    groups = [
        np.sort(outcome[treated & ~np.isnan(outcome)]),
        np.sort(outcome[~treated & ~np.isnan(outcome)]),
    ]
    sizes = [int(treated.sum()), int((~treated).sum())]
    _refuse_few(groups, sizes)
    shares = [len(group) / size for group, size in zip(groups, sizes, strict=True)]
    more = 0 if shares[0] >= shares[1] else 1
    cut = 1 - shares[1 - more] / shares[more]
    # The trimmed group less the other is least with its top cut off; mirrored, the most is the least.
    least = _difference(groups[more], groups[1 - more], cut, shares[more], shares[1 - more])
    mirrored = _difference(-groups[more][::-1], -groups[1 - more], cut, shares[more], shares[1 - more])
    lower, upper = (least, mirrored.turned()) if more == 0 else (mirrored, least.turned())
    low, high = _interval(lower, upper)
    return Bounds(
        n_treated=sizes[0],
        n_control=sizes[1],
        measured_treated=len(groups[0]),
        measured_control=len(groups[1]),
        attrition_difference=shares[0] - shares[1],
        attrition_p=_attrition_p(groups, sizes),
        trimmed_group=("treated", "control")[more] if cut > 0 else None,
        trimmed_share=cut,
        lower=lower,
        upper=upper,
        low=low,
        high=high,
    )


def _refuse_few(groups: list[Floats], sizes: list[int]) -> None:
    for side, group, size in zip(("treated", "control"), groups, sizes, strict=True):
        if size == 0:
            raise NoComparison(side=side)
        if len(group) == 0:
            raise BoundsDoNotExist(group=side)
        if len(group) < 2:
            raise TooFewPeople(side=side, found=len(group), needed=2)


def _difference(more: Floats, fewer: Floats, cut: float, more_share: float, fewer_share: float) -> Bound:
    """Mean of `more` (sorted), its top `cut` trimmed, less the mean of `fewer`."""
    kept = len(more) * (1 - cut)
    weights = np.clip(kept - np.arange(len(more)), 0.0, 1.0)
    mean = float(weights @ more) / kept
    edge = float(more[max(0, math.ceil(kept - 1e-9) - 1)]) - mean if cut > 0 else 0.0
    around = float(weights @ (more - mean) ** 2) / max(kept - 1, 1e-9)
    share_error = (1 - more_share) / len(more) + (1 - fewer_share) / len(fewer)
    variance = (around + edge**2 * cut) / kept + edge**2 * share_error + float(fewer.var(ddof=1)) / len(fewer)
    return Bound(mean - float(fewer.mean()), math.sqrt(variance))


def _attrition_p(groups: list[Floats], sizes: list[int]) -> float:
    """Two-sided test that both groups were measured equally often (normal, pooled)."""
    pooled = sum(map(len, groups)) / sum(sizes)
    error = math.sqrt(pooled * (1 - pooled) * sum(1 / size for size in sizes))
    if error == 0:
        return 1.0
    return 2 * normal_sf(abs(len(groups[0]) / sizes[0] - len(groups[1]) / sizes[1]) / error)


def _interval(lower: Bound, upper: Bound) -> tuple[float, float]:
    """Interval that covers the effect, wherever it lies between the bounds, in 95 % of cases."""
    widest = max(lower.se, upper.se)
    gap = (upper.estimate - lower.estimate) / widest if widest > 0 else math.inf
    near, far = normal_ppf(0.95), normal_ppf(0.975)
    while far - near > 1e-12:
        middle = (near + far) / 2
        enough = normal_cdf(middle + gap) - normal_cdf(-middle) >= 0.95
        near, far = (near, middle) if enough else (middle, far)
    return lower.estimate - far * lower.se, upper.estimate + far * upper.se
