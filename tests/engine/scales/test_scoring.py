import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.engine.scales.errors import AnswerOutOfRange, UnknownItem
from koushaneh.engine.scales.instrument import parse
from koushaneh.engine.scales.scoring import score, score_one

NAN = float("nan")


def make(items=5, *, method="sum", turned=(), subscales=(), responses=None, **scoring):
    rows = [{"key": f"k{place}", "reversed": place in turned} for place in range(items)]
    for place, name in enumerate(subscales):
        rows[place]["subscale"] = name
    return parse(
        {
            "id": "made",
            "version": "1",
            "items": rows,
            "responses": responses or {"min": 1, "max": 5},
            "scoring": {"method": method, **scoring},
        }
    )


@pytest.mark.parametrize(
    ("method", "expected"),
    [("sum", [5.0, 25.0, 17.0]), ("mean", [1.0, 5.0, 3.4]), ("percent", [0.0, 100.0, 60.0])],
)
def test_the_three_methods_on_a_hand_worked_table(method, expected):
    answers = np.array([[1, 1, 1, 1, 5], [5, 5, 5, 5, 1], [3, 4, 2, 5, 3]])

    found = score(make(method=method, turned={4}), answers).values["total"]

    assert found == pytest.approx(expected, rel=1e-15)


def test_one_missing_of_five_is_her_own_mean_and_two_are_void():
    answers = np.array([[4, 4, 5, 3, NAN], [2, NAN, NAN, 2, 2], [NAN] * 5, [1, 2, 3, 4, 5]])

    found = score(make(), answers)

    assert found.values["total"][[0, 3]].tolist() == [20.0, 15.0]
    assert np.isnan(found.values["total"][[1, 2]]).all()
    assert found.moments["total"].n == 1


def test_a_reversed_item_is_turned_before_her_mean_fills_the_gap():
    answers = np.array([[5, 5, 5, 5, 1.0], [5, 5, NAN, 5, 1]])

    found = score(make(turned={4}), answers).values["total"]

    assert found.tolist() == [25.0, 25.0]


def test_the_least_number_answered_may_be_declared_and_holds_for_subscales_in_proportion():
    instrument = make(6, subscales=["x", "x", "x", "y", "y", "y"], min_answered=4)
    answers = np.array([[2, 2, NAN, 4, NAN, NAN], [2, 2, NAN, 4, 4, NAN]])

    found = score(instrument, answers).values

    assert {name: values.tolist()[1] for name, values in found.items()} == {
        "total": 18.0,
        "x": 6.0,
        "y": 12.0,
    }
    assert found["x"][0] == 6.0
    assert np.isnan([found["total"][0], found["y"][0]]).all()


def test_missing_may_be_declared_to_void_the_score():
    found = score(make(missing="void"), np.array([[4, 4, 5, 3, NAN], [1, 2, 3, 4, 5]])).values["total"]

    assert np.isnan(found[0])
    assert found[1] == 15


def test_one_person_by_key():
    instrument = make(turned={4}, method="mean")

    full = score_one(instrument, {"k4": 1, "k0": 5, "k2": 5, "k3": 5, "k1": None})

    assert full == {"total": 5.0}
    assert score_one(instrument, {"k0": 3}) == {"total": None}
    with pytest.raises(UnknownItem) as refusal:
        score_one(instrument, {"k9": 3})
    assert refusal.value.facts == {"key": "k9", "accepted": ["k0", "k1", "k2", "k3", "k4"]}
    with pytest.raises(AnswerOutOfRange):
        score_one(instrument, {"k0": 6})


def test_subscales_without_a_total():
    instrument = make(4, subscales=["x", "x", "y", "y"], total=False)

    found = score(instrument, np.array([[1, 2, 3, 4]])).values

    assert {name: values.tolist() for name, values in found.items()} == {"x": [3.0], "y": [7.0]}


@pytest.mark.parametrize("wrong", [0, 6, -9, 99])
@pytest.mark.parametrize("kind", [np.int8, np.int64, float])
def test_an_answer_out_of_range_is_refused_by_row_and_key(wrong, kind):
    answers = np.full((40_000, 5), 3, kind)
    answers[33_333, 2] = wrong

    with pytest.raises(AnswerOutOfRange) as refusal:
        score(make(), answers)

    assert refusal.value.facts == {"row": 33_333, "key": "k2", "value": float(wrong), "accepted": "1 to 5"}


@pytest.mark.parametrize("kind", [np.int8, float])
def test_an_answer_between_the_listed_ones_is_refused(kind):
    instrument = make(2, responses=[{"value": 0}, {"value": 1}, {"value": 4}])

    with pytest.raises(AnswerOutOfRange) as refusal:
        score(instrument, np.array([[0, 4], [1, 3]], kind))

    assert refusal.value.facts == {"row": 1, "key": "k1", "value": 3.0, "accepted": "0, 1, 4"}


def test_infinite_answers_are_refused():
    with pytest.raises(AnswerOutOfRange):
        score(make(1), np.array([[np.inf]]))


def test_nobody_answered_gives_empty_scores():
    found = score(make(), np.empty((0, 5)))

    assert (found.values["total"].shape, found.moments["total"].n) == ((0,), 0)


def test_moments_of_whole_answers_are_exact_over_many_blocks():
    answers = np.random.default_rng(0).integers(0, 11, (70_000, 10)).astype(np.int8)

    found = score(make(10, responses={"min": 0, "max": 10}), answers).moments["total"]

    assert (found.products == answers.astype(np.int64).T @ answers.astype(np.int64)).all()
    assert (found.sums == answers.sum(axis=0)).all()


@given(
    st.lists(
        st.lists(st.one_of(st.integers(1, 5), st.just(NAN)), min_size=5, max_size=5), min_size=1, max_size=12
    ),
    st.sets(st.integers(0, 4)),
)
def test_scoring_agrees_with_the_rule_said_slowly(rows, turned):
    found = score(make(turned=turned), np.array(rows, float)).values["total"]

    for row, value in zip(rows, found, strict=True):
        given_answers = [6 - one if place in turned else one for place, one in enumerate(row) if one == one]
        if len(given_answers) < 4:
            assert np.isnan(value)
        else:
            assert value == pytest.approx(5 * sum(given_answers) / len(given_answers))
