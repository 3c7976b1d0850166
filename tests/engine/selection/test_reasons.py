import pytest

from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import Candidate, Quota
from koushaneh.engine.selection.reasons import Reason, explain
from tests.engine.selection.cases import fits, random_case


def reasons(candidates, quotas, seats):
    chosen = merit(candidates, quotas, seats).chosen
    return {reason.id: reason for reason in explain(candidates, quotas, chosen)}


def test_reasons_of_a_hand_worked_selection():
    candidates = [
        Candidate("a", 90, {"d": "1"}),
        Candidate("b", 80, {"d": "1"}),
        Candidate("c", 70, {"d": "1"}),
        Candidate("e", 40, {"d": "2"}),
        Candidate("f", 30, {"d": "2"}),
    ]

    found = reasons(candidates, [Quota("d", "1", 0, 2), Quota("d", "2", 1, 3)], 3)

    assert found == {
        "a": Reason("a", True, "score", 20, 70, ()),
        "b": Reason("b", True, "score", 10, 70, ()),
        "c": Reason("c", False, "maximum", -10, 80, (("d", "1"),)),
        "e": Reason("e", True, "minimum", 10, 30, (("d", "2"),)),
        "f": Reason("f", False, "score", -10, 40, ()),
    }


def test_equal_scores_name_the_draw_and_households_their_own():
    candidates = [
        Candidate("a", 9, {}, "h"),
        Candidate("b", 8, {}, "h"),
        Candidate("c", 5),
        Candidate("e", 5),
    ]

    found = reasons(candidates, [], 2)

    assert {code: reason.rule for code, reason in found.items()} == {
        "a": "score",
        "b": "household",
        "c": "draw",
        "e": "draw",
    }
    assert found["b"].margin == -1


@pytest.mark.slow
@pytest.mark.parametrize("number", range(60))
def test_the_deciding_score_is_that_of_a_possible_exchange(number):
    candidates, quotas, seats = random_case(number)
    chosen = merit(candidates, quotas, seats).chosen
    inside = [one for one in candidates if one.id in chosen]
    for one, reason in zip(candidates, explain(candidates, quotas, chosen), strict=True) if chosen else ():
        if reason.is_chosen:
            continue
        places = [
            other.score
            for other in inside
            if fits([one, *(kept for kept in inside if kept is not other)], quotas)
        ]

        assert reason.deciding_score == (min(places) if places else None)
        assert reason.margin is None or reason.margin <= 0
