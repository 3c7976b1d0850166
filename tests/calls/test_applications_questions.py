from types import SimpleNamespace

import pytest

from koushaneh.calls.faults import BadForm, parse
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.questions import asked, shipped
from koushaneh.calls.reading import BadAnswer, read


def question(key):
    return next(one for one in parse(shipped()["questions"]) if one.key == key)


def test_the_shipped_form_answers_every_indicator_that_reads_an_answer():
    keys = {one.key for one in parse(shipped()["questions"])}
    read_by_indicators = {item.key for item in PROFILES["founding"].items if item.source == "answer"}

    assert read_by_indicators <= keys


def test_the_options_of_the_shipped_form_are_those_that_the_values_know():
    items = {item.key: item for item in PROFILES["founding"].items if item.value["kind"] == "choice"}
    offered = {key: {one["value"] for one in question(key).options} for key in items}

    assert offered == {key: set(item.value["steps"]) for key, item in items.items()}


def test_every_question_and_option_speaks_persian_and_english():
    texts = []
    for one in parse(shipped()["questions"]):
        texts += [one.text, *([one.help] if one.help else []), *(option["label"] for option in one.options)]
        for words in one.variants.values():
            texts += [words["text"], *(option["label"] for option in words["options"])]

    assert [text for text in texts if not text.get("fa") or not text.get("en")] == []


@pytest.mark.parametrize(
    ("key", "raw", "kept"),
    [
        ("activity_months", "۱۸", 18),
        ("activity_months", "١٨", 18),
        ("activity_months", " 18 ", 18),
        ("income_rials", "۳٬۰۰۰٬۰۰۰", 30_000_000),
        ("income_rials", "3,000,000", 30_000_000),
        ("income_rials", 30_000_000, 30_000_000),
        ("channels", "2", 2),
        ("track", "trainer", "trainer"),
        ("own_wish", "yes", True),
        ("own_wish", "no", False),
        ("disability", "", None),
        ("plan", "  كار تازه  ", "کار تازه"),
    ],
)
def test_an_answer_is_read_in_any_spelling(key, raw, kept):
    assert read(question(key), raw) == kept


@pytest.mark.parametrize(
    ("key", "raw", "problem"),
    [
        ("activity_months", "یک سال", "number"),
        ("activity_months", "601", "high"),
        ("household_need_rials", "0", "low"),
        ("track", "thief", "choice"),
        ("own_wish", "maybe", "choice"),
        ("plan", "ب" * 3001, "long"),
        ("dependants", "-1", "number"),
        ("dependants", "²", "number"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_problem(key, raw, problem):
    with pytest.raises(BadAnswer) as refusal:
        read(question(key), raw)

    assert refusal.value.facts["problem"] == problem


def test_a_trainer_is_asked_in_other_words_and_only_what_concerns_her():
    form = SimpleNamespace(questions=shipped()["questions"])

    producer = {one.key: one for one in asked(form, {"track": "producer", "skill": "self_taught"})}
    trainer = {one.key: one for one in asked(form, {"track": "trainer", "skill": "certificate"})}

    assert producer["channels"].text["fa"] != trainer["channels"].text["fa"]
    assert trainer.keys() - producer.keys() == {"skill_document"}


def test_only_the_tracks_of_the_call_are_offered():
    form = SimpleNamespace(questions=shipped()["questions"])

    first = asked(form, {}, tracks=["trainer"])[0]

    assert [option["value"] for option in first.options] == ["trainer"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "slider"}, "kind"),
        ({"text": {"en": "What?"}}, "text"),
        ({"text": {"fa": "چه؟"}}, "english"),
        ({"kind": "choice", "options": []}, "options"),
        ({"when": {"later": ["yes"]}}, "when"),
        ({"colour": "red"}, "unknown"),
        ({"key": ""}, "key"),
    ],
)
def test_a_form_with_a_fault_is_refused(change, problem):
    good = {"key": "one", "kind": "text", "text": {"fa": "چه؟", "en": "What?"}}

    with pytest.raises(BadForm) as refusal:
        parse([{**good, **change}])

    assert refusal.value.facts["problem"] == problem
