from koushaneh.calls.profiles import ENTRY, FOUNDING, PROFILES, SEEKERS
from koushaneh.calls.weights import problems_of, scale


def test_the_founding_core_has_the_weights_of_the_table():
    assert FOUNDING.block_points == {"path": 22, "social": 38, "readiness": 15, "need": 25}
    assert list(FOUNDING.weights.values()) == [4, 3, 4, 3, 8, 10, 6, 5, 10, 7, 8, 7, 8, 6, 5, 6]


def test_the_other_profiles_are_scaled_within_each_block():
    assert ENTRY.block_points == {"path": 10, "social": 10, "readiness": 30, "need": 50}
    assert SEEKERS.block_points == {"path": 15, "social": 10, "readiness": 40, "need": 35}
    assert {code: ENTRY.weights[code] for code in ("D1", "D2", "D3", "D4")} == {
        "D1": 16,
        "D2": 12,
        "D3": 10,
        "D4": 12,
    }


def test_every_profile_that_ships_keeps_the_rules():
    problems = {
        code: problems_of(profile.weights, profile.blocks, profile.block_points)
        for code, profile in PROFILES.items()
    }

    assert problems == {"founding": [], "entry": [], "seekers": []}


def test_the_largest_remainder_gets_the_odd_point_and_ties_go_to_the_earlier_code():
    assert scale({"A": 1, "B": 1, "C": 1}, 10) == {"A": 4, "B": 3, "C": 3}
    assert scale({"A1": 4, "A2": 3, "A3": 4, "A4": 3, "A5": 8}, 10) == {
        "A1": 2,
        "A2": 1,
        "A3": 2,
        "A4": 1,
        "A5": 4,
    }


def test_what_the_limit_of_twenty_cuts_off_goes_to_the_others():
    assert scale({"C1": 8, "C2": 7}, 40) == {"C1": 20, "C2": 20}
    assert scale({"A": 8, "B": 1, "C": 1}, 30) == {"A": 20, "B": 5, "C": 5}


def test_each_broken_rule_is_named():
    weights = {**FOUNDING.weights, "B1": 21, "A5": 0, "A1": 0}

    problems = problems_of(weights, FOUNDING.blocks, FOUNDING.block_points)

    assert problems == [
        ("calls.weights_sum", {"total": 99, "difference": 1}),
        ("calls.weight_above_highest", {"indicator": "B1", "weight": 21}),
        ("calls.block_out_of_range", {"block": "path", "points": 10, "low": 11, "high": 33}),
    ]
