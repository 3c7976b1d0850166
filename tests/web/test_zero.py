"""The sign zero comes in nowhere: not by a field, an address or a cookie."""

import pytest

from koushaneh.audit.models import Record
from koushaneh.calls.models import Application
from koushaneh.people.models import Person
from tests.factories.calls_applications import make_draft, make_submitted

pytestmark = pytest.mark.django_db


def entered(client, person):
    client.force_login(person.account)
    session = client.session
    session["person"] = person.public_id
    session.save()
    return client


def test_a_reason_is_kept_without_it(client):
    application = make_submitted()

    answer = entered(client, application.person).post(
        f"/my/applications/{application.tracking_code}/withdrawal/", {"why": "a\0b", "x\0y": "\0"}
    )

    application.refresh_from_db()
    assert (answer.status_code, application.state) == (302, Application.State.WITHDRAWN)
    assert set(Record.objects.filter(verb="application.withdrawn").values_list("why", flat=True)) == {"ab"}


@pytest.mark.parametrize("path", ["/calls/a%00b/", "/my/applications/a%00b/", "/%00/"])
def test_an_address_with_it_was_never_there(client, path):
    woman = make_draft().person

    assert entered(client, woman).get(path).status_code == 404


def test_a_cookie_with_it_is_no_session(client):
    client.cookies["sessionid"] = "a" * 20 + "\0"

    assert client.get("/my/").status_code == 302
    assert not Person.objects.exists()
