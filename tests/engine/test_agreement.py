import math

import numpy as np
import pytest

from koushaneh.engine.agreement import NoAgreement, krippendorff_alpha, reviewer_severity

# Krippendorff 2011, example C: four observers, twelve units, five values, missing data.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
EXAMPLE = {f"u{unit}": [row[unit] for row in OBSERVERS if row[unit] is not None] for unit in range(12)}


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_published_example_gives_the_published_alpha(metric, published):
    found = krippendorff_alpha(EXAMPLE, metric=metric, draws=50)

    assert found.alpha == pytest.approx(published, abs=5e-4)
    assert (found.units, found.values) == (11, 40)
    assert found.low <= found.alpha <= found.high


def test_perfect_agreement_is_one_and_order_does_not_count():
    ratings = {"a": [1, 1], "b": [3, 3, 3], "c": [5, 5]}
    turned = dict(reversed(EXAMPLE.items()))

    assert krippendorff_alpha(ratings).alpha == 1
    assert krippendorff_alpha(turned, seed="0") == krippendorff_alpha(EXAMPLE, seed="0")


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ({}, "too_few_units"),
        ({"a": [1, 2], "b": [1]}, "too_few_units"),
        ({"a": [1, 1], "b": [1, 1]}, "no_variation"),
        ({"a": [1, math.nan], "b": [1, 2]}, "not_finite"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_reason(ratings, reason):
    with pytest.raises(NoAgreement) as refusal:
        krippendorff_alpha(ratings)

    assert refusal.value.facts["reason"] == reason


def test_severities_of_an_exact_additive_table_are_found():
    truth, severity = {"a": 3.0, "b": 2.0, "c": 5.0}, {"m": 0.5, "n": -0.5, "o": 0.0}
    pairs = [("a", "m"), ("a", "n"), ("b", "n"), ("b", "o"), ("c", "o"), ("c", "m")]

    found = reviewer_severity({pair: truth[pair[0]] + severity[pair[1]] for pair in pairs})

    assert found.severity == pytest.approx(severity)
    assert found.adjusted == pytest.approx(truth)
    assert found.parts == 1


def test_severities_equal_least_squares_on_a_random_table():
    draw = np.random.default_rng(0)
    pairs = sorted({(f"a{draw.integers(12)}", f"r{draw.integers(5)}") for _ in range(45)})
    ratings = {pair: float(draw.integers(1, 6)) for pair in pairs}
    applications, reviewers = sorted({a for a, _ in pairs}), sorted({r for _, r in pairs})
    design = np.zeros((len(pairs), len(applications) + len(reviewers)))
    for at, (application, reviewer) in enumerate(pairs):
        design[at, applications.index(application)] = 1
        design[at, len(applications) + reviewers.index(reviewer)] = 1
    solved = np.linalg.lstsq(design, np.array([ratings[pair] for pair in pairs]), rcond=None)[0]
    wanted = solved[len(applications) :] - solved[len(applications) :].mean()

    assert list(reviewer_severity(ratings).severity.values()) == pytest.approx(wanted.tolist())


def test_unconnected_reviewers_are_counted_as_parts():
    found = reviewer_severity({("a", "m"): 3, ("a", "n"): 4, ("b", "o"): 1, ("b", "p"): 3})

    assert found.parts == 2
    assert found.severity == pytest.approx({"m": -0.5, "n": 0.5, "o": -1.0, "p": 1.0})
