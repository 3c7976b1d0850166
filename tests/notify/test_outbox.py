import json
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import time_machine
from django.utils import timezone

from koushaneh.core.time import TEHRAN
from koushaneh.notify import actions
from koushaneh.notify.hours import awake
from koushaneh.notify.models import Message
from koushaneh.notify.texts import TEXTS
from koushaneh.people.actions import add_person
from koushaneh.people.models import Contact

NOON = datetime(2026, 11, 23, 12, tzinfo=TEHRAN)
PHONE = "+989121234567"


@pytest.fixture
def gateway(settings):
    """A fake gateway on loopback: it keeps what came and answers what `answers` says next."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            came.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            body = json.dumps(answers.pop(0) if answers else {"id": str(len(came))}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    came, answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_CHANNEL = "gateway"
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.KAVENEGAR_URL = f"http://127.0.0.1:{server.server_port}/v1"
    yield came, answers
    server.shutdown()
    server.server_close()


def zahra(messages="covered"):
    return add_person("زهرا", "نمونه", by=None, phone=PHONE, messages=messages)


@pytest.mark.parametrize(
    ("hour", "expected"), [(7, (23, 8)), (8, (23, 8)), (20, (23, 20)), (21, (24, 8)), (23, (24, 8))]
)
def test_nothing_leaves_in_quiet_hours(hour, expected):
    moved = awake(NOON.replace(hour=hour))

    assert (moved.day, moved.hour) == expected


@pytest.mark.django_db
def test_a_covered_text_names_nothing_but_the_landline():
    with time_machine.travel(NOON):
        message = actions.send(zahra(), "phone_changed", {"usable_from": "فردا", "office_phone": "۰۲۱۵۵"})

    assert message.text == "سلام. لطفاً در ساعت اداری با ۰۲۱۵۵ تماس بگیرید."


def test_no_covered_text_names_the_programme_or_carries_a_link():
    told = {name: str(forms["covered"]) for name, forms in TEXTS.items()}

    betraying = ("کوشانه", "کانون", "فراخوان", "سرپرست", "توانمند", "http", "نتیجه", "مصاحبه", "اعتراض")
    assert {name: text for name, text in told.items() if any(word in text for word in betraying)} == {}


@pytest.mark.django_db
def test_the_worker_hands_over_what_is_due_and_no_more(gateway):
    came, _answers = gateway
    with time_machine.travel(NOON):
        actions.send(zahra("open"), "phone_changed", {"usable_from": "", "office_phone": "1"})
        later = actions.send(
            zahra_two(),
            "phone_changed",
            {"usable_from": "", "office_phone": "2"},
            not_before=NOON + timedelta(days=1),
        )
        assert actions.drain(timezone.now()) == 1
        assert actions.drain(timezone.now()) == 0

    assert [json.loads(body)["to"] for body in came] == [PHONE]
    later.refresh_from_db()
    assert later.state == Message.State.WAITING


def zahra_two():
    return add_person("مریم", "نمونه", by=None, phone="+989121234568", messages="open")


@pytest.mark.django_db
def test_a_text_that_fails_is_tried_five_times_and_then_the_contact_says_so(gateway):
    _came, answers = gateway
    person = zahra("open")
    with time_machine.travel(NOON, tick=False) as clock:
        message = actions.send(person, "phone_changed", {"usable_from": "", "office_phone": "1"})
        for _ in range(5):
            answers.append({"error": "busy"})
            actions.drain(timezone.now())
            clock.shift(timedelta(hours=1))

    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (Message.State.FAILED, 5, "busy")
    assert person.contacts.get().state == Contact.State.UNDELIVERED


@pytest.mark.django_db
def test_who_opted_out_gets_no_further_text(gateway):
    _came, answers = gateway
    person = zahra("open")
    answers.append({"error": "opted_out", "final": True})
    with time_machine.travel(NOON):
        actions.send(person, "phone_changed", {"usable_from": "", "office_phone": "1"})
        actions.drain(timezone.now())

        person.refresh_from_db()
        assert actions.send(person, "phone_changed", {"usable_from": "", "office_phone": "1"}) is None


@pytest.mark.django_db
def test_kavenegar_is_spoken_to_in_its_own_way(gateway, settings):
    came, answers = gateway
    settings.SMS_CHANNEL = "kavenegar"
    answers.append({"return": {"status": 200}, "entries": [{"messageid": 77}]})
    with time_machine.travel(NOON):
        message = actions.send(zahra("open"), "phone_changed", {"usable_from": "", "office_phone": "1"})
        actions.drain(timezone.now())

    message.refresh_from_db()
    assert (message.state, message.provider_id) == (Message.State.SENT, "77")
    assert came[0].startswith("receptor=09121234567&message=")


@pytest.mark.django_db
def test_a_batch_can_be_taken_back_before_it_leaves():
    with time_machine.travel(NOON):
        actions.send(zahra(), "phone_changed", {"usable_from": "", "office_phone": "1"}, batch="b1")

    assert actions.take_back("b1", by=None) == 1
    assert actions.take_back("b1", by=None) == 0
