import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koushaneh.engine.seeds import draw_ranks
from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import (
    BadNumber,
    Candidate,
    DuplicateId,
    Quota,
    Relaxation,
    UnknownFeature,
)
from tests.engine.selection.cases import by_enumeration, by_scipy, fits, random_case


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_small_selections_equal_the_best_of_all_panels_with_ties_by_lot(block):
    for number in range(block * 40, block * 40 + 40):
        candidates, quotas, seats = random_case(number)
        found = merit(candidates, quotas, seats, seed=str(number))

        wanted = by_enumeration(candidates, quotas, seats, str(number))

        if wanted is None:
            assert (found.status, found.chosen) == ("infeasible", ()), number
        else:
            assert (found.status, found.objective, found.chosen, found.gap) == ("optimal", *wanted, 0), number


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1000, 1040))
def test_larger_selections_equal_the_optimum_of_another_solver(number):
    candidates, quotas, seats = random_case(number, most=90)

    found = merit(candidates, quotas, seats)

    wanted = by_scipy(candidates, quotas, seats)
    assert (found.objective if found.status == "optimal" else None) == wanted


@pytest.mark.slow
def test_the_order_of_rows_does_not_count():
    for number in range(30):
        candidates, quotas, seats = random_case(number, most=40)
        shuffled = random.Random(number).sample(candidates, len(candidates))

        assert merit(shuffled, quotas[::-1], seats) == merit(candidates, quotas, seats)


def women(*scores, feature="a"):
    return [Candidate(f"w{at}", score, {"age": feature}) for at, score in enumerate(scores)]


def test_of_equal_scores_the_first_drawn_is_chosen_for_every_seed():
    candidates = women(5, 5, 5, 9)

    for seed in ("0", "", "1404", "بذر"):
        first = min(draw_ranks(seed, ["w0", "w1", "w2"]).items(), key=lambda entry: entry[1])[0]

        assert merit(candidates, [], 2, seed=seed).chosen == tuple(sorted(["w3", first]))


def test_given_draw_ranks_decide_instead_of_the_seed():
    found = merit(women(5, 5, 5), [], 1, draw_ranks={"w0": 2, "w1": 0, "w2": 1})

    assert found.chosen == ("w1",)


def test_one_of_a_household_is_chosen():
    candidates = [Candidate("a", 9, apart="h"), Candidate("b", 8, apart="h"), Candidate("c", 1)]

    found = merit(candidates, [], 2)

    assert (found.chosen, found.objective, found.gap) == (("a", "c"), 10, 0)


def test_quotas_that_contradict_each_other_get_the_smallest_relaxation():
    candidates = [*women(1, 2, 3), Candidate("x", 1, {"age": "b"})]
    quotas = [Quota("age", "a", 0, 1), Quota("age", "b", 2, 4)]

    found = merit(candidates, quotas, 2)

    assert (found.status, found.relaxation) == ("infeasible", (Relaxation("age", "b", "min", 2, 1),))


def test_a_minimum_above_its_maximum_is_infeasible():
    found = merit(women(1, 2, 3), [Quota("age", "a", 3, 2)], 3)

    assert (found.status, found.relaxation) == ("infeasible", (Relaxation("age", "a", "max", 2, 3),))


@pytest.mark.parametrize("scores", [(), (7,)])
def test_fewer_candidates_than_seats_propose_fewer_seats(scores):
    found = merit(women(*scores), [], 2)

    assert found.status == "infeasible"
    assert found.relaxation == (Relaxation("", "", "seats", 2, len(scores)),)


def test_scores_that_differ_by_one_millionth_are_told_apart():
    found = merit(women(10**14, 10**14 + 1, 10**14 - 1), [], 1)

    assert (found.chosen, found.objective, found.gap) == (("w1",), 10**14 + 1, 0)


@pytest.mark.parametrize(
    ("candidates", "quotas", "seats", "refusal"),
    [
        (women(1) + women(1), [], 1, DuplicateId),
        (women(1), [Quota("age", "a", 0, 1), Quota("age", "a", 1, 1)], 1, DuplicateId),
        (women(1), [Quota("craft", "a", 0, 1)], 1, UnknownFeature),
        (women(1), [Quota("age", "a", -1, 1)], 1, BadNumber),
        (women(1), [], 0, BadNumber),
        (women(10**16), [], 1, BadNumber),
    ],
)
def test_what_cannot_be_meant_is_refused(candidates, quotas, seats, refusal):
    with pytest.raises(refusal):
        merit(candidates, quotas, seats)


def test_a_stopped_run_says_so_with_its_bound():
    found = merit(women(1, 2, 3), [], 2, deadline=lambda: 0.0)

    assert (found.status, found.chosen) == ("stopped", ())
    assert found.bound >= 5


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(number=st.integers(2000, 10**6), seed=st.text(max_size=5))
def test_a_selection_keeps_quotas_and_is_at_its_bound(number, seed):
    candidates, quotas, seats = random_case(number, most=25)

    found = merit(candidates, quotas, seats, seed=seed)

    chosen = [one for one in candidates if one.id in found.chosen]
    if found.status == "optimal":
        assert fits(chosen, quotas)
        assert (len(chosen), found.gap) == (seats, 0)
        assert found.objective == sum(one.score for one in chosen)
    else:
        assert found.status == "infeasible"
        assert found.relaxation
