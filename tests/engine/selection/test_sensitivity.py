import numpy as np
import pytest

from koushaneh.engine.selection.model import BadNumber, Candidate, NoPanel, Quota
from koushaneh.engine.selection.sensitivity import changed_under, sensitivity, weighted_scores

WOMEN = [Candidate("a"), Candidate("b"), Candidate("c")]
VALUES = {"a": [1.0, 0.0], "b": [0.48, 0.5], "c": [0.0, 0.1]}


def test_weights_are_shares_and_scores_millionths_of_points():
    found = weighted_scores(np.array([[1.0, 0.5], [0.0, 1.0]]), np.array([3.0, 1.0]))

    assert found.tolist() == [87_500_000, 25_000_000]


@pytest.mark.slow
def test_the_share_chosen_follows_who_is_near_the_cut():
    found = sensitivity(
        WOMEN, [], 1, values=VALUES, weights={"A1": 50.0, "A2": 50.0}, draws=200, concentration=100.0
    )

    assert found.draws == 200
    assert found.share_chosen["c"] == 0
    assert 0.4 < found.share_chosen["a"] < 0.8  # she needs only 49 % of the weight on A1
    assert found.changed == {"A1": (1, 0), "A2": (0, 1)}
    assert found == sensitivity(
        WOMEN[::-1], [], 1, values=VALUES, weights={"A1": 50.0, "A2": 50.0}, draws=200, concentration=100.0
    )


def test_without_a_reviewer_those_who_lose_their_place_are_named():
    women = [Candidate("a", 3), Candidate("b", 2)]

    assert changed_under(women, [], 1, {"a": 1, "b": 2}) == {"a"}
    assert changed_under(women, [], 1, {"a": 3, "b": 2}) == frozenset()


def test_impossible_quotas_and_values_that_are_no_shares_are_refused():
    women = [Candidate("a", features={"d": "1"})]

    with pytest.raises(NoPanel):
        sensitivity(women, [Quota("d", "1", 0, 0)], 1, values={"a": [1.0]}, weights={"A1": 1.0})
    for value in (float("nan"), 1.5):
        with pytest.raises(BadNumber):
            sensitivity(women, [], 1, values={"a": [value]}, weights={"A1": 1.0})
