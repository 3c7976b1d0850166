"""Writing places, offices and days on which nobody works."""

from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import TEHRAN
from koushaneh.engine.persian import clean, collation_key, to_persian
from koushaneh.places.days import Days
from koushaneh.places.models import (
    ApprovalStep,
    ClosedDay,
    EmergencyLine,
    MovedDeadline,
    Office,
    OfficeName,
    Place,
)
from koushaneh.places.shipped import DISTRICTS, EMERGENCY_LINES, PROVINCES


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
def put_line(place, number, name, name_en="", *, by, rank=1):
    """Let a telephone help at once at a place and beneath it. Safe to repeat; an existing one is brought up to date."""
    names = {"name": clean(name), "name_en": name_en, "rank": rank}
    line, is_new = EmergencyLine.objects.update_or_create(place=place, number=number, defaults=names)
    if is_new:
        record("emergency_line.put", about=place, by=by, place=place, number=number)
    return line


@transaction.atomic
def ship_places(*, by=None):
    """Add the country, its provinces, Tehran and the 22 districts with their neighbours. Safe to repeat."""
    weekend = [3, 4]  # Thursday and Friday
    country = add_place("ir", Place.Kind.COUNTRY, "ایران", name_en="Iran", by=by, free_weekdays=weekend)
    for rank, line in enumerate(EMERGENCY_LINES, start=1):
        put_line(country, *line, by=by, rank=rank)
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
    """Replace the chain that approves an act at a place. `links` are (office, title, title_en, observes_only)."""
    ApprovalStep.objects.filter(act=act, place=place, retired_at=None).update(retired_at=timezone.now())
    steps = [
        ApprovalStep(
            act=act,
            place=place,
            order=order,
            office=office,
            title=title,
            title_en=title_en,
            observes_only=observes,
        )
        for order, (office, title, title_en, observes) in enumerate(links, start=1)
    ]
    ApprovalStep.objects.bulk_create(steps)
    record("chain.set", about=place, by=by, place=place, act=act, titles=[step.title for step in steps])
    return steps


@transaction.atomic
def declare_closure(days, place, *, by, reason, reason_en="", kind=ClosedDay.Kind.CLOSURE):
    """Close days at a place and its children, and move every deadline that falls on one of them.

    One public act. Deadlines are the columns that models name in `DEADLINES`; each
    moves to the same hour of the next working day. Safe to repeat: nothing moves twice.
    Every move is kept, so that upper apps tell whom it concerns; a model that has something of its own
    to write has `after_deadline_moved(column, before, closed_day, *, by)`.
    """
    words = {"kind": kind, "reason": reason, "reason_en": reason_en}
    closed = {day: ClosedDay.objects.get_or_create(day=day, place=place, defaults=words)[0] for day in days}
    moved = {}
    for model in apps.get_models():
        for column in getattr(model, "DEADLINES", ()):
            moved[f"{model._meta.label_lower}.{column}"] = _move(model, column, closed, place, by=by)
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


def _move(model, column, closed, place, *, by):
    moved = list(_moved_rows(model, column, list(closed), place))
    model.objects.bulk_update([row for row, _before in moved], [column], batch_size=500)
    MovedDeadline.objects.bulk_create(_kept_moves(model, column, closed, moved), batch_size=500)
    for row, before in moved:
        if hasattr(row, "after_deadline_moved"):
            row.after_deadline_moved(column, before, closed[_day_of(before)], by=by)
    return len(moved)


def _kept_moves(model, column, closed, moved):
    for row, before in moved:
        yield MovedDeadline(
            model=model._meta.label_lower,
            row=row.pk,
            column=column,
            before=before,
            after=getattr(row, column),
            closed_day=closed[_day_of(before)],
        )


def _day_of(instant):
    return instant.astimezone(TEHRAN).date()


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
