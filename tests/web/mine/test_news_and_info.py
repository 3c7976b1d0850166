from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from koushaneh.audit.models import Record
from koushaneh.calls.actions.invitations import invite
from koushaneh.calls.models import Application, InfoRequest
from koushaneh.notify.queries import unread_of
from koushaneh.registry.models import CallTask
from tests.factories.access import make_account
from tests.factories.calls import make_opened_call
from tests.factories.calls_applications import make_submitted, make_woman
from tests.factories.papers import make_pdf
from tests.factories.places import district_office
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
    paper = SimpleUploadedFile("x.pdf", make_pdf(), content_type="application/pdf")

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


def test_reading_the_news_is_written_down_once(client):
    application = make_submitted()
    enter(client, application.person)

    client.post("/my/news/reading/")
    client.post("/my/news/reading/")

    assert [one.detail for one in Record.objects.filter(verb="news.read")] == [{"count": 1}]


def test_an_invitation_is_no_news_until_it_can_no_longer_be_taken_back(client, time_machine):
    call, woman, now = make_opened_call(), make_woman(), timezone.now()
    time_machine.move_to(now, tick=False)
    batch = invite(call, woman.files.get().place, [woman.files.get()], by=make_account())
    enter(client, woman)

    early = (unread_of(woman).count(), text_of(client.get("/my/news/")).count(call.title))
    time_machine.move_to(batch.leaves_at)
    late = (unread_of(woman).count(), text_of(client.get("/my/news/")).count(call.title))

    assert (early, late) == ((0, 0), (1, 1))


def newcomer(client):
    account = make_account(phone="+989350009999")
    account.phone_verified_at = timezone.now()
    account.save(update_fields=["phone_verified_at"])
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return account


def test_who_is_known_by_nobody_leaves_her_name_and_district_and_is_called(client):
    district_office(9)
    stranger = make_woman(9, phone="+989350009999", with_account=False)  # a file with the same telephone
    account = newcomer(client)
    assert "/my/call-me/where/" in text_of(client.get("/home/"))

    client.post(
        "/my/call-me/where/", {"first_name": "نرگس", "last_name": "نمونه", "place": "tehran-09", "once": "a"}
    )

    task = CallTask.objects.get()
    assert (task.person.account, task.person.full_name) == (account, "نرگس نمونه")
    assert (task.place.code, task.reason) == ("tehran-09", "call_me")
    assert task.person != stranger and not task.person.files.exists()
    assert stranger.full_name not in text_of(client.get("/my/"))


def test_without_a_name_or_with_a_place_that_has_no_office_nobody_is_called(client):
    district_office(9)
    newcomer(client)

    answer = client.post("/my/call-me/where/", {"first_name": "", "last_name": "ن", "place": "ir"})

    assert answer.status_code == 200 and CallTask.objects.count() == 0


def test_a_woman_whom_no_office_knows_is_asked_for_her_district(client):
    district_office(9)
    woman = make_woman(with_file=False)
    enter(client, woman)

    asked = client.post("/my/call-me/")
    client.post(asked.headers["Location"], {"place": "tehran-09"})

    assert (asked.headers["Location"], CallTask.objects.get().person) == ("/my/call-me/where/", woman)
