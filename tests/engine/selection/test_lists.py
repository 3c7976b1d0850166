import pytest

from koushaneh.engine.selection.lists import Move, Waiting, redistribute, waiting_list
from koushaneh.engine.selection.model import BadNumber, Candidate


def test_an_unfilled_seat_goes_to_the_first_neighbour_with_room_then_to_the_city():
    found = redistribute(
        {"1": 3, "2": 1, "3": 1}, {"1": 0, "2": 2, "3": 1}, {"1": ["3", "2"], "2": ["1"], "3": ["2"]}
    )

    assert found.seats == {"1": 0, "2": 2, "3": 1, "": 2}
    assert found.moves == (Move("1", "", 2), Move("1", "2", 1))


def test_two_short_places_share_a_neighbours_room_in_turns():
    found = redistribute({"1": 2, "2": 2, "3": 0}, {"3": 2}, {"1": ["3"], "2": ["3"]})

    assert found.seats == {"1": 0, "2": 0, "3": 2, "": 2}
    assert found.moves == (Move("1", "", 1), Move("1", "3", 1), Move("2", "", 1), Move("2", "3", 1))


def test_no_seat_is_lost():
    for short in range(6):
        found = redistribute({"1": 4, "2": 3}, {"1": short, "2": 5}, {"1": ["2"]})

        assert sum(found.seats.values()) == 7


def test_a_negative_count_is_refused():
    with pytest.raises(BadNumber):
        redistribute({"1": -1}, {}, {})


def test_the_waiting_list_ranks_by_score_then_lot_and_served_households_last():
    candidates = [
        Candidate("a", 9, {"district": "1"}, "h"),
        Candidate("b", 8, {"district": "1"}, "h"),
        Candidate("c", 7, {"district": "2"}),
        Candidate("d", 7, {"district": "1"}),
    ]

    found = waiting_list(candidates, {"a"}, place="district", ranks={"a": 0, "b": 1, "c": 3, "d": 2})

    assert found == (Waiting("d", "1", 1, 1), Waiting("c", "2", 1, 2), Waiting("b", "1", 2, 3))
    assert waiting_list(candidates[::-1], {"a"}, place="district", seed="0") == waiting_list(
        candidates, {"a"}, place="district", seed="0"
    )
