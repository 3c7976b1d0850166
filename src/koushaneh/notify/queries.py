"""What a person is told in her own pages (خبرها)."""

from django.db.models.functions import Coalesce
from django.utils import timezone

from koushaneh.notify.models import Notice, PhoneCode
from koushaneh.notify.texts import TEXTS, text_of

NEWEST = 60


def news_of(person):
    """Return her newest notices in words, newest first."""
    rows = (
        _shown(person)
        .annotate(came_at=Coalesce("not_before", "made_at"))
        .order_by("-came_at", "-pk")[:NEWEST]
    )
    return [_in_words(row) for row in rows if row.template in TEXTS]


def unread_of(person):
    return _shown(person).filter(read_at=None)


def _shown(person):
    return Notice.objects.filter(person=person).shown(at=timezone.now())


def _in_words(row):
    text = text_of(row.template, "notice", row.facts)
    return {"text": text, "at": row.came_at, "link": row.link, "is_new": row.read_at is None}


def code_of(pk):
    """Return a code that this session has asked for, None where it is gone."""
    return PhoneCode.objects.filter(pk=pk).first() if pk else None
