"""Reading the news (خواندن خبرها)."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.notify.models import Notice


@transaction.atomic
def mark_read(person, *, by):
    """Mark the notices that she sees by now as read. Safe to repeat; returns how many were new."""
    now = timezone.now()
    count = Notice.objects.filter(person=person, read_at=None).shown(at=now).update(read_at=now)
    if count:
        record("news.read", about=person, by=by, count=count)
    return count
