"""The call list (تماس‌های امروز): whom the office should telephone."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.registry.models import CallTask, File


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
