"""What headquarters sets: the checklist of a place, the level of prices, what a household needs."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import record
from koushaneh.engine.income import month_of
from koushaneh.engine.persian import clean
from koushaneh.graduation.actions import refusals
from koushaneh.graduation.computing import can_compute
from koushaneh.graduation.models import Criterion, HouseholdNeed, PriceIndex
from koushaneh.graduation.shipped import STATEMENT, write_checklist


def _check_place(by, place):
    if not may_at(by, Permission.GRADUATION_DEFINE, place):
        raise refusals.NotYours()


@transaction.atomic
def put_checklist(place, lines, *, by, needed, **more):
    """Write the next version of the checklist; reviews that began keep theirs. Her own word is always asked.

    `more` are kept_months and share_percent.
    """
    _check_place(by, place)
    codes = [line.code for line in lines]
    own = next((line for line in lines if line.code == STATEMENT), None)
    if own is None or not own.is_required or len(set(codes)) != len(codes):
        raise refusals.BadChecklist()
    if not sum(line.is_required for line in lines) <= needed <= len(lines):
        raise refusals.BadChecklist()
    if any(line.method == Criterion.Method.COMPUTED and not can_compute(line.code) for line in lines):
        raise refusals.BadChecklist()
    checklist = write_checklist(place, lines, by=by, needed=needed, **more)
    record("checklist.written", about=checklist, by=by, place=place, needed=needed, of=len(lines))
    return checklist


@transaction.atomic
def put_index(place, *, by, on, value, source):
    """Write the level of prices of the month of a day, or put it right."""
    _check_place(by, place)
    if not clean(source):
        raise refusals.SayMore(part="source")
    values = {"value": Decimal(value), "source": clean(source), "made_at": timezone.now(), "made_by": by}
    found, is_new = PriceIndex.objects.update_or_create(place=place, month_on=month_of(on), defaults=values)
    record("price_index.put", about=found, by=by, place=place, value=str(value), is_new=is_new)
    return found


@transaction.atomic
def put_need(place, *, by, persons, rials, priced_on, source):
    """Write what a household of so many persons needs a month in the prices of a day, or put it right."""
    _check_place(by, place)
    if not clean(source):
        raise refusals.SayMore(part="source")
    values = {"rials": rials, "source": clean(source), "made_at": timezone.now(), "made_by": by}
    key = {"place": place, "persons": persons, "priced_on": priced_on}
    found, is_new = HouseholdNeed.objects.update_or_create(**key, defaults=values)
    record("household_need.put", about=found, by=by, place=place, rials=rials, is_new=is_new)
    return found
