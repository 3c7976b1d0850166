"""What the file itself can answer about a criterion (حساب از روی پرونده).

A computer returns a `Finding`, or a `Lack` that says in a code what is missing; then the officer asks and sees
a paper. It never guesses and never takes another way in silence. What she only said is no fact here.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from koushaneh.engine.income import NoIncome, NoIndex, Spell, lasting_income
from koushaneh.engine.persian import add_months
from koushaneh.graduation.models import HouseholdNeed, PriceIndex
from koushaneh.graduation.shipped import CUSTOMERS, INCOME, INSURANCE, LICENCE
from koushaneh.path.models import MilestoneClaim
from koushaneh.registry.models import Evidence, File

HOLDS_MONTHS = 12  # a number in the file says nothing of a month more than a year later
SHOWN = (Evidence.DOCUMENT, Evidence.VERIFIED)
VERIFIED = MilestoneClaim.State.VERIFIED


@dataclass(frozen=True)
class Lack:
    """Why it cannot be computed, as a code."""

    code: str


@dataclass(frozen=True)
class Finding:
    """Whether it is met, since when, and by which figures."""

    is_met: bool
    since: date | None
    found: dict = field(default_factory=dict)


def file_of(person):
    """The file that she has today, or None."""
    ended = [File.State.CLOSED, File.State.EXITED]
    return File.objects.filter(person=person).exclude(state__in=ended).select_related("place").first()


def compute(item, day):
    """Return a Finding or a Lack about one item on a day."""
    computer = COMPUTERS.get(item.criterion.code)
    return computer(item.graduation, day) if computer else Lack("no_way")


def can_compute(code):
    return code in COMPUTERS


def _income(graduation, day):
    file, checklist = file_of(graduation.plan.person), graduation.checklist
    if file is None:
        return Lack("no_file")
    need = need_of(file, day)
    if need is None:
        return Lack("no_need")
    index = index_at(file.place)
    facts = list(file.facts.filter(kind="income_rials", starts_on__lte=day).order_by("pk"))
    spells = [_spell(fact) for fact in facts if fact.evidence in SHOWN]
    try:
        lasting = lasting_income(
            spells,
            index,
            need=need["rials"],
            priced_on=need["priced_on"],
            until=day,
            months=checklist.kept_months,
            share=Fraction(checklist.share_percent, 100),
        )
    except NoIncome:
        return Lack("only_said" if len(spells) < len(facts) else "no_income")
    except NoIndex:
        return Lack("no_index")
    return Finding(lasting.is_met, lasting.months[0].first, _figures(lasting, need))


def _figures(lasting, need):
    months = [
        {"first": month.first.isoformat(), "nominal": month.nominal, "real": month.real}
        for month in lasting.months
    ]
    return {"months": months, "bar": lasting.bar, **need, "priced_on": need["priced_on"].isoformat()}


def _spell(fact):
    holds = add_months(fact.starts_on, HOLDS_MONTHS)
    return Spell(fact.starts_on, min(fact.ends_on, holds) if fact.ends_on else holds, fact.value)


def need_of(file, day):
    """Her household's own need as papers in the file show it, else that of households of her size; says which."""
    shown = _fact_on(file, "household_need_rials", day)
    if shown and shown.evidence in SHOWN:
        return {"rials": shown.value, "priced_on": shown.starts_on, "by": "file"}
    others = _fact_on(file, "dependants", day)
    if others is None:
        return None
    rows = HouseholdNeed.objects.filter(
        place__in=file.place.roots, persons=others.value + 1, priced_on__lte=day
    )
    found = rows.order_by("-place__path", "-priced_on").first()
    return found and {"rials": found.rials, "priced_on": found.priced_on, "by": "table"}


def index_at(place):
    """Return {first day of the month: level} of the nearest place that has a series."""
    rows = list(PriceIndex.objects.filter(place__in=place.roots).select_related("place"))
    nearest = max((row.place.path for row in rows), key=len, default=None)
    return {row.month_on: Fraction(row.value) for row in rows if row.place.path == nearest}


def _fact_on(file, kind, day):
    there = file.facts.filter(kind=kind, starts_on__lte=day).exclude(ends_on__lt=day)
    return there.first()


def _insurance(graduation, day):
    file = file_of(graduation.plan.person)
    fact = file and _fact_on(file, "insurance", day)
    if not fact:
        return Lack("no_fact")
    if fact.evidence not in SHOWN:
        return Lack("only_said")
    return Finding(fact.value is True, fact.starts_on)


def _customers(graduation, _day):
    claim = _verified(graduation).filter(milestone__code="steady_customers").first()
    return Finding(True, claim.reached_on, {"milestone": claim.pk}) if claim else Lack("no_milestone")


def _licence(graduation, _day):
    ready = [MilestoneClaim.Permit.HELD, MilestoneClaim.Permit.NOT_NEEDED]
    claim = _verified(graduation).filter(milestone__is_launch=True, permit__in=ready).first()
    return Finding(True, claim.reached_on, {"milestone": claim.pk}) if claim else Lack("no_milestone")


def _verified(graduation):
    return MilestoneClaim.objects.filter(plan=graduation.plan_id, state=VERIFIED)


COMPUTERS = {INCOME: _income, CUSTOMERS: _customers, INSURANCE: _insurance, LICENCE: _licence}
