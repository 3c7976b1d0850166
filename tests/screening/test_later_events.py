"""What came after the work was given out: a block, a run, an enrolment, the end of the call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.actions import set_block
from koushaneh.calls.actions.info import lapse_info_requests, remind_info_requests
from koushaneh.calls.models import Application, Call, InfoRequest
from koushaneh.core.states import IllegalTransition
from koushaneh.screening.actions import appeals, assigning, interviews, offers, reviewing
from koushaneh.screening.actions.checking import ask_for_evidence
from koushaneh.screening.actions.cohort import enrol
from koushaneh.screening.actions.overrides import NeedsReason
from koushaneh.screening.actions.signing import propose_void
from koushaneh.screening.models import Appeal, Assignment, Letter, Offer
from tests.factories.access import make_person
from tests.factories.results import (
    make_executed,
    make_released,
    make_scored_call,
    officer,
    panel_member,
    signer,
)
from tests.factories.screening import make_application, make_call, make_eligible, make_reviewed, make_reviewer
from tests.screening.test_interviews import invited, slot_of

pytestmark = pytest.mark.django_db
S = Application.State
TEXT = "ماه‌های کار من درست شمرده نشده است."


def keep_away(woman, account):
    set_block(woman, make_person("داور", "نمونه", account=account), by=officer(), reason="خشونت")


def assigned():
    application = make_eligible(make_call(state=Call.State.CHECKING), 7)
    for _ in range(2):
        make_reviewer(12)
    assigning.assign_reviews(application.call, by=None)
    return application.assignments.order_by("pk").first()


def test_a_reviewer_blocked_since_can_neither_read_on_nor_lock():
    assignment = assigned()
    keep_away(assignment.application.person, assignment.reviewer)

    for act in (reviewing.start_review, reviewing.lock_review):
        with pytest.raises(reviewing.InConflict):
            act(assignment, by=assignment.reviewer)


def test_a_revision_is_not_locked_once_a_run_stands_on_the_scores():
    assignment = make_reviewed().assignments.order_by("pk").first()
    reviewing.revise_review(assignment, by=assignment.reviewer)
    Application.objects.filter(pk=assignment.application_id).update(state=S.RANKED)

    with pytest.raises(reviewing.TooLateToRevise):
        reviewing.lock_review(assignment, by=assignment.reviewer)


def test_a_talk_cannot_be_booked_once_her_application_has_gone_on():
    interview = invited()
    slot = slot_of(interview.application.call)
    Application.objects.filter(pk=interview.application_id).update(state=S.RANKED)

    with pytest.raises(IllegalTransition):
        interviews.book_slot(interview, by=None, slot=slot)


def test_a_run_is_not_voided_without_a_reason():
    with pytest.raises(NeedsReason):
        propose_void(make_executed(), by=signer(), reason=" ")


def refused_call():
    return make_released(make_scored_call({7: [24, 20, 16]}, seats=1)).call


def test_the_seat_of_a_woman_in_the_cohort_is_not_taken_back():
    offer = Offer.objects.get(call=refused_call())
    offers.accept_offer(offer, by=offer.application.person.account)
    enrol(offer.application, by=officer())

    with pytest.raises(offers.AlreadyEnrolled):
        offers.withdraw_offer(offer, by=officer(), reason="withdrawn")


def filed(call):
    letter = Letter.objects.filter(decision__application__call=call, code="waiting").get()
    return appeals.file_appeal(letter, by=officer(), text=TEXT, channel=Appeal.Channel.OFFICE)


def test_a_member_blocked_since_has_no_voice():
    for _ in range(2):
        panel_member()
    appeal = appeals.admit_appeal(filed(refused_call()), by=officer())
    member = appeal.hearings.first().member
    keep_away(appeal.decision.application.person, member)

    with pytest.raises(reviewing.InConflict):
        appeals.vote(appeal, by=member, choice=Appeal.State.UPHELD, note="شمردیم")


def test_an_appeal_after_the_end_of_a_call_is_answered_as_late():
    call = refused_call()
    Call.objects.filter(pk=call.pk).update(state=Call.State.FINAL)

    assert filed(call).state == Appeal.State.LATE


def test_the_clocks_leave_a_cancelled_call_alone():
    application = make_application(make_call(), 7, state=S.CHECKING)
    asked = ask_for_evidence(application, by=officer(), text="گواهی را بیاورید.")
    late = assigned()
    past = timezone.now() - timedelta(days=1)
    InfoRequest.objects.update(due_at=past)
    Assignment.objects.update(due_at=past)
    Call.objects.update(state=Call.State.CANCELLED)

    now = timezone.now()
    moved = [lapse_info_requests(now), assigning.replace_overdue(now)]
    reminded = remind_info_requests(past - timedelta(hours=1), ahead=timedelta(days=2))

    asked.refresh_from_db()
    late.refresh_from_db()
    assert (moved, reminded, asked.state, late.state) == ([0, 0], 0, "open", "proposed")
