"""How firmly a run stands, and how long it takes at full size."""

import time

import pytest

from koushaneh.screening.actions.studying import NotExecuted, ask_for_study, keep_study, study
from koushaneh.screening.queries_results import rates_of, selection_rates
from koushaneh.screening.selecting import digest, relaxation_of, result_of
from tests.factories.results import make_executed, make_prepared, make_scored_call, officer

pytestmark = pytest.mark.django_db


def test_a_study_says_how_often_each_would_have_been_chosen():
    run = make_executed(make_scored_call({7: [24, 12, 1]}, seats=1))

    found = study(run, draws=50)

    assert found["draws"] == 50
    assert found["share_chosen"] == {run.result["chosen"][0]: 1.0}
    assert set(found["changed"]) == {"A2", "B2", "B1", "D2"}


def test_a_study_is_the_same_again_and_decides_nothing():
    run = make_executed()
    before = run.output_hash

    assert study(run, draws=30) == study(run, draws=30)
    keep_study(run, draws=20)
    run.refresh_from_db()
    assert (run.output_hash, run.sensitivity["draws"]) == (before, 20)


def test_a_run_that_is_not_executed_cannot_be_studied():
    with pytest.raises(NotExecuted):
        ask_for_study(make_prepared(), by=officer())


def test_small_groups_are_withheld_and_a_low_ratio_of_large_ones_raises_a_question():
    counts = {"a": (40, 40), "b": (12, 80), "c": (3, 9), "d": (8, 9), "e": (30, 31)}
    pairs = [(group, True) for group, (chosen, _others) in counts.items() for _ in range(chosen)]
    pairs += [(group, False) for group, (_chosen, others) in counts.items() for _ in range(others)]

    rows = {row["group"]: row for row in rates_of(pairs)}

    assert rows["c"]["chosen"] is None
    assert rows["d"]["chosen"] is None
    assert (rows["a"]["raises"], rows["b"]["raises"], rows["c"]["raises"]) == (False, True, False)


def test_a_run_is_told_by_four_features():
    run = make_executed()

    assert [table["feature"] for table in selection_rates(run)] == ["place", "age", "track", "disability"]


@pytest.mark.slow
def test_thirty_of_1240_under_quotas_takes_seconds():
    places = [f"tehran-{number:02}" for number in range(1, 23)]
    inputs = {
        "seats": 30,
        "waiting": 30,
        "candidates": [
            [
                f"c{number:04}",
                (number * 7919 % 640) * 125_000,
                {"place": places[number * 31 % 22], "track": "producer"},
            ]
            for number in range(1240)
        ],
        "quotas": [["place", place, 1, 3] for place in places],
    }

    began = time.perf_counter()
    assert relaxation_of(inputs) == []
    first, second = result_of(inputs, "seed"), result_of(inputs, "seed")

    assert time.perf_counter() - began < 60
    assert digest(first) == digest(second)
    assert (first["status"], len(first["chosen"])) == ("optimal", 30)
    assert digest(result_of(inputs, "another")) != digest(first)
