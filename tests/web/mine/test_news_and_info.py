from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from koushaneh.calls.models import Application, InfoRequest
from tests.factories.calls_applications import make_submitted
from tests.web.mine.test_applying import enter, my, text_of

pytestmark = pytest.mark.django_db


def asked_for(days=5):
    application = make_submitted()
    Application.objects.filter(pk=application.pk).update(state=Application.State.INFO_REQUESTED)
    due = timezone.now() + timedelta(days=days)
    return InfoRequest.objects.create(application=application, about="age", text="عکس شناسنامه", due_at=due)


def test_a_request_stands_on_top_of_her_pages_and_is_answered_there(client):
    asked = asked_for()
    enter(client, asked.application.person)
    address = my(asked.application, f"requests/{asked.pk}/")
    assert address in text_of(client.get("/my/")) and "عکس شناسنامه" in text_of(client.get("/my/"))
    paper = SimpleUploadedFile("x.pdf", b"%PDF-1.4 x", content_type="application/pdf")

    response = client.post(address, {"text": "این است", "paper": paper})

    asked.refresh_from_db()
    assert response.headers["Location"] == my(asked.application)
    assert (asked.state, asked.answer) == ("answered", "این است")
    assert asked.application.attachments.get().key == f"info:{asked.pk}"


def test_a_late_answer_is_told_what_that_means(client):
    asked = asked_for(days=-1)
    enter(client, asked.application.person)

    assert "دیگر باز نیست" in text_of(client.get(my(asked.application, f"requests/{asked.pk}/")))
    late = client.post(my(asked.application, f"requests/{asked.pk}/"), {"text": "دیر"})
    assert late.status_code == 409


def test_news_are_new_until_she_has_read_them(client):
    application = make_submitted()
    enter(client, application.person)
    page = text_of(client.get("/my/news/"))
    assert application.tracking_code in page and 'class="card turn"' in page

    client.post("/my/news/reading/")

    assert 'class="card turn"' not in text_of(client.get("/my/news/"))
