"""Her home page: at most ten queries, whatever waits there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls.models import Application, InfoRequest
from tests.factories.calls_applications import make_draft, make_open_call, make_submitted, make_woman
from tests.factories.measures import make_sitting
from tests.factories.results import application_of, make_released
from tests.web.mine.test_applying import enter

pytestmark = pytest.mark.django_db


def with_nothing():
    return make_woman()


def with_a_draft():
    return make_draft().person


def with_a_questionnaire():
    application = make_submitted()
    make_open_call()
    make_sitting(application)
    return application.person


def with_a_request():
    application = make_submitted()
    Application.objects.filter(pk=application.pk).update(state=Application.State.INFO_REQUESTED)
    due = timezone.now() + timedelta(days=3)
    InfoRequest.objects.create(application=application, about="age", text="شناسنامه", due_at=due)
    return application.person


def invited_to_talk():
    application = make_submitted()
    Application.objects.filter(pk=application.pk).update(state=Application.State.INTERVIEW)
    return application.person


def with_an_offer():
    return application_of(make_released().call, 7, 24).person


def in_two_calls():
    person = make_woman()
    for _call in range(2):
        make_submitted(make_open_call(), person)
    return person


@pytest.mark.parametrize(
    "make",
    [
        with_nothing,
        with_a_draft,
        with_a_questionnaire,
        with_a_request,
        invited_to_talk,
        with_an_offer,
        in_two_calls,
    ],
)
def test_her_home_page_takes_at_most_ten_queries(client, make, django_assert_max_num_queries):
    enter(client, make())
    client.get("/my/")

    with django_assert_max_num_queries(10):
        page = client.get("/my/")

    assert page.status_code == 200
