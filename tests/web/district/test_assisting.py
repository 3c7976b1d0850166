from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading, Record
from koushaneh.calls.actions.applications import lapse_draft
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application, Call
from koushaneh.core.time import today
from koushaneh.engine.persian import to_jalali
from koushaneh.notify.models import Message
from koushaneh.people.models import AccessBlock
from koushaneh.web.ui.values import digits
from tests.factories.access import make_account, make_person, make_post
from tests.factories.calls_applications import (
    ANSWERS,
    make_draft,
    make_open_call,
    make_submitted,
    make_woman,
)

pytestmark = pytest.mark.django_db
S = Application.State
SHEET = {**ANSWERS, "income_rials": "3000000", "household_need_rials": "9000000"}


@pytest.fixture
def officer(client, settings):
    """Maryam of district 7, signed in; the second key is proved elsewhere."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondKey" not in one]
    post = make_post(number=7)
    client.force_login(post.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return post.account


def at(application, rest=""):
    return f"/d/applications/{application.tracking_code}/{rest}"


def text_of(response):
    return response.content.decode()


def test_an_officer_begins_with_her_fills_in_and_sends_after_her_code(client, officer):
    call, person = make_open_call(), make_woman(bound=False)
    file = person.files.get()
    assert call.title in text_of(client.get(f"/d/files/{file.pk}/assistance/"))

    client.post(f"/d/files/{file.pk}/assistance/{call.code}/", {"channel": "assisted", "consent": "on"})
    application = call.applications.get()
    client.post(at(application, "sheet/"), SHEET)
    assert client.post(at(application, "sending/")).status_code == 409

    client.post(at(application, "confirmation/code/"))
    text = Message.objects.get(template="confirmation_code").text
    digits = "".join(sign for sign in text if sign.isdigit())[:6]
    client.post(at(application, "confirmation/check/"), {"code": "000000" if digits != "000000" else "1"})
    assert client.post(at(application, "sending/")).status_code == 409
    client.post(at(application, "confirmation/check/"), {"code": digits})
    client.post(at(application, "sending/"))

    application.refresh_from_db()
    assert (application.state, application.channel, application.confirmation, application.helped_by) == (
        S.SUBMITTED,
        "assisted",
        "sms",
        officer,
    )
    assert "با کمک کارشناس" in text_of(client.get(at(application)))


def test_on_the_telephone_her_word_is_written_down(client, officer):
    call, person = make_open_call(), make_woman(with_account=False)
    file = person.files.get()
    client.post(f"/d/files/{file.pk}/assistance/{call.code}/", {"channel": "phone", "consent": "on"})
    application = call.applications.get()
    client.post(at(application, "sheet/"), SHEET)

    client.post(at(application, "confirmation/spoken/"), {"said": "گفت بله، درست است"})
    client.post(at(application, "sending/"))

    application.refresh_from_db()
    assert (application.state, application.confirmation) == (S.SUBMITTED, "spoken")
    assert Record.objects.get(verb="application.confirmed").why == "گفت بله، درست است"


def test_a_half_filled_sheet_is_kept_and_says_what_is_missing(client, officer):
    application = make_draft(answers={})

    response = client.post(at(application, "sheet/"), {"track": "producer", "dependants": "۳"})

    assert Filled(application).answers == {"track": "producer", "dependants": 3}
    assert "کار شما در یک سال" not in text_of(client.get(response.headers["Location"]))
    assert "هنوز این پرسش‌ها پاسخ ندارند" in text_of(client.get(response.headers["Location"]))


def test_the_paper_form_prints_every_question_and_is_entered_with_its_day(client, officer):
    call, person = make_open_call(), make_woman(bound=False, with_account=False)
    printed = text_of(client.get(f"/d/calls/{call.code}/paper/"))
    assert printed.count("<li><p><strong>") == 21
    year, month, day = to_jalali(today())

    response = client.post(
        f"/d/files/{person.files.get().pk}/paper/{call.code}/",
        {
            **SHEET,
            "received_on_day": str(day),
            "received_on_month": str(month),
            "received_on_year": str(year),
            "witness": "مریم گواه",
            "has_fingerprint": "on",
        },
    )

    application = call.applications.get()
    assert response.headers["Location"] == at(application)
    assert (application.state, application.channel, application.witness, application.received_on) == (
        S.SUBMITTED,
        "paper",
        "مریم گواه",
        today(),
    )


def test_a_paper_form_without_a_fingerprint_is_not_entered(client, officer):
    call, person = make_open_call(), make_woman(with_account=False)

    response = client.post(f"/d/files/{person.files.get().pk}/paper/{call.code}/", SHEET)

    assert response.status_code == 200
    assert not call.applications.exists()


def test_another_districts_woman_does_not_exist(client, officer):
    theirs = make_submitted(person=make_woman(number=8))
    file = theirs.person.files.get()
    pages = [
        at(theirs),
        at(theirs, "sheet/"),
        at(theirs, "confirmation/"),
        f"/d/files/{file.pk}/assistance/",
        f"/d/files/{file.pk}/paper/{theirs.call.code}/",
    ]

    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert client.post(at(theirs, "sending/")).status_code == 404


def test_a_block_between_them_hides_her_application(client, officer):
    application = make_submitted()
    blocked = make_person("مریم", "کارشناس", account=officer)
    assert client.get(at(application)).status_code == 200

    AccessBlock.objects.create(
        subject=application.person, blocked=blocked, reason="خویشاوند", set_by=make_account()
    )

    assert client.get(at(application)).status_code == 404
    assert application.person.full_name not in text_of(client.get("/d/applications/"))


def test_reading_is_written_down_for_the_list_the_record_and_a_file(client, officer):
    application = make_draft(answers={})
    client.get("/d/applications/")
    client.get(at(application))

    client.post(
        at(application, "sheet/plan/files/"), {"file": SimpleUploadedFile("v.ogg", b"OggS" + bytes(40))}
    )
    attachment = application.attachments.get()
    response = client.get(at(application, f"files/{attachment.pk}/"))
    assert b"".join(response.streaming_content).startswith(b"OggS")
    response.close()

    verbs = Reading.objects.filter(person_id=application.person_id).values_list("record__verb", flat=True)
    assert list(verbs.order_by("pk")) == ["applications.listed", "application.opened", "attachment.opened"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_twelve_queries_at_most(client, officer, count, django_assert_max_num_queries):
    call = make_open_call()
    for _ in range(count):
        make_draft(call, make_woman(), answers={})

    with django_assert_max_num_queries(12):
        client.get("/d/applications/")


def test_who_waits_for_her_word_stands_on_the_officers_home(client, officer):
    make_draft(answers={}, channel="assisted")
    Application.objects.update(channel="assisted")

    assert "تأیید خودش را می‌خواهند" in text_of(client.get("/d/"))
    assert "زهرا" in text_of(client.get("/d/applications/?waits=yes"))


def test_headquarters_records_a_question_and_she_hears_it(client, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondKey" not in one]
    call = make_open_call()
    post = make_post(Role.HQ_OFFICER)
    client.force_login(post.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    sound = SimpleUploadedFile("q.mp3", b"ID3" + bytes(60), content_type="audio/mpeg")
    address = f"/hq/recordings/{call.code}/"

    client.post(address, {"key": "plan", "language": "fa", "sound": sound, "is_synthetic": "on"})
    wrong = client.post(
        address, {"key": "plan", "language": "fa", "sound": SimpleUploadedFile("x.mp3", b"<html>")}
    )

    recording = call.form.recordings.get()
    assert (recording.key, recording.is_synthetic) == ("plan", True)
    assert "این فایل صدا نیست" in text_of(wrong)
    played = client.get(f"/recordings/{recording.pk}/")
    assert played.headers["Content-Type"] == "audio/mpeg"
    played.close()

    client.post(f"{address}{recording.pk}/removal/")
    assert not call.form.recordings.exists()


def test_a_change_after_sending_waits_for_her_word_on_both_sides(client, officer):
    application = make_submitted()
    client.post(at(application, "sheet/"), {**SHEET, "dependants": "5"})
    assert "تغییری که هنوز تأیید نکرده است" in text_of(client.get(at(application)))
    assert "درخواست‌هایی که تأیید خودش را می‌خواهند" in text_of(client.get("/d/"))
    assert digits(application.person.full_name) in text_of(client.get("/d/applications/?waits=yes"))

    client.post(at(application, "confirmation/spoken/"), {"said": "گفت پنج نفرند"})

    application.refresh_from_db()
    assert (application.unconfirmed_since, application.confirmation) == (None, "spoken")
    assert application.person.full_name not in text_of(client.get("/d/applications/?waits=yes"))


def test_after_the_deadline_only_the_paper_that_came_in_time_is_offered(client, officer, time_machine):
    draft = make_draft(answers={})
    call, file = draft.call, draft.file
    time_machine.move_to(call.closes_at + timedelta(hours=2))
    lapse_draft(draft)
    Call.objects.filter(pk=call.pk).update(state=Call.State.CLOSED)

    page = text_of(client.get(f"/d/files/{file.pk}/assistance/"))

    assert f"/d/files/{file.pk}/paper/{call.code}/" in page
    assert f"/d/files/{file.pk}/assistance/{call.code}/" not in page
