"""Scenarios of screening as far as the scores: gates, texts, reviews, interviews."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.models import Application, Call
from koushaneh.screening.actions import (
    assigning,
    checking,
    conflicts,
    deciding,
    interviews,
    rating,
    redaction,
    reviewing,
)
from koushaneh.screening.models import Assignment, Interview
from tests.factories.access import make_post
from tests.factories.places import district_office
from tests.factories.screening import (
    PLAN,
    make_application,
    make_call,
    make_eligible,
    make_interviewer,
    make_reviewed,
    make_reviewer,
)
from tests.proof.whole.acts import act, scenario

S = Application.State


def officer():
    return make_post(number=7).account


def checked(**more):
    """An application whose gates have been evaluated; all of them hold."""
    application = make_application(make_call(), 7, **more)
    checking.start_checking(application.call, by=officer())
    return application


@scenario(checking.start_checking)
def gates_of_two():
    call = make_call()
    make_application(call, 7)
    make_application(call, 8)
    return act(checking.start_checking, call, by=officer())


@scenario(checking.decide_gate)
def a_gate_decided():
    found = {"rule": "head_verified", "result": "passed", "proof_kind": "birth_certificate"}
    return act(checking.decide_gate, checked(), by=officer(), **found)


@scenario(checking.admit)
def an_application_admitted():
    application = checked()
    checking.ask_for_evidence(application, by=officer(), text="گواهی")
    Application.objects.filter(pk=application.pk).update(state=S.CHECKING)
    return act(checking.admit, application, by=officer())


@scenario(checking.admit_passed)
def all_that_passed():
    return act(checking.admit_passed, checked().call, by=officer())


@scenario(checking.exclude)
def an_application_excluded():
    application = checked()
    checking.decide_gate(application, by=officer(), rule="head_verified", result="failed")
    return act(checking.exclude, application, by=officer())


@scenario(checking.ask_for_evidence)
def evidence_asked_for():
    return act(checking.ask_for_evidence, checked(), by=officer(), text="گواهی را بیاورید.")


@scenario(checking.take_missing_answer)
def a_missing_answer():
    application = checked(answers={"track": "producer"})
    key = checking.missing_questions(application)[0].key
    return act(checking.take_missing_answer, application, by=officer(), key=key, raw="regular")


@scenario(deciding.decide)
def a_decision():
    application = make_application(make_call(), 7, state=S.CHECKING)
    return act(deciding.decide, application, "ineligible", [{"code": "gate.age", "facts": {}}], by=officer())


@scenario(redaction.prepare_redactions)
def two_texts_for_the_editors():
    call = make_call()
    rows = [make_application(call, 7), make_application(call, 7, answers={"track": "producer"})]
    return act(redaction.prepare_redactions, rows, by=officer())


def text():
    return make_eligible(make_call(), 7, released=False).redaction


def editor():
    return make_post(Role.TEXT_EDITOR).account


@scenario(redaction.take_text)
def a_text_taken():
    return act(redaction.take_text, text(), by=editor())


@scenario(redaction.save_texts)
def a_text_kept():
    return act(redaction.save_texts, text(), by=editor(), texts={"plan": PLAN})


@scenario(redaction.release_texts)
def a_text_released():
    return act(redaction.release_texts, text(), by=editor(), texts={"plan": PLAN})


@scenario(redaction.take_back_text)
def a_text_taken_back():
    by = editor()
    return act(redaction.take_back_text, redaction.take_text(text(), by=by), by=by)


@scenario(redaction.free_texts)
def texts_of_an_absent_editor():
    absent = editor()
    held = redaction.take_text(text(), by=absent)
    return act(redaction.free_texts, held.application.call, absent, by=officer())


@scenario(conflicts.find_conflicts)
def conflicts_found():
    application = make_eligible(make_call(), 7)
    Application.objects.filter(pk=application.pk).update(helped_by=make_reviewer(12))
    return act(conflicts.find_conflicts, application.call, by=officer())


@scenario(conflicts.declare_conflict)
def a_conflict_declared():
    return act(conflicts.declare_conflict, make_eligible(make_call()), by=make_reviewer(), reason="خویشاوند")


@scenario(assigning.assign_reviews)
def reviews_assigned():
    call = make_call(state=Call.State.CHECKING)
    make_eligible(call, 7)
    make_eligible(call, 8)
    make_eligible(call, 8, answers={"track": "producer"})
    for _ in range(3):
        make_reviewer(12)
    return act(assigning.assign_reviews, call, by=officer())


def assigned(spare=1):
    """An assignment, and `spare` reviewers who could follow."""
    application = make_eligible(make_call(state=Call.State.CHECKING), 7)
    for _ in range(2 + spare):
        make_reviewer(12)
    assigning.assign_reviews(application.call, by=None)
    return application.assignments.order_by("pk").first()


@scenario(reviewing.accept_assignments)
def an_assignment_accepted():
    assignment = assigned()
    return act(reviewing.accept_assignments, [assignment], by=assignment.reviewer)


@scenario(assigning.decline_assignment)
def an_assignment_declined():
    assignment = assigned()
    return act(assigning.decline_assignment, assignment, by=assignment.reviewer, reason="وقت ندارم")


@scenario(assigning.decline_assignment)
def an_assignment_that_nobody_takes_over():
    assignment = assigned(spare=0)
    return act(assigning.decline_assignment, assignment, by=assignment.reviewer, reason="وقت ندارم")


@scenario(assigning.recuse)
def a_reviewer_steps_aside():
    assignment = assigned()
    return act(assigning.recuse, assignment, by=assignment.reviewer, reason="خویشاوند")


@scenario(assigning.replace_overdue)
def two_reviewers_late():
    assigned(spare=3)
    Assignment.objects.update(due_at=timezone.now() - timedelta(days=1))
    return act(assigning.replace_overdue, timezone.now())


@scenario(reviewing.start_review)
def a_review_begun():
    assignment = assigned()
    return act(reviewing.start_review, assignment, by=assignment.reviewer)


@scenario(reviewing.save_review)
def a_review_kept():
    assignment = assigned()
    return act(reviewing.save_review, assignment, by=assignment.reviewer, scores={"C1": 3}, note="خوب")


@scenario(reviewing.lock_review)
def the_first_review_locked():
    assignment = assigned()
    return act(reviewing.lock_review, assignment, by=assignment.reviewer, scores={"C1": 3})


def one_locked(anchor):
    assignment = assigned()
    reviewing.lock_review(assignment, by=assignment.reviewer, scores={"C1": anchor})
    return assignment.application.assignments.exclude(pk=assignment.pk).get()


@scenario(reviewing.lock_review)
def the_last_review_locked():
    last = one_locked(3)
    return act(reviewing.lock_review, last, by=last.reviewer, scores={"C1": 3})


@scenario(reviewing.lock_review)
def a_review_that_asks_for_a_third():
    last = one_locked(1)
    return act(reviewing.lock_review, last, by=last.reviewer, scores={"C1": 5})


@scenario(reviewing.revise_review)
def a_review_reopened():
    assignment = make_reviewed().assignments.order_by("pk").first()
    return act(reviewing.revise_review, assignment, by=assignment.reviewer)


@scenario(reviewing.settle_reviews)
def reviews_settled():
    application = make_reviewed(anchors=(3, 3))
    Application.objects.filter(pk=application.pk).update(state=S.IN_REVIEW)
    return act(reviewing.settle_reviews, application, by=officer())


def invited():
    call = make_call(seat_count=1)
    for _ in range(2):
        make_reviewed(call, anchors=(3, 3))
    return interviews.invite_to_interviews(call, by=None)[0]


def slots(call, count=2):
    raters = [make_interviewer(), make_interviewer()]
    starts_at = timezone.now() + timedelta(hours=30)
    values = {"office": district_office(7), "starts_at": starts_at, "raters": raters, "count": count}
    return interviews.open_slots(call, by=None, **values)


def booked():
    interview = invited()
    first, second = slots(interview.application.call)
    return interviews.book_slot(interview, by=None, slot=first), second


@scenario(interviews.open_slots)
def two_slots():
    raters = [make_interviewer(), make_interviewer()]
    starts_at = timezone.now() + timedelta(hours=30)
    values = {"office": district_office(7), "starts_at": starts_at, "raters": raters, "count": 2}
    return act(interviews.open_slots, make_call(), by=officer(), **values)


@scenario(interviews.cancel_slot)
def a_booked_slot_cancelled():
    interview, _free = booked()
    return act(interviews.cancel_slot, interview.slot, by=officer(), why="تعطیلی")


@scenario(interviews.invite_to_interviews)
def two_invited():
    call = make_call(seat_count=1)
    for _ in range(2):
        make_reviewed(call, anchors=(3, 3))
    return act(interviews.invite_to_interviews, call, by=officer())


@scenario(interviews.book_slot)
def a_slot_booked():
    interview = invited()
    slot = slots(interview.application.call)[0]
    return act(interviews.book_slot, interview, by=interview.application.person.account, slot=slot)


@scenario(interviews.book_slot)
def another_slot_booked():
    interview, free = booked()
    return act(interviews.book_slot, interview, by=officer(), slot=free)


@scenario(interviews.mark_held)
def a_talk_held():
    return act(interviews.mark_held, booked()[0], by=officer())


@scenario(interviews.mark_no_show)
def she_did_not_come():
    return act(interviews.mark_no_show, booked()[0], by=officer())


@scenario(interviews.excuse)
def she_cannot_come():
    return act(interviews.excuse, booked()[0], by=officer(), why="بیمار")


def raters_of(interview):
    return list(interview.slot.raters.order_by("pk"))


@scenario(rating.rate)
def the_first_rating():
    interview, _free = booked()
    return act(rating.rate, interview, by=raters_of(interview)[0], scores={"B4": 4}, lock=True)


def rated_once(anchor):
    interview, _free = booked()
    rating.rate(interview, by=raters_of(interview)[0], scores={"B4": anchor}, lock=True)
    return interview


@scenario(rating.rate)
def the_last_rating():
    interview = rated_once(4)
    return act(rating.rate, interview, by=raters_of(interview)[1], scores={"B4": 4}, lock=True)


@scenario(rating.settle_interview)
def an_interview_settled():
    interview = rated_once(4)
    rating.rate(interview, by=raters_of(interview)[1], scores={"B4": 4}, lock=True)
    Interview.objects.filter(pk=interview.pk).update(state=Interview.State.HELD)
    Application.objects.filter(pk=interview.application_id).update(state=S.INTERVIEW)
    return act(rating.settle_interview, interview, by=officer())


@scenario(rating.name_third_rater)
def a_third_rater():
    interview = rated_once(1)
    rating.rate(interview, by=raters_of(interview)[1], scores={"B4": 5}, lock=True)
    return act(rating.name_third_rater, interview, by=officer(), rater=make_interviewer())


@scenario(rating.close_unheld)
def an_interview_that_never_came_about():
    interview = interviews.mark_no_show(booked()[0], by=officer())
    return act(rating.close_unheld, interview, by=officer(), why="دو بار نیامد")
