"""Interviews: hers to book, the raters' to score by code, the other's score after one's own is locked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading, Record
from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.actions import rating as rating_actions
from koushaneh.screening.models import Conflict, Interview
from tests.factories.access import make_post
from tests.factories.places import district_office
from tests.factories.screening import make_call, make_interviewer, make_reviewed
from tests.web.review.entering import enter

State = Interview.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def interview():
    call = make_call(seat_count=1)
    _applications = [make_reviewed(call, anchors=(3, 3)) for _ in range(2)]
    found = actions.invite_to_interviews(call, by=None)[0]
    found.application.person.set_name("گلچهره", "سروستانی")
    found.application.person.save()
    return found


def slot_for(interview, raters=None, days=1):
    return actions.open_slots(
        interview.application.call,
        by=None,
        office=district_office(7),
        starts_at=timezone.now() + timedelta(days=days),
        raters=raters or [make_interviewer(), make_interviewer()],
    )[0]


def booked(interview):
    slot = slot_for(interview)
    actions.book_slot(interview, by=None, slot=slot)
    return list(slot.raters.order_by("pk"))


def come_in(client, person):
    client.force_login(person.account)
    session = client.session
    session["person"] = person.public_id
    session.save()


def hers(interview, *rest):
    return "/".join(["/my/interview", interview.application.tracking_code, *rest, ""])


def address(interview, *rest):
    return "/".join(["/review/interviews", interview.application.review_code, *rest, ""])


def test_she_sees_free_times_and_books_one(client, interview):
    slot = slot_for(interview)
    come_in(client, interview.application.person)

    shown = client.get(hers(interview)).content.decode()
    client.post(hers(interview, "booking"), {"slot": slot.pk})

    interview.refresh_from_db()
    assert (f'value="{slot.pk}"' in shown, interview.slot, interview.state) == (True, slot, State.BOOKED)
    assert interview.application.review_code in client.get(hers(interview)).content.decode()


def test_a_time_whose_rater_reviewed_her_cannot_be_posted_either(client, interview):
    reviewer = interview.application.assignments.first().reviewer
    slot = slot_for(interview, [reviewer, make_interviewer()])
    come_in(client, interview.application.person)

    answer = client.post(hers(interview, "booking"), {"slot": slot.pk})

    assert (answer.status_code, Interview.objects.get(pk=interview.pk).slot) == (409, None)


def test_another_womans_interview_does_not_exist_for_her(client, interview):
    other = Interview.objects.exclude(pk=interview.pk).get()
    come_in(client, other.application.person)

    assert client.get(hers(interview)).status_code == 404


def test_raters_see_a_code_and_no_name(client, interview):
    first, _second = booked(interview)
    enter(client, first)

    bodies = [client.get(one).content.decode() for one in ("/review/interviews/", address(interview))]

    assert [interview.application.review_code in body for body in bodies] == [True, True]
    assert [
        secret
        for secret in ("گلچهره", "سروستانی", interview.application.tracking_code)
        for body in bodies
        if secret in body
    ] == []


def test_the_others_score_is_invisible_until_ones_own_is_locked(client, interview):
    first, second = booked(interview)
    rating_actions.rate(interview, by=second, scores={"B4": 5}, notes={"B4": "نظرپنهان"}, lock=True)
    enter(client, first)

    before = client.get(address(interview)).content.decode()
    client.post(address(interview, "lock"), {"score_B4": "4"})
    after = client.get(address(interview)).content.decode()

    assert ("نظرپنهان" in before, "نظرپنهان" in after) == (False, True)
    assert Interview.objects.get(pk=interview.pk).state == State.RATED


def test_a_rater_with_a_conflict_cannot_tell_that_the_talk_exists(client, interview):
    first, _second = booked(interview)
    enter(client, first)
    shown = client.get(address(interview)).status_code
    Conflict.objects.create(application=interview.application, account=first, kind=Conflict.Kind.HELPER)

    answers = [client.get(address(interview)), client.post(address(interview, "lock"), {"score_B4": "4"})]

    assert (shown, [answer.status_code for answer in answers]) == (200, [404, 404])


def test_a_stranger_among_interviewers_finds_nothing(client, interview):
    booked(interview)
    enter(client, make_interviewer())

    assert client.get(address(interview)).status_code == 404


def test_a_rater_writes_down_that_she_did_not_come(client, interview):
    first, _second = booked(interview)
    enter(client, first)

    client.post(address(interview, "no-show"))

    assert Interview.objects.get(pk=interview.pk).state == State.NO_SHOW


def test_an_officer_of_her_district_books_for_her_and_it_is_marked(client, interview):
    slot = slot_for(interview)
    enter(client, make_post(Role.INTAKE, 7).account)
    page = f"/d/interviews/{interview.application.tracking_code}/"

    shown = client.get(page).content.decode()
    client.post(f"{page}booking/", {"slot": slot.pk})

    booked = Record.objects.get(verb="interview.booked")
    assert ("گلچهره" in shown, Interview.objects.get(pk=interview.pk).slot) == (True, slot)
    assert booked.on_behalf_of == interview.application.person_id
    assert Reading.objects.filter(person_id=interview.application.person_id, opened=True).exists()


def test_an_officer_of_another_district_cannot_tell_that_the_interview_exists(client, interview):
    slot = slot_for(interview)
    enter(client, make_post(Role.DISTRICT_OFFICER, 8).account)
    page = f"/d/interviews/{interview.application.tracking_code}/"

    answers = [client.get(page), client.post(f"{page}booking/", {"slot": slot.pk})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert interview.application.person.last_name not in client.get("/d/interviews/").content.decode()
