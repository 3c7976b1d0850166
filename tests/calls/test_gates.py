import pytest

from koushaneh.calls import gates
from koushaneh.calls.gates import FAILED, PASSED, UNKNOWN, GateResult, UnknownGate
from koushaneh.calls.profiles import FOUNDING

GOOD = {
    "head_of_household": {"value": True, "evidence": "verified", "since": "2026-01-01"},
    "file_state": {"value": "active"},
    "file_place": {"value": "tehran-07"},
    "age": {"value": 41},
    "in_cohort": {"value": False},
}
PLACES = ["tehran-07", "tehran-08"]


def results(facts, answers=None):
    said = gates.evaluate(FOUNDING.gates, facts=facts, answers=answers or {}, places=PLACES)
    return {result.code: result.result for result in said}


def test_a_woman_who_fulfils_everything_passes_every_gate():
    assert set(results(GOOD, {"own_wish": True}).values()) == {PASSED}


def test_before_she_answers_only_her_wish_is_unknown():
    assert results(GOOD) == dict.fromkeys([gate["code"] for gate in FOUNDING.gates], PASSED) | {
        "own_wish": UNKNOWN
    }


@pytest.mark.parametrize(
    ("change", "gate", "expected"),
    [
        ({"head_of_household": {"value": True, "evidence": "declared"}}, "head_verified", UNKNOWN),
        ({"head_of_household": {"value": False, "evidence": "verified"}}, "head_verified", FAILED),
        ({"file_state": {"value": "suspended"}}, "registry_status", FAILED),
        ({"file_place": {"value": "tehran-01"}}, "district", FAILED),
        ({"age": {"value": 17}}, "age", FAILED),
        ({"age": {"value": 18}}, "age", PASSED),
        ({"in_cohort": {"value": True}}, "not_in_cohort", FAILED),
    ],
)
def test_each_gate_reads_its_own_fact(change, gate, expected):
    said = results({**GOOD, **change}, {"own_wish": True})

    assert said == dict.fromkeys(said, PASSED) | {gate: expected}


def test_who_works_in_another_district_is_admitted_there():
    facts = {
        **GOOD,
        "file_place": {"value": "tehran-01"},
        "district_of_life_or_work": {"value": "tehran-08"},
    }

    assert results(facts)["district"] == PASSED


def test_a_person_without_a_file_is_unknown_and_not_refused():
    said = gates.evaluate(FOUNDING.gates, facts={}, answers={"own_wish": True}, places=PLACES)

    assert gates.admits(said)
    assert [result.code for result in said if result.result == UNKNOWN] == [
        "head_verified",
        "registry_status",
        "district",
        "age",
    ]


def test_a_failure_names_its_ground():
    gate = [{"code": "age", "minimum": 21}]

    assert gates.evaluate(gate, facts={"age": {"value": 20}}, answers={}) == [
        GateResult("age", FAILED, {"age": 20, "minimum": 21})
    ]


def test_an_unknown_gate_refuses():
    with pytest.raises(UnknownGate):
        gates.evaluate([{"code": "religion"}], facts={}, answers={})
