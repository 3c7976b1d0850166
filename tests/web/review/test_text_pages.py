"""The text editor's pages: codes in the queue, marks beside the twin, release."""

import pytest

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.calls.models import Answer
from koushaneh.screening.models import Conflict, Redaction
from tests.factories.access import make_post
from tests.factories.screening import make_call, make_eligible
from tests.web.review.entering import enter

State = Redaction.State
pytestmark = pytest.mark.django_db
ORIGINAL = "من گلچهره‌ام، تلفن ۰۹۱۲۳۴۵۶۷۸۹، منطقهٔ ۷"


@pytest.fixture
def editor(client):
    account = make_post(Role.TEXT_EDITOR).account
    enter(client, account)
    return account


@pytest.fixture
def waiting():
    application = make_eligible(make_call(), released=False)
    application.person.set_name("گلچهره", "سروستانی")
    application.person.save()
    Answer.objects.filter(application=application, key="plan").update(value=ORIGINAL)
    return application


def address(application, *rest):
    return "/".join(["/review/texts", application.review_code, *rest, ""])


def test_the_queue_names_nobody(client, editor, waiting):
    body = client.get("/review/texts/").content.decode()

    assert (waiting.review_code in body, "گلچهره" in body, waiting.tracking_code in body) == (
        True,
        False,
        False,
    )


def test_the_page_marks_what_tells_and_logs_that_it_was_read(client, editor, waiting):
    body = client.get(address(waiting)).content.decode()

    marked = ['data-blank="[نام]"', 'data-blank="[شماره]"', 'data-blank="[جا]"']
    assert [mark in body for mark in marked] == [True, True, True]
    assert list(Reading.objects.values_list("person_id", "opened")) == [(waiting.person_id, True)]


def test_the_next_text_is_taken_up(client, editor, waiting):
    answer = client.post("/review/texts/next/")

    redaction = Redaction.objects.get(application=waiting)
    assert (answer["Location"], redaction.state, redaction.editor) == (
        address(waiting),
        State.WORKING,
        editor,
    )


def test_all_suggestions_are_accepted_without_javascript_and_the_text_released(client, editor, waiting):
    client.post(address(waiting, "suggestions"))
    body = client.get(address(waiting)).content.decode()
    twin = Redaction.objects.get(application=waiting).texts["plan"]

    answer = client.post(address(waiting, "release"), {"twin_plan": twin})

    redaction = Redaction.objects.get(application=waiting)
    assert twin == "من [نام]، تلفن [شماره]، [جا]"
    assert twin in body
    assert (answer.status_code, redaction.state, redaction.texts) == (302, State.RELEASED, {"plan": twin})


def test_a_twin_with_her_number_is_refused_in_words(client, editor, waiting):
    answer = client.post(address(waiting, "release"), {"twin_plan": ORIGINAL})

    assert (answer.status_code, Redaction.objects.get(application=waiting).state) == (409, State.WAITING)


def test_an_editor_with_a_conflict_cannot_tell_that_the_text_exists(client, editor, waiting):
    Conflict.objects.create(application=waiting, account=editor, kind=Conflict.Kind.HOUSEHOLD)

    answers = [client.get(address(waiting)), client.post(address(waiting, "release"), {"twin_plan": "متن"})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_reviewer_finds_no_original(client, waiting):
    enter(client, make_post(Role.REVIEWER).account)

    assert client.get(address(waiting)).status_code == 404
