"""Letters (نامه): written with a decision, handed out, read, or told by telephone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import TEHRAN, end_of
from koushaneh.notify.actions import send
from koushaneh.places.days import Days
from koushaneh.places.offices import office_of
from koushaneh.registry.models import CallTask
from koushaneh.screening.models import Letter, Offer

APPEALABLE = frozenset({"waiting", "not_selected", "ineligible"})


class NotReleased(Refusal):
    code = "letter.not_released"


class Desk:
    """What handing out needs of each place, read once: its office and its working days."""

    def __init__(self):
        self._days, self._offices = {}, {}

    def days(self, place):
        if place.pk not in self._days:
            self._days[place.pk] = Days(place)
        return self._days[place.pk]

    def office(self, place):
        if place.pk not in self._offices:
            self._offices[place.pk] = office_of(place)
        return self._offices[place.pk]

    def appeal_until(self, place, policy, now):
        """The last instant of the last day on which she may appeal, a working day."""
        day = now.astimezone(TEHRAN).date() + timedelta(days=policy.appeal_days)
        return end_of(self.days(place).next_working(day))

    def offer_until(self, place, policy, now):
        return self.days(place).deadline(now + timedelta(hours=policy.offer_hours))


def new_letter(decision, code, facts, desk, now):
    """Return a letter that is handed out now, not yet saved."""
    application = decision.application
    until = None
    if code in APPEALABLE:
        until = desk.appeal_until(application.place, application.call.policy, now)
    return Letter(decision=decision, code=code, facts=facts, released_at=now, appeal_until=until)


def announce(letter, desk, *, batch=""):
    """Tell her that a letter waits, without its content; the office telephones whom no text reaches."""
    application = letter.decision.application
    person, place = application.person, application.place
    about = f"letter:{letter.pk}"
    link = f"/my/letters/{letter.number}/"
    message = send(person, "letter_waits", {}, about=about, batch=batch, link=link, office=desk.office(place))
    if message is None:
        CallTask.objects.get_or_create(
            person=person,
            place=place,
            reason=CallTask.Reason.RESULT,
            about=about,
            done_at=None,
            defaults={"due_at": timezone.now()},
        )


def write_letter(decision, code, facts, *, desk=None, now=None):
    """Write a letter to a decision and hand it out at once."""
    desk, now = desk or Desk(), now or timezone.now()
    letter = new_letter(decision, code, facts, desk, now)
    letter.save()
    announce(letter, desk)
    return letter


@transaction.atomic
def mark_read(letter, *, by):
    """Note that she has opened her letter. Safe to repeat."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.read_at is None:
        letter.read_at = timezone.now()
        letter.save(update_fields=["read_at"])
        application = letter.decision.application
        if application.read_result_at is None:
            application.read_result_at = letter.read_at
            application.save(update_fields=["read_result_at"])
        _close_tasks(letter, by)
        record("letter.read", about=letter, by=by)
    return letter


@transaction.atomic
def record_told(letter, *, by, note=""):
    """Note that the office has told her the result by telephone; her days begin then. Safe to repeat."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.released_at is None:
        raise NotReleased()
    if letter.told_at:
        return letter
    letter.told_at, letter.told_by, letter.told_note = timezone.now(), by, note
    if not letter.read_at:
        _begin_days_now(letter)
    letter.save(update_fields=["told_at", "told_by", "told_note", "appeal_until"])
    _close_tasks(letter, by)
    application = letter.decision.application
    record(
        "letter.told", about=letter, by=by, on_behalf_of=application.person, place=application.place, why=note
    )
    return letter


def _begin_days_now(letter):
    """Nobody loses days to a message that never came: what she may do counts from the call."""
    application, desk = letter.decision.application, Desk()
    policy = application.call.policy
    if letter.appeal_until:
        letter.appeal_until = max(
            letter.appeal_until, desk.appeal_until(application.place, policy, letter.told_at)
        )
    offer = Offer.objects.select_for_update().filter(application=application, state=Offer.State.OPEN).first()
    if offer:
        until = desk.offer_until(application.place, policy, letter.told_at)
        offer.expires_at = max(offer.expires_at, until)
        offer.save(update_fields=["expires_at"])


def _close_tasks(letter, by):
    waiting = CallTask.objects.filter(
        person=letter.decision.application.person, reason=CallTask.Reason.RESULT, about=f"letter:{letter.pk}"
    )
    waiting.filter(done_at=None).update(
        done_at=timezone.now(), done_by=by if getattr(by, "pk", None) else None
    )
