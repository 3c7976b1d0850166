"""Reading the news (خواندن خبرها)."""

from django.utils import timezone

from koushaneh.notify.models import Notice


def mark_read(person, *, by):
    """Mark her notices as read. Safe to repeat. A notice is its own record: who and when stand on it."""
    return Notice.objects.filter(person=person, read_at=None).update(read_at=timezone.now())
