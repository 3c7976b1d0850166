"""A form as a file: what goes out comes back the same, and no file of a stranger gets through misshapen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.calls.faults import faults_of
from koushaneh.calls.form_file import FORMAT, LARGEST, MisshapenQuestion, NotAForm, read_form, write_form
from koushaneh.calls.models import FormVersion
from koushaneh.calls.questions import shipped
from tests.factories.forms import CUSTOM

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
NAMES = st.sampled_from(["key", "kind", "text", "options", "when", "variants", "minimum", "required"])


def file_of(questions):
    return json.dumps({"format": FORMAT, "questions": questions}).encode()


@pytest.mark.parametrize("questions", [CUSTOM, shipped()["questions"], []])
def test_what_goes_out_comes_back_the_same(questions):
    form = FormVersion(questions=questions)

    assert read_form(write_form(form).encode()) == questions


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe", b"[]", b'{"questions": []}', b"[" * 100_000, b"x" * (LARGEST + 1), b"3"],
)
def test_what_is_no_form_is_refused(raw):
    with pytest.raises(NotAForm):
        read_form(raw)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"text": "متن"}, "text"),
        ({"text": {"fa": "با \0"}}, "text"),
        ({"help": {"fa": "\ud800"}}, "help"),
        ({"options": [{"label": {"fa": "بی‌مقدار"}}]}, "options"),
        ({"when": {"track": "trainer"}}, "when"),
        ({"minimum": True}, "minimum"),
        ({"maximum": 10**14}, "maximum"),
        ({"variants": {"trainer": {"kind": "line"}}}, "variants"),
        ({"color": "red"}, "color"),
    ],
)
def test_a_misshapen_part_is_named_with_its_question(change, name):
    with pytest.raises(MisshapenQuestion) as refusal:
        read_form(file_of([CUSTOM[0], {**CUSTOM[1], **change}]))

    assert refusal.value.facts == {"number": 2, "name": name}


@given(st.lists(st.dictionaries(NAMES, ANY, max_size=5), max_size=3))
def test_whatever_gets_through_can_be_looked_at_for_faults(questions):
    try:
        found = read_form(file_of(questions))
    except (NotAForm, MisshapenQuestion):
        return

    assert isinstance(faults_of(found), list)
