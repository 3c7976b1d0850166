"""Effect of something given by lot.

Sources: Neyman (1923) for the difference of means and its variance, which is
HC2 (MacKinnon and White 1985); Horvitz and Thompson (1952) and Hájek (1971)
for draws with known unequal probabilities; Fisher (1935) for the
randomisation test: how often would the draw alone give so large a difference?
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.distributions import t_ppf, t_two_sided
from koushaneh.engine.impact.errors import BadProbability, NobodyDiffers, NoComparison, TooFewPeople
from koushaneh.engine.impact.redraw import redraws

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
REDRAWS = 4999


@dataclass(frozen=True)
class Randomisation:
    """Share of redraws with a difference at least as large, the actual draw counted in."""

    p: float
    redraws: int
    method: str


@dataclass(frozen=True)
class Lottery:
    """Difference treated minus not treated, in units of the outcome, with 95 % interval and p.

    `df` are the degrees of freedom of t. `horvitz_thompson` is given with
    probabilities.
    """

    method: str
    n_treated: int
    n_control: int
    estimate: float
    se: float
    df: float
    low: float
    high: float
    p: float
    horvitz_thompson: float | None
    randomisation: Randomisation


@dataclass(frozen=True)
class _Estimate:
    method: str
    value: float
    variance: float
    df: float


def lottery(
    treated: Bools,
    outcome: Floats,
    *,
    seed: str,
    probability: Floats | None = None,
    stratum: Ints | None = None,
    resamples: int = REDRAWS,
) -> Lottery:
    """Estimate the effect; nothing missing. `stratum` numbers the draws, each with its own seats.

    The redraws follow `seed`; O(n log n + redraws × n), or × distinct outcomes
    where these are few. Refuses with NoComparison, TooFewPeople (two a group
    and stratum), BadProbability and NobodyDiffers.
    """
    _refuse_one_sided(treated)
    if not np.ptp(outcome) > 0:
        raise NobodyDiffers(of="outcome")
    strata = (
        np.zeros(len(treated), np.int64) if stratum is None else np.unique(stratum, return_inverse=True)[1]
    )
    weights = None if probability is None else _weights(treated, probability)
    found = _stratified(treated, outcome, strata) if weights is None else _weighted(treated, outcome, weights)
    if found.variance <= 0:
        raise NobodyDiffers(of="outcome within a group")
    se = math.sqrt(found.variance)
    margin = se * t_ppf(0.975, found.df)
    return Lottery(
        method=found.method,
        n_treated=int(treated.sum()),
        n_control=int((~treated).sum()),
        estimate=found.value,
        se=se,
        df=found.df,
        low=found.value - margin,
        high=found.value + margin,
        p=t_two_sided(found.value / se, found.df),
        horvitz_thompson=None if weights is None else _horvitz_thompson(treated, outcome, weights),
        randomisation=_test(treated, outcome, strata, probability, seed=seed, resamples=resamples),
    )


def _refuse_one_sided(treated: Bools) -> None:
    for side, count in (("treated", int(treated.sum())), ("control", int((~treated).sum()))):
        if count == 0:
            raise NoComparison(side=side)
        if count < 2:
            raise TooFewPeople(side=side, found=count, needed=2)


def _weights(treated: Bools, probability: Floats) -> Floats:
    wrong = np.flatnonzero(~((probability > 0) & (probability < 1)))
    if len(wrong):
        raise BadProbability(row=int(wrong[0]), found=float(probability[wrong[0]]))
    return np.asarray(1 / np.where(treated, probability, 1 - probability))


def _stratified(treated: Bools, outcome: Floats, strata: Ints) -> _Estimate:
    """Difference of means in every stratum, each counted by its share of the people."""
    value, parts = 0.0, []
    for place, count in enumerate(np.bincount(strata)):
        here, share = strata == place, float(count / len(treated))
        difference, errors = _two_groups(outcome[here & treated], outcome[here & ~treated], place)
        value += share * difference
        parts += [(share**2 * error, df) for error, df in errors]
    where = "difference of means by stratum" if strata.any() else "difference of means"
    return _Estimate(f"{where}, HC2 (Neyman), Welch's degrees of freedom", value, *_joined(parts))


def _two_groups(treated: Floats, control: Floats, stratum: int) -> tuple[float, list[tuple[float, int]]]:
    """Difference, and for each mean its variance and degrees of freedom."""
    for side, group in (("treated", treated), ("control", control)):
        if len(group) < 2:
            raise TooFewPeople(side=side, stratum=stratum, found=len(group), needed=2)
    errors = [(float(group.var(ddof=1)) / len(group), len(group) - 1) for group in (treated, control)]
    return float(treated.mean() - control.mean()), errors


def _joined(parts: list[tuple[float, int]]) -> tuple[float, float]:
    """Variance of a sum of independent parts, and its degrees of freedom (Satterthwaite 1946, Welch 1947)."""
    variance = sum(part for part, _ in parts)
    spread = sum(part**2 / df for part, df in parts)
    return variance, variance**2 / spread if spread > 0 else math.inf


def _weighted(treated: Bools, outcome: Floats, weights: Floats) -> _Estimate:
    """Hájek's weighted means; HC2 of the weighted regression on treatment."""
    value, parts = 0.0, []
    for group, sign in ((treated, 1), (~treated, -1)):
        share = weights[group] / weights[group].sum()
        if share.max() >= 1 - 1e-12:
            raise NobodyDiffers(of="weights")
        mean = float(share @ outcome[group])
        value += sign * mean
        error = float(np.sum(share**2 * (outcome[group] - mean) ** 2 / (1 - share)))
        parts.append((error, len(share) - 1))
    name = "inverse probability weighting (Hájek), HC2, Welch's degrees of freedom"
    return _Estimate(name, value, *_joined(parts))


def _horvitz_thompson(treated: Bools, outcome: Floats, weights: Floats) -> float:
    return float(np.sum(np.where(treated, 1.0, -1.0) * weights * outcome)) / len(outcome)


def _test(
    treated: Bools,
    outcome: Floats,
    strata: Ints,
    probability: Floats | None,
    *,
    seed: str,
    resamples: int,
) -> Randomisation:
    """Compare |T| with its redraws. T is the stratified difference, or Hájek's with probabilities."""
    method, drawn = redraws(treated, outcome, strata, probability, seed=seed, resamples=resamples)
    actual, statistics = _split_first(drawn)
    least = abs(actual) * (1 - 1e-9)
    reached = sum(int((np.abs(part) >= least).sum()) for part in statistics)
    return Randomisation((1 + reached) / (1 + resamples), resamples, method)


def _split_first(drawn: Iterator[Floats]) -> tuple[float, Iterator[Floats]]:
    return float(next(drawn)[0]), drawn
