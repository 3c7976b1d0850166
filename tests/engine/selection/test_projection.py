import numpy as np
import pytest

from koushaneh.engine.selection.fair import leximin, maximin
from koushaneh.engine.selection.model import Candidate, Quota
from koushaneh.engine.selection.projection import numbers_of, projected


def some_panels(count, orbits, seats):
    draw = np.random.default_rng(3)
    return [np.sort(draw.choice(orbits, seats, replace=False)) for _ in range(count)]


def test_what_lies_inside_is_met_exactly_with_no_probability_below_zero():
    panels = some_panels(200, 20, 6)
    wanted = np.random.default_rng(4).dirichlet(np.ones(200)) @ numbers_of(panels, 20)

    shares = projected(panels, wanted)

    assert shares.min() >= 0
    assert shares @ numbers_of(panels, 20) == pytest.approx(wanted, abs=1e-14)


def test_what_lies_outside_still_gives_probabilities():
    panels = some_panels(3, 20, 6)

    shares = projected(panels, np.full(20, 0.3))

    assert shares.min() >= 0
    assert shares.sum() == pytest.approx(1)


def test_a_seat_held_twice_counts_twice():
    assert numbers_of([np.array([0, 2, 2]), np.array([1, 1, 1])], 3).tolist() == [[1, 0, 2], [0, 3, 0]]


def town():
    draw = np.random.default_rng(8)
    candidates = [
        Candidate(f"k{at}", 0, {"craft": str(draw.integers(4)), "age": str(draw.integers(3))})
        for at in range(60)
    ]
    quotas = [Quota("craft", str(one), 2, 4) for one in range(4)]
    return candidates, [*quotas, *(Quota("age", str(one), 3, 5) for one in range(3))]


@pytest.mark.parametrize("looks", [2, 4, 8, 12])
@pytest.mark.parametrize("method", [maximin, leximin])
def test_stopped_on_the_way_the_best_found_is_a_lottery_below_its_bound(method, looks):
    whole = method(*town(), 12)
    calls = {"left": 0}

    def running_out():
        calls["left"] += 1
        return 1e9 if calls["left"] < looks else 0.0

    found = method(*town(), 12, deadline=running_out)

    assert (whole.status, found.status) == ("optimal", "stopped")
    assert len(found.chosen) == 12
    assert sum(share for _, share in found.panels) == pytest.approx(1)
    assert 0 <= found.minimum <= whole.minimum + 1e-12
    assert found.bound >= whole.bound - 1e-12
