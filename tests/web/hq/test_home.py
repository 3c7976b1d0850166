"""The home page of headquarters: what is under way is said before one looks for it."""

import pytest

from koushaneh.access.models import Role
from koushaneh.calls.models import Call
from tests.factories.access import make_post
from tests.factories.calls import make_draft_call
from tests.factories.calls_applications import make_draft, make_open_call
from tests.factories.results import make_released
from tests.factories.screening import make_application, make_call
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    account = make_post(Role.HQ_OFFICER).account
    enter(client, account)
    return account


def test_an_own_draft_waits_on_the_home_page_and_anothers_does_not(client, officer):
    mine, another = make_draft_call(by=officer), make_draft_call(by=make_post(Role.HQ_OFFICER).account)

    body = client.get("/hq/").content.decode()

    assert (f"/hq/calls/{mine.code}/" in body, f"/hq/calls/{another.code}/" in body) == (True, False)


def test_an_open_call_is_on_the_home_page_with_its_deadline(client, officer):
    call = make_open_call()
    Call.objects.update(author=officer)

    body = client.get("/hq/").content.decode()

    assert f"/hq/calls/{call.code}/" in body and "درخواست رسیده است" in body
    assert "پیش‌نویس «" not in body


def test_three_calls_in_stages_with_much_to_count_keep_to_the_twelve_questions(
    client, officer, django_assert_max_num_queries
):
    applying = make_draft(make_open_call()).call
    reviewing = make_application(make_call(state=Call.State.REVIEWING), 7, state="in_review").call
    answering = make_released().call
    client.get("/hq/")

    with django_assert_max_num_queries(12):
        body = client.get("/hq/").content.decode()

    assert all(f"/hq/calls/{call.code}/" in body for call in (applying, reviewing, answering))
    assert "درخواست رسیده است" in body
