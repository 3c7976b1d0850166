import pytest

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

    assert "file.read" in page and "file.opened" in page
    assert "گلنار" not in page and "کاشانیان" not in page and file.person.identity.number not in page


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
