"""A key in the browser: made, opened for a short time, closed; no word of a note is lost when it closes."""

import time

import pytest
import time_machine
from django.contrib.sessions.models import Session

from koushaneh.counselling.models import Note, Recovery
from koushaneh.web.counsel import vault
from tests.factories.counselling import (
    PASSPHRASE,
    make_counsellor,
    make_custodians,
    make_episode,
    make_key_holder,
    make_note,
)
from tests.web.counsel.test_cases import body, enter

pytestmark = pytest.mark.django_db
NEW = {"passphrase": PASSPHRASE, "again": PASSPHRASE}


def open_key(client, **more):
    return client.post("/counsel/key/opening/", {"passphrase": PASSPHRASE, **more})


def test_a_key_is_made_once_and_its_home_says_so(client):
    enter(client, make_counsellor())
    assert "کلید خود را بسازید" in body(client, "/counsel/")

    assert client.post("/counsel/key/making/", {**NEW, "again": "چیز دیگری نوشته"}).status_code == 422
    assert client.post("/counsel/key/making/", NEW).status_code == 302
    assert client.post("/counsel/key/making/", NEW).status_code == 409
    assert "کلید خود را بسازید" not in body(client, "/counsel/")


def test_a_wrong_passphrase_is_said_beside_the_field_and_never_shown_again(client):
    counsellor = make_counsellor()
    make_key_holder(counsellor)
    enter(client, counsellor)

    answer = client.post("/counsel/key/opening/", {"passphrase": "رمزی که نادرست است"})

    assert answer.status_code == 422
    assert "این رمز درست نیست" in answer.content.decode()
    assert "رمزی که نادرست است" not in answer.content.decode()


def test_she_is_sent_to_pages_of_the_house_alone(client):
    counsellor = make_counsellor()
    make_key_holder(counsellor)
    enter(client, counsellor)

    for there in ("https://example.com/", "//example.com/counsel/", "/d/"):
        assert open_key(client, next=there).headers["Location"] == "/counsel/key/"


def test_a_note_is_written_changed_signed_and_added_to(client):
    make_custodians()
    episode = make_episode()
    make_key_holder(episode.counsellor)
    enter(client, episode.counsellor)
    case = f"/counsel/cases/{episode.pk}/"
    open_key(client)

    client.post(f"{case}notes/", {"text": "نخست"})
    note = Note.objects.get()
    client.post(f"{case}notes/{note.pk}/rewriting/", {"text": "درست‌تر"})
    assert "درست‌تر" in body(client, f"{case}notes/{note.pk}/")
    client.post(f"{case}notes/{note.pk}/signing/")
    client.post(f"{case}notes/{note.pk}/addition/", {"text": "افزوده‌ای هم دارد"})

    page = body(client, case)
    assert "درست‌تر" in page and "افزوده‌ای هم دارد" in page and "نخست<" not in page


def test_when_the_key_has_closed_what_she_wrote_stays_and_opens_it_again(client):
    make_custodians()
    episode = make_episode()
    make_key_holder(episode.counsellor)
    enter(client, episode.counsellor)
    writing = f"/counsel/cases/{episode.pk}/notes/"

    answer = client.post(writing, {"text": "سه صفحه نوشته بود"})
    assert answer.status_code == 422 and "سه صفحه نوشته بود" in answer.content.decode()
    answer = client.post(writing, {"text": "سه صفحه نوشته بود", "passphrase": PASSPHRASE})

    assert answer.status_code == 302
    assert "سه صفحه نوشته بود" in body(client, f"/counsel/cases/{episode.pk}/")


def test_a_key_that_was_left_alone_closes_and_so_does_one_that_is_closed(client):
    note, _opened = make_note("راز بزرگ")
    enter(client, note.author)
    case = f"/counsel/cases/{note.episode_id}/"

    open_key(client)
    assert "راز بزرگ" in body(client, case)
    session = client.session
    session["vault"] = {**session["vault"], "seen": int(time.time()) - vault.IDLE_SECONDS - 1}
    session.save()
    assert "راز بزرگ" not in body(client, case)

    open_key(client)
    client.post("/counsel/key/closing/")
    assert "راز بزرگ" not in body(client, case)


def test_a_key_stays_open_while_she_types(client):
    note, _opened = make_note("راز بزرگ")
    enter(client, note.author)
    open_key(client)
    session = client.session
    session["vault"] = {**session["vault"], "seen": int(time.time()) - vault.IDLE_SECONDS + 60}
    session.save()

    assert client.get("/counsel/here/").status_code == 204

    assert time.time() - client.session["vault"]["seen"] < 60
    assert 'data-here="/counsel/here/"' in body(client, f"/counsel/cases/{note.episode_id}/")


def test_the_session_holds_no_key_in_the_clear(client):
    note, opened = make_note()
    enter(client, note.author)
    open_key(client)

    kept = "".join(str(one.get_decoded()) for one in Session.objects.all())

    assert '"vault"' in kept.replace("'", '"')
    assert opened.private.hex() not in kept and str(opened.private) not in kept


def test_two_custodians_and_the_counsellor_recover_through_their_pages(client):
    first, second, _third = make_custodians()
    note, _opened = make_note("راز بزرگ")
    enter(client, note.author)
    client.post("/counsel/key/replacing/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})

    enter(client, first)
    open_key(client)
    chosen = {"counsellor": note.author_id, "target": note.author_id, "why": "رمز"}
    assert client.post("/counsel/recoveries/proposal/", chosen).status_code == 302
    found = Recovery.objects.get()
    assert client.post(f"/counsel/recoveries/{found.pk}/second/").status_code == 409
    enter(client, second)
    open_key(client)
    assert "بازیابی‌ای در انتظار سهم شماست" in body(client, "/counsel/")
    assert "راز بزرگ" not in body(client, "/counsel/recoveries/")
    assert client.post(f"/counsel/recoveries/{found.pk}/second/").status_code == 302
    enter(client, note.author)
    open_key(client)
    assert "راز بزرگ" not in body(client, f"/counsel/cases/{note.episode_id}/")
    client.post(f"/counsel/recoveries/{found.pk}/taking/")

    assert "راز بزرگ" in body(client, f"/counsel/cases/{note.episode_id}/")


def test_a_locked_note_is_read_and_added_to(client):
    note, _opened = make_note("راز", sign=True)
    enter(client, note.author)
    with time_machine.travel(note.locks_at, tick=False):
        open_key(client)
        answer = client.post(f"/counsel/cases/{note.episode_id}/notes/{note.pk}/rewriting/", {"text": "x"})

    assert answer.status_code == 409
