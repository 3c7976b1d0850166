"""A workshop is written, gets its sessions, opens its window with a committed secret, or is cancelled."""

import secrets

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean
from koushaneh.engine.seating import committed
from koushaneh.workshops.actions.telling import tell
from koushaneh.workshops.models import Seat, Session, Workshop
from koushaneh.workshops.models.seats import HOLDING
from koushaneh.workshops.rules import trainers_at

State = Workshop.State
WRITTEN = (
    *("title", "title_en", "about", "about_en", "topic", "trainer", "venue", "link", "childcare"),
    *("seats", "reserved", "step_key", "needed_sessions", "opens_at", "closes_at"),
)
TEXTS = {"title", "title_en", "about", "about_en", "venue"}
LIVE = (*HOLDING, Seat.State.REQUESTED, Seat.State.WAITING)


class NotDraft(Refusal):
    """What women have read is not changed under them."""

    code = "workshops.not_draft"


class NoSession(Refusal):
    code = "workshops.no_session"


class TooSoon(Refusal):
    """The first session lies before the window closes, or the window has closed already."""

    code = "workshops.too_soon"


class CannotTeach(Refusal):
    code = "workshops.cannot_teach"


class TooManyNeeded(Refusal):
    """More sessions are asked for than there are."""

    code = "workshops.too_many_needed"


class ReasonNeeded(Refusal):
    code = "workshops.reason_needed"


def locked_workshop(workshop):
    """Lock a workshop. Every act that takes or frees a seat does this first, so that two wait for each other."""
    return Workshop.objects.select_for_update(of=("self",)).select_related("place").get(pk=workshop.pk)


def locked_draft(workshop):
    workshop = locked_workshop(workshop)
    if workshop.state != State.DRAFT:
        raise NotDraft()
    return workshop


def _write(workshop, values):
    for name in WRITTEN:
        if name in values:
            setattr(workshop, name, clean(values[name]) if name in TEXTS else values[name])
    if not trainers_at(workshop.place).filter(pk=workshop.trainer.pk).exists():
        raise CannotTeach()


@transaction.atomic
def draft_workshop(place, *, by, **values):
    """Begin a workshop. Nobody sees it but the office until it is published."""
    workshop = Workshop(place=place, author=by)
    _write(workshop, values)
    workshop.save()
    record("workshop.drafted", about=workshop, by=by, place=place, topic=str(workshop.topic))
    return workshop


@transaction.atomic
def edit_workshop(workshop, *, by, **values):
    workshop = locked_draft(workshop)
    _write(workshop, values)
    workshop.save()
    record("workshop.edited", about=workshop, by=by, place=workshop.place)
    return workshop


@transaction.atomic
def add_session(workshop, *, by, starts_at, minutes=120):
    """Add a session. Safe to repeat for the same hour."""
    workshop = locked_draft(workshop)
    if starts_at <= workshop.closes_at:
        raise TooSoon()
    session, _is_new = Session.objects.update_or_create(
        workshop=workshop, starts_at=starts_at, defaults={"minutes": minutes}
    )
    record("workshop.session_added", about=workshop, by=by, place=workshop.place, at=starts_at.isoformat())
    return session


@transaction.atomic
def drop_session(session, *, by):
    workshop = locked_draft(session.workshop)
    Session.objects.filter(pk=session.pk).delete()
    record(
        "workshop.session_dropped",
        about=workshop,
        by=by,
        place=workshop.place,
        at=session.starts_at.isoformat(),
    )
    return workshop


@transaction.atomic
def publish_workshop(workshop, *, by):
    """Let women ask for seats. The secret of the draw is fixed now, and its fingerprint is shown."""
    workshop = locked_workshop(workshop)
    if workshop.state != State.DRAFT:
        return workshop
    sessions = list(workshop.sessions.all())
    if not sessions:
        raise NoSession()
    if workshop.closes_at <= timezone.now() or sessions[0].starts_at <= workshop.closes_at:
        raise TooSoon()
    if workshop.needed_sessions > len(sessions):
        raise TooManyNeeded()
    if not trainers_at(workshop.place).filter(pk=workshop.trainer_id).exists():
        raise CannotTeach()
    workshop.secret = secrets.token_hex(32)
    workshop.commitment = committed(workshop.secret)
    return change_state(
        workshop,
        State.OPEN,
        by=by,
        place=workshop.place,
        also=["secret", "commitment"],
        commitment=workshop.commitment,
    )


@transaction.atomic
def cancel_workshop(workshop, *, by, why):
    """Call a workshop off; whoever asked or has a seat is told why. Safe to repeat."""
    workshop, why = locked_workshop(workshop), clean(why)
    if not why:
        raise ReasonNeeded()
    if workshop.state == State.CANCELLED:
        return workshop
    change_state(workshop, State.CANCELLED, by=by, place=workshop.place, why=why)
    for seat in workshop.taken.filter(state__in=LIVE).select_related("person"):
        change_state(seat, Seat.State.CLOSED, by=by, place=workshop.place, why=why)
        tell(seat, workshop, "workshop_cancelled", why=why)
    return workshop
