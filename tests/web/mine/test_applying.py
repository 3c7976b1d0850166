import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from koushaneh.calls.actions.answers import save_answers
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application
from koushaneh.consent.models import Consent
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask
from tests.factories.access import make_account
from tests.factories.calls_applications import (
    ANSWERS,
    make_draft,
    make_her_file,
    make_open_call,
    make_submitted,
    make_woman,
)
from tests.factories.papers import make_pdf

pytestmark = pytest.mark.django_db
S = Application.State


def enter(client, person):
    client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["person"] = person.public_id
    session.save()
    return client


def my(application, rest=""):
    return f"/my/applications/{application.tracking_code}/{rest}"


def text_of(response):
    return response.content.decode()


def without_tokens(page):
    """The page without what differs at every visit: the keys against forgery and double sending."""
    return re.sub(r'(value|X-CSRFToken)("?:? ?=?)"[\w-]{20,}"', "", page)


def content_of(stored):
    with stored.open("rb") as file:
        return file.read()


def handed(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_she_begins_from_the_call_with_a_consent_in_these_words(client):
    call, person = make_open_call(), make_woman()
    enter(client, person)
    assert "رضایت" in text_of(client.get(f"/my/apply/{call.code}/"))

    response = client.post(f"/my/apply/{call.code}/", {"consent": "on"})

    application = call.applications.get(person=person)
    assert response.headers["Location"] == my(application, "form/")
    assert "داوران نام و نشانی مرا نمی‌بینند" in Consent.objects.get(person=person).wording


def test_without_consent_nothing_begins(client):
    call, person = make_open_call(), make_woman()

    response = enter(client, person).post(f"/my/apply/{call.code}/", {})

    assert response.status_code == 200
    assert not call.applications.exists()


def test_her_file_is_bound_by_the_phone_on_it_when_she_begins(client):
    call, person = make_open_call(), make_woman(bound=False)

    enter(client, person).post(f"/my/apply/{call.code}/", {"consent": "on"})

    assert person.files.get().bound_at is not None
    assert call.applications.get().file == person.files.get()


def test_an_unbound_file_and_no_file_look_alike(client):
    call = make_open_call()
    pages = []
    for person in (make_woman(with_file=False), make_woman(with_file=False)):
        if not pages:
            make_her_file(person, bound=False)
            person.contacts.all().delete()
        response = enter(client, person).get(f"/my/apply/{call.code}/")
        pages.append(without_tokens(text_of(response)).split('<div class="content">')[1].split("</main>")[0])
        client.logout()

    assert pages[0] == pages[1]
    assert "یک گام پیش از درخواست" in pages[0]


def test_a_woman_whom_nobody_knows_says_her_name_and_place(client):
    call, account = make_open_call(gates=[]), make_account(phone="+989350009999")
    type(account).objects.filter(pk=account.pk).update(phone_verified_at="2026-01-01T00:00Z")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    response = client.post(
        f"/my/apply/{call.code}/",
        {"first_name": "مینا", "last_name": "نوآمده", "place": "tehran-09", "consent": "on"},
    )

    application = call.applications.get()
    assert response.headers["Location"] == my(application, "form/")
    assert (application.person.full_name, application.place.code) == ("مینا نوآمده", "tehran-09")
    assert Person.objects.get(account=account).contacts.count() == 1


def test_who_has_begun_is_led_to_where_she_was(client):
    application = make_draft(answers={"track": "producer"})
    enter(client, application.person)

    assert client.get(f"/my/apply/{application.call.code}/").headers["Location"] == my(application)
    assert client.get(my(application, "form/")).headers["Location"] == my(application, "questions/own_wish/")


def test_an_answer_is_kept_and_the_next_question_follows(client):
    application = make_draft(answers={})
    enter(client, application.person)

    response = client.post(my(application, "questions/track/"), {"answer": "producer", "revision": "0"})

    assert response.headers["Location"] == my(application, "questions/own_wish/?saved=1")
    assert "پاسخ شما ثبت شد" in text_of(client.get(response.headers["Location"]))
    assert Filled(application).answers == {"track": "producer"}


def test_htmx_gets_the_next_screen_and_its_address(client):
    application = make_draft(answers={})
    enter(client, application.person)

    response = client.post(
        my(application, "questions/track/"),
        {"answer": "producer", "revision": "0"},
        headers={"HX-Request": "true"},
    )

    page = text_of(response)
    assert response.headers["HX-Push-Url"] == my(application, "questions/own_wish/")
    assert "<html" not in page
    assert "با خواست خودتان" in page and "پاسخ شما ثبت شد" in page


def test_money_is_asked_in_toman_and_kept_in_rial(client):
    application = make_draft(answers={})
    enter(client, application.person)

    client.post(my(application, "questions/income_rials/"), {"answer": "۳٬۰۰۰٬۰۰۰", "revision": "0"})

    assert Filled(application).answers["income_rials"] == 30_000_000
    assert "سه میلیون تومان" in text_of(client.get(my(application, "questions/income_rials/")))
    assert client.get("/my/spelled/?answer=۱۲۰۰").content.decode() == "هزار و دویست تومان"


@pytest.mark.parametrize("raw", ["", "یک سال", "999"])
def test_a_wrong_answer_comes_back_with_its_reason(client, raw):
    application = make_draft(answers={})
    enter(client, application.person)

    response = client.post(my(application, "questions/activity_months/"), {"answer": raw, "revision": "0"})

    assert response.status_code == 422
    assert 'role="alert"' in text_of(response)
    assert Filled(application).answers == {}


def test_two_tabs_see_both_answers(client):
    application = make_draft(answers={"dependants": "2"})
    enter(client, application.person)
    question = my(application, "questions/dependants/")

    response = client.post(question, {"answer": "4", "revision": "0"})
    page = text_of(response)
    assert response.status_code == 409
    assert "۲ نفر" in page and "۴ نفر" in page

    client.post(question, {"answer": "4", "revision": "1"})
    assert Filled(application).answers["dependants"] == 4


def picture_with_place():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (35.0, 41.0, 0.0)}
    exif[0x010E] = "PLANTED-METADATA"
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("خانه.jpg", buffer.getvalue(), content_type="image/jpeg")


def test_a_picture_loses_its_metadata_and_is_handed_out_to_her_alone(client):
    application, stranger = make_draft(answers={}), make_woman()
    enter(client, application.person)

    response = client.post(my(application, "questions/work_picture/files/"), {"file": picture_with_place()})
    assert response.headers["Location"] == my(application, "questions/work_picture/?saved=1")

    attachment = application.attachments.get()
    stored = content_of(attachment.content)
    assert b"PLANTED-METADATA" not in stored and b"Exif" not in stored
    address = my(application, f"files/{attachment.pk}/")
    response = client.get(address)
    assert handed(response) == stored
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]

    enter(client, stranger)
    assert client.get(address).status_code == 404


def test_a_pdf_is_only_ever_downloaded(client):
    application = make_draft(answers={"skill": "certificate"})
    enter(client, application.person)
    paper = SimpleUploadedFile("x.pdf", make_pdf(), content_type="text/html")

    client.post(my(application, "questions/skill_document/files/"), {"file": paper})

    response = client.get(my(application, f"files/{application.attachments.get().pk}/"))
    assert handed(response).startswith(b"%PDF")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("content", [b"<html>", b"MZ\x90\x00", b""])
def test_what_is_no_picture_is_refused_on_the_page(client, content):
    application = make_draft(answers={})
    enter(client, application.person)

    response = client.post(
        my(application, "questions/work_picture/files/"), {"file": SimpleUploadedFile("x.jpg", content)}
    )

    assert response.status_code == 422
    assert not application.attachments.exists()


def test_a_voice_is_kept_and_can_be_taken_away(client):
    application = make_draft(answers={})
    enter(client, application.person)
    sound = SimpleUploadedFile("voice.ogg", b"OggS" + bytes(64))

    client.post(my(application, "questions/plan/files/"), {"file": sound})
    attachment = application.attachments.get()
    assert attachment.kind == "voice" and attachment.content.name.endswith(".ogg")

    client.post(my(application, f"files/{attachment.pk}/removal/"))
    assert client.get(my(application, f"files/{attachment.pk}/")).status_code == 404


def test_she_reads_all_answers_and_sends_them(client):
    application = make_draft()
    enter(client, application.person)
    summary = text_of(client.get(my(application, "answers/")))
    assert "۱۸ ماه" in summary and "۳٬۰۰۰٬۰۰۰ تومان" in summary and "درخواست را بفرستید" in summary

    response = client.post(my(application, "submission/"))

    assert response.headers["Location"] == my(application, "receipt/")
    assert application.tracking_code in text_of(client.get(response.headers["Location"]))


def test_what_is_missing_is_named_and_nothing_is_sent(client):
    application = make_draft(answers={key: raw for key, raw in ANSWERS.items() if key != "plan"})
    enter(client, application.person)

    assert "۱ پرسش لازم" in text_of(client.get(my(application, "answers/")))
    response = client.post(my(application, "submission/"))

    assert response.status_code == 409
    assert Application.objects.get(pk=application.pk).state == S.DRAFT


def test_she_withdraws_and_returns(client):
    application = make_submitted()
    enter(client, application.person)

    client.post(my(application, "withdrawal/"), {"why": "سفر"})
    assert "درخواست را برگردانید" in text_of(client.get(my(application)))
    client.post(my(application, "restoration/"))

    assert Application.objects.get(pk=application.pk).state == S.SUBMITTED


@pytest.mark.parametrize(
    "state",
    [S.ELIGIBLE, S.INELIGIBLE, S.IN_REVIEW, S.SCORED, S.RANKED, S.SELECTED, S.WAITLISTED, S.NOT_SELECTED],
)
def test_before_a_letter_every_inner_state_reads_the_same(client, state):
    application = make_submitted()
    enter(client, application.person)
    Application.objects.filter(pk=application.pk).update(state=S.CHECKING)
    before = text_of(client.get(my(application))).split('id="history"')[0].split("<main")[1]

    Application.objects.filter(pk=application.pk).update(state=state)
    page = text_of(client.get(my(application))).split('id="history"')[0].split("<main")[1]

    assert "در حال بررسی" in page
    assert page.count("card") == before.count("card")
    assert not any(word in page for word in ("انتخاب نشدید", "انتظار هستید", "برگزیده", "خارج از شرایط"))


def test_tracking_answers_the_same_for_unknown_codes_and_for_others(client):
    mine, theirs = make_submitted(), make_submitted()
    enter(client, mine.person)

    found = client.get(f"/my/track/?code={mine.tracking_code.upper()}")
    unknown = without_tokens(text_of(client.get("/my/track/?code=zzzzzzzz")))
    foreign = without_tokens(text_of(client.get(f"/my/track/?code={theirs.tracking_code}")))

    assert found.headers["Location"] == my(mine)
    assert unknown.replace("zzzzzzzz", "") == foreign.replace(theirs.tracking_code, "")


def test_anothers_application_is_like_none(client):
    application, stranger = make_submitted(), make_woman()
    enter(client, stranger)
    pages = ["", "form/", "answers/", "receipt/", "withdrawal/", "questions/track/", "questionnaire/"]

    assert [client.get(my(application, page)).status_code for page in pages] == [404] * len(pages)
    assert [client.post(my(application, page)).status_code for page in ("submission/", "restoration/")] == [
        404,
        404,
    ]


def test_call_me_is_on_every_page_and_opens_one_task(client):
    application = make_draft()
    enter(client, application.person)
    pages = ["", "answers/", "questions/track/", "withdrawal/", "questionnaire/"]
    assert [page for page in pages if "/my/call-me/" not in text_of(client.get(my(application, page)))] == []

    client.post("/my/call-me/", {"back": my(application)})
    client.post("/my/call-me/", {"back": "https://elsewhere.example/"})

    task = CallTask.objects.get()
    assert (task.reason, task.place, task.person) == ("call_me", application.place, application.person)


def test_the_list_costs_the_same_for_one_and_many(client, django_assert_max_num_queries):
    application = make_submitted()
    enter(client, application.person)

    with django_assert_max_num_queries(12):
        client.get(my(application))
    with django_assert_max_num_queries(12):
        client.get(my(application, "answers/"))


def test_the_public_page_leads_on_only_through_the_sign_in(client):
    application = make_submitted()

    led = client.get(f"/track/?code={application.tracking_code}").headers["Location"]
    response = client.get(led)

    assert led == f"/my/track/?code={application.tracking_code}"
    assert response.headers["Location"].startswith("/account/login/?next=")


def test_what_an_officer_changed_after_sending_stands_on_top_and_she_confirms_it(client):
    application = make_submitted()
    save_answers(application, {"dependants": "5"}, by=make_account())
    enter(client, application.person)
    assert my(application, "answers/") in text_of(client.get("/my/"))
    page = text_of(client.get(my(application, "answers/")))
    assert page.count("chip warn") == 1 and my(application, "confirmation/") in page

    client.post(my(application, "confirmation/"))

    application.refresh_from_db()
    assert application.unconfirmed_since is None
    assert my(application, "confirmation/") not in text_of(client.get(my(application, "answers/")))


def test_a_question_read_by_a_computer_says_so_and_never_plays_by_itself(client):
    application = make_draft(answers={})
    form = application.call.form
    spoken = form.recordings.create(
        key="track", content=ContentFile(b"OggS", name="a.ogg"), is_synthetic=True
    )
    enter(client, application.person)

    page = text_of(client.get(my(application, "questions/track/")))
    other = text_of(client.get(my(application, "questions/plan/")))

    assert f'controls preload="none" src="/recordings/{spoken.pk}/"' in page
    assert "این صدا با رایانه ساخته شده است" in page and "autoplay" not in page
    assert "<audio" not in other
