import contextlib
import io
import warnings

import numpy as np
import pytest

from koushaneh.engine.impact.discontinuity import discontinuity
from koushaneh.engine.impact.errors import NobodyDiffers, NoComparison, TooFewPeople
from koushaneh.engine.impact.masses import gather, neighbour_squares

KERNELS = {"triangular": "tri", "epanechnikov": "epa", "uniform": "uni"}


def people(n, *, grid=0, cutoff=0.0, seed=0, jump=0.4):
    draw = np.random.default_rng(seed)
    running = draw.normal(size=n)
    if grid:
        running = np.round(running * grid / 8) / grid * 8
    return running, 3 + running + 0.5 * running**2 + jump * (running >= cutoff) + draw.normal(size=n)


def figures(found):
    rows = (found.conventional, found.bias_corrected, found.robust)
    return [
        found.h,
        found.b,
        *(value for row in rows for value in (row.estimate, row.se, row.p, row.low, row.high)),
    ]


def reference(running, outcome, cutoff, kernel, variance):
    rdrobust = pytest.importorskip("rdrobust", reason="the reference is in the bench group")
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        found = rdrobust.rdrobust(outcome, running, cutoff, kernel=KERNELS[kernel], vce=variance)
    rows = [
        value
        for place in range(3)
        for value in (
            found.coef.iloc[place, 0],
            found.se.iloc[place, 0],
            found.pv.iloc[place, 0],
            *found.ci.iloc[place],
        )
    ]
    return [found.bws.iloc[0, 0], found.bws.iloc[1, 0], *rows], list(found.N_h), list(found.M)


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(
    ("n", "grid", "cutoff"), [(150, 0, 0.0), (900, 0, 0.5), (900, 60, 0.0), (600, 25, -0.3)]
)
def test_agrees_with_the_reference(kernel, n, grid, cutoff):
    running, outcome = people(n, grid=grid, cutoff=cutoff)
    running, cutoff, outcome = running * 7 + 1000, cutoff * 7 + 1000, outcome * 50

    found = discontinuity(running, outcome, cutoff, kernel=kernel)

    expected, effective, distinct = reference(running, outcome, cutoff, kernel, "nn")
    assert figures(found) == pytest.approx(expected, rel=1e-6)
    assert [found.effective_left, found.effective_right] == effective
    assert [found.distinct_left, found.distinct_right] == distinct


@pytest.mark.slow
def test_agrees_with_the_reference_under_hc1_and_by_given_widths():
    running, outcome = people(2000, grid=100)

    found = discontinuity(running, outcome, 0.0, variance="hc1")

    assert figures(found) == pytest.approx(reference(running, outcome, 0.0, "triangular", "hc1")[0], rel=1e-6)
    again = discontinuity(running, outcome, 0.0, variance="hc1", h=found.h, b=found.b)
    assert figures(again) == pytest.approx(figures(found), rel=1e-9)


def test_an_exact_broken_line_gives_its_jump_back():
    draw = np.random.default_rng(1)
    running = np.linspace(-1, 1, 401)
    outcome = 2 + 3 * running + 5 * (running >= 0) + draw.choice([-1e-3, 1e-3], 401)

    found = discontinuity(running, outcome, 0.0)

    assert found.robust.estimate == pytest.approx(5, abs=2e-3)
    assert found.robust.low < 5 < found.robust.high


def test_a_plain_line_has_no_jump():
    running = np.arange(-100.0, 100)

    found = discontinuity(running, 3 * running + 1, 0.0)

    assert found.robust.estimate == pytest.approx(0, abs=1e-6)


def test_units_go_through():
    running, outcome = people(400, seed=2)

    plain = discontinuity(running, outcome, 0.0)
    scaled = discontinuity(running * 1e6 - 5e6, outcome * 1e9 + 1e10, -5e6)

    assert scaled.robust.estimate == pytest.approx(plain.robust.estimate * 1e9, rel=1e-7)
    assert scaled.h == pytest.approx(plain.h * 1e6, rel=1e-7)
    assert scaled.robust.p == pytest.approx(plain.robust.p, rel=1e-6)


def test_turning_the_line_round_turns_the_sign():
    running, outcome = people(400, seed=3)

    straight = discontinuity(running, outcome, 0.0)
    turned = discontinuity(-running, outcome, 0.0)

    assert turned.robust.estimate == pytest.approx(-straight.robust.estimate, rel=1e-9)
    assert (turned.effective_left, turned.effective_right) == (
        straight.effective_right,
        straight.effective_left,
    )


@pytest.mark.slow
def test_the_robust_interval_covers_as_often_as_it_says():
    inside = 0
    for seed in range(300):
        running, outcome = people(500, seed=seed)
        found = discontinuity(running, outcome, 0.0).robust
        inside += found.low <= 0.4 <= found.high

    assert 0.91 <= inside / 300 <= 0.98


def slow_neighbours(distances, outcomes):
    """Everybody with her nearest three and all at the same distance, said slowly."""
    squares = []
    for place, here in enumerate(distances):
        away = np.abs(distances - here)
        others = np.sort(np.delete(away, place))
        third = others[2] if len(others) > 2 else np.inf
        near = away <= third * (1 + 1e-9)
        count = near.sum()
        squares.append(count / (count - 1) * (outcomes[place] - outcomes[near].mean()) ** 2)
    return np.array(squares)


@pytest.mark.parametrize("grid", [0, 30, 5])
@pytest.mark.parametrize("n", [4, 40])
def test_neighbours_against_the_definition(grid, n):
    draw = np.random.default_rng(n + grid)
    distances = np.sort(draw.uniform(0, 1, n))
    if grid:
        distances = np.round(distances * grid) / grid
    outcomes = draw.normal(size=n)
    _, side = gather(distances, outcomes)

    found = neighbour_squares(side)

    slow = slow_neighbours(distances, outcomes)
    assert found == pytest.approx(
        [slow[distances == value].sum() for value in np.unique(distances)], rel=1e-9
    )


@pytest.mark.parametrize(
    ("running", "outcome", "refusal"),
    [
        (np.arange(1.0, 200), np.arange(199.0), NoComparison),
        (np.arange(-200.0, 0), np.arange(200.0), NoComparison),
        (np.arange(-49.0, 100), np.arange(149.0), TooFewPeople),
        (np.arange(-100.0, 100), np.full(200, 7.0), NobodyDiffers),
        (np.repeat([-2.0, -1.0, 0.0, 1.0], 60), np.arange(240.0), TooFewPeople),
    ],
    ids=["nobody left", "nobody right", "49 left", "constant", "four values"],
)
def test_refusals(running, outcome, refusal):
    with pytest.raises(refusal):
        discontinuity(running, outcome, 0.0)
