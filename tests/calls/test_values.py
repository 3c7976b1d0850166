from types import SimpleNamespace

import pytest

from koushaneh.calls.indicators import ITEMS
from koushaneh.calls.values import ONE, UnknownValueFunction, Value, compute, median_of, points_of, value_of

BY_CODE = {item.code: item for item in ITEMS}


def known(code, *, facts=None, answers=None, anchors=()):
    stored = {kind: {"value": value} for kind, value in (facts or {}).items()}
    return value_of(BY_CODE[code], facts=stored, answers=answers or {}, anchors=anchors).point


@pytest.mark.parametrize(
    ("code", "answers", "point"),
    [
        ("A1", {"work_stage": "friends"}, 400_000),
        ("A2", {"activity_months": 6}, 250_000),
        ("A2", {"activity_months": 240}, ONE),
        ("A4", {"channels": 2}, 700_000),
        ("A4", {"channels": 40}, ONE),
        ("A5", {"skill": "can_train"}, ONE),
        ("B1", {"women_helped": 3}, 700_000),
        ("B2", {"hours_offered": 5}, 625_000),
        ("B3", {"can_share": "some"}, 600_000),
    ],
)
def test_answers_become_values_as_the_table_says(code, answers, point):
    assert known(code, answers=answers) == point


@pytest.mark.parametrize(
    ("code", "facts", "point"),
    [
        ("A3", {"income_rials": 10, "household_need_rials": 100}, 0),
        ("A3", {"income_rials": 55, "household_need_rials": 100}, 500_000),
        ("A3", {"income_rials": 300, "household_need_rials": 100}, ONE),
        ("B5", {"cooperation_record": {"attendance_percent": 90, "rating": 4}}, 750_000),
        ("C2", {"training_completed": 1, "training_started": 2}, 600_000),
        ("C2", {"training_completed": 0, "training_started": 1}, 500_000),
        ("D1", {"welfare_decile": 1}, ONE),
        ("D1", {"welfare_decile": 2}, 888_889),
        ("D1", {"welfare_decile": 10}, 0),
        ("D2", {"dependants": 3, "earners": 1}, 750_000),
        ("D2", {"dependants": 1, "earners": 0}, ONE),
        ("D3", {"housing": "rent"}, 600_000),
        ("D4", {"disability": False}, 0),
    ],
)
def test_facts_become_values_as_the_table_says(code, facts, point):
    assert known(code, facts=facts) == point


def test_anchored_scores_are_the_mean_of_the_raters():
    assert known("C1", anchors=[4, 5]) == 875_000
    assert known("B4", anchors=[1, 1]) == 0
    assert known("B4", anchors=[3, 4, 4]) == 666_667


def test_what_she_declared_stands_in_for_a_missing_fact():
    assert known("D2", answers={"dependants": 2, "earners": 1}) == 500_000
    assert known("D2", facts={"dependants": 4}, answers={"dependants": 2, "earners": 1}) == ONE


def test_each_missing_policy_keeps_the_whole_interval():
    def missing(code, **more):
        return value_of(BY_CODE[code], facts={}, answers={}, **more)

    assert missing("A2") == Value(0, 0, ONE, "zero")
    assert missing("A1") == Value(None, 0, ONE, "ask")
    assert missing("A1", clock_ended=True) == Value(0, 0, ONE, "ask")
    assert missing("D1") == Value(None, 0, ONE, "neutral")
    assert missing("D1", median=444_444) == Value(444_444, 0, ONE, "neutral")
    assert missing("B4", clock_ended=True) == Value(None, 0, ONE, "block")


@pytest.mark.parametrize("useless", ["سه", 3.5, True, {}, -1])
def test_what_is_not_usable_is_missing_and_never_a_guess(useless):
    assert compute({"kind": "decile"}, useless) is None


def test_trainings_that_do_not_add_up_are_missing():
    assert known("C2", facts={"training_completed": 3, "training_started": 2}) is None
    assert known("C2", facts={"training_completed": 0, "training_started": 0}) is None


def test_an_unknown_function_refuses():
    with pytest.raises(UnknownValueFunction):
        compute({"kind": "guess"}, 3)


def test_the_median_of_an_even_number_is_rounded_down():
    assert (median_of([3, 1, 2]), median_of([1, 2]), median_of([])) == (2, 1, None)


def test_points_are_millionths_of_a_hundred_points():
    weights = {item.code: item.weight for item in ITEMS}
    best = [points_of(Value(ONE, ONE, ONE), weight) for weight in weights.values()]

    assert [sum(column) for column in zip(*best, strict=True)] == [100 * ONE] * 3
    assert points_of(Value(None, 0, ONE, "ask"), 8) == (None, 0, 8 * ONE)


def test_a_stored_indicator_is_read_like_one_that_ships():
    row = SimpleNamespace(source="fact", key="welfare_decile", value={"kind": "decile"}, missing="neutral")

    assert value_of(row, facts={"welfare_decile": {"value": 4}}, answers={}).point == 666_667
