"""What a person is told in her own pages (خبرها)."""

from koushaneh.notify.models import Notice, PhoneCode
from koushaneh.notify.texts import TEXTS, text_of

NEWEST = 60


def news_of(person):
    """Return her newest notices in words, newest first."""
    rows = Notice.objects.filter(person=person).order_by("-made_at")[:NEWEST]
    return [_in_words(row) for row in rows if row.template in TEXTS]


def unread_count(person):
    return Notice.objects.filter(person=person, read_at=None).count()


def _in_words(row):
    text = text_of(row.template, "notice", row.facts)
    return {"text": text, "at": row.made_at, "link": row.link, "is_new": row.read_at is None}


def code_of(pk):
    """Return a code that this session has asked for, None where it is gone."""
    return PhoneCode.objects.filter(pk=pk).first() if pk else None
