"""What leaves for a woman, and what she reads of it, is in her language to the last word."""

import ast
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override

import koushaneh
from koushaneh.calls.actions.calls import amend_call, cancel_call
from koushaneh.core.time import TEHRAN
from koushaneh.core.values import in_both
from koushaneh.notify import actions
from koushaneh.notify.codes import ask_code
from koushaneh.notify.models import Message
from koushaneh.notify.queries import news_of
from koushaneh.notify.texts import TEXTS, kept, text_of
from koushaneh.people.actions import add_person
from koushaneh.people.models import Person
from tests.factories.access import make_account
from tests.factories.calls_applications import make_draft, make_open_call, make_woman

PERSIAN = re.compile("[\u0621-\u06d3\u06f0-\u06f9]")
AT = datetime(2026, 11, 23, 10, tzinfo=TEHRAN)
FACTS = {
    "call": in_both("هستهٔ اولیه", "Founding core"),
    "closes": AT,
    "until": AT,
    "day": date(2026, 11, 23),
    "when": AT,
    "usable_from": date(2026, 11, 23),
    "answer_due": date(2026, 11, 23),
    "where": in_both("ادارهٔ منطقهٔ ۷", "Office of District 7"),
    "why": in_both("آلودگی هوا", "Air pollution"),
    "milestone": in_both("نخستین فروش", "First sale"),
    "title": in_both("قیمت‌گذاری", "Pricing"),
    "rank": 3,
    "address": "https://koushaneh.example/calls/abc/",
    "tracking_code": {"code": "ab23"},
    "code": "123456",
    "office_phone": {"phone": "02155"},
}


def every_text(form):
    return [(template, text_of(template, form, FACTS)) for template in TEXTS]


@pytest.mark.parametrize("form", ["open", "covered", "notice"])
def test_nothing_persian_is_left_in_an_english_text_nor_english_in_a_persian_one(form):
    with override("en"):
        persian = [(template, text) for template, text in every_text(form) if PERSIAN.search(text)]
    with override("fa"):
        english = [text for _template, text in every_text(form) if "Founding" in text or "Monday" in text]

    assert (persian, english) == ([], [])


def test_a_day_and_an_hour_are_written_for_the_reader():
    with override("fa"):
        told = text_of("interview_booked", "notice", FACTS)
    with override("en"):
        english = text_of("interview_booked", "notice", FACTS)

    assert "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۰ در ادارهٔ منطقهٔ ۷" in told
    assert "Monday 2 Azar 1405" in english and "Office of District 7" in english


def test_a_telephone_is_dialled_in_ascii_and_read_in_her_digits():
    with override("fa"):
        texts = [text_of("phone_changed", "covered", FACTS), text_of("call_invitation", "notice", FACTS)]

    assert "02155" in texts[0] and "۰۲۱۵۵" in texts[1]


def test_what_was_kept_before_facts_had_a_kind_is_still_read():
    with override("en"):
        assert "tomorrow" in text_of("phone_changed", "notice", {"usable_from": "tomorrow"})


def test_facts_are_kept_without_a_language():
    assert kept({"closes": AT, "on": AT.date(), "n": 3}) == {
        "closes": {"instant": "2026-11-23T10:00:00+03:30"},
        "on": {"day": "2026-11-23"},
        "n": 3,
    }


@pytest.mark.django_db
def test_what_leaves_is_in_her_language_whoever_causes_it():
    person = add_person("زهرا", "نمونه", by=None, phone="+989121234567", messages="open", language="en")
    with override("fa"):
        message = actions.send(person, "interview_booked", FACTS)
        ask_code("+989121234567", "confirm", person=person)
        told_in_persian = news_of(person)[0]["text"]
    with override("en"):
        told_in_english = news_of(person)[0]["text"]

    assert not PERSIAN.search(message.text)
    assert not PERSIAN.search(Message.objects.get(kind="code").text)
    assert PERSIAN.search(told_in_persian) and not PERSIAN.search(told_in_english)


@pytest.mark.django_db
def test_a_code_for_somebody_unknown_is_in_the_language_of_the_page():
    with override("en"):
        ask_code("+989121234567", "sign_in")
    with override("fa"):
        ask_code("+989121234568", "sign_in")

    english, persian = Message.objects.order_by("pk")
    assert not PERSIAN.search(english.text) and PERSIAN.search(persian.text)


@pytest.mark.django_db
def test_a_reason_that_women_read_has_its_english():
    call = make_open_call(title_en="Founding core")
    woman = make_draft(call, make_woman(7), answers={}).person
    amend_call(call, by=make_account(), why="متن روشن‌تر شد", why_en="The text is clearer", summary="نو")
    cancel_call(call, by=make_account(), reason="بودجه نرسید", reason_en="No budget")

    with override("en"):
        told = [one["text"] for one in news_of(woman)]
        call.refresh_from_db()
        assert call.cancel_reason_shown == "No budget"
    assert [PERSIAN.findall(text) for text in told] == [[], []]
    assert "No budget" in told[0] and "The text is clearer" in told[1]


@pytest.mark.django_db
def test_the_language_she_chooses_is_that_of_her_messages(client):
    woman = make_woman(7)
    stranger = make_woman(8)
    client.force_login(woman.account)
    session = client.session
    session["person"] = woman.public_id
    session.save()

    client.post("/language/", {"language": "en", "next": "/my/"})
    languages = [Person.objects.get(pk=one.pk).language for one in (woman, stranger)]
    client.post("/language/", {"language": "xx", "next": "/my/"})

    assert languages == ["en", "fa"]
    assert Person.objects.get(pk=woman.pk).language == "en"
    client.post("/my/privacy/messages/", {"messages": "open", "language": "fa"})
    woman.refresh_from_db()
    assert (woman.language, woman.messages) == ("fa", "open")


def test_every_text_is_sent_from_somewhere():
    source = Path(koushaneh.__path__[0])
    named = set()
    for path in source.rglob("*.py"):
        if "wording" not in path.parts:
            tree = ast.parse(path.read_text())
            named |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}

    assert TEXTS.keys() - named == set()
