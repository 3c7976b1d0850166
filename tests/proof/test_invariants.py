"""The invariants of a call have tests, and no state of any machine is a trap or out of reach."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.apps import apps

from koushaneh.calls.deadlines import takes_paper
from koushaneh.calls.models import Call
from koushaneh.core.states import IllegalTransition, Machine
from tests.proof.invariants import BEGINNINGS, ENDS, PROVEN_BY

ROOT = Path(__file__).parents[2]
MODELS = {model._meta.label: model for model in apps.get_models() if hasattr(model, "MACHINE")}
each_model = pytest.mark.parametrize("label", sorted(MODELS))


def functions_of(path):
    tree = ast.parse(path.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def states_of(model):
    return {str(state) for state, _words in model._meta.get_field(model.MACHINE.field).choices}


def beginning(model):
    default = {str(model._meta.get_field(model.MACHINE.field).get_default())}
    return BEGINNINGS.get(model._meta.label, default)


def reached(machine, first):
    found, waiting = set(first), list(first)
    while waiting:
        after = machine.after(waiting.pop()) - found
        found |= after
        waiting += sorted(after)
    return found


@pytest.mark.parametrize("proof", sorted({one for found in PROVEN_BY.values() for one in found}))
def test_the_proof_of_an_invariant_is_there(proof):
    path, name = proof.split("::")

    assert name in functions_of(ROOT / path)


@each_model
def test_every_state_can_be_reached(label):
    model = MODELS[label]

    assert states_of(model) - reached(model.MACHINE, beginning(model)) == set()


@each_model
def test_every_state_has_a_way_out_or_is_an_end_with_a_reason(label):
    model = MODELS[label]

    without = {state for state in states_of(model) if not model.MACHINE.after(state)}

    assert without == ENDS.get(label, {}).keys()
    assert all(ENDS.get(label, {}).values())


@each_model
def test_an_end_can_be_reached_from_everywhere(label):
    model = MODELS[label]
    ends = set(ENDS[label])

    assert {state for state in states_of(model) if not reached(model.MACHINE, {state}) & ends} == set()


@each_model
def test_the_table_names_states_of_the_column_only(label):
    model = MODELS[label]

    assert set(model.MACHINE.table).union(*model.MACHINE.table.values()) <= states_of(model)


@each_model
def test_a_move_outside_the_table_raises_at_every_state(label):
    model = MODELS[label]

    for state in states_of(model):
        row = model(**{model.MACHINE.field: state})
        for to in states_of(model) - model.MACHINE.after(state):
            with pytest.raises(IllegalTransition):
                model.MACHINE.check(row, to)


def test_no_end_is_declared_for_what_is_no_machine():
    assert ENDS.keys() == MODELS.keys()


def test_a_trap_and_an_island_are_seen():
    machine = Machine("state", {"draft": {"open"}, "island": {"open"}})

    assert reached(machine, {"draft"}) == {"draft", "open"}


def test_the_day_of_a_paper_is_a_day_of_tehran():
    call = Call(
        state=Call.State.OPEN,
        opens_at=datetime(2027, 5, 8, 21, tzinfo=UTC),  # half past midnight of the 9th in Tehran
        closes_at=datetime(2027, 5, 18, 21, tzinfo=UTC),
    )

    days = [date(2027, 5, day) for day in (8, 9, 19, 20)]

    assert [takes_paper(call, received_on=day) for day in days] == [False, True, True, False]
