"""Her home page: at most twelve queries, whatever waits there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls.models import Application, InfoRequest
from tests.factories.calls_applications import make_draft, make_open_call, make_submitted, make_woman
from tests.factories.measures import make_sitting
from tests.factories.path import make_plan
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


def on_her_path():
    return make_plan(goals="می‌خواهم نان بفروشم").person


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
        on_her_path,
    ],
)
def test_her_home_page_takes_at_most_twelve_queries(client, make, django_assert_max_num_queries):
    enter(client, make())
    client.get("/my/")

    with django_assert_max_num_queries(12):
        page = client.get("/my/")

    assert page.status_code == 200


def test_two_applications_under_way_are_both_on_her_home_each_with_its_call(client):
    person = make_woman()
    first = make_submitted(make_open_call(title="فراخوان نخست"), person)
    second = make_draft(make_open_call(title="فراخوان دوم"), person)
    enter(client, person)

    page = client.get("/my/").content.decode()

    assert f"/my/applications/{first.tracking_code}/" in page
    assert f"/my/applications/{second.tracking_code}/form/" in page
    assert "فراخوان نخست —" in page and "فراخوان دوم —" in page


def test_an_application_that_is_over_makes_room_for_the_one_under_way(client):
    person = make_woman()
    first = make_submitted(make_open_call(title="فراخوان نخست"), person)
    Application.objects.filter(pk=first.pk).update(state=Application.State.WITHDRAWN)
    second = make_submitted(make_open_call(title="فراخوان دوم"), person)
    enter(client, person)

    page = client.get("/my/").content.decode()

    assert f"/my/applications/{second.tracking_code}/" in page
    assert f"/my/applications/{first.tracking_code}/" not in page


def test_an_answer_whose_letter_is_not_released_stays_under_way(client):
    person = make_woman()
    refused = make_submitted(make_open_call(title="فراخوان نخست"), person)
    Application.objects.filter(pk=refused.pk).update(state=Application.State.NOT_SELECTED)
    make_submitted(make_open_call(title="فراخوان دوم"), person)
    enter(client, person)

    page = client.get("/my/").content.decode()

    assert "فراخوان نخست —" in page and "در حال بررسی" in page
