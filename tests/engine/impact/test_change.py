import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestPower

from koushaneh.engine.impact import bootstrap
from koushaneh.engine.impact.change import Norms, change, groups, yardstick
from koushaneh.engine.impact.errors import BadReliability, NobodyDiffers, NoCutoff, TooFewPeople
from koushaneh.engine.impact.power import detectable, power
from koushaneh.engine.impact.sizes import sizes

AFTER = np.array([9, 7, 8, 9, 8, 9, 9, 10, 9, 9], float)
BEFORE = np.array([9, 6, 7, 8, 7, 9, 8, 8, 8, 7], float)


def test_the_published_worked_example():
    found = sizes(BEFORE, AFTER)

    assert (found.n, found.df, found.before_mean, found.after_mean) == (10, 9, 7.7, 8.7)
    assert [round(one, 3) for one in (found.after_sd, found.before_sd)] == [0.823, 0.949]
    assert round(found.correlation, 4) == 0.7255
    assert [round(one, 4) for one in (found.t, found.d_z, found.d_av)] == [4.7434, 1.5, 1.1287]
    assert [round(one, 4) for one in (found.g_av.two_groups, found.g_av.paired)] == [1.0810, 1.0320]


def test_t_and_its_interval_agree_with_scipy():
    expected = stats.ttest_rel(AFTER, BEFORE)
    ends = expected.confidence_interval()

    found = sizes(BEFORE, AFTER)

    assert (found.t, found.p) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-12)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high), rel=1e-12)


def test_reliable_change_by_hand():
    before, after = np.array([10, 10, 10, 10, 20.0]), np.array([10, 14, 21, 5, 20.0])
    ruler = yardstick(10, 2, Norms(0.5, cutoff=20))

    assert (ruler.sem, ruler.s_diff, ruler.mdc95) == pytest.approx((math.sqrt(2), 2, 3.92))
    found = groups(before, after, ruler, lower_is_better=False)
    assert (found.recovered, found.improved, found.unchanged, found.deteriorated) == (1, 1, 2, 1)


def test_lower_is_better_mirrors_the_groups():
    norms = Norms(0.8, functional_mean=9, functional_sd=0.5)
    mirrored = Norms(0.8, functional_mean=-9, functional_sd=0.5, lower_is_better=True)

    straight = change(BEFORE, AFTER, norms, seed="0")
    turned = change(-BEFORE, -AFTER, mirrored, seed="0")

    assert straight.groups == turned.groups
    assert turned.yardstick.cutoff == pytest.approx(-straight.yardstick.cutoff)
    assert turned.sizes.d_z == -straight.sizes.d_z


def test_without_a_cutoff_nobody_is_said_to_have_recovered():
    found = change(BEFORE, AFTER, Norms(0.8), seed="0").groups

    assert (found.recovered, found.improved) == (None, 2)


@pytest.mark.slow
def test_pure_measuring_error_shows_as_regression_to_the_mean():
    draw = np.random.default_rng(0)
    truth = draw.normal(50, 8, 40_000)
    before, after = (truth + draw.normal(0, 4, 40_000) for _ in range(2))

    found = change(before, after, Norms(0.8, population_mean=50.0), seed="0")

    for side in (found.below, found.above):
        assert side.observed_change == pytest.approx(side.expected_change, abs=0.1)
        assert abs(side.expected_change) > 1
    assert abs(found.whole.expected_change) < 0.1


@pytest.mark.parametrize(
    ("before", "after", "norms", "refusal"),
    [
        ([], [], Norms(0.8), TooFewPeople),
        ([1.0], [2.0], Norms(0.8), TooFewPeople),
        ([1.0, 2, 3], [2.0, 3, 4], Norms(0.8), NobodyDiffers),
        ([1.0, 1, 1], [2.0, 3, 4], Norms(0.8), NobodyDiffers),
        ([1.0, 2, 3], [2.0, 3, 9], Norms(1.0), BadReliability),
        ([1.0, 2, 3], [2.0, 3, 9], Norms(0.8, functional_mean=2, functional_sd=1), NoCutoff),
    ],
)
def test_refusals(before, after, norms, refusal):
    with pytest.raises(refusal):
        change(np.array(before), np.array(after), norms, seed="0")


def test_the_detectable_sizes_of_the_specification():
    assert round(detectable(30).detectable_dz, 2) == 0.53
    assert round(detectable(30, outcomes=6).detectable_dz, 2) == 0.68


@pytest.mark.parametrize("n", [2, 3, 10, 30, 400])
def test_power_agrees_with_statsmodels(n):
    for d_z in (0.05, 0.3, 1.2):
        assert power(n, d_z) == pytest.approx(TTestPower().power(d_z, n, 0.05), abs=1e-8)
    found = detectable(n)
    assert power(n, found.detectable_dz) == pytest.approx(0.8, abs=1e-8)


def d_z(values, axis=-1):
    return values.mean(axis=axis) / values.std(axis=axis, ddof=1)


@pytest.mark.parametrize("coarse", [True, False])
def test_the_bootstrap_agrees_with_scipy_within_its_noise(coarse):
    draw = np.random.default_rng(4)
    values = draw.integers(-2, 4, 60).astype(float) if coarse else draw.normal(0.4, 1, 60)

    found = bootstrap.interval(values, "0", resamples=40_000)

    expected = stats.bootstrap((values,), d_z, n_resamples=40_000, method="BCa", rng=1).confidence_interval
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.012)


def test_both_ways_of_resampling_draw_from_the_same_distribution():
    values = np.random.default_rng(5).integers(0, 3, 400) - 0.7
    marked = values + np.arange(400) * 1e-9

    coarse, fine = (bootstrap.interval(one, "0", resamples=20_000) for one in (values, marked))

    assert (coarse.low, coarse.high) == pytest.approx((fine.low, fine.high), abs=0.005)


@pytest.mark.parametrize("seed", ["", "0", "kanun"])
def test_the_seed_fixes_the_interval_and_the_order_of_people_does_not_matter(seed):
    values = np.random.default_rng(6).normal(0.3, 1, 50)

    straight = bootstrap.interval(values, seed)

    assert straight == bootstrap.interval(values[::-1].copy(), seed)
    assert straight != bootstrap.interval(values, seed + "x")


def test_an_interval_end_that_is_infinite_is_none():
    found = bootstrap.interval(np.array([1.0, 2.0]), "0")

    assert found.high is None
    assert found.low is None or found.low > 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=3, max_size=40))
def test_everybody_is_in_one_group_and_the_interval_is_in_order(pairs):
    before, after = np.array(pairs, float).T
    try:
        found = change(before, after, Norms(0.7, cutoff=6), seed="0")
    except NobodyDiffers:
        return
    counted = (
        found.groups.recovered + found.groups.improved + found.groups.unchanged + found.groups.deteriorated
    )

    assert counted == len(pairs)
    if found.interval.low is not None and found.interval.high is not None:
        assert found.interval.low <= found.interval.high
