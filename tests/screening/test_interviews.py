"""Interviews for those near the cut: booking, raters who know nothing of her case, perhaps a third."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls.models import Application
from koushaneh.notify.models import Notice
from koushaneh.screening import scoring
from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.actions import rating as rating_actions
from koushaneh.screening.models import Conflict, Interview, InterviewSlot
from tests.factories.places import district_office
from tests.factories.screening import make_call, make_eligible, make_interviewer, make_reviewed

S, State = Application.State, Interview.State
pytestmark = pytest.mark.django_db


def call_near_the_cut(count=3, seats=1):
    call = make_call(seat_count=seats)
    return call, [make_reviewed(call, anchors=(3, 3)) for _ in range(count)]


def slot_of(call, raters=None, number=7, hours=30):
    raters = raters or [make_interviewer(), make_interviewer()]
    return actions.open_slots(
        call,
        by=None,
        office=district_office(number),
        starts_at=timezone.now() + timedelta(hours=hours),
        raters=raters,
    )[0]


def invited():
    call, _applications = call_near_the_cut()
    return actions.invite_to_interviews(call, by=None)[0]


def booked():
    interview = invited()
    slot = slot_of(interview.application.call)
    return actions.book_slot(interview, by=interview.application.person.account, slot=slot), list(
        slot.raters.order_by("pk")
    )


def test_only_those_whose_interval_covers_the_cut_are_near_it():
    def scored(pk, total, low, high):
        return scoring.Scored(pk, f"c{pk}", 1, total, low, high)

    call = make_call(seat_count=2)
    call.policy.interview_band = 1
    rows = [
        scored(1, 90, 85, 95),
        scored(2, 60, 50, 70),
        scored(3, 59, 49, 69),
        scored(4, 58, 48, 68),
        scored(5, 10, 5, 20),
    ]

    near = scoring.near_the_cut(call, rows)

    assert [one.application_id for one in near] == [2, 3]


def test_with_a_seat_for_everyone_nobody_is_near_the_cut():
    call, _applications = call_near_the_cut(count=2, seats=2)

    assert scoring.near_the_cut(call) == []


def test_a_call_without_interviews_has_nobody_near_the_cut():
    call, _applications = call_near_the_cut()
    call.policy.interview_band = 0

    assert scoring.near_the_cut(call) == []


def test_who_is_near_the_cut_is_invited_and_told_once():
    call, applications = call_near_the_cut()

    invited = actions.invite_to_interviews(call, by=None)

    assert {one.application_id for one in invited} == {one.pk for one in applications}
    assert set(Application.objects.filter(call=call).values_list("state", flat=True)) == {S.INTERVIEW}
    assert Notice.objects.filter(template="interview_invited").count() == 3
    with pytest.raises(actions.NobodyToInvite):
        actions.invite_to_interviews(call, by=None)


def test_she_books_a_slot_and_may_move_to_another():
    interview = invited()
    call, account = interview.application.call, interview.application.person.account
    first, second = slot_of(call), slot_of(call, hours=40)

    actions.book_slot(interview, by=account, slot=first)
    moved = actions.book_slot(interview, by=account, slot=second)

    assert (moved.state, moved.slot) == (State.BOOKED, second)
    assert first in actions.free_slots(moved)


def test_a_slot_is_taken_once():
    call, _applications = call_near_the_cut()
    first, second, _third = actions.invite_to_interviews(call, by=None)
    slot = slot_of(call)
    actions.book_slot(first, by=None, slot=slot)

    with pytest.raises(actions.SlotTaken):
        actions.book_slot(second, by=None, slot=slot)

    assert actions.free_slots(second) == []


def test_a_slot_whose_rater_scored_her_blind_is_neither_shown_nor_booked():
    interview = invited()
    reviewer = interview.application.assignments.first().reviewer
    slot = slot_of(interview.application.call, raters=[reviewer, make_interviewer()])

    with pytest.raises(actions.SlotNotFree):
        actions.book_slot(interview, by=None, slot=slot)

    assert actions.free_slots(interview) == []


def test_a_slot_whose_rater_has_a_conflict_is_neither_shown_nor_booked():
    interview = invited()
    rater = make_interviewer()
    Conflict.objects.create(application=interview.application, account=rater, kind=Conflict.Kind.CASEWORKER)
    slot = slot_of(interview.application.call, raters=[rater, make_interviewer()])

    with pytest.raises(actions.SlotNotFree):
        actions.book_slot(interview, by=None, slot=slot)

    assert actions.free_slots(interview) == []


def test_a_slot_needs_two_raters_and_a_time_ahead():
    call = make_call()

    with pytest.raises(actions.WrongRaters):
        slot_of(call, raters=[make_interviewer()])
    with pytest.raises(actions.SlotPast):
        slot_of(call, hours=-1)

    assert InterviewSlot.objects.count() == 0


def test_a_cancelled_slot_frees_her_and_she_is_told():
    interview, _raters = booked()

    actions.cancel_slot(interview.slot, by=None, why="سالن بسته است")

    interview.refresh_from_db()
    assert (interview.state, interview.slot) == (State.INVITED, None)
    assert Notice.objects.filter(template="interview_moved").count() == 1


def test_who_did_not_come_may_book_again():
    interview, _raters = booked()

    missed = actions.mark_no_show(interview, by=None)
    again = actions.book_slot(missed, by=None, slot=slot_of(interview.application.call, hours=50))

    assert (again.state, again.no_shows) == (State.BOOKED, 1)


def test_two_raters_who_agree_settle_the_interview_and_her_score():
    interview, (first, second) = booked()
    before = scoring.score(interview.application)

    rating_actions.rate(interview, by=first, scores={"B4": 4}, lock=True)
    halfway = scoring.score(interview.application)
    rating_actions.rate(interview, by=second, scores={"B4": 5}, lock=True)

    interview.refresh_from_db()
    interview.application.refresh_from_db()
    after = scoring.score(interview.application)
    assert (interview.state, interview.application.state) == (State.RATED, S.SCORED)
    assert (before.blocked, halfway.blocked, after.blocked) == (("B4",), ("B4",), ())
    assert after.parts["B4"]["value"] == 875_000  # (4.5 - 1) / 4


def test_raters_who_differ_by_two_are_joined_by_a_third():
    interview, (first, second) = booked()
    rating_actions.rate(interview, by=first, scores={"B4": 2}, lock=True)
    rating_actions.rate(interview, by=second, scores={"B4": 4}, lock=True)
    interview.refresh_from_db()
    waiting = (interview.state, interview.needs_third)

    third = make_interviewer()
    rating_actions.name_third_rater(interview, by=None, rater=third)
    rating_actions.rate(interview, by=third, scores={"B4": 3}, lock=True)

    interview.refresh_from_db()
    assert waiting == (State.HELD, True)
    assert interview.state == State.RATED
    assert scoring.score(interview.application).parts["B4"]["value"] == 500_000


def test_the_third_rater_is_neither_of_the_two_nor_a_blind_reviewer():
    interview, (first, second) = booked()
    rating_actions.rate(interview, by=first, scores={"B4": 1}, lock=True)
    rating_actions.rate(interview, by=second, scores={"B4": 5}, lock=True)
    reviewer = interview.application.assignments.first().reviewer

    for account in (first, second, reviewer):
        with pytest.raises(actions.SlotNotFree):
            rating_actions.name_third_rater(interview, by=None, rater=account)


def test_a_locked_rating_is_final():
    interview, (first, _second) = booked()
    rating_actions.rate(interview, by=first, scores={"B4": 4}, lock=True)

    with pytest.raises(rating_actions.RatingLocked):
        rating_actions.rate(interview, by=first, scores={"B4": 5})

    assert interview.ratings.get().anchor == 4


def test_who_is_no_rater_of_the_talk_cannot_rate():
    interview, _raters = booked()

    with pytest.raises(rating_actions.NotARater):
        rating_actions.rate(interview, by=make_interviewer(), scores={"B4": 4})


def test_an_empty_rating_cannot_be_locked():
    interview, (first, _second) = booked()

    with pytest.raises(rating_actions.BadRating):
        rating_actions.rate(interview, by=first, scores={}, lock=True)

    assert not rating_actions.own_is_locked(interview, first)


def test_a_talk_that_never_came_about_goes_on_but_stays_blocked_until_two_sign():
    interview, _raters = booked()
    actions.mark_no_show(interview, by=None)

    rating_actions.close_unheld(interview, by=None, why="دو بار نیامد")

    application = Application.objects.get(pk=interview.application_id)
    assert (application.state, scoring.score(application).blocked) == (S.SCORED, ("B4",))


def test_nobody_is_invited_while_reviews_are_open():
    call, _applications = call_near_the_cut()
    make_eligible(call)

    with pytest.raises(actions.ReviewsOpen):
        actions.invite_to_interviews(call, by=None)

    assert Interview.objects.count() == 0


def test_the_time_of_a_woman_who_withdrew_is_free_again():
    interview, _raters = booked()
    slot = interview.slot
    other = Interview.objects.exclude(pk=interview.pk).first()
    taken = actions.free_slots(other)
    Application.objects.filter(pk=interview.application_id).update(state=S.WITHDRAWN)

    free = actions.free_slots(other)
    actions.book_slot(other, by=None, slot=slot)

    assert (taken, free) == ([], [slot])
    assert Interview.objects.get(slot=slot) == other
