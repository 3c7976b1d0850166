"""The call list (تماس‌های امروز): whom the office should telephone."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.registry.models import CallTask


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
