import itertools
import random
import time

import pytest

from koushaneh.engine.assignment import (
    Application,
    BadNumber,
    DuplicateId,
    KeptInConflict,
    NoOutsideReviewer,
    NotEnoughCapacity,
    Reviewer,
    TooFewReviewers,
    UnknownId,
    assign,
)


def city(reviewer_count, application_count, district_count, conflict_share, seed):
    dice = random.Random(seed)
    reviewers = [Reviewer(f"r{n}", str(n % district_count)) for n in range(reviewer_count)]
    applications = [
        Application(f"a{n}", str(dice.randrange(district_count))) for n in range(application_count)
    ]
    pairs = itertools.product(reviewers, applications)
    conflicts = [(who.id, what.id) for who, what in pairs if dice.random() < conflict_share]
    return reviewers, applications, conflicts


def test_each_application_gets_two_reviewers_one_from_another_district():
    reviewers = [Reviewer("maryam", "7"), Reviewer("mina", "7"), Reviewer("leila", "8")]
    applications = [Application("A", "7"), Application("B", "7"), Application("C", "8")]

    found = assign(reviewers, applications, [("mina", "B")], seed="0")

    assert found.loads == {"leila": 2, "maryam": 2, "mina": 2}
    assert set(found.pairs) >= {("leila", "A"), ("leila", "B"), ("maryam", "B"), ("mina", "A")}
    assert set(found.pairs) >= {("maryam", "C"), ("mina", "C")}


def test_no_rule_is_broken_in_many_random_cities():
    for seed in range(40):
        reviewers, applications, conflicts = city(12, 40, 3, 0.1, seed)

        found = assign(reviewers, applications, conflicts, seed=str(seed), per_application=3)

        home = {one.id: one.district for one in reviewers}
        assert not set(found.pairs) & set(conflicts)
        for one in applications:
            hers = [who for who, what in found.pairs if what == one.id]
            assert len(hers) == len(set(hers)) == 3
            assert any(home[who] != one.district for who in hers)


def test_loads_are_as_equal_as_any_assignment_could_make_them():
    """The smallest sum of squares, by enumeration of all assignments of tiny cities."""
    for seed in range(30):
        reviewers, applications, conflicts = city(4, 4, 2, 0.2, seed)
        choices = [choices_for(one, reviewers, conflicts) for one in applications]
        if not all(choices):
            continue

        found = assign(reviewers, applications, conflicts, seed="tiny")

        best = min(squares(itertools.chain(*picked)) for picked in itertools.product(*choices))
        assert squares(who for who, _ in found.pairs) == best


def choices_for(one, reviewers, conflicts):
    free = [who for who in reviewers if (who.id, one.id) not in conflicts]
    return [
        [who.id for who in two]
        for two in itertools.combinations(free, 2)
        if any(who.district != one.district for who in two)
    ]


def squares(names):
    names = list(names)
    return sum(names.count(who) ** 2 for who in set(names))


def test_a_feasible_assignment_is_found_through_chains_when_every_place_is_needed():
    for seed in range(40):
        dice = random.Random(seed)
        reviewers, applications, _ = city(6, 12, 6, 0, seed)
        hidden = {one.id: dice.sample([who.id for who in reviewers], 3) for one in applications}
        conflicts = [
            (who.id, what) for what, hers in hidden.items() for who in reviewers if who.id not in hers
        ]
        loads = [sum(who.id in hers for hers in hidden.values()) for who in reviewers]
        limited = [Reviewer(who.id, who.district, load) for who, load in zip(reviewers, loads, strict=True)]

        found = assign(limited, applications, conflicts, seed="tight", per_application=3)

        assert {(who, what) for what, hers in hidden.items() for who in hers} == set(found.pairs)


def test_the_order_of_rows_changes_nothing_and_the_seed_does():
    reviewers, applications, conflicts = city(8, 60, 4, 0.1, 5)

    found = assign(reviewers, applications, conflicts, seed="0")

    assert assign(reviewers[::-1], applications[::-1], conflicts[::-1], seed="0") == found
    assert assign(reviewers, applications, conflicts, seed="1").pairs != found.pairs


def test_who_declined_is_replaced_and_nobody_else_moves():
    reviewers, applications, conflicts = city(8, 30, 4, 0.1, 9)
    before = assign(reviewers, applications, conflicts, seed="0")
    declined = before.pairs[0]

    after = assign(
        reviewers, applications, [*conflicts, declined], seed="0", kept=set(before.pairs) - {declined}
    )

    assert [what for _, what in after.pairs] == [declined[1]]
    assert after.pairs[0] != declined
    assert after.kept == before.pairs[1:]
    assert sum(after.loads.values()) == 60


def test_kept_reviewers_from_the_same_district_call_for_one_from_elsewhere():
    reviewers = [Reviewer("a", "1"), Reviewer("b", "1"), Reviewer("c", "2")]

    found = assign(reviewers, [Application("X", "1")], seed="0", kept=[("a", "X"), ("b", "X")])

    assert found.pairs == (("c", "X"),)


def test_a_city_without_reviewers_from_elsewhere_is_refused_unless_the_rule_is_waived():
    reviewers, applications = [Reviewer("a", "1"), Reviewer("b", "1")], [Application("X", "1")]

    with pytest.raises(NoOutsideReviewer) as refusal:
        assign(reviewers, applications, seed="0")

    assert refusal.value.facts == {"applications": ["X"], "needed": 1}
    assert assign(reviewers, applications, seed="0", outside=0).pairs == (("a", "X"), ("b", "X"))


def test_conflicts_that_leave_too_few_are_refused_by_name():
    reviewers = [Reviewer("a", "1"), Reviewer("b", "2")]

    with pytest.raises(TooFewReviewers) as refusal:
        assign(reviewers, [Application("X", "1"), Application("Y", "3")], [("a", "X")], seed="0")

    assert refusal.value.facts == {"applications": ["X"], "needed": 2}


def test_full_reviewers_are_refused_with_the_number_missing():
    reviewers = [Reviewer("a", "1"), Reviewer("b", "2")]
    applications = [Application(one, "3") for one in "XYZ"]

    with pytest.raises(NotEnoughCapacity) as refusal:
        assign(reviewers, applications, seed="0", max_load=2)

    assert refusal.value.facts["missing"] == 2
    assert len(refusal.value.facts["applications"]) == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"per_application": 0}, BadNumber),
        ({"max_load": -1}, BadNumber),
        ({"kept": [("nobody", "X")]}, UnknownId),
        ({"kept": [("a", "X")], "conflicts": [("a", "X")]}, KeptInConflict),
        ({"applications": [Application("X", "1"), Application("X", "2")]}, DuplicateId),
    ],
)
def test_contradictory_requests_are_refused(change, refusal):
    request = {"reviewers": [Reviewer("a", "1"), Reviewer("b", "2")], "applications": [Application("X", "1")]}

    with pytest.raises(refusal):
        assign(**(request | {"seed": "0"} | change))


def test_nothing_to_review_gives_nothing():
    assert assign([], [], seed="").pairs == ()


@pytest.mark.slow
def test_a_call_of_the_whole_city_takes_under_three_seconds():
    reviewers, applications, conflicts = city(14, 1240, 7, 0.05, 1)
    started = time.perf_counter()

    found = assign(reviewers, applications, conflicts, seed="0")

    assert time.perf_counter() - started < 3
    assert len(found.pairs) == 2480
    assert found.spread <= 1
