import math

import numpy as np
import pytest
from scipy import integrate, stats

from koushaneh.engine.impact import distributions as ours
from koushaneh.engine.impact.noncentral import nct_cdf, nct_sf

FREEDOMS = [1, 1.5, 2, 3, 9, 29, 100, 1e3, 1e5]
TAILS = [1e-100, 1e-12, 1e-5, 1e-3, 0.025, 0.3, 0.4999]


@pytest.mark.parametrize("df", FREEDOMS)
@pytest.mark.parametrize("t", [1e-3, 0.1, 1, 2, 4.743, 10, 30, 100, 1e4])
def test_t_tails(df, t):
    assert ours.t_sf(t, df) == pytest.approx(stats.t.sf(t, df), rel=2e-12)
    assert ours.t_cdf(t, df) == pytest.approx(stats.t.cdf(t, df), rel=2e-12)
    assert ours.t_cdf(-t, df) == pytest.approx(stats.t.cdf(-t, df), rel=2e-12)


@pytest.mark.parametrize("df", FREEDOMS)
@pytest.mark.parametrize("share", TAILS)
def test_t_quantiles(df, share):
    assert ours.t_ppf(share, df) == pytest.approx(stats.t.ppf(share, df), rel=1e-11)


@pytest.mark.parametrize("df", FREEDOMS)
def test_quantiles_mirror_and_end_in_infinity(df):
    assert ours.t_ppf(0.75, df) == -ours.t_ppf(0.25, df)
    assert (ours.t_ppf(0, df), ours.t_ppf(1, df)) == (-math.inf, math.inf)
    assert (ours.f_ppf(0, df, 3), ours.f_ppf(1, df, 3)) == (0, math.inf)


def test_t_at_nothing_and_at_the_end():
    assert (ours.t_sf(0, 7), ours.t_ppf(0.5, 7), ours.t_sf(math.inf, 7)) == (0.5, 0.0, 0.0)
    assert ours.t_two_sided(-4.743416490252569, 9) == pytest.approx(0.001054, abs=1e-6)


def test_t_with_one_degree_of_freedom_is_cauchys_closed_form():
    for t in (1e-9, 0.5, 1e6, 1e50):
        assert ours.t_sf(t, 1) == pytest.approx(math.atan2(1, t) / math.pi, rel=1e-13)


@pytest.mark.parametrize("df1", [0.5, 1, 5, 9, 100, 1e4])
@pytest.mark.parametrize("df2", [1, 3, 9, 81, 1e3])
def test_f_tails_and_quantiles(df1, df2):
    for ratio in (1e-6, 0.1, 0.9, 1, 1.01, 2, 50):
        assert ours.f_cdf(ratio, df1, df2) == pytest.approx(stats.f.cdf(ratio, df1, df2), rel=1e-10)
        assert ours.f_sf(ratio, df1, df2) == pytest.approx(stats.f.sf(ratio, df1, df2), rel=1e-10)
    for share in (1e-9, 0.025, 0.2, 0.5, 0.975):
        assert ours.f_ppf(share, df1, df2) == pytest.approx(stats.f.ppf(share, df1, df2), rel=1e-9)


def test_f_holds_for_millions():
    assert ours.f_ppf(0.025, 4e6, 3.6e7) == pytest.approx(stats.f.ppf(0.025, 4e6, 3.6e7), rel=1e-9)


def test_binomial_against_scipy():
    for successes, trials, share in [
        (0, 10, 0.5),
        (3, 10, 0.5),
        (7, 12, 0.3),
        (40, 100, 0.5),
        (100, 100, 0.5),
    ]:
        expected = stats.binomtest(successes, trials, share).pvalue
        assert ours.binomial_two_sided(successes, trials, share) == pytest.approx(expected, rel=1e-9)


def test_normal_in_the_far_tails():
    for z in (-37, -8, -1, 0, 1.959963984540054, 8, 37):
        assert ours.normal_cdf(z) == pytest.approx(stats.norm.cdf(z), rel=1e-12)
        assert ours.normal_sf(z) == pytest.approx(stats.norm.sf(z), rel=1e-12)
    assert [ours.normal_ppf(share) for share in (0, 0.5, 1)] == [-math.inf, 0, math.inf]
    assert ours.normal_ppf(0.975) == pytest.approx(1.959963984540054, rel=1e-14)


def slow_nct_sf(t, df, shift):
    """The definition, integrated over the chi distribution by an independent rule."""
    top = 40 / math.sqrt(df) + 3

    def chance(s):
        return stats.norm.sf(t * s - shift) * stats.chi.pdf(s * math.sqrt(df), df) * math.sqrt(df)

    return integrate.quad(chance, 0, top, limit=500, epsabs=0, epsrel=1e-12, points=[0.5, 1.0])[0]


@pytest.mark.parametrize("df", [1, 2, 9, 29, 200])
@pytest.mark.parametrize("shift", [-3, 0, 0.5, 2, 5])
@pytest.mark.parametrize("t", [-2, 0, 0.5, 2, 5])
def test_noncentral_t_against_its_definition(df, shift, t):
    assert nct_sf(t, df, shift) == pytest.approx(slow_nct_sf(t, df, shift), rel=1e-9)
    assert nct_sf(t, df, shift) + nct_cdf(t, df, shift) == pytest.approx(1, abs=1e-12)
    assert nct_cdf(-t, df, -shift) == pytest.approx(nct_sf(t, df, shift), rel=1e-12)


@pytest.mark.parametrize("df", [3, 29, 99, 1e4])
def test_noncentral_t_against_scipy_where_scipy_holds(df):
    for shift in (0.5, 2.9, 4):
        for t in (-1, 1, 2.045, 6):
            assert nct_sf(t, df, shift) == pytest.approx(stats.nct.sf(t, df, shift), rel=1e-9)


def test_noncentral_t_without_shift_is_t_also_far_out():
    for t in np.array([-40, -3, 0, 1, 12, 60.0]):
        assert nct_sf(float(t), 29, 0) == pytest.approx(stats.t.sf(t, 29), rel=1e-11)
