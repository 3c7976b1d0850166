"""Interviews (مصاحبه) for those near the cut: slots, invitation, booking, two raters, perhaps a third."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.core.states import IllegalTransition
from koushaneh.core.values import in_both, local_day
from koushaneh.notify.actions import send
from koushaneh.places.days import Days
from koushaneh.places.offices import office_of
from koushaneh.screening.models import Assignment, Conflict, Interview, InterviewSlot
from koushaneh.screening.scoring import near_the_cut

S, State = Application.State, Interview.State
RATERS = 2


class SlotTaken(Refusal):
    code = "screening.slot_taken"


class SlotNotFree(Refusal):
    """A rater of this slot has scored her blind, or has a conflict with her."""

    code = "screening.slot_not_for_her"


class WrongRaters(Refusal):
    code = "screening.two_raters_needed"


class SlotPast(Refusal):
    code = "screening.slot_past"


class SlotOnClosedDay(Refusal):
    code = "screening.slot_on_closed_day"


class NobodyToInvite(Refusal):
    code = "screening.nobody_to_invite"


class ReviewsOpen(Refusal):
    """While reviews are open, nobody knows where the cut lies."""

    code = "screening.reviews_open"


@transaction.atomic
def open_slots(call, *, by, office, starts_at, raters, minutes=30, count=1):
    """Open `count` slots one after another at an office, each with the same two raters.

    Refuses a moment that has passed and a day on which the office is closed.
    """
    raters = list(dict.fromkeys(raters))
    if len(raters) != RATERS:
        raise WrongRaters(count=len(raters))
    if starts_at <= timezone.now():
        raise SlotPast()
    last = starts_at + timedelta(minutes=minutes * (count - 1))
    if {local_day(starts_at), local_day(last)} & Days(office.place).closed:
        raise SlotOnClosedDay()
    slots = [
        InterviewSlot.objects.create(
            call=call,
            office=office,
            starts_at=starts_at + timedelta(minutes=minutes * number),
            minutes=minutes,
        )
        for number in range(count)
    ]
    for slot in slots:
        slot.raters.set(raters)
    record("interview.slots_opened", about=call, by=by, place=office.place, count=count)
    return slots


@transaction.atomic
def cancel_slot(slot, *, by, why, closed=None):
    """Take a slot away; a woman who had booked it is told and books another.

    `closed` is the closed day that it fell on, where that is why.
    """
    slot = InterviewSlot.objects.select_for_update().get(pk=slot.pk)
    if slot.cancelled_at:
        return slot
    slot.cancelled_at = timezone.now()
    slot.save(update_fields=["cancelled_at"])
    record("interview.slot_cancelled", about=slot, by=by, why=why)
    for interview in Interview.objects.filter(slot=slot, state=State.BOOKED):
        _leave_slot(interview, by, why)
        if closed:
            _tell(interview, "interview_day_closed", why=closed.why_in_both)
        else:
            _tell(interview, "interview_moved")
    return slot


def _leave_slot(interview, by, why=""):
    interview.slot = None
    return change_state(interview, State.INVITED, by=by, why=why, also=["slot"])


@transaction.atomic
def invite_to_interviews(call, *, by):
    """Invite everyone near the cut who is not invited yet.

    Safe to repeat; refuses while reviews are open, and when nobody is left to invite.
    """
    if waiting := call.applications.filter(state__in=[S.ELIGIBLE, S.IN_REVIEW]).count():
        raise ReviewsOpen(count=waiting)
    near = [one.application_id for one in near_the_cut(call)]
    rows = Application.objects.select_for_update(of=("self",)).filter(pk__in=near, state=S.SCORED)
    rows = list(rows.filter(interview=None).select_related("person", "place", "call").order_by("pk"))
    if not rows:
        raise NobodyToInvite()
    interviews = [Interview.objects.create(application=row) for row in rows]
    for row, interview in zip(rows, interviews, strict=True):
        change_state(row, S.INTERVIEW, by=by, place=row.place)
        _tell(interview, "interview_invited")
    record("interviews.invited", about=call, by=by, place=call.place, count=len(rows))
    return interviews


def _tell(interview, template, **facts):
    application = interview.application
    send(
        application.person,
        template,
        facts,
        about=f"interview:{interview.pk}",
        link=f"/my/interview/{application.tracking_code}/",
        office=office_of(application.place),
    )


def locked(interview):
    rows = Interview.objects.select_for_update(of=("self",))
    return rows.select_related("application__person", "application__place", "application__call", "slot").get(
        pk=interview.pk
    )


def going_on(interview):
    """Return the interview if its application still waits for it. After a run nothing may move her back."""
    state = interview.application.state
    if state != S.INTERVIEW:
        raise IllegalTransition(model="screening.Interview", now=str(state), to=str(S.INTERVIEW))
    return interview


def free_slots(interview):
    """Return the slots she may book: free, ahead of now, and with raters who did not score her blind."""
    barred = judges_barred_from(interview.application)
    rows = InterviewSlot.objects.filter(
        call=interview.application.call, cancelled_at=None, starts_at__gt=timezone.now()
    ).filter(Q(interview=None) | Q(interview__application__state=S.WITHDRAWN))
    rows = rows.exclude(raters__in=barred).select_related("office__place").order_by("starts_at", "pk")
    home = interview.application.place_id
    return sorted(rows.distinct(), key=lambda slot: (slot.office.place_id != home, slot.starts_at, slot.pk))


def judges_barred_from(application):
    """Return the accounts that reviewed her blind or have a conflict with her."""
    reviewed = Assignment.objects.filter(application=application).values_list("reviewer_id", flat=True)
    conflicts = Conflict.objects.filter(application=application).values_list("account_id", flat=True)
    return {*reviewed, *conflicts}


@transaction.atomic
def book_slot(interview, *, by, slot, on_behalf_of=None):
    """Take a slot, or move to another one. Refuses one that is taken, past, or whose raters know her case."""
    interview = going_on(locked(interview))
    slot = InterviewSlot.objects.select_for_update().get(pk=slot.pk)
    if interview.slot_id == slot.pk and interview.state == State.BOOKED:
        return interview
    Interview.objects.filter(slot=slot, application__state=S.WITHDRAWN).update(slot=None)
    _check_slot(interview, slot)
    if interview.state == State.BOOKED:
        _leave_slot(interview, by)
    interview.slot = slot
    change_state(interview, State.BOOKED, by=by, on_behalf_of=on_behalf_of, also=["slot"])
    where = in_both(slot.office.name, slot.office.name_en)
    _tell(interview, "interview_booked", when=slot.starts_at, where=where)
    return interview


def _check_slot(interview, slot):
    if Interview.objects.filter(slot=slot).exclude(pk=interview.pk).exists() or slot.cancelled_at:
        raise SlotTaken()
    if slot.starts_at <= timezone.now():
        raise SlotPast()
    raters = set(slot.raters.values_list("pk", flat=True))
    wrong_call = slot.call_id != interview.application.call_id
    if wrong_call or raters & judges_barred_from(interview.application):
        raise SlotNotFree()


@transaction.atomic
def mark_held(interview, *, by):
    """Write down that the talk took place."""
    return change_state(going_on(locked(interview)), State.HELD, by=by)


@transaction.atomic
def mark_no_show(interview, *, by):
    """Write down that she did not come; her slot stays with the record and she may book another."""
    interview = going_on(locked(interview))
    interview.no_shows += 1
    interview.slot = None
    change_state(interview, State.NO_SHOW, by=by, also=["no_shows", "slot"])
    _tell(interview, "interview_missed")
    return interview


@transaction.atomic
def excuse(interview, *, by, why, on_behalf_of=None):
    """Write down that she cannot come at that time, and why; she may book another."""
    interview = going_on(locked(interview))
    interview.slot = None
    return change_state(interview, State.EXCUSED, by=by, why=why, on_behalf_of=on_behalf_of, also=["slot"])
