import re

import pytest

from koushaneh.access.actions import set_block
from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.people.actions import set_hidden
from koushaneh.registry.actions.calling import open_call_task
from koushaneh.registry.models import CallTask, File
from tests.factories.access import make_person, make_post
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


def enter(client, role=Role.DISTRICT_OFFICER, number=7):
    post = make_post(role, number)
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post.account


def test_an_officer_finds_a_woman_by_folded_name_id_and_phone(client):
    enter(client)
    file = make_file(7, first_name="گل‌نساء", last_name="بردبار", phone="+989121110001")
    make_file(7, first_name="مهری", last_name="آذرپناه")
    number = file.person.identity.number

    for asked in ("گلنساء", "بردبار گل", number, "۰۹۱۲۱۱۱۰۰۰۱"):
        page = client.get("/d/files/", {"q": asked}).content.decode()
        assert ("بردبار" in page, "آذرپناه" in page) == (True, False), asked


def test_another_districts_officer_gets_the_404_of_the_non_existent(client):
    file = make_file(7)
    enter(client, number=8)

    def plain(response):
        return re.sub(
            r'value="[^"]*"|nonce="[^"]*"|Token": "[^"]*"|/d/files/\d+/', "", response.content.decode()
        )

    foreign, missing = client.get(f"/d/files/{file.pk}/"), client.get("/d/files/999999/")
    assert (
        (foreign.status_code, plain(foreign))
        == (missing.status_code, plain(missing))
        == (404, plain(missing))
    )


def test_opening_a_record_is_logged_for_her(client):
    account = enter(client)
    file = make_file(7)

    client.get(f"/d/files/{file.pk}/")

    reading = Reading.objects.get(person_id=file.person_id)
    assert (reading.opened, reading.record.actor) == (True, account)


def test_a_hidden_woman_is_found_by_her_whole_number_alone(client):
    enter(client)
    file = make_file(7, last_name="پنهانی")
    set_hidden(file.person, True, by=None)

    assert "پنهانی" not in client.get("/d/files/").content.decode()
    assert "پنهانی" not in client.get("/d/files/", {"q": "پنهانی"}).content.decode().replace(
        'value="پنهانی"', ""
    )
    assert file.number in client.get("/d/files/", {"q": file.person.identity.number}).content.decode()


def test_a_block_overrides_every_right(client):
    account = enter(client)
    file = make_file(7)
    set_block(file.person, make_person(account=account), by=account, reason="خویشاوند")

    assert client.get(f"/d/files/{file.pk}/").status_code == 404
    assert client.post(f"/d/files/{file.pk}/verification/").status_code == 404


def test_the_list_costs_the_same_with_one_and_with_thirty(client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    enter(client)
    make_file(7)
    client.get("/d/files/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/d/files/")
    for _ in range(29):
        make_file(7)
    with CaptureQueriesContext(connection) as thirty:
        client.get("/d/files/")

    assert len(one) == len(thirty)
    assert len(thirty) <= 12


def test_an_original_is_seen_without_a_copy_and_then_she_is_verified(client):
    enter(client)
    file = make_file(7)
    assert client.post(f"/d/files/{file.pk}/verification/").status_code == 409

    client.post(f"/d/files/{file.pk}/originals/", {"kind": "death_certificate", "note": ""})
    client.post(f"/d/files/{file.pk}/verification/")

    file.refresh_from_db()
    assert file.head_verified_on is not None
    assert file.proofs.get().copy.name == ""


def test_a_fact_that_cannot_be_read_comes_back_with_its_words(client):
    enter(client)
    file = make_file(7)
    today = {"starts_on_0": "1", "starts_on_1": "1", "starts_on_2": "1404"}

    response = client.post(
        f"/d/files/{file.pk}/facts/", {"kind": "dependants", "value": "خیلی", "evidence": "declared", **today}
    )

    assert response.status_code == 422
    assert "خیلی" in response.content.decode()
    assert not file.facts.exists()


def test_an_intake_desk_reads_and_does_not_write(client):
    enter(client, Role.INTAKE)
    file = make_file(7)

    assert client.get(f"/d/files/{file.pk}/").status_code == 200
    assert client.post(f"/d/files/{file.pk}/state/", {"to": "suspended", "reason": "x"}).status_code == 404
    assert File.objects.get().state == File.State.ACTIVE


def test_after_a_call_the_next_one_opens(client):
    enter(client)
    first, second = make_file(7), make_file(7)
    tasks = [
        open_call_task(file.person, place=file.place, reason=CallTask.Reason.CALL_ME, by=None)
        for file in (first, second)
    ]

    response = client.post(f"/d/calling/{tasks[0].pk}/", {"result": "reached", "note": ""})

    assert response["Location"] == f"/d/calling/{tasks[1].pk}/"
    tasks[0].refresh_from_db()
    assert tasks[0].done_at is not None


def test_who_did_not_answer_comes_back_later(client):
    enter(client)
    file = make_file(7)
    task = open_call_task(file.person, place=file.place, reason=CallTask.Reason.CALL_ME, by=None)

    client.post(f"/d/calling/{task.pk}/", {"result": "no_answer"})

    before = task.due_at
    task.refresh_from_db()
    assert task.done_at is None and task.due_at > before
