"""The call list (تماس‌های امروز): whom the office should telephone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean
from koushaneh.people.models import Contact
from koushaneh.places.days import working_deadline
from koushaneh.registry.models import CallAttempt, CallTask, File


class NoOfficeKnown(Refusal):
    """She has neither a file nor an application, so it is not known which office should call."""

    code = "registry.no_office_known"


@transaction.atomic
def open_call_task(person, *, place, reason, by, about="", due_at=None, note=""):
    """Put a woman on the call list of a place. Safe to repeat: one open task for each reason."""
    task, is_new = CallTask.objects.get_or_create(
        person=person,
        reason=reason,
        about=about,
        done_at=None,
        defaults={"place": place, "due_at": due_at or timezone.now(), "note": note},
    )
    if is_new:
        record("call_task.opened", about=task, by=by, place=place, reason=str(reason))
    return task


def ask_for_call(person, *, by, place=None):
    """Let her ask that the office of her place telephones her. Safe to repeat: one open wish.

    `place` counts where she has no file. Raises NoOfficeKnown.
    """
    file = File.objects.live().filter(person=person).select_related("place").first()
    place = file.place if file else place
    if place is None:
        raise NoOfficeKnown()
    return open_call_task(person, place=place, reason=CallTask.Reason.CALL_ME, by=by)


RETRY = {
    CallTask.Result.NO_ANSWER: timedelta(hours=3),
    CallTask.Result.LATER: timedelta(days=1),
    CallTask.Result.WRONG_NUMBER: timedelta(days=2),
}


@transaction.atomic
def note_attempt(task, result, *, by, note=""):
    """Write down one try. Who was reached leaves the list; the others come back later, in working hours."""
    task = CallTask.objects.select_for_update(of=("self",)).select_related("place").get(pk=task.pk)
    if task.done_at:
        return task
    CallAttempt.objects.create(task=task, by=by, result=result, note=clean(note))
    if result == CallTask.Result.REACHED:
        task.done_at, task.done_by = timezone.now(), by
    else:
        task.due_at = working_deadline(timezone.now() + RETRY[result], task.place)
    task.save(update_fields=["done_at", "done_by", "due_at"])
    record("call.tried", about=task, by=by, place=task.place, result=str(result))
    return task


@transaction.atomic
def close_call_task(person, reason, *, by, about=""):
    """Take her off the list because the matter is settled another way. Safe to repeat."""
    for task in CallTask.objects.filter(person=person, reason=reason, about=about, done_at=None):
        task.done_at, task.done_by = timezone.now(), by
        task.save(update_fields=["done_at", "done_by"])
        record("call_task.closed", about=task, by=by, place=task.place)


def feed_unreached(now):
    """Put on the list everybody whose texts do not arrive or who opted out. Called by the clock."""
    lost = [Contact.State.UNDELIVERED, Contact.State.OPTED_OUT]
    files = File.objects.live().filter(person__contacts__is_primary=True, person__contacts__state__in=lost)
    waiting = CallTask.objects.filter(reason=CallTask.Reason.UNREACHED)
    for file in files.exclude(person__in=waiting.values("person")).select_related("person", "place")[:500]:
        open_call_task(file.person, place=file.place, reason=CallTask.Reason.UNREACHED, by=None)
