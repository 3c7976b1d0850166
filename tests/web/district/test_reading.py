"""An officer reads the questionnaire aloud; what was answered never comes back to her."""

import pytest

from koushaneh.consent.models import Consent
from koushaneh.measures.battery import steps_of
from koushaneh.measures.models import Response, Sitting
from tests.factories.access import make_post
from tests.factories.calls_applications import make_submitted
from tests.factories.measures import make_finished_sitting
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


def page(application, rest=""):
    return f"/d/applications/{application.tracking_code}/questionnaire/{rest}"


@pytest.fixture
def officer(client):
    account = make_post(number=7).account
    enter(client, account)
    client.account = account
    return client


def test_nothing_is_asked_before_she_has_said_yes(officer):
    application = make_submitted()

    officer.post(page(application, "beginning/"), {})
    refused = officer.post(page(application, "hope_happiness/hope/"), {"value": "1"})

    assert (refused.status_code, Sitting.objects.count()) == (409, 0)


def test_item_by_item_with_her_spoken_consent_and_no_answer_shown_again(officer):
    application = make_submitted()
    officer.post(page(application, "beginning/"), {"consent": "on"})
    sitting = Sitting.objects.get()
    first, second = steps_of(sitting.wave)[:2]

    officer.post(page(application, f"{first.stored.code}/{first.key}/"), {"value": f"{first.values[-1]:g}"})
    officer.post(page(application, f"{first.stored.code}/{first.key}/"), {"value": f"{first.values[0]:g}"})
    shown = officer.get(page(application)).content.decode()

    assert (sitting.mode, Consent.objects.get(purpose="baseline").channel) == ("interview", "spoken")
    assert [one.value for one in Response.objects.all()] == [f"{first.values[-1]:g}"]
    assert f"/{second.key}/" in shown and f"/{first.key}/" not in shown
    assert "aria-pressed" not in shown


def test_what_she_has_answered_herself_is_closed_to_an_officer(officer):
    application = make_submitted()
    make_finished_sitting(application)

    shown = officer.get(page(application)).content.decode()
    begun = officer.post(page(application, "beginning/"), {"consent": "on"})

    assert 'name="value"' not in shown and "خودش آن را آغاز کرده است" in shown
    assert (begun.status_code, Sitting.objects.get().mode) == (409, "self")


def test_an_officer_of_another_district_finds_nothing(client):
    enter(client, make_post(number=8).account)

    assert client.get(page(make_submitted())).status_code == 404
