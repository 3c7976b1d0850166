import itertools

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests

from koushaneh.engine.impact.bounds import bounds
from koushaneh.engine.impact.errors import (
    BadProbability,
    BoundsDoNotExist,
    NobodyDiffers,
    NoComparison,
    TooFewPeople,
)
from koushaneh.engine.impact.families import benjamini_hochberg, holm
from koushaneh.engine.impact.lottery import lottery

NAN = float("nan")


def drawn(n, *, seed=0, chance=0.4, effect=0.5):
    draw = np.random.default_rng(seed)
    treated = draw.random(n) < chance
    return treated, draw.normal(size=n) + effect * treated


def robust(treated, outcome, weights=None):
    weights = np.ones(len(outcome)) if weights is None else weights
    fit = sm.WLS(outcome, sm.add_constant(treated.astype(float)), weights=weights).fit(cov_type="HC2")
    return fit.params[1], fit.bse[1]


def test_one_draw_is_welchs_test_with_hc2():
    treated, outcome = drawn(90)

    found = lottery(treated, outcome, seed="0")

    expected = stats.ttest_ind(outcome[treated], outcome[~treated], equal_var=False)
    ends = expected.confidence_interval()
    assert (found.estimate, found.se) == pytest.approx(robust(treated, outcome), rel=1e-10)
    assert (found.p, found.df, found.low, found.high) == pytest.approx(
        (expected.pvalue, expected.df, ends.low, ends.high), rel=1e-10
    )


def test_unequal_chances_are_weighted_with_hc2():
    chance = np.random.default_rng(1).uniform(0.2, 0.8, 150)
    treated, outcome = drawn(150, seed=2, chance=chance)
    weights = 1 / np.where(treated, chance, 1 - chance)

    found = lottery(treated, outcome + 3 * chance, seed="0", probability=chance)

    assert (found.estimate, found.se) == pytest.approx(
        robust(treated, outcome + 3 * chance, weights), rel=1e-10
    )
    assert found.randomisation.method == "everybody drawn again by her own probability"
    signed = np.where(treated, 1, -1) * weights * (outcome + 3 * chance)
    assert found.horvitz_thompson == pytest.approx(signed.mean())


def test_strata_by_hand():
    treated = np.array([1, 1, 0, 0, 1, 1, 0, 0, 0, 0], bool)
    outcome = np.array([5, 7, 2, 4, 9, 9, 8, 7, 6, 7], float)
    stratum = np.array([0] * 4 + [1] * 6)

    found = lottery(treated, outcome, seed="0", stratum=stratum)

    # 0.4 · (6 - 3) + 0.6 · (9 - 7); variances 1 + 1 and 0 + (2/3)/4.
    assert found.estimate == pytest.approx(2.4)
    assert found.se**2 == pytest.approx(0.16 * 2 + 0.36 * (2 / 3) / 4)


def exact_p(treated, outcome):
    seats, people = int(treated.sum()), range(len(treated))
    actual = abs(outcome[treated].mean() - outcome[~treated].mean())
    reached = [
        abs(outcome[list(chosen)].mean() - np.delete(outcome, chosen).mean()) >= actual - 1e-12
        for chosen in itertools.combinations(people, seats)
    ]
    return float(np.mean(reached))


@pytest.mark.parametrize("coarse", [True, False])
def test_the_randomisation_p_is_near_the_exact_one(coarse):
    draw = np.random.default_rng(3)
    treated = np.arange(16) < 6
    outcome = draw.integers(0, 2, 16).astype(float) if coarse else draw.normal(size=16) + 0.8 * treated

    found = lottery(treated, outcome, seed="0", resamples=20_000).randomisation

    assert found.p == pytest.approx(exact_p(treated, outcome), abs=0.012)


@pytest.mark.slow
def test_without_an_effect_the_randomisation_p_is_even():
    p_values = []
    for seed in range(300):
        chance = np.tile([0.3, 0.6], 30)
        treated, outcome = drawn(60, seed=seed, chance=chance, effect=0)
        p_values.append(
            lottery(treated, outcome, seed="0", probability=chance, resamples=199).randomisation.p
        )

    assert stats.kstest(p_values, "uniform").pvalue > 0.01


@pytest.mark.slow
def test_with_a_probability_each_the_randomisation_p_is_even_without_an_effect():
    p_values = []
    for seed in range(200):
        chance = np.random.default_rng(seed).uniform(0.2, 0.8, 50)
        treated, outcome = drawn(50, seed=seed, chance=chance, effect=0)
        found = lottery(treated, outcome, seed="0", probability=chance, resamples=199)
        p_values.append(found.randomisation.p)

    assert stats.kstest(p_values, "uniform").pvalue > 0.01


@pytest.mark.parametrize("seed", ["0", "", "kanun"])
def test_the_seed_fixes_the_redraws_in_any_order_of_people(seed):
    treated, outcome = drawn(60, seed=5)
    order = np.random.default_rng(1).permutation(60)

    straight = lottery(treated, outcome, seed=seed, resamples=999)
    mixed = lottery(treated[order], outcome[order], seed=seed, resamples=999)

    assert straight.randomisation == mixed.randomisation
    assert lottery(treated, outcome, seed=seed + "x", resamples=999).randomisation != straight.randomisation


@pytest.mark.parametrize(
    ("treated", "outcome", "more", "refusal"),
    [
        ([1, 1, 1], [1, 2, 3], {}, NoComparison),
        ([0, 0, 0], [1, 2, 3], {}, NoComparison),
        ([1, 0, 0], [1, 2, 3], {}, TooFewPeople),
        ([1, 1, 0, 0], [4, 4, 4, 4], {}, NobodyDiffers),
        ([1, 1, 0, 0], [5, 5, 4, 4], {}, NobodyDiffers),
        ([1, 1, 0, 0], [1, 2, 3, 4], {"probability": np.array([0.5, 1.0, 0.5, 0.5])}, BadProbability),
        ([1, 1, 0, 0], [1, 2, 3, 4], {"stratum": np.array([0, 1, 0, 1])}, TooFewPeople),
        ([], [], {}, NoComparison),
    ],
)
def test_refusals(treated, outcome, more, refusal):
    with pytest.raises(refusal):
        lottery(np.array(treated, bool), np.array(outcome, float), seed="0", **more)


def test_bounds_by_hand_and_mirrored():
    outcome = np.array([1, 2, 3, 4, 5, NAN, 1, 2, 3, NAN, NAN, NAN])
    treated = np.arange(12) < 6

    found, mirrored, turned = bounds(treated, outcome), bounds(~treated, outcome), bounds(treated, -outcome)

    # Five against three of six: two fifths of the treated are trimmed, leaving 1..3 or 3..5 against 2.
    assert (found.lower.estimate, found.upper.estimate) == pytest.approx((0, 2))
    assert (found.trimmed_group, mirrored.trimmed_group) == ("treated", "control")
    assert found.trimmed_share == pytest.approx(0.4)
    for other in (mirrored, turned):
        assert (other.low, other.high) == pytest.approx((-found.high, -found.low))


def test_a_part_of_a_tied_person_is_trimmed():
    outcome = np.array([0, 0, 1, 1, 1, 0, 1, NAN, NAN, 1])
    treated = np.arange(10) < 5

    found = bounds(treated, outcome)

    # Three of five against all of five: 2/5 trimmed of 0,0,1,1,1 leaves 0,0,1 or 1,1,1; control mean 2/3.
    assert (found.lower.estimate, found.upper.estimate) == pytest.approx((1 / 3 - 2 / 3, 1 / 3))


def test_without_attrition_the_bounds_meet_at_the_difference():
    treated, outcome = drawn(200, seed=7)

    found = bounds(treated, outcome)

    plain = lottery(treated, outcome, seed="0", resamples=1)
    assert found.lower == found.upper
    assert (found.trimmed_group, found.attrition_p) == (None, 1.0)
    assert (found.lower.estimate, found.lower.se) == pytest.approx((plain.estimate, plain.se))
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.01)


@pytest.mark.slow
def test_the_standard_errors_of_the_bounds_are_those_of_repetition():
    lower, upper, errors = [], [], []
    for seed in range(600):
        draw = np.random.default_rng(seed)
        treated = draw.random(800) < 0.5
        measured = draw.random(800) < np.where(treated, 0.9, 0.7)
        found = bounds(treated, np.where(measured, draw.normal(size=800), NAN))
        lower.append(found.lower.estimate)
        upper.append(found.upper.estimate)
        errors.append((found.lower.se, found.upper.se))

    assert np.mean(errors, axis=0) == pytest.approx([np.std(lower), np.std(upper)], rel=0.08)


def test_bounds_refuse_where_nobody_was_measured():
    with pytest.raises(BoundsDoNotExist):
        bounds(np.array([True, True, False, False]), np.array([1, 2, NAN, NAN]))
    with pytest.raises(NoComparison):
        bounds(np.array([True, True]), np.array([1.0, 2]))


@pytest.mark.parametrize("seed", range(4))
def test_corrections_agree_with_statsmodels(seed):
    p_values = np.random.default_rng(seed).uniform(0, 0.2, 7)
    p_values[2] = p_values[4]
    named = {f"o{place}": float(p) for place, p in enumerate(p_values)}

    for ours, method in ((holm, "holm"), (benjamini_hochberg, "fdr_bh")):
        assert list(ours(named).values()) == pytest.approx(multipletests(p_values, method=method)[1])
        assert list(ours(named)) == list(named)


def test_no_outcome_and_one_outcome_need_no_correction():
    assert holm({}) == benjamini_hochberg({}) == {}
    assert holm({"a": 0.04}) == benjamini_hochberg({"a": 0.04}) == {"a": 0.04}
