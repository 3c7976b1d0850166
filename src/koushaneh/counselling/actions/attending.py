"""What became of a turn, as the counsellor writes it down: the fact of a contact, or that she did not come."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.core.values import local_day
from koushaneh.counselling.actions.slots import locked_licence
from koushaneh.counselling.actions.telling import tell
from koushaneh.counselling.models import Booking, Contact, Episode, State
from koushaneh.path.actions.steps import excuse_step, finish_step, miss_step
from koushaneh.path.models.plans import ABSENT, OPEN

EXCUSE = "عذرش را گفته است"  # what it was stays between the two


class NotYet(Refusal):
    code = "counselling.not_yet"


class NotYours(Refusal):
    code = "counselling.not_yours"


class EpisodeOver(Refusal):
    code = "counselling.episode_over"


class ConsentTakenBack(Refusal):
    code = "counselling.consent_taken_back"


def locked_episode(episode, by):
    """Lock a live episode of this counsellor's, with her licence in force and the woman's consent not taken back."""
    rows = Episode.objects.select_for_update(of=("self",)).select_related("person", "place", "consent")
    episode = rows.get(pk=episode.pk)
    if episode.counsellor_id != by.pk:
        raise NotYours()
    if episode.ended_at:
        raise EpisodeOver()
    if episode.consent.withdrawn_at:
        raise ConsentTakenBack()
    locked_licence(by)
    return episode


def _due(booking, by):
    """Lock a turn whose hour has come."""
    booking = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("slot__office", "step__plan")
        .get(pk=booking.pk)
    )
    booking.episode = Episode.objects.select_related("person", "place").get(pk=booking.episode_id)
    if booking.slot.counsellor_id != by.pk or booking.episode.counsellor_id != by.pk:
        raise NotYours()
    if booking.slot.starts_at > timezone.now():
        raise NotYet()
    return booking


def _settle(booking, settle, states, by):
    """Let her path know, where a step waits for this turn and the path still goes on."""
    step = booking.step
    if step is not None and step.state in states and step.plan.ended_at is None:
        settle(step, by=by, on=local_day(booking.slot.starts_at))


@transaction.atomic
def note_held(booking, *, by, minutes):
    """Write down that they met, and for how long; the step of her path is done. Safe to repeat."""
    booking = _due(booking, by)
    if booking.state == State.HELD:
        return booking.contact
    change_state(booking, State.HELD, by=by)
    contact = Contact.objects.create(
        episode=booking.episode,
        booking=booking,
        on=local_day(booking.slot.starts_at),
        kind=booking.slot.kind,
        minutes=minutes,
        noted_by=by,
        noted_at=timezone.now(),
    )
    record("contact.noted", about=contact, by=by)
    _settle(booking, finish_step, (*OPEN, *ABSENT), by)
    return contact


@transaction.atomic
def note_missed(booking, *, by):
    """Write down that she did not come. She is told where to take another turn; it costs her nothing."""
    booking = change_state(_due(booking, by), State.MISSED, by=by)
    _settle(booking, miss_step, OPEN, by)
    tell(booking, "appointment_missed")
    return booking


def _excuse(step, *, by, on):
    return excuse_step(step, by=by, why=EXCUSE, on=on)


@transaction.atomic
def note_excused(booking, *, by):
    """Write down that she could not come and said so; the reason is not kept here."""
    booking = change_state(_due(booking, by), State.EXCUSED, by=by)
    _settle(booking, _excuse, (*OPEN, State.MISSED), by)
    return booking


@transaction.atomic
def note_call(episode, *, by, minutes, on=None):
    """Write down a talk by telephone that had no slot."""
    episode, on = locked_episode(episode, by), on or today()
    if on > today():
        raise NotYet()
    contact = Contact.objects.create(
        episode=episode,
        on=on,
        kind=Contact.Kind.PHONE,
        minutes=minutes,
        noted_by=by,
        noted_at=timezone.now(),
    )
    record("contact.noted", about=contact, by=by)
    return contact


@transaction.atomic
def end_episode(episode, *, by):
    """End the care of a woman; what was written stays sealed, and she may begin again. Safe to repeat."""
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if episode.counsellor_id != by.pk:
        raise NotYours()
    if episode.ended_at:
        return episode
    episode.ended_at, episode.ended_by = timezone.now(), by
    episode.save(update_fields=["ended_at", "ended_by"])
    record("episode.ended", about=episode, by=by)
    return episode
