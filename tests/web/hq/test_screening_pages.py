"""Headquarters plans by counts: no applicant's name on any page of planning."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.models import Call
from koushaneh.engine.persian import to_jalali
from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.actions import rating as rating_actions
from koushaneh.screening.actions.redaction import take_text
from koushaneh.screening.models import Assignment, Interview, InterviewSlot
from tests.factories.access import make_post
from tests.factories.places import district_office
from tests.factories.screening import (
    make_application,
    make_call,
    make_eligible,
    make_interviewer,
    make_reviewed,
    make_reviewer,
)
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db
NAME = "گلچهره"


@pytest.fixture
def hoda(client):
    account = make_post(Role.HQ_OFFICER).account
    enter(client, account)
    return account


def named(application):
    application.person.set_name(NAME, "سروستانی")
    application.person.save()
    return application


def test_the_gates_of_a_closed_call_are_evaluated_from_the_board(client, hoda):
    call = make_call()
    application = make_application(call)

    client.post(f"/hq/screening/{call.pk}/checks/")

    application.refresh_from_db()
    assert application.state == "checking"
    assert "در بررسی شرایط" in client.get(f"/hq/screening/{call.pk}/").content.decode()


def test_the_plan_shows_loads_and_one_act_assigns(client, hoda):
    call = make_call(state=Call.State.CHECKING)
    named(make_eligible(call))
    for _ in range(2):
        make_reviewer(12)
    page = f"/hq/screening/{call.pk}/plan/"

    preview = client.get(page).content.decode()
    before = Assignment.objects.count()
    client.post(page)

    assert ("منطقهٔ ۱۲" in preview, before, Assignment.objects.count()) == (True, 0, 2)
    assert NAME not in preview


def test_too_few_reviewers_are_said_in_words(client, hoda):
    call = make_call(state=Call.State.CHECKING)
    make_eligible(call)
    make_reviewer(12)

    answer = client.get(f"/hq/screening/{call.pk}/plan/")

    assert (answer.status_code, "داور تازه‌ای بیفزایید" in answer.content.decode()) == (409, True)


def test_the_board_counts_and_names_no_applicant(client, hoda):
    application = named(make_reviewed())

    bodies = [
        client.get(address).content.decode()
        for address in (
            "/hq/screening/",
            f"/hq/screening/{application.call_id}/",
            f"/hq/screening/{application.call_id}/?format=csv",
            f"/hq/screening/{application.call_id}/interviews/",
        )
    ]

    assert [body for body in bodies if NAME in body or application.tracking_code in body] == []
    assert "داوری شده" in bodies[1]


def test_late_reviews_go_to_another(client, hoda):
    call = make_call()
    application = make_eligible(call)
    for _ in range(3):
        make_reviewer(12)
    client.post(f"/hq/screening/{call.pk}/plan/")
    Assignment.objects.update(due_at=timezone.now() - timedelta(days=1))

    client.post(f"/hq/screening/{call.pk}/overdue/")

    assert application.assignments.filter(state=Assignment.State.REPLACED).count() >= 1


def near_the_cut():
    call = make_call(seat_count=1)
    return call, [make_reviewed(call, anchors=(3, 3)) for _ in range(3)]


def test_slots_are_opened_in_a_row_with_two_raters(client, hoda):
    call, _applications = near_the_cut()
    first, second = make_interviewer(), make_interviewer()
    year, month, day = to_jalali((timezone.now() + timedelta(days=3)).date())

    answer = client.post(
        f"/hq/screening/{call.pk}/interviews/slots/",
        {
            "office": district_office(7).pk,
            "day_day": day,
            "day_month": month,
            "day_year": year,
            "hour": "۱۰:۳۰",
            "minutes": "۳۰",
            "count": "3",
            "first": first.pk,
            "second": second.pk,
        },
    )

    assert answer.status_code == 302, answer.content.decode()
    starts = list(InterviewSlot.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert [later - starts[0] for later in starts] == [timedelta(minutes=30 * number) for number in range(3)]
    assert set(InterviewSlot.objects.first().raters.all()) == {first, second}


def test_invitations_go_to_those_near_the_cut(client, hoda):
    call, _applications = near_the_cut()

    client.post(f"/hq/screening/{call.pk}/interviews/invitations/")

    assert Interview.objects.filter(application__call=call).count() == 3


def test_a_third_rater_is_named_where_two_differ(client, hoda):
    call, _applications = near_the_cut()
    interview = actions.invite_to_interviews(call, by=None)[0]
    raters = [make_interviewer(), make_interviewer()]
    slot = actions.open_slots(
        call, by=None, office=district_office(7), starts_at=timezone.now() + timedelta(days=1), raters=raters
    )[0]
    actions.book_slot(interview, by=None, slot=slot)
    for rater, anchor in zip(raters, (1, 5), strict=True):
        rating_actions.rate(interview, by=rater, scores={"B4": anchor}, lock=True)
    third, code = make_interviewer(), interview.application.review_code

    client.post(f"/hq/screening/{call.pk}/interviews/{code}/third/", {"rater": third.pk})

    interview.refresh_from_db()
    assert interview.third_rater == third


def test_an_officer_of_a_district_finds_no_board(client):
    call = make_call()
    enter(client, make_post(Role.DISTRICT_OFFICER, 7).account)

    assert client.get(f"/hq/screening/{call.pk}/").status_code == 404


def test_headquarters_takes_the_texts_of_an_absent_editor_back(client, hoda):
    application = named(make_eligible(make_call(), released=False))
    absent = make_post(Role.TEXT_EDITOR).account
    take_text(application.redaction, by=absent)
    board = f"/hq/screening/{application.call_id}/"

    before = client.get(board).content.decode()
    client.post(f"{board}editors/{absent.pk}/freeing/")
    after = client.get(board).content.decode()

    application.redaction.refresh_from_db()
    assert (application.redaction.state, application.redaction.editor) == ("waiting", None)
    assert (f"editors/{absent.pk}/freeing/" in before, "freeing" in after) == (True, False)
    assert client.post(f"{board}editors/{absent.pk}/freeing/").status_code == 404
    assert NAME not in before
