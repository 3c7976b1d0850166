"""Forgetting (فراموشی): what the log says in free words is erased, and the chain still holds."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.audit.models import Reading, Record

CHUNK = 500


@transaction.atomic
def forget(records, *, by=None):
    """Erase the free words and the readings of these records; return how many had any.

    Who did what to which row, and when, stays. One record of the chain names those that were forgotten.
    What is not sealed yet is emptied before it is. What was sealed before there were digests stays.
    """
    sealed = records.exclude(salt="")
    fresh = records.filter(sequence=None)
    keys, sequences = _keys(fresh), list(sealed.order_by("sequence").values_list("sequence", flat=True))
    _empty(fresh)
    _empty(sealed, salt="", forgotten_at=timezone.now())
    for start in range(0, len(sequences), CHUNK):
        record("log.forgotten", by=by, sequences=sequences[start : start + CHUNK])
    return len(keys) + len(sequences)


def _keys(rows):
    return list(rows.values_list("pk", flat=True))


def _empty(rows, **marks):
    keys = _keys(rows)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        Reading.objects.filter(record__in=chunk).delete()
        Record.objects.filter(pk__in=chunk).update(why="", **marks)


def words_about(rows):
    """Return the records with free words about these rows, {label: ids}."""
    found = Record.objects.none()
    for label, keys in rows.items():
        if keys:
            found |= Record.objects.filter(about_model=label, about_id__in=keys)
    return found.exclude(why="")
