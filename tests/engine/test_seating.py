"""Seats of a workshop: a hand-worked table, and what must hold for every line of wishes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.engine.seating import (
    BadSeats,
    BadWish,
    Wish,
    fitting,
    line_of,
    seat,
    seating_record,
    verify_seating,
)
from koushaneh.engine.seeds import draw_key

PAIRED = [Wish("a", 5, "b"), Wish("b", 2, "a")]


def test_need_comes_first_and_a_pair_that_does_not_fit_is_passed_over():
    wishes = [Wish("n", 6), *PAIRED, Wish("m", 4), Wish("z", 1)]

    found = seat(3, wishes, "seed")  # n has 12 doubled, m 8, the pair 7, z 2

    assert [unit.codes for unit in found.line] == [("n",), ("m",), ("a", "b"), ("z",)]
    assert found.seated == ("n", "m", "z")
    assert found.waiting == ("a", "b")
    assert found.place == {"n": 1, "m": 2, "a": 3, "b": 3, "z": 4}
    assert (found.reached, found.is_by_lot) == (2, False)


def test_equals_stand_in_the_order_of_the_public_draw():
    codes = ["k1", "k2", "k3", "k4"]

    found = seat(2, [Wish(code, 3) for code in codes], "0")

    assert list(found.seated + found.waiting) == sorted(codes, key=lambda code: draw_key("0", code))
    assert found.is_by_lot


def test_a_pair_has_one_lot_and_the_mean_of_its_points():
    (unit,) = line_of(PAIRED, "s")

    assert (unit.codes, unit.points, unit.key) == (("a", "b"), 7, draw_key("s", "a+b"))


@pytest.mark.parametrize(
    "wishes",
    [
        [Wish("a", 1), Wish("a", 1)],
        [Wish("a", 1, "b")],
        [Wish("a", 1, "a")],
        [Wish("a", 1, "b"), Wish("b", 1)],
        [Wish("a", -1)],
    ],
)
def test_what_does_not_fit_together_is_refused(wishes):
    with pytest.raises(BadWish):
        seat(1, wishes, "s")


def test_fewer_than_no_seats_are_refused():
    with pytest.raises(BadSeats):
        seat(-1, [], "s")


@st.composite
def wished(draw):
    count = draw(st.integers(0, 24))
    points = [draw(st.integers(0, 8)) for _ in range(count)]
    pairs = draw(st.integers(0, count // 2))
    wishes = []
    for at in range(count):
        friend = f"c{at ^ 1:02}" if at < 2 * pairs else ""
        wishes.append(Wish(f"c{at:02}", points[at], friend))
    return wishes


@given(wished(), st.integers(0, 30), st.text(max_size=8))
def test_what_holds_for_every_line(wishes, seats, seed):
    found = seat(seats, wishes, seed)

    assert sorted(found.seated + found.waiting) == sorted(wish.code for wish in wishes)
    assert len(found.seated) <= seats
    is_seated = [unit.codes[0] in found.seated for unit in found.line]
    free = seats
    for unit, has_seat in zip(found.line, is_seated, strict=True):
        assert has_seat == (len(unit.codes) <= free)  # nobody is passed over whose unit would have fitted
        free -= len(unit.codes) if has_seat else 0
    points = [unit.points for unit in found.line]
    assert points == sorted(points, reverse=True)
    for wish in wishes:
        assert not wish.friend or (wish.code in found.seated) == (wish.friend in found.seated)


@given(wished(), st.integers(0, 30), st.randoms(use_true_random=False))
def test_any_order_of_the_wishes_gives_the_same_record(wishes, seats, dice: random.Random):
    record = seating_record(seats, wishes, "secret")
    dice.shuffle(wishes)

    assert seating_record(seats, wishes, "secret") == record
    assert verify_seating(record) == []


def test_every_changed_part_of_a_record_is_found():
    record = seating_record(2, [*PAIRED, Wish("c", 3), Wish("d", 3)], "secret")
    for name, value in {
        "seats": 3,
        "secret": "other",
        "commitment": "0" * 64,
        "seed": "0" * 64,
        "inputs": "0" * 64,
        "line": record["line"][::-1],
        "seated": record["waiting"],
        "waiting": record["seated"],
        "reached": 99,
        "is_by_lot": not record["is_by_lot"],
        "hash": "0" * 64,
        "method": "other",
        "extra": 1,
    }.items():
        assert verify_seating({**record, name: value}) != [], name
    changed = [{**record["wishes"][0], "points": 9}, *record["wishes"][1:]]
    assert verify_seating({**record, "wishes": changed}) != []
    assert verify_seating({"wishes": 3}) == ["malformed"]


def test_friends_are_passed_over_only_where_they_do_not_fit():
    assert fitting(3, [2, 2, 1]) == [0, 2]
    assert fitting(1, [2, 1, 1]) == [1]
    assert fitting(0, [1]) == []
