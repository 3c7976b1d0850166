import pytest
from django.conf import settings

from koushaneh.access.models import Role
from koushaneh.audit import chain
from koushaneh.audit.actions import record, record_reading
from koushaneh.audit.models import Record
from koushaneh.cli.clocks import CLOCKS
from koushaneh.web.oversight import system
from tests.factories.access import make_post
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


def enter(client, role):
    post = make_post(role)
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post


def test_the_auditor_reads_the_log_without_a_name_in_it(client):
    file = make_file(7, first_name="گلنار", last_name="کاشانیان")
    record_reading("file.read", [file.person.pk], by=make_post().account, opened=True)
    enter(client, Role.AUDITOR)

    page = client.get("/oversight/log/").content.decode()

    assert "file.read" in page and "پرونده خوانده شد" in page
    assert "گلنار" not in page and "کاشانیان" not in page and file.person.identity.number not in page


def found_by(client, text, language="fa"):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get("/oversight/log/", {"q": text}).content.decode()
    return page.count('<tr role="row"><th')


def test_the_log_is_searched_by_the_words_that_it_shows_and_by_verbs(client):
    enter(client, Role.AUDITOR)
    record("run.signed")
    record("call.announced")

    found = [found_by(client, text) for text in ("گزينش امضا", "run.si", "A run was", "هیچ")]
    english = found_by(client, "a RUN was", "en")

    assert (found, english) == ([1, 1, 0, 0], 1)


def test_a_verb_of_an_earlier_version_stands_as_it_was_written(client):
    enter(client, Role.AUDITOR)
    record("thing.bygone")

    assert "thing.bygone" in client.get("/oversight/log/").content.decode()


def test_the_auditor_finds_the_first_entry_that_was_touched(client):
    enter(client, Role.AUDITOR)
    for number in range(3):
        record("thing.done", number=number)
    chain.seal_all()
    first = Record.objects.get(sequence=1)
    Record.objects.filter(pk=first.pk).update(why="x")

    assert "شکسته" in client.post("/oversight/soundness/").content.decode()


def test_the_administrator_sees_health_and_not_the_log(client):
    enter(client, Role.SYSTEM_ADMIN)

    assert client.get("/oversight/system/").status_code == 200
    assert client.get("/oversight/log/").status_code == 404
    assert client.get("/d/").status_code == 404


def test_health_answers_anybody_and_says_nothing_else(client):
    assert client.get("/health/").json() == {"ok": True}


def test_every_clock_of_the_worker_has_a_name_that_people_read():
    assert {clock.name for clock in CLOCKS} == set(system.CLOCKS)
