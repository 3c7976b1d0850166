"""Attendance, session by session, and the end of a workshop: what became of each woman, and of her step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.core.values import local_day
from koushaneh.engine.persian import clean
from koushaneh.path.actions.steps import excuse_step, finish_step, miss_step
from koushaneh.path.models import Kind, PathStep
from koushaneh.path.models import State as StepState
from koushaneh.workshops.actions.composing import locked_workshop
from koushaneh.workshops.models import Attendance, Certificate, Seat, Tick, Workshop
from koushaneh.workshops.models.attendance import CAME

Mark, S = Attendance.Mark, Seat.State
DOORS_OPEN = timedelta(hours=1)  # before the session begins
ON_TIME = timedelta(minutes=15)  # after it has begun


class NotYet(Refusal):
    """Attendance of a session that has not begun, or the end of a workshop that goes on."""

    code = "workshops.not_yet"


class Over(Refusal):
    """The workshop has been finished or called off; its marks stay as they are."""

    code = "workshops.over"


class NotHers(Refusal):
    """She has no seat in this workshop, or has not said yes to it."""

    code = "workshops.not_hers"


class WhyNeeded(Refusal):
    code = "workshops.why_needed"


class MarksMissing(Refusal):
    """Somebody has no mark in some session: nobody is taken for absent because nothing was written."""

    code = "workshops.marks_missing"


@dataclass(frozen=True)
class Ticked:
    """What is written of one woman in one session."""

    code: str
    mark: str
    why: str = ""
    key: str = ""  # of a tick that a device kept
    at: datetime | None = None


def locked_session(session, now):
    """Lock the workshop of a session whose doors are open; return it."""
    workshop = locked_workshop(session.workshop)
    if workshop.state != Workshop.State.ALLOTTED:
        raise Over()
    if session.starts_at - DOORS_OPEN > now:
        raise NotYet()
    return workshop


@transaction.atomic
def mark_list(session, ticked, *, by):
    """Write the list of a session. Safe to repeat; written again it corrects what stood there.

    Only who has a seat can be on it; other codes are left out.
    """
    now = timezone.now()
    workshop = locked_session(session, now)
    if any(one.mark == Mark.EXCUSED and not clean(one.why) for one in ticked):
        raise WhyNeeded()
    seats = {seat.code: seat for seat in workshop.taken.filter(state=S.BOOKED)}
    known = [one for one in ticked if one.code in seats]
    for one in known:
        write_mark(seats[one.code], session, one, by=by, at=now)
    marks = {one.code: str(one.mark) for one in known}
    record("attendance.listed", about=workshop, by=by, place=workshop.place, session=session.pk, marks=marks)
    return known


@transaction.atomic
def replay_ticks(session, ticked, *, by):
    """Take in what a device kept while it had no connection; return how many marks are new. Safe to repeat.

    Each key counts once. A mark older than what stands there is kept as a tick and changes nothing.
    """
    now = timezone.now()
    workshop = locked_session(session, now)
    if any(one.mark == Mark.EXCUSED and not clean(one.why) for one in ticked):
        raise WhyNeeded()
    seats = {seat.code: seat for seat in workshop.taken.filter(state=S.BOOKED)}
    known = set(Tick.objects.filter(key__in=[one.key for one in ticked]).values_list("key", flat=True))
    fresh = {one.key: one for one in ticked if one.code in seats and one.key not in known}
    for one in sorted(fresh.values(), key=lambda tick: tick.at):
        _take_in(seats[one.code], session, one, min(one.at, now), by)
    if fresh:
        record(
            "attendance.replayed",
            about=workshop,
            by=by,
            place=workshop.place,
            session=session.pk,
            count=len(fresh),
        )
    return len(fresh)


def _take_in(seat, session, ticked, at, by):
    Tick.objects.create(key=ticked.key, seat=seat, session=session, mark=ticked.mark, at=at, by=by)
    if not Attendance.objects.filter(seat=seat, session=session, at__gt=at).exists():
        write_mark(seat, session, ticked, by=by, at=at)


@transaction.atomic
def enter_door(session, person, *, by):
    """She confirms at the door that she is here, late after a quarter of an hour. Safe to repeat.

    What the trainer has written of her stays: only a first mark is hers to make.
    """
    now = timezone.now()
    workshop = locked_session(session, now)
    seat = workshop.taken.filter(person=person, state=S.BOOKED).first()
    if seat is None:
        raise NotHers()
    found = seat.attendances.filter(session=session).first()
    if found:
        return found
    mark = Mark.LATE if now > session.starts_at + ON_TIME else Mark.PRESENT
    found = write_mark(seat, session, Ticked(seat.code, mark), by=by, at=now, way=Attendance.Way.DOOR)
    record("attendance.entered", about=seat, by=by, place=workshop.place, session=session.pk, mark=str(mark))
    return found


def write_mark(seat, session, ticked, *, by, at, way=Attendance.Way.LIST):
    values = {
        "mark": Mark(ticked.mark),
        "why": clean(ticked.why) if ticked.mark == Mark.EXCUSED else "",
        "way": way,
        "at": at,
        "by": by,
    }
    return Attendance.objects.update_or_create(seat=seat, session=session, defaults=values)[0]


@transaction.atomic
def finish_workshop(workshop, *, by):
    """End a workshop: each woman attended, was excused or was absent, and her step says so. Safe to repeat."""
    workshop = locked_workshop(workshop)
    if workshop.state == Workshop.State.FINISHED:
        return workshop
    sessions = list(workshop.sessions.all())
    if not sessions or sessions[-1].starts_at > timezone.now():
        raise NotYet()
    seats = list(
        workshop.taken.filter(state=S.BOOKED).select_related("person").prefetch_related("attendances")
    )
    missing = sum(len(sessions) - len(seat.attendances.all()) for seat in seats)
    if missing:
        raise MarksMissing(count=missing)
    change_state(workshop, Workshop.State.FINISHED, by=by, place=workshop.place, women=len(seats))
    for seat in seats:
        _end(seat, workshop, local_day(sessions[-1].starts_at), by)
    return workshop


def _end(seat, workshop, day, by):
    marks = list(seat.attendances.all())
    reason = "، ".join(one.why for one in marks if one.why)
    if sum(one.mark in CAME for one in marks) >= workshop.needed_sessions:
        state = S.ATTENDED
    elif any(one.mark == Mark.ABSENT for one in marks):
        state = S.ABSENT
    else:
        state = S.EXCUSED
    change_state(seat, state, by=by, place=workshop.place)
    if state == S.ATTENDED:
        Certificate.objects.create(seat=seat, issued_at=timezone.now())
    step = _step_of(seat, workshop)
    if step is not None:
        _settle(step, state, reason, day, by, f"workshop:{workshop.pk}")


def _step_of(seat, workshop):
    """The step of the path that she walks which this workshop is; None where there is none to settle."""
    rows = PathStep.objects.filter(
        plan__person=seat.person, plan__ended_at=None, key=workshop.step_key, kind=Kind.WORKSHOP
    )
    return rows.first() if workshop.step_key else None


def _settle(step, state, reason, day, by, source):
    after = PathStep.MACHINE.after(step.state)
    if state == S.ATTENDED and after & {StepState.DONE, StepState.MADE_UP}:
        finish_step(step, by=by, on=day, source=source)
    elif state == S.EXCUSED and StepState.EXCUSED in after:
        excuse_step(step, by=by, why=reason, on=day, source=source)
    elif state == S.ABSENT and StepState.MISSED in after:
        miss_step(step, by=by, on=day, source=source)
