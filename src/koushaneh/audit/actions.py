"""Writing the log. `record` is called by every action; `change_state` by every change of a state."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.models import Reading, Record


def record(verb, *, about=None, by=None, on_behalf_of=None, place=None, why="", **detail):
    """Append what was done. `place` (a place with a path) scopes the record for auditors of a place."""
    return Record.objects.create(
        at=timezone.now(),
        actor=by if getattr(by, "pk", None) else None,
        verb=verb,
        about_model=about._meta.label_lower if about is not None else "",
        about_id=about.pk if about is not None else None,
        on_behalf_of=getattr(on_behalf_of, "pk", None),
        place_path=getattr(place, "path", "") or "",
        why=why,
        detail=detail,
    )


@transaction.atomic(savepoint=False)  # joins what is around it: a list has few queries to spare
def record_reading(verb, person_ids, *, by, opened=False, place=None, why=""):
    """Append one record for a page of persons, with each of them on it: both or neither."""
    ids = sorted({pk for pk in person_ids if pk})
    if not ids:
        return None
    entry = record(verb, by=by, place=place, why=why, count=len(ids))
    Reading.objects.bulk_create(Reading(record=entry, person_id=pk, opened=opened) for pk in ids)
    return entry


def change_state(obj, to, *, by, why="", on_behalf_of=None, place=None, verb="", also=(), **detail):
    """Move `obj` along its `MACHINE`, save, and leave who, when, on whose behalf and why.

    `also` names further fields of `obj` that the caller has set and that are saved with the state.
    Raises IllegalTransition, and then nothing is written.
    """
    machine = obj.MACHINE
    machine.check(obj, to)
    before = getattr(obj, machine.field)
    setattr(obj, machine.field, to)
    obj.save(update_fields=[machine.field, *also])
    record(
        verb or f"{obj._meta.model_name}.{to}",
        about=obj,
        by=by,
        on_behalf_of=on_behalf_of,
        place=place,
        why=why,
        before=str(before),
        after=str(to),
        **detail,
    )
    return obj


def change_states(objs, to, *, by, why="", verb="", also=()):
    """Move many rows of one model at once: two writes in all, one record for each row.

    Raises IllegalTransition for the first that may not move, and then nothing is written.
    """
    if not objs:
        return objs
    machine, model, now = objs[0].MACHINE, type(objs[0]), timezone.now()
    records = []
    for one in objs:
        machine.check(one, to)
        move = {"before": str(getattr(one, machine.field)), "after": str(to)}
        setattr(one, machine.field, to)
        records.append(_moved(one, verb or f"{model._meta.model_name}.{to}", now, by, why, move))
    model.objects.bulk_update(objs, [machine.field, *also], batch_size=500)
    Record.objects.bulk_create(records, batch_size=500)
    return objs


def _moved(one, verb, now, by, why, move):
    return Record(
        at=now,
        actor=by if getattr(by, "pk", None) else None,
        verb=verb,
        about_model=one._meta.label_lower,
        about_id=one.pk,
        why=why,
        detail=move,
    )
