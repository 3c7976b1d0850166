"""On the last day of a call thousands press this button within an hour."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koushaneh.calls.models import Application
from tests.factories.calls_applications import make_draft

pytestmark = pytest.mark.django_db
BUDGET = 28  # the door, the session and the `once` key ask eleven of them


@pytest.fixture
def sender(client):
    draft = make_draft()
    client.force_login(draft.person.account)
    session = client.session
    session["person"] = draft.person.public_id
    session.save()
    return client, draft


def test_sending_asks_the_database_few_questions(sender):
    client, draft = sender
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(f"/my/applications/{draft.tracking_code}/submission/", {"once": "x" * 20})

    assert answer.headers["Location"].endswith("/receipt/")
    assert Application.objects.get(pk=draft.pk).submitted_at is not None
    assert len(asked) <= BUDGET, "\n".join(query["sql"][:90] for query in asked)
