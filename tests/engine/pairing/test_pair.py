import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koushaneh.engine.pairing import (
    BadCapacity,
    BadEdge,
    Edge,
    blocking_pairs,
    pair_exact,
    pair_stable,
    swaps_both_prefer,
)
from koushaneh.engine.pairing.auction import best_pairs

DATA = Path("/work/shared/data")
LEFT, RIGHT = "abcd", "wxyz"


@st.composite
def towns(draw):
    left = {one: draw(st.integers(0, 2)) for one in LEFT[: draw(st.integers(1, 4))]}
    right = {one: draw(st.integers(0, 2)) for one in RIGHT[: draw(st.integers(1, 4))]}
    allowed = draw(st.sets(st.sampled_from(list(itertools.product(left, right))), max_size=9))
    number = st.integers(-3, 9)
    rank = st.integers(1, 4)
    return left, right, [Edge(*key, draw(number), draw(rank), draw(rank)) for key in sorted(allowed)]


def ids(pairing):
    return [edge.key for edge in pairing.pairs]


def is_within(pairs, left, right):
    by_left = [edge.left for edge in pairs]
    by_right = [edge.right for edge in pairs]
    return all(by_left.count(one) <= left[one] for one in left) and all(
        by_right.count(one) <= right[one] for one in right
    )


def test_most_pairs_come_before_the_greatest_fit():
    edges = [Edge("a", "w", 10), Edge("a", "x", 1), Edge("b", "w", 1)]

    found = pair_exact({"a": 1, "b": 1}, {"w": 1, "x": 1}, edges)

    assert ids(found) == [("a", "x"), ("b", "w")]
    assert (found.matched, found.objective, found.bound, found.proven) == (2, 2.0, 2.0, True)


def test_capacities_hold_on_both_sides_and_no_pair_is_used_twice():
    edges = [Edge("a", "w", 5), Edge("a", "x", 4), Edge("b", "w", 3), Edge("c", "w", 2)]

    found = pair_exact({"a": 2, "b": 1, "c": 1, "d": 1, "off": 0}, {"w": 2, "x": 2}, edges)

    assert ids(found) == [("a", "w"), ("a", "x"), ("b", "w")]
    assert found.unmatched_left == ("c", "d")


@settings(max_examples=150, deadline=None)
@given(towns())
def test_exact_beats_every_other_set_of_pairs(town):
    left, right, edges = town

    found = pair_exact(left, right, edges)

    groups = itertools.chain.from_iterable(
        itertools.combinations(edges, count) for count in range(len(edges) + 1)
    )
    best = max(
        (len(group), sum(edge.fit for edge in group)) for group in groups if is_within(group, left, right)
    )
    assert is_within(found.pairs, left, right)
    assert (found.matched, found.objective) == best
    assert found.bound == found.objective
    assert pair_exact(left, right, edges[::-1]) == found


@pytest.mark.slow
def test_exact_agrees_with_scipy_on_a_full_table():
    optimize = pytest.importorskip("scipy.optimize")
    for seed in range(5):
        fits = np.random.default_rng(seed).integers(0, 1000, (40, 50))
        edges = [Edge(f"l{i}", f"r{j}", int(fits[i, j])) for i in range(40) for j in range(50)]

        found = pair_exact({f"l{i}": 1 for i in range(40)}, {f"r{j}": 1 for j in range(50)}, edges)

        rows, columns = optimize.linear_sum_assignment(fits, maximize=True)
        assert (found.matched, found.objective) == (40, fits[rows, columns].sum())


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 40), st.integers(2, 40), st.sampled_from([0.05, 0.2, 0.9]))
def test_the_auction_finds_what_the_linear_programs_find(seed, lefts, rights, density):
    dice = np.random.default_rng(seed)
    fits = dice.integers(-20, 21, (lefts, rights))
    left, right = np.nonzero(dice.random((lefts, rights)) < density)
    if not len(left):
        return
    left, right = (np.unique(side, return_inverse=True)[1] for side in (left, right))
    edges = [Edge(f"l{a}", f"r{b}", int(fits[a, b])) for a, b in zip(left, right, strict=True)]

    chosen = best_pairs(left, right, np.array([edge.fit for edge in edges]), lambda: False)

    found = [edges[place] for place in chosen]
    people = {edge.left: 1 for edge in edges}, {edge.right: 1 for edge in edges}
    exact = pair_exact(*people, edges)
    assert is_within(found, *people)
    assert (len(found), sum(edge.fit for edge in found)) == (exact.matched, exact.objective)


@pytest.mark.slow
@pytest.mark.parametrize("fit", [lambda n: n, lambda n: n / 8, lambda n: n / 7])
def test_large_pairings_agree_with_scipy_by_whichever_way(fit):
    optimize = pytest.importorskip("scipy.optimize")
    fits = fit(np.random.default_rng(1).integers(0, 1000, (50, 60)).astype(float))
    edges = [Edge(f"l{i}", f"r{j}", fits[i, j]) for i in range(50) for j in range(60)]

    found = pair_exact({f"l{i}": 1 for i in range(50)}, {f"r{j}": 1 for j in range(60)}, edges)

    rows, columns = optimize.linear_sum_assignment(fits, maximize=True)
    assert found.solver == ("linear programs" if fit(1) == 1 / 7 else "auction")
    assert (found.matched, found.objective) == (50, pytest.approx(fits[rows, columns].sum()))
    assert pair_exact({f"l{i}": 1 for i in range(50)}, {f"r{j}": 1 for j in range(60)}, edges[::-1]) == found


@settings(max_examples=200, deadline=None)
@given(towns())
def test_stable_pairs_are_not_blocked_and_are_the_best_stable_ones_for_the_left(town):
    left, right, edges = town
    left = dict.fromkeys(left, 1)

    found = pair_stable(left, right, edges)

    assert is_within(found.pairs, left, right)
    assert blocking_pairs(left, right, edges, found.pairs) == []
    assert pair_stable(left, right, edges[::-1]) == found
    got = {edge.left: edge for edge in found.pairs}
    for other in stable_by_enumeration(left, right, edges):
        for edge in other:
            assert edge.left in got
            assert (got[edge.left].left_rank, -got[edge.left].fit) <= (edge.left_rank, -edge.fit)


def stable_by_enumeration(left, right, edges):
    for count in range(len(edges) + 1):
        for group in itertools.combinations(edges, count):
            if is_within(group, left, right) and not blocking_pairs(left, right, edges, group):
                yield group


@settings(max_examples=100, deadline=None)
@given(towns())
def test_stable_pairs_with_several_places_on_both_sides_are_not_blocked(town):
    left, right, edges = town

    found = pair_stable(left, right, edges)

    assert is_within(found.pairs, left, right)
    assert blocking_pairs(left, right, edges, found.pairs) == []


def test_blocking_pairs_are_seen():
    edges = [Edge("a", "w", 1, 1, 1), Edge("a", "x", 1, 2, 1), Edge("b", "x", 1, 1, 2)]

    blocked = blocking_pairs({"a": 1, "b": 1}, {"w": 1, "x": 1}, edges, [edges[1]])

    assert blocked == [("a", "w")]


def test_without_ranks_fit_decides_and_the_unranked_are_not_accepted():
    plain = [Edge("a", "w", 5), Edge("b", "w", 6), Edge("a", "x", 1)]
    ranked = [Edge("a", "w", 5, 1, None), Edge("a", "x", 1, 2, 1)]

    assert ids(pair_stable({"a": 1, "b": 1}, {"w": 1, "x": 1}, plain)) == [("a", "x"), ("b", "w")]
    assert ids(pair_stable({"a": 1}, {"w": 1, "x": 1}, ranked)) == [("a", "x")]


def test_swaps_that_both_prefer_are_listed_once():
    edges = [Edge("a", "w", 1), Edge("a", "x", 9), Edge("b", "w", 9), Edge("b", "x", 1), Edge("c", "w", 8)]
    poor = [edges[0], edges[3]]

    assert swaps_both_prefer(poor, edges) == [(("a", "w"), ("b", "x"))]
    assert swaps_both_prefer([edges[1], edges[2]], edges) == []


@settings(max_examples=60, deadline=None)
@given(towns())
def test_no_pairing_of_greatest_fit_leaves_a_swap_that_both_prefer_by_fit(town):
    left, right, edges = town
    edges = [Edge(edge.left, edge.right, edge.fit) for edge in edges]

    assert swaps_both_prefer(pair_exact(left, right, edges).pairs, edges) == []


@pytest.mark.parametrize(
    ("left", "edges", "refusal"),
    [
        ({"a": -1}, [], BadCapacity),
        ({"a": 1}, [Edge("b", "w", 1)], BadEdge),
        ({"a": 1}, [Edge("a", "v", 1)], BadEdge),
        ({"a": 1}, [Edge("a", "w", 1), Edge("a", "w", 2)], BadEdge),
        ({"a": 1}, [Edge("a", "w", float("nan"))], BadEdge),
        ({"a": 1}, [Edge("a", "w", 1, float("inf"))], BadEdge),
    ],
)
@pytest.mark.parametrize("method", [pair_exact, pair_stable])
def test_unsound_input_is_refused(method, left, edges, refusal):
    with pytest.raises(refusal):
        method(left, {"w": 1}, edges)


def test_without_any_time_the_best_found_comes_with_its_bounds():
    edges = [Edge(str(one), str(other), one * other % 7) for one in range(60) for other in range(60)]
    people = {str(one): 1 for one in range(60)}

    found = pair_exact(people, people, edges, remaining=lambda: 0.0)

    best = pair_exact(people, people, edges)
    assert not found.proven
    assert found.objective <= best.objective <= found.bound
    assert found.matched <= best.matched <= found.most


def test_nobody_is_paired_with_nobody():
    assert pair_exact({}, {}, []).pairs == pair_stable({}, {}, []).pairs == ()


def published(name):
    if not (DATA / name).exists():
        pytest.skip(f"{name} is not here")
    return json.loads((DATA / name).read_text())


def ranked(residents, hospitals):
    return [
        Edge(one, other, 0, wishes.index(other) + 1, hospitals[other].index(one) + 1)
        for one, wishes in residents.items()
        for other in wishes
        if one in hospitals[other]
    ]


def test_the_published_example_of_residents_and_hospitals():
    data = published("nrmp_example.json")
    edges = ranked(data["residents"], data["hospitals"])

    found = pair_stable(dict.fromkeys(data["residents"], 1), data["capacities"], edges)

    assert sorted(ids(found)) == sorted((who, at) for at, hers in data["solution"].items() for who in hers)


def test_the_published_case_of_a_hundred_residents_is_stable():
    data = published("issue_159.json")
    sides = {side: {one: list(map(str, wishes)) for one, wishes in data[side].items()} for side in data}
    edges = ranked(sides["residents"], sides["hospitals"])
    left, right = dict.fromkeys(sides["residents"], 1), dict.fromkeys(sides["hospitals"], 1)

    found = pair_stable(left, right, edges)

    assert found.matched > 30
    assert blocking_pairs(left, right, edges, found.pairs) == []
    # Any stable pairing leaves the same people out (rural hospitals theorem), so the other side may propose.
    turned = [Edge(edge.right, edge.left, 0, edge.right_rank, edge.left_rank) for edge in edges]
    other = pair_stable(right, left, turned)
    assert {edge.right for edge in other.pairs} == {edge.left for edge in found.pairs}
