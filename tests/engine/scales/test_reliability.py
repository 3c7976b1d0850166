import numpy as np
import pandas as pd
import pytest
from statsmodels.multivariate.factor import Factor

from koushaneh.engine.scales.reliability import alpha, fit_one_factor, item_rest, loadings, reliability
from koushaneh.engine.scales.scoring import Moments

# A hand-worked table: 5 people, 3 items. Variances 2.5, 2.5, 1.7; total variance 17.7.
TABLE = np.array([[1, 2, 2], [2, 1, 1], [3, 4, 4], [4, 3, 3], [5, 5, 4]], float)


def moments(answers):
    return Moments(len(answers), answers.sum(axis=0), answers.T @ answers)


def one_factor(people, loads, seed):
    draw = np.random.default_rng(seed)
    loads = np.array(loads)
    common = draw.normal(size=(people, 1))
    return common * loads + draw.normal(size=(people, len(loads))) * np.sqrt(1 - loads**2)


def test_alpha_of_the_hand_worked_table():
    found = reliability(moments(TABLE)).alpha

    assert found.estimate == pytest.approx(3 / 2 * (1 - 6.7 / 17.7), rel=1e-14)


def test_the_interval_is_feldts():
    from scipy import stats

    found = reliability(moments(TABLE)).alpha

    ends = [1 - (1 - found.estimate) * stats.f.ppf(share, 4, 8) for share in (0.975, 0.025)]
    assert [found.low, found.high] == pytest.approx(ends, rel=1e-11)


def test_the_interval_covers_as_often_as_it_says():
    truth, inside = 4 / 3 * (1 - 4 / (4 + 12 * 0.36)), 0
    for seed in range(400):
        found = reliability(moments(one_factor(40, [0.6] * 4, seed))).alpha
        inside += found.low <= truth <= found.high

    assert 0.92 <= inside / 400 <= 0.98


def test_item_rest_is_the_correlation_with_the_others():
    found = item_rest(np.cov(TABLE, rowvar=False))

    expected = [
        pd.Series(TABLE[:, place]).corr(pd.Series(np.delete(TABLE, place, axis=1).sum(axis=1)))
        for place in range(3)
    ]
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_omega_agrees_with_an_independent_maximum_likelihood_fit(seed):
    answers = one_factor(200, np.random.default_rng(seed).uniform(0.3, 0.9, 6), seed)
    found = reliability(moments(answers))

    fitted = Factor(answers, n_factor=1, method="ml").fit(tol=1e-12, maxiter=5000)
    spread = answers.std(axis=0, ddof=1)
    common = (fitted.loadings[:, 0] * spread).sum() ** 2
    expected = common / (common + (fitted.uniqueness * spread**2).sum())

    assert found.omega == pytest.approx(expected, abs=1e-5)
    assert not found.at_the_edge


def test_a_matrix_made_by_one_factor_gives_its_loadings_back():
    loads = np.array([0.9, 0.7, 0.5, 0.3])
    correlation = np.outer(loads, loads) + np.diag(1 - loads**2)

    unique = fit_one_factor(correlation)

    assert unique == pytest.approx(1 - loads**2, abs=1e-7)
    assert loadings(correlation, unique) == pytest.approx(loads, abs=1e-7)


def test_equal_loadings_make_omega_equal_alpha():
    correlation = np.full((5, 5), 0.4) + 0.6 * np.eye(5)
    people = 1000

    found = reliability(Moments(people, np.zeros(5), correlation * (people - 1)))

    assert found.omega == pytest.approx(found.alpha.estimate, abs=1e-9)
    assert found.omega == pytest.approx(alpha(correlation), abs=1e-9)


def test_a_heywood_case_is_said():
    correlation = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1]])

    found = reliability(Moments(100, np.zeros(3), correlation * 99))

    assert found.at_the_edge
    assert 0 < found.omega < 1


@pytest.mark.parametrize(
    "answers",
    [np.empty((0, 3)), TABLE[:1], TABLE[:, :1], np.full((9, 3), 4.0)],
    ids=["nobody", "one person", "one item", "nobody differs"],
)
def test_what_does_not_exist_is_none(answers):
    found = reliability(moments(answers))

    assert (found.n, found.alpha, found.omega) == (len(answers), None, None)
    assert set(found.item_rest) == {None}


def test_repeated_items_have_an_alpha_but_no_omega():
    found = reliability(moments(np.repeat(TABLE[:, :1], 3, axis=1)))

    assert found.alpha.estimate == pytest.approx(1)
    assert found.omega is None
