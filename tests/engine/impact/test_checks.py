import numpy as np
import pytest

from koushaneh.engine.impact.checks import density_test, placebos
from koushaneh.engine.impact.errors import NoComparison, TooFewPeople
from koushaneh.engine.impact.local_randomisation import local_randomisation


def sorted_around(running):
    """Half of those just below have themselves counted just above."""
    moved = (running < 0) & (running > -0.3) & (np.arange(len(running)) % 2 == 0)
    return np.where(moved, running + 0.3, running)


@pytest.mark.slow
@pytest.mark.parametrize("grid", [0, 10])
def test_the_density_test_keeps_its_level(grid):
    rejected = []
    for seed in range(300):
        running = np.random.default_rng(seed).normal(0.3, 1, 1500)
        running = np.round(running * grid) / grid if grid else running
        found = density_test(running, 0.0)
        rejected.append((found.p < 0.05, found.nearest.p < 0.05))

    assert (np.mean(rejected, axis=0) < 0.09).all()
    assert np.mean(rejected, axis=0)[0] > 0.02


@pytest.mark.parametrize("grid", [0, 20])
def test_sorting_around_the_cutoff_is_found(grid):
    running = sorted_around(np.random.default_rng(1).normal(size=3000))
    running = np.round(running * grid) / grid if grid else running

    found = density_test(running, 0.0)

    assert found.log_jump > 0.5
    assert found.p < 1e-4


def test_an_uneven_grid_is_not_tested_and_says_so():
    running = np.repeat([-9, -7.3, -5, -3.1, -1, 0.2, 1, 2.7, 4, 7.1], 30)

    found = density_test(running, 0.0)

    assert (found.p, found.nearest, found.reason) == (None, None, "uneven_mass_points")


def test_few_values_have_too_few_bins():
    assert density_test(np.repeat(np.arange(-3.0, 4), 40), 0.0).reason == "too_few_bins"


def test_units_do_not_matter_to_the_density_test():
    running = np.random.default_rng(2).normal(size=800)

    plain, scaled = density_test(running, 0.1), density_test(running * 1e5, 1e4)

    assert scaled.p == pytest.approx(plain.p, rel=1e-9)
    assert scaled.bandwidth == pytest.approx(plain.bandwidth * 1e5, rel=1e-9)


def test_placebos_use_one_side_only_and_find_nothing():
    draw = np.random.default_rng(3)
    running = draw.normal(size=2000)
    outcome = running + 10 * (running >= 0) + draw.normal(size=2000)

    found = placebos(running, outcome, 0.0, kernel="triangular", variance="nearest-neighbours")

    assert [one.side for one in found] == ["left", "right"]
    assert all(one.robust.low < 0 < one.robust.high for one in found)


def test_a_placebo_with_too_few_people_says_why():
    running = np.concatenate((np.linspace(-1, -0.01, 60), np.linspace(0, 1, 300)))

    found = placebos(running, np.sin(running * 50), 0.0, kernel="triangular", variance="nearest-neighbours")

    assert (found[0].robust, found[0].reason) == (None, "impact.too_few_people")


def test_local_randomisation_takes_the_smallest_window_with_ten_a_side():
    running = np.concatenate((-np.arange(1.0, 31), np.arange(0.0, 60, 2)))
    outcome = np.where(running >= 0, 5.0, 3.0) + np.arange(60) % 3

    found = local_randomisation(running, outcome, 0.0, seed="0")

    assert (found.window, found.n_left, found.n_right) == (18.0, 30, 30)
    assert (found.effective_left, found.effective_right) == (18, 10)
    assert found.lottery.low < 2 < found.lottery.high


@pytest.mark.parametrize(
    ("running", "window", "refusal"),
    [
        (np.arange(1.0, 40), None, NoComparison),
        (np.arange(-9.0, 40), None, TooFewPeople),
        (np.arange(-30.0, 40), 3.0, TooFewPeople),
    ],
)
def test_local_randomisation_refuses_below_ten_a_side(running, window, refusal):
    with pytest.raises(refusal):
        local_randomisation(running, np.arange(len(running)) * 1.0, 0.0, seed="0", window=window)
