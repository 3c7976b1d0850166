"""Reliable change in one woman, and what a group's change consists of.

Sources: Jacobson and Truax (1991) for the reliable change index and the
cut-off between a troubled and a functional group; the minimal detectable
change of 95 % (Stratford 1996) says the same in scale points. Without a
comparison this is change, never effect: part of it may be regression to the
mean (Galton 1886), which is computed beside it.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact import bootstrap
from koushaneh.engine.impact.bootstrap import BootstrapInterval
from koushaneh.engine.impact.errors import BadReliability, NobodyDiffers, NoCutoff
from koushaneh.engine.impact.power import Power, detectable
from koushaneh.engine.impact.sizes import Floats, Sizes, sizes

RELIABLE = 1.96


@dataclass(frozen=True)
class Yardstick:
    """How large a change must be. `sem` standard error of one measurement, `s_diff` of a difference.

    `mdc95` = 1.96·s_diff; `cutoff` parts the troubled from the functional, or None.
    """

    sem: float
    s_diff: float
    mdc95: float
    cutoff: float | None


@dataclass(frozen=True)
class Groups:
    """How many women did what. `recovered` is None without a cut-off, and is not counted in `improved`."""

    recovered: int | None
    improved: int
    unchanged: int
    deteriorated: int


@dataclass(frozen=True)
class Regression:
    """Women on one side of the mean before: the change seen, and what regression to the mean alone gives."""

    n: int
    before_mean: float
    observed_change: float
    expected_change: float


@dataclass(frozen=True)
class Change:
    """Everything about the change of one outcome in one group."""

    sizes: Sizes
    interval: BootstrapInterval
    yardstick: Yardstick
    groups: Groups
    power: Power
    below: Regression | None
    above: Regression | None
    whole: Regression | None


@dataclass(frozen=True)
class Norms:
    """Known from outside: a functional group or a cut-off, and the population they were chosen from."""

    reliability: float
    functional_mean: float | None = None
    functional_sd: float | None = None
    cutoff: float | None = None
    population_mean: float | None = None
    lower_is_better: bool = False


def change(before: Floats, after: Floats, norms: Norms, *, seed: str, outcomes: int = 1) -> Change:
    """Describe the change of the same people, nothing missing, in scale points.

    The bootstrap follows `seed`; the order of people changes at most the last
    digit. O(n log n) plus the resamples. Refuses with TooFewPeople,
    NobodyDiffers, BadReliability and NoCutoff.
    """
    found = sizes(before, after)
    ruler = yardstick(found.before_mean, found.before_sd, norms)
    return Change(
        sizes=found,
        interval=bootstrap.interval(after - before, seed),
        yardstick=ruler,
        groups=groups(before, after, ruler, lower_is_better=norms.lower_is_better),
        power=detectable(found.n, outcomes=outcomes),
        below=_regression(before, after, before < found.before_mean, found.before_mean, norms),
        above=_regression(before, after, before > found.before_mean, found.before_mean, norms),
        whole=_regression(before, after, np.full(found.n, True), norms.population_mean, norms),
    )


def yardstick(before_mean: float, before_sd: float, norms: Norms) -> Yardstick:
    """Return how large a change must be, from the spread before and the reliability; in units of the score.

    Refuses with BadReliability outside 0..1 (1 excluded), NobodyDiffers without
    a spread, NoCutoff where the functional group does no better.
    """
    if not 0 <= norms.reliability < 1:
        raise BadReliability(found=norms.reliability)
    if before_sd <= 0:
        raise NobodyDiffers(of="before")
    sem = before_sd * math.sqrt(1 - norms.reliability)
    s_diff = math.sqrt(2) * sem
    return Yardstick(sem, s_diff, RELIABLE * s_diff, _cutoff(before_mean, before_sd, norms))


def _cutoff(mean: float, sd: float, norms: Norms) -> float | None:
    """Criterion c of Jacobson and Truax: between the two means, nearer to the group that spreads less."""
    if norms.cutoff is not None or norms.functional_mean is None or norms.functional_sd is None:
        return norms.cutoff
    is_better = norms.functional_mean < mean if norms.lower_is_better else norms.functional_mean > mean
    if not is_better:
        raise NoCutoff(functional_mean=norms.functional_mean, before_mean=mean)
    return (norms.functional_sd * mean + sd * norms.functional_mean) / (sd + norms.functional_sd)


def reliable_change(before: Floats, after: Floats, ruler: Yardstick) -> Floats:
    """Reliable change index of everybody; beyond ±1.96 it is more than measuring error."""
    return (after - before) / ruler.s_diff


def groups(before: Floats, after: Floats, ruler: Yardstick, *, lower_is_better: bool) -> Groups:
    """Sort everybody. Recovered: reliably better, and from the troubled side to the cut-off or past it."""
    sign = -1 if lower_is_better else 1
    index = sign * reliable_change(before, after, ruler)
    better, worse = index > RELIABLE, index < -RELIABLE
    crossed = np.zeros(len(before), bool)
    if ruler.cutoff is not None:
        crossed = better & (sign * before < sign * ruler.cutoff) & (sign * after >= sign * ruler.cutoff)
    return Groups(
        recovered=None if ruler.cutoff is None else int(crossed.sum()),
        improved=int((better & ~crossed).sum()),
        unchanged=int((~better & ~worse).sum()),
        deteriorated=int(worse.sum()),
    )


def _regression(
    before: Floats, after: Floats, members: NDArray[np.bool_], towards: float | None, norms: Norms
) -> Regression | None:
    """Without any true change, a score comes back towards the mean by (1 - reliability) of its distance."""
    if towards is None or not members.any():
        return None
    mean = float(before[members].mean())
    observed = float((after[members] - before[members]).mean())
    return Regression(int(members.sum()), mean, observed, (1 - norms.reliability) * (towards - mean))
