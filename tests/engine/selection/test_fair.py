import random

import numpy as np
import pytest
from scipy.optimize import linprog

from koushaneh.engine.selection.draw import drawn_panel
from koushaneh.engine.selection.fair import leximin, maximin
from koushaneh.engine.selection.model import Candidate, Quota, Relaxation
from tests.engine.selection.cases import fits, panels, random_case

CASES = [number for number in range(120) if panels(*random_case(number))]


def odd_case(number):
    """Return a case in which fractions of candidates could do more than panels: triangles of exclusions."""
    rng = np.random.default_rng(number)
    n, edges = int(rng.integers(6, 10)), int(rng.integers(3, 7))
    pairs = [(0, 1), (1, 2), (0, 2), *(rng.choice(n, 2, replace=False) for _ in range(edges))]
    candidates = [
        Candidate(f"w{at}", 0, {f"f{edge}": str(int(at in pair)) for edge, pair in enumerate(pairs)})
        for at in range(n)
    ]
    return candidates, [Quota(f"f{edge}", "1", 0, 1) for edge in range(len(pairs))], 3


ODD_CASES = [number for number in range(40) if panels(*odd_case(number))]


def membership(candidates, quotas, seats):
    """Return a row per candidate and a column per panel, 1 where she is in it."""
    found = panels(candidates, quotas, seats)
    return np.array([[float(one in panel) for panel in found] for one in candidates])


def leximin_of_all_panels(table):
    """Return leximin chances by the textbook: a linear program per level and per candidate at it."""
    n = len(table)
    fixed = np.full(n, -1.0)
    while np.any(fixed < 0):
        level, _ = raised(table, fixed, np.flatnonzero(fixed < 0))
        held = [at for at in np.flatnonzero(fixed < 0) if raised(table, fixed, [at], level)[0] < level + 1e-7]
        fixed[held] = level
    return fixed


def raised(table, fixed, who, floor=0.0):
    """Maximise the smallest chance of `who`, all open ones at least `floor`."""
    n, count = table.shape
    rows, right = [], []
    for at in range(n):
        rows.append(np.append(-table[at], 0.0))
        right.append(-(fixed[at] if fixed[at] >= 0 else floor) + 1e-10)
        if at in who:
            rows.append(np.append(-table[at], 1.0))
            right.append(0.0)
    cost = np.zeros(count + 1)
    cost[-1] = -1.0
    answer = linprog(cost, rows, right, [[1.0] * count + [0.0]], [1.0], bounds=[(0, None)] * (count + 1))
    return answer.x[-1], answer.x[:-1]


def check_lottery(found, candidates, quotas, seats):
    by_id = {one.id: one for one in candidates}
    assert sum(share for _, share in found.panels) == pytest.approx(1.0, abs=1e-9)
    for members, share in found.panels:
        assert share > 0
        assert len(set(members)) == seats
        assert fits([by_id[code] for code in members], quotas)
    for code, chance in found.chances.items():
        held = sum(share for members, share in found.panels if code in members)
        assert chance == pytest.approx(held, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("number", CASES)
def test_maximin_equals_the_program_over_all_panels(number):
    candidates, quotas, seats = random_case(number)

    found = maximin(candidates, quotas, seats)

    table = membership(candidates, quotas, seats)
    wanted, _ = raised(table, np.full(len(candidates), -1.0), range(len(candidates)))
    check_lottery(found, candidates, quotas, seats)
    assert found.status == "optimal"
    assert found.minimum == pytest.approx(wanted, abs=1e-7)
    assert found.bound == pytest.approx(found.minimum, abs=1e-7)


@pytest.mark.slow
@pytest.mark.parametrize("number", CASES)
def test_leximin_equals_the_textbook_over_all_panels(number):
    candidates, quotas, seats = random_case(number)

    found = leximin(candidates, quotas, seats)

    table = membership(candidates, quotas, seats)
    check_lottery(found, candidates, quotas, seats)
    assert found.status == "optimal"
    assert list(found.chances.values()) == pytest.approx(leximin_of_all_panels(table).tolist(), abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("number", CASES[::2])
def test_every_level_has_a_certificate_that_no_panel_breaks(number):
    check_certificates(*random_case(number))


def check_certificates(candidates, quotas, seats):
    found = leximin(candidates, quotas, seats)
    everyone = panels(candidates, quotas, seats)
    held = {}

    for level in found.levels:
        heaviest = max(sum(level.weights.get(one.id, 0) for one in panel) for panel in everyone)
        free = sum(weight for code, weight in level.weights.items() if code not in held)
        below = sum(weight * held[code] for code, weight in level.weights.items() if code in held)

        assert heaviest <= level.panel_limit
        assert free == 1
        assert level.fraction == level.panel_limit - below or level.proof == "panels"
        assert level.value == pytest.approx(float(level.panel_limit - below), abs=1e-8)
        held |= dict.fromkeys(level.held, level.fraction)


def by_addition(level, candidates, quotas, seats):
    """Return the most a panel can weigh by the prices of a certificate: seats, quotas and households."""
    worth = seats * level.seat
    for quota in quotas:
        price = level.quotas.get((quota.feature, quota.value), 0)
        worth += price * (quota.maximum if price > 0 else quota.minimum)
    homes = {}
    for at, one in enumerate(candidates):
        prices = sum(level.quotas.get(pair, 0) for pair in one.features.items())
        excess = level.weights.get(one.id, 0) - level.seat - prices
        home = one.apart or at
        homes[home] = max(homes.get(home, 0), excess)
    return worth + sum(homes.values())


@pytest.mark.slow
@pytest.mark.parametrize("number", CASES)
def test_prices_prove_a_level_by_addition_of_fractions(number):
    candidates, quotas, seats = random_case(number)

    found = leximin(candidates, quotas, seats)

    relaxed = [level for level in found.levels if level.proof == "relaxation"]
    for level in relaxed:
        assert by_addition(level, candidates, quotas, seats) == level.panel_limit
    if len(relaxed) == len(found.levels):
        assert all(level.is_exact for level in found.levels)
        assert found.deviation < 1e-13


@pytest.mark.slow
def test_a_level_is_a_fraction_that_every_chance_meets():
    candidates = [Candidate(f"w{at:02}", 0, {"d": str(at % 7), "c": str(at % 5)}) for at in range(60)]
    quotas = [Quota("d", str(at), 1, 2) for at in range(7)] + [Quota("c", "0", 3, 3)]

    found = leximin(candidates, quotas, 11)

    held = {code: level.fraction for level in found.levels for code in level.held}
    expected = {}
    for one in candidates:
        for pair in one.features.items():
            expected[pair] = expected.get(pair, 0) + held[one.id]
    assert sum(held.values()) == 11
    assert all(quota.minimum <= expected[quota.feature, quota.value] <= quota.maximum for quota in quotas)
    assert found.chances == pytest.approx({code: float(one) for code, one in held.items()}, abs=1e-14)


def test_a_triangle_of_exclusions_is_proven_by_panels():
    pairs = ["01", "12", "02"]
    candidates = [
        Candidate(f"w{at}", 0, {f"f{pair}": str(int(str(at) in pair)) for pair in pairs}) for at in range(7)
    ]

    found = maximin(candidates, [Quota(f"f{pair}", "1", 0, 1) for pair in pairs], 3)

    assert found.minimum == pytest.approx(1 / 3, abs=1e-9)  # fractions of candidates would reach 3/7
    assert found.bound == pytest.approx(1 / 3, abs=1e-7)
    assert found.levels[0].proof == "panels"


@pytest.mark.slow
@pytest.mark.parametrize("number", ODD_CASES)
def test_lotteries_beyond_the_relaxation_equal_the_textbook(number):
    candidates, quotas, seats = odd_case(number)

    low, every = maximin(candidates, quotas, seats), leximin(candidates, quotas, seats)

    wanted = leximin_of_all_panels(membership(candidates, quotas, seats))
    check_lottery(every, candidates, quotas, seats)
    check_lottery(low, candidates, quotas, seats)
    assert list(every.chances.values()) == pytest.approx(wanted.tolist(), abs=1e-5)
    assert low.minimum == pytest.approx(min(wanted), abs=1e-7)
    assert low.bound == pytest.approx(low.minimum, abs=1e-7)


@pytest.mark.slow
@pytest.mark.parametrize("number", ODD_CASES[::3])
def test_certificates_by_panels_hold(number):
    check_certificates(*odd_case(number))


def test_without_quotas_all_chances_are_equal():
    candidates = [Candidate(f"w{at}") for at in range(7)]

    found = leximin(candidates, [], 3)

    assert list(found.chances.values()) == pytest.approx([3 / 7] * 7, abs=1e-12)
    assert found.bound == pytest.approx(3 / 7)


def test_a_reserved_seat_is_shared_by_those_who_can_take_it():
    candidates = [Candidate(f"w{at}", 0, {"d": "1" if at < 2 else "2"}) for at in range(6)]

    found = maximin(candidates, [Quota("d", "1", 1, 1)], 2)

    assert found.chances == pytest.approx({"w0": 0.5, "w1": 0.5} | {f"w{at}": 0.25 for at in range(2, 6)})
    assert found.minimum == pytest.approx(0.25)


def test_the_drawn_panel_follows_the_seed_and_the_lottery_does_not():
    candidates = [Candidate(f"w{at}") for at in range(6)]

    results = {seed: maximin(candidates, [], 2, seed=seed) for seed in ("0", "", "1", "2", "3")}

    assert len({result.panels for result in results.values()}) == 1
    assert len({result.chosen for result in results.values()}) > 1
    for seed, result in results.items():
        at = drawn_panel(seed, [share for _, share in result.panels])
        assert result.chosen == result.panels[at][0]


@pytest.mark.slow
def test_the_order_of_rows_does_not_count_in_a_lottery():
    for number in CASES[:10]:
        candidates, quotas, seats = random_case(number)
        shuffled = random.Random(number).sample(candidates, len(candidates))

        assert leximin(shuffled, quotas[::-1], seats) == leximin(candidates, quotas, seats)


def test_impossible_quotas_propose_the_smallest_relaxation():
    candidates = [Candidate("a", 0, {"d": "1"}), Candidate("b", 0, {"d": "2"})]

    for method in (maximin, leximin):
        found = method(candidates, [Quota("d", "1", 2, 2)], 2)

        assert (found.status, found.chosen) == ("infeasible", ())
        assert found.relaxation == (Relaxation("d", "1", "min", 2, 1),)


@pytest.mark.parametrize("candidates", [[], [Candidate("a")]])
def test_too_few_candidates_propose_fewer_seats(candidates):
    found = maximin(candidates, [], 2)

    assert found.relaxation == (Relaxation("", "", "seats", 2, len(candidates)),)


def test_a_stopped_lottery_says_so_with_its_bound():
    left = iter([1e9] * 2)
    candidates = [Candidate(f"w{at}", 0, {"d": str(at % 3)}) for at in range(9)]

    found = maximin(candidates, [Quota("d", "0", 1, 2)], 4, deadline=lambda: next(left, 0.0))

    assert found.status == "stopped"
    assert 4 / 9 - 1e-9 <= found.bound <= 1
