import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koushaneh.engine.planning import BadOption, LotsLeftOver, NoTime, Option, plan
from koushaneh.engine.programs import Program, solve


@st.composite
def orders(draw):
    members, lots = "mno"[: draw(st.integers(1, 3))], "1234"[: draw(st.integers(1, 4))]
    capacities = {one: draw(st.integers(0, 12)) for one in members}
    pairs = draw(st.sets(st.sampled_from(list(itertools.product(lots, members))), min_size=1))
    value = st.one_of(st.integers(-5, 20), st.sampled_from([0.1, 2.7, 3.14159]))
    return capacities, [Option(*pair, draw(value), draw(st.integers(0, 8))) for pair in sorted(pairs)]


def by_enumeration(capacities, options):
    best = None
    groups = [[one for one in options if one.lot == lot] for lot in sorted({one.lot for one in options})]
    for picked in itertools.product(*groups):
        if all(sum(p.load for p in picked if p.member == m) <= room for m, room in capacities.items()):
            value = sum(one.value for one in picked)
            best = value if best is None else max(best, value)
    return best


def market(lot_count, member_count, seed):
    dice = np.random.default_rng(seed)
    loads = dice.integers(5, 26, (lot_count, member_count))
    values = 111 - loads + dice.integers(-10, 11, loads.shape)
    room = int(loads.mean(axis=1).sum() * 0.8 / member_count) + 15
    options = [
        Option(f"lot{i}", f"m{j}", int(values[i, j]), int(loads[i, j])) for i, j in np.ndindex(loads.shape)
    ]
    return {f"m{j}": room for j in range(member_count)}, options


def test_the_best_member_for_each_lot_unless_her_capacity_is_gone():
    options = [
        Option("bags", "mina", 9, 6),
        Option("bags", "sara", 5, 4),
        Option("dolls", "mina", 8, 6),
        Option("dolls", "sara", 1, 4),
    ]

    tight = plan({"mina": 10, "sara": 10}, options)
    wide = plan({"mina": 12, "sara": 10}, options)

    assert [(one.lot, one.member) for one in tight.chosen] == [("bags", "sara"), ("dolls", "mina")]
    assert (tight.objective, tight.bound, tight.gap, tight.proven) == (13.0, 13.0, 0.0, True)
    assert wide.objective == 17.0


@settings(max_examples=200, deadline=None)
@given(orders())
def test_no_other_plan_is_worth_more(order):
    capacities, options = order
    best = by_enumeration(capacities, options)
    if best is None:
        with pytest.raises(LotsLeftOver) as refusal:
            plan(capacities, options)
        assert refusal.value.facts["missing"] > 0
        return

    found = plan(capacities, options)

    assert found.objective == pytest.approx(best)
    assert found.proven
    assert plan(dict(reversed(capacities.items())), options[::-1]) == found


@pytest.mark.slow
def test_the_core_finds_what_the_whole_program_finds():
    for seed in range(4):
        capacities, options = market(20, 8, seed)

        found = plan(capacities, options)

        assert found.objective == pytest.approx(whole_program(capacities, options))


def whole_program(capacities, options):
    count = len(options)
    cost = -np.array([one.value for one in options], dtype=float)
    program = Program(cost, np.zeros(count), np.ones(count), np.ones(count, dtype=bool))
    for lot in {one.lot for one in options}:
        program.row([n for n, one in enumerate(options) if one.lot == lot], 1.0, least=1, most=1)
    for member, room in capacities.items():
        hers = [n for n, one in enumerate(options) if one.member == member]
        program.row(hers, [options[n].load for n in hers], most=room)
    return -solve(program).objective


def test_lots_that_nobody_can_make_are_named():
    options = [Option("bags", "mina", 9, 6), Option("boats", "mina", 9, 60)]

    with pytest.raises(LotsLeftOver) as refusal:
        plan({"mina": 10}, options)

    assert refusal.value.facts == {"missing": 1, "lots": ["boats"]}


def test_lots_beyond_all_capacities_are_counted():
    options = [Option(lot, "mina", 1, 5) for lot in "abcd"]

    with pytest.raises(LotsLeftOver) as refusal:
        plan({"mina": 12}, options)

    assert refusal.value.facts == {"missing": 2, "lots": []}


@pytest.mark.parametrize(
    ("capacities", "options"),
    [
        ({"m": -1}, []),
        ({"m": float("nan")}, []),
        ({"m": 1}, [Option("a", "n", 1, 1)]),
        ({"m": 1}, [Option("a", "m", 1, 1), Option("a", "m", 2, 1)]),
        ({"m": 1}, [Option("a", "m", float("nan"), 1)]),
        ({"m": 1}, [Option("a", "m", 1, -1)]),
    ],
)
def test_unsound_input_is_refused(capacities, options):
    with pytest.raises(BadOption):
        plan(capacities, options)


def test_without_any_time_the_plan_is_refused():
    with pytest.raises(NoTime):
        plan(*market(30, 10, 0), remaining=lambda: 0.0)


def test_no_lots_make_an_empty_plan():
    assert plan({"m": 3}, []).chosen == ()


def test_huge_capacities_are_kept_to_the_last_unit():
    options = [Option("1", "a", 1e15, 1e15), Option("1", "b", 1e15, 1.0), Option("2", "a", -1e15, 1.0)]

    found = plan({"a": 1e15, "b": 1.0}, options)

    assert [(one.lot, one.member) for one in found.chosen] == [("1", "b"), ("2", "a")]
    assert found.proven
