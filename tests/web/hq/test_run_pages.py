"""A run from preparing to the end of the call, through the pages, by the people who may."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koushaneh.access.models import Role
from koushaneh.calls.models import Call
from koushaneh.engine.persian import to_jalali
from koushaneh.engine.selection.draw import verify_draw
from koushaneh.screening.models import Letter, Override, Run
from koushaneh.screening.queries_results import public_record
from tests.factories.access import make_post
from tests.factories.places import oversight
from tests.factories.results import (
    SOURCE,
    VALUE,
    make_ineligible,
    make_prepared,
    make_released,
    make_scored_call,
    make_signed,
    officer,
    signer,
    tomorrow,
)
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


def prepare(client, call):
    year, month, day = to_jalali(tomorrow().date() + timedelta(days=1))
    posted = {"public_source": SOURCE, "day_day": day, "day_month": month, "day_year": year, "hour": "13"}
    return client.post(f"/hq/runs/{call.code}/preparation/", posted)


def test_a_run_from_preparing_to_the_letters(client):
    call = make_scored_call()
    author = officer()
    enter(client, author)
    assert prepare(client, call).status_code == 302
    run = call.runs.get()

    client.logout()
    with time_machine.travel(run.public_at + timedelta(hours=1)):
        enter(client, author)
        client.post(f"/hq/run/{run.pk}/execution/", {"public_value": VALUE})
        for account in (signer(), signer(oversight())):
            enter(client, account)
            client.post(f"/hq/run/{run.pk}/replay/")
            client.post(f"/hq/run/{run.pk}/signature/")
        enter(client, author)
        preview = client.get(f"/hq/run/{run.pk}/letters/").content.decode()
        answer = client.post(f"/hq/run/{run.pk}/letters/release/")

    call.refresh_from_db()
    assert answer.status_code == 302
    assert call.state == Call.State.RESULTS
    assert Letter.objects.count() == 4
    assert all(code in preview for code in call.applications.values_list("review_code", flat=True))


def test_every_page_of_a_run_opens_in_each_state(client):
    account = officer()
    enter(client, account)
    prepared, released = make_prepared(by=account), make_released()
    addresses = [
        "/hq/runs/",
        f"/hq/runs/{prepared.call.code}/",
        f"/hq/runs/{released.call.code}/",
        f"/hq/run/{released.pk}/minutes/",
        f"/hq/run/{released.pk}/rates/",
        f"/hq/runs/{released.call.code}/outcome/",
        "/hq/cohorts/",
        f"/hq/cohorts/{released.call.cohort.pk}/",
        "/hq/",
    ]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_a_letter_is_read_before_it_leaves_and_greets_no_name(client):
    run = make_signed()
    enter(client, run.prepared_by)
    row = run.rows.select_related("application__person").first()

    body = client.get(f"/hq/run/{run.pk}/letters/{row.application.review_code}/").content.decode()

    assert row.application.review_code in body
    assert row.application.person.last_name not in body


def test_the_outcome_page_names_codes_and_no_person(client):
    run = make_released()
    enter(client, run.prepared_by)

    body = client.get(f"/hq/runs/{run.call.code}/outcome/").content.decode()

    names = run.call.applications.values_list("person__last_name", flat=True)
    assert not [name for name in names if name in body]


def test_a_refusal_is_worded_and_writes_nothing(client):
    call = make_scored_call({7: [1], 8: [24, 24]}, quotas={7: (2, 2), 8: (0, 2)}, redistribution=())
    enter(client, officer())

    answer = prepare(client, call)

    assert answer.status_code == 409
    assert not Run.objects.exists()


def test_a_relaxation_is_proposed_and_signed_on_the_page(client):
    call = make_scored_call({7: [1], 8: [24, 24]}, quotas={7: (2, 2), 8: (0, 2)}, redistribution=())
    enter(client, officer())
    client.post(f"/hq/runs/{call.code}/relaxation/", {"reason": "یک درخواست رسید."})
    override = Override.objects.get()

    for account in (signer(), signer(oversight())):
        enter(client, account)
        assert client.get("/hq/").status_code == 200
        client.post(f"/hq/overrides/{override.pk}/signature/")

    override.refresh_from_db()
    assert override.is_signed


def test_the_letters_of_the_excluded_may_leave_before_the_run(client):
    call = make_scored_call()
    make_ineligible(call)
    enter(client, officer())

    client.post(f"/hq/runs/{call.code}/ineligible-letters/")

    assert Letter.objects.get().code == "ineligible"


@pytest.mark.parametrize("role", [Role.DISTRICT_OFFICER, Role.REVIEWER, Role.SYSTEM_ADMIN, Role.APPEAL_PANEL])
def test_others_cannot_tell_that_a_run_exists(client, role):
    run = make_released()
    enter(client, make_post(role).account)
    addresses = [f"/hq/runs/{run.call.code}/", f"/hq/run/{run.pk}/minutes/", f"/hq/run/{run.pk}/letters/"]

    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(f"/hq/run/{run.pk}/letters/release/").status_code == 404


def test_the_auditor_reads_the_run_and_cannot_move_it(client):
    run = make_signed()
    enter(client, make_post(Role.AUDITOR).account)

    assert client.get(f"/hq/runs/{run.call.code}/").status_code == 200
    assert client.post(f"/hq/run/{run.pk}/letters/release/").status_code == 404


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_of_runs_takes_the_same_queries_for_one_and_for_many(client):
    make_scored_call()
    enter(client, officer())
    queries_of(client, "/hq/runs/")
    one = queries_of(client, "/hq/runs/")
    for _ in range(5):
        make_scored_call(women={})

    assert queries_of(client, "/hq/runs/") == one <= 12


def test_the_published_record_holds_before_an_independent_check():
    run = make_released()

    assert verify_draw(public_record(run)) == []
