"""A woman takes a turn with a counsellor, moves it, gives it up; she is reminded a day before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.access.models import Post, Role
from koushaneh.access.rules import unblocked
from koushaneh.audit.actions import record
from koushaneh.consent.actions import give
from koushaneh.consent.models import Consent, Purpose
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.counselling.actions.telling import give_up, tell
from koushaneh.counselling.models import Booking, Episode, Slot, State
from koushaneh.path.actions.steps import schedule_step
from koushaneh.path.models import Kind
from koushaneh.path.models.plans import ABSENT, OPEN
from koushaneh.people.models import Person

REMIND_AHEAD = timedelta(hours=24)
KINDS = {Slot.Kind.INDIVIDUAL: Kind.INDIVIDUAL, Slot.Kind.GROUP: Kind.GROUP}


class SlotTaken(Refusal):
    code = "counselling.slot_taken"


class NotForHer(Refusal):
    """Another place, a counsellor who is kept away from her, or one who no longer holds the post."""

    code = "counselling.not_for_her"


class ConsentNeeded(Refusal):
    code = "counselling.consent_needed"


class HasATurn(Refusal):
    code = "counselling.has_a_turn"


class TooLate(Refusal):
    """The hour has come: from now on the counsellor writes down what became of it."""

    code = "counselling.too_late"


def locked_slot(slot):
    return Slot.objects.select_for_update(of=("self",)).select_related("office__place").get(pk=slot.pk)


@transaction.atomic
def book(plan, slot, *, by, wording=""):
    """Take a seat of a slot. `wording` are the words to which she agrees; needed with a counsellor new to her.

    Refuses a slot that is full, past, or not for her, and a second individual turn beside an open one.
    """
    Person.objects.select_for_update().get(pk=plan.person_id)  # her own two tabs wait for one another
    slot = locked_slot(slot)
    _check_slot(plan, slot)
    _check_own(plan, slot)
    episode = _episode(plan, slot.counsellor, by=by, wording=wording)
    booking = Booking.objects.create(
        slot=slot, episode=episode, step=_step_for(plan, slot), seat=_free_seat(slot), made_at=timezone.now()
    )
    record("booking.booked", about=booking, by=by)
    if booking.step:
        booking.step = schedule_step(booking.step, by=by)
    tell(booking, "appointment_made")
    return booking


def _check_slot(plan, slot):
    if slot.cancelled_at:
        raise SlotTaken()
    if slot.starts_at <= timezone.now():
        raise TooLate()
    is_live = Post.objects.live_on(today()).filter(
        account=slot.counsellor_id, role=Role.COUNSELLOR, office__place__path__in=_paths_above(slot)
    )
    reachable = plan.place.path.startswith(slot.office.place.path)
    if not reachable or not is_live.exists() or not _is_unblocked(plan, slot.counsellor):
        raise NotForHer()


def _paths_above(slot):
    """The paths of the slot's place and of all places above it."""
    parts = slot.office.place.path.strip("/").split("/")
    return ["/" + "/".join(parts[:length]) + "/" for length in range(1, len(parts) + 1)]


def _is_unblocked(plan, counsellor):
    return type(plan).objects.filter(unblocked(counsellor), pk=plan.pk).exists()


def _check_own(plan, slot):
    open_turns = Booking.objects.filter(episode__person=plan.person_id, state=State.BOOKED)
    if open_turns.filter(slot=slot).exists():
        raise HasATurn()
    if not slot.is_group and open_turns.filter(slot__kind=Slot.Kind.INDIVIDUAL).exists():
        raise HasATurn()


def taken_seats(slot):
    return set(slot.bookings.exclude(state=State.LEFT).values_list("seat", flat=True))


def _free_seat(slot):
    taken = taken_seats(slot)
    free = next((seat for seat in range(1, slot.seats + 1) if seat not in taken), None)
    if free is None:
        raise SlotTaken()
    return free


def consent_about(counsellor):
    return f"counsellor:{counsellor.pk}"


def _episode(plan, counsellor, *, by, wording):
    """Return her live episode with this counsellor; begin one with the consent that she gives now."""
    found = Episode.objects.filter(person=plan.person_id, counsellor=counsellor, ended_at=None).first()
    if found and found.consent.withdrawn_at is None:
        return found
    if not wording:
        raise ConsentNeeded()
    consent = give(
        plan.person,
        Purpose.COUNSELLING,
        wording=wording,
        channel=Consent.Channel.SELF,
        by=by,
        about=consent_about(counsellor),
    )
    if found:
        found.consent = consent
        found.save(update_fields=["consent"])
        return found
    episode = Episode.objects.create(
        person=plan.person, counsellor=counsellor, place=plan.place, consent=consent, began_at=timezone.now()
    )
    record("episode.begun", about=episode, by=by)
    return episode


def _step_for(plan, slot):
    """The step of her path that this turn serves: the next open one of its kind, or one to make up for."""
    steps = plan.steps.filter(kind=KINDS[slot.kind], state__in=[*OPEN, *ABSENT])
    used = Booking.objects.filter(state=State.BOOKED).exclude(step=None).values("step")
    found = sorted(
        steps.exclude(pk__in=used), key=lambda step: (step.state not in OPEN, step.due_at, step.pk)
    )
    return found[0] if found else None


def _locked(booking):
    rows = Booking.objects.select_for_update(of=("self",))
    return rows.select_related("slot__office__place", "episode__person", "episode__place", "step__plan").get(
        pk=booking.pk
    )


def _check_ahead(booking):
    if booking.slot.starts_at <= timezone.now():
        raise TooLate()


@transaction.atomic
def move_booking(booking, slot, *, by):
    """Exchange a turn for another slot of the same counsellor. The old one is free at once."""
    booking = _locked(booking)
    if booking.slot_id == slot.pk and booking.state == State.BOOKED:
        return booking
    _check_ahead(booking)
    if (slot.counsellor_id, slot.kind) != (booking.slot.counsellor_id, booking.slot.kind):
        raise NotForHer()
    plan = booking.episode.person.path_plans.select_related("person", "place").get(ended_at=None)
    give_up(booking, by=by)
    return book(plan, slot, by=by)


@transaction.atomic
def leave_booking(booking, *, by):
    """Give a turn up ahead of its hour. Safe to repeat."""
    booking = _locked(booking)
    if booking.state == State.LEFT:
        return booking
    _check_ahead(booking)
    return give_up(booking, by=by)


@transaction.atomic
def remind_bookings(now):
    """Remind, once, the women whose turn is within a day; the texts wait for the morning."""
    due = Booking.objects.filter(
        state=State.BOOKED, reminded_at=None, slot__starts_at__gt=now, slot__starts_at__lte=now + REMIND_AHEAD
    )
    due = list(due.select_related("slot__office", "episode__person", "episode__place"))
    for booking in due:
        tell(booking, "appointment_near")
    Booking.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=now)
    if due:
        record("appointments.reminded", count=len(due))
    return len(due)
