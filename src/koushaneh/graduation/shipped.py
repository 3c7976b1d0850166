"""The checklist that ships (فهرست آماده): four of six, income and her own word among them, kept two quarters."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.graduation.models import Checklist, Criterion
from koushaneh.places.models import Place

NEEDED = 4
INCOME, CUSTOMERS, INSURANCE = "income", "customers", "insurance"
SAVINGS, LICENCE, STATEMENT = "savings", "licence", "statement"
Method = Criterion.Method


@dataclass(frozen=True)
class Line:
    """One criterion as it is written into a checklist."""

    code: str
    title: str
    title_en: str = ""
    method: str = Method.VERIFY
    is_required: bool = False
    is_lasting: bool = True


LINES = (
    Line(
        INCOME,
        "درآمدی که کم‌وبیش ثابت است و خرج خانه را می‌دهد",
        "An income that is fairly steady and pays for the household",
        Method.COMPUTED,
        is_required=True,
    ),
    Line(
        CUSTOMERS,
        "دست‌کم دو راه فروش یا سه مشتری ثابت",
        "At least two ways to sell, or three steady customers",
        Method.COMPUTED,
    ),
    Line(INSURANCE, "بیمه دارد", "Is insured", Method.COMPUTED),
    Line(SAVINGS, "پس‌اندازی به اندازهٔ خرج یک ماه", "Savings for a month of expenses"),
    Line(LICENCE, "مجوز کار، اگر کارش مجوز می‌خواهد", "A licence, where the work needs one", Method.COMPUTED),
    Line(
        STATEMENT,
        "خودش می‌گوید: می‌توانم بی‌حمایت ادامه بدهم",
        "She says herself: I can go on without support",
        Method.ASK,
        is_required=True,
        is_lasting=False,
    ),
)


def write_checklist(place, lines, *, by, needed, **more):
    """Write the next version at a place, with its criteria; part of an action, one at a time at each place."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    newest = Checklist.objects.filter(place=place).order_by("-version").first()
    checklist = Checklist.objects.create(
        place=place,
        version=newest.version + 1 if newest else 1,
        needed=needed,
        made_at=timezone.now(),
        made_by=by,
        **more,
    )
    for position, line in enumerate(lines, 1):
        Criterion.objects.create(
            checklist=checklist,
            code=line.code,
            title=line.title,
            title_en=line.title_en,
            method=line.method,
            is_required=line.is_required,
            is_lasting=line.is_lasting,
            position=position,
        )
    return checklist


@transaction.atomic
def ship_checklist(place, *, by=None):
    """Put the checklist that ships at a place. Safe to repeat; one that exists stays as it is."""
    found = Checklist.objects.filter(place=place).order_by("-version").first()
    if found:
        return found
    checklist = write_checklist(place, LINES, by=by, needed=NEEDED)
    record("checklist.shipped", about=checklist, by=by, place=place, needed=NEEDED, of=len(LINES))
    return checklist
