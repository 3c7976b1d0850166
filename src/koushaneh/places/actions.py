"""Writing places, offices and days on which nobody works."""

from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean, collation_key, to_persian
from koushaneh.places.days import Days
from koushaneh.places.models import ApprovalStep, ClosedDay, Office, OfficeName, Place
from koushaneh.places.shipped import DISTRICTS, PROVINCES


class UnknownParent(Refusal):
    code = "places.unknown_parent"


def add_place(code, kind, name, *, by, parent=None, name_en="", **more):
    """Add a node, or bring its names up to date. Safe to repeat."""
    with transaction.atomic():
        place, is_new = Place.objects.get_or_create(
            code=code, defaults={"kind": kind, "name": clean(name), "parent": parent, "path": ""}
        )
        place.name, place.name_en, place.sort_key = clean(name), name_en, collation_key(name)[:120]
        place.path = f"{parent.path if parent else '/'}{place.pk}/"
        for field, value in more.items():
            setattr(place, field, value)
        place.save()
        if is_new:
            record("place.added", about=place, by=by, place=place, code=code)
    return place


@transaction.atomic
def ship_places(*, by=None):
    """Add the country, its provinces, Tehran and the 22 districts with their neighbours. Safe to repeat."""
    weekend = [3, 4]  # Thursday and Friday
    country = add_place("ir", Place.Kind.COUNTRY, "ایران", name_en="Iran", by=by, free_weekdays=weekend)
    for code, name, name_en in PROVINCES:
        add_place(f"ir-{code}", Place.Kind.PROVINCE, name, name_en=name_en, parent=country, by=by)
    tehran = Place.objects.get(code="ir-23")
    city = add_place("tehran", Place.Kind.CITY, "شهر تهران", name_en="City of Tehran", parent=tehran, by=by)
    districts = {
        number: _ship_district(city, number, row, column, people, by)
        for number, row, column, people, _neighbours in DISTRICTS
    }
    for number, _row, _column, _people, neighbours in DISTRICTS:
        districts[number].neighbours.set([districts[other] for other in neighbours])
    return city


def _ship_district(city, number, row, column, people, by):
    return add_place(
        f"tehran-{number:02}",
        Place.Kind.DISTRICT,
        f"منطقهٔ {to_persian(number)}",
        name_en=f"District {number}",
        parent=city,
        by=by,
        population=people,
        grid_row=row,
        grid_column=column,
        sort_key=f"{number:04}",
    )


def import_places(rows, *, by):
    """Add places from rows with `code, kind, name, name_en, parent`; a parent stands before its children.

    Returns how many rows were read. All or nothing: the first bad row refuses the whole file.
    """
    with transaction.atomic():
        for number, row in enumerate(rows, start=2):
            parent = Place.objects.filter(code=row["parent"]).first()
            if parent is None or row["kind"] not in Place.Kind.values or not row["code"]:
                raise UnknownParent(row=number, parent=row.get("parent", ""), kind=row.get("kind", ""))
            add_place(
                row["code"], row["kind"], row["name"], name_en=row.get("name_en", ""), parent=parent, by=by
            )
        return len(rows)


@transaction.atomic
def open_office(code, kind, place, name, *, by, on, name_en="", **more):
    """Open an office under a name that holds from a day. Safe to repeat."""
    office, is_new = Office.objects.get_or_create(
        code=code, defaults={"kind": kind, "place": place, "name": name, "name_en": name_en, **more}
    )
    if is_new:
        OfficeName.objects.create(office=office, name=name, name_en=name_en, starts_on=on)
        record("office.opened", about=office, by=by, place=place, name=name)
    return office


@transaction.atomic
def rename_office(office, *, by, name, on, name_en=""):
    """Give an office a new name from a day; the former name stays in its history."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    office.names.filter(ends_on=None).update(ends_on=on - timedelta(days=1))
    OfficeName.objects.create(office=office, name=name, name_en=name_en, starts_on=on)
    before, office.name, office.name_en = office.name, name, name_en
    office.save(update_fields=["name", "name_en"])
    record("office.renamed", about=office, by=by, place=office.place, before=before, after=name)
    return office


@transaction.atomic
def edit_office(office, *, by, name, on, name_en="", **fields):
    """Bring an office up to date; another name opens a new line in its history. Safe to repeat."""
    if name != office.name:
        office = rename_office(office, by=by, name=name, on=on, name_en=name_en)
    before = {field: getattr(office, field) for field in fields}
    changed = sorted(field for field in fields if fields[field] != before[field])
    for field in changed:
        setattr(office, field, fields[field])
    if changed:
        office.save(update_fields=changed)
        record("office.edited", about=office, by=by, place=office.place, fields=changed)
    return office


@transaction.atomic
def set_chain(act, place, links, *, by):
    """Replace the chain that approves an act at a place. `links` are (office, title, observes_only)."""
    ApprovalStep.objects.filter(act=act, place=place, retired_at=None).update(retired_at=timezone.now())
    steps = [
        ApprovalStep(act=act, place=place, order=order, office=office, title=title, observes_only=observes)
        for order, (office, title, observes) in enumerate(links, start=1)
    ]
    ApprovalStep.objects.bulk_create(steps)
    record("chain.set", about=place, by=by, place=place, act=act, titles=[step.title for step in steps])
    return steps


@transaction.atomic
def declare_closure(days, place, *, by, reason, kind=ClosedDay.Kind.CLOSURE):
    """Close days at a place and its children, and move every deadline that falls on one of them.

    One public act. Deadlines are the columns that models name in `DEADLINES`; each
    moves to the same hour of the next working day. Safe to repeat: nothing moves twice.
    A model that has something to say of it has `after_deadline_moved(column, before, *, by, reason)`.
    """
    for day in days:
        ClosedDay.objects.get_or_create(day=day, place=place, defaults={"kind": kind, "reason": reason})
    moved = {}
    for model in apps.get_models():
        for column in getattr(model, "DEADLINES", ()):
            moved[f"{model._meta.label_lower}.{column}"] = _move(
                model, column, days, place, by=by, reason=reason
            )
    record(
        "closure.declared",
        about=place,
        by=by,
        place=place,
        why=reason,
        days=[day.isoformat() for day in days],
        moved=moved,
    )
    return moved


def _move(model, column, days, place, *, by, reason):
    moved = list(_moved_rows(model, column, days, place))
    model.objects.bulk_update([row for row, _before in moved], [column], batch_size=500)
    for row, before in moved:
        if hasattr(row, "after_deadline_moved"):
            row.after_deadline_moved(column, before, by=by, reason=reason)
    return len(moved)


def _moved_rows(model, column, days, place):
    """Yield (row, instant before) of what falls on these days at the place, each with its new instant."""
    calendars = {}
    for row in model.pending_deadlines().filter(**{f"{column}__date__in": days}):
        where, before = row.deadline_place, getattr(row, column)
        if where.path.startswith(place.path):
            if where.pk not in calendars:
                calendars[where.pk] = Days(where)
            setattr(row, column, calendars[where.pk].deadline(before))
            yield row, before
