from types import SimpleNamespace

import pytest

from koushaneh.calls.faults import deaf, faults_of, parse
from koushaneh.calls.questions import asked, shipped
from tests.factories.forms import CUSTOM, option, words


def question(key, **more):
    return {"key": key, "kind": "yes_no", "text": words("چه؟", "What?"), **more}


def problems(*questions):
    return [(fault.number, fault.question, fault.problem) for fault in faults_of(list(questions))]


def test_the_shipped_form_and_one_with_every_kind_have_no_fault():
    assert faults_of(shipped()["questions"]) == faults_of(CUSTOM) == []
    assert [one.key for one in parse(CUSTOM)] == [one["key"] for one in CUSTOM]


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ([question("a", when={"b": [True]}), question("b")], [(1, "a", "when_later")]),
        ([question("a", when={"a": [True]})], [(1, "a", "when_circle")]),
        (
            [
                question("a", when={"c": [True]}),
                question("b", when={"a": [True]}),
                question("c", when={"b": [True]}),
            ],
            [(1, "a", "when_circle"), (2, "b", "when_circle"), (3, "c", "when_circle")],
        ),
        ([question("a"), question("b", when={"z": [True]})], [(2, "b", "when")]),
        ([question("a"), question("b", when={"a": ["sometimes"]})], [(2, "b", "when_value")]),
        ([question("a"), question("b", when={"a": []})], [(2, "b", "when_value")]),
        ([question("a", kind="number"), question("b", when={"a": [1]})], [(2, "b", "when_kind")]),
        ([question("a"), question("a")], [(2, "a", "key")]),
        ([question("A-1")], [(1, "A-1", "key")]),
        ([question("a", help=words("راهنما", ""))], [(1, "a", "english")]),
        ([question("a", kind="several", options=[option("x", "یک", "One")])], [(1, "a", "options")]),
        (
            [question("a", kind="choice", options=[option("x", "یک", "One"), option("x", "دو", "Two")])],
            [(1, "a", "values")],
        ),
        (
            [question("a", kind="choice", options=[option("x", "یک", "One"), option("y", "", "Two")])],
            [(1, "a", "label")],
        ),
        (
            [
                question(
                    "track",
                    kind="choice",
                    options=[option("poet", "شعر", "Poems"), option("trainer", "آموزش", "T")],
                )
            ],
            [(1, "track", "tracks")],
        ),
        ([question("a", kind="number", minimum=5, maximum=3)], [(1, "a", "bounds")]),
        ([question("a", privacy="everybody")], [(1, "a", "privacy")]),
    ],
)
def test_each_fault_names_its_question(questions, found):
    assert problems(*questions) == found


def test_only_what_cannot_be_drawn_stops_a_draft():
    found = faults_of([question("a", kind="slider"), question("b", when={"z": [True]})])

    assert [fault.problem for fault in deaf(found)] == ["kind"]


def test_an_answer_to_a_question_that_is_no_longer_asked_opens_nothing():
    form = SimpleNamespace(
        questions=[question("a"), question("b", when={"a": [True]}), question("c", when={"b": [True]})]
    )

    assert [one.key for one in asked(form, {"a": True, "b": True})] == ["a", "b", "c"]
    assert [one.key for one in asked(form, {"a": False, "b": True})] == ["a"]
