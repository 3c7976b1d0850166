"""Facts (واقعیت): what is true of a woman from a day on, by whose word."""

from datetime import timedelta

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.registry.kinds import KINDS
from koushaneh.registry.models import Evidence, Fact

RANK = {Evidence.DECLARED: 0, Evidence.DOCUMENT: 1, Evidence.VERIFIED: 2}


class UnknownKind(Refusal):
    code = "registry.unknown_kind"


class ValueOutOfRange(Refusal):
    code = "registry.value_out_of_range"


def check_value(kind, value):
    """Refuse a kind that is not known, and a value outside of what it accepts."""
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    known = KINDS[kind]
    if known.form in ("number", "rials") and (isinstance(value, bool) or not isinstance(value, int)):
        raise ValueOutOfRange(kind=str(known.name), value=str(value))
    if (known.low is not None and value < known.low) or (known.high is not None and value > known.high):
        raise ValueOutOfRange(kind=str(known.name), value=str(value))
    if known.form == "choice" and value not in known.choices:
        raise ValueOutOfRange(kind=str(known.name), value=str(value))


@transaction.atomic
def add_fact(file, kind, value, *, by, source, evidence=Evidence.DECLARED, starts_on=None):
    """Write a fact from a day on; the former one of its kind ends the day before.

    The same value with no better evidence changes nothing, so this is safe to repeat.
    """
    check_value(kind, value)
    starts_on = starts_on or today()
    current = file.facts.filter(kind=kind, ends_on=None).first()
    if current and current.value == value and RANK[current.evidence] >= RANK[evidence]:
        return current
    if current:
        current.ends_on = max(current.starts_on, starts_on - timedelta(days=1))
        current.save(update_fields=["ends_on"])
    fact = Fact.objects.create(
        file=file, kind=kind, value=value, starts_on=starts_on, source=source, evidence=evidence, by=by
    )
    record(
        "fact.added", about=file, by=by, place=file.place, kind=kind, evidence=str(evidence), source=source
    )
    return fact


def facts_on(file, day=None):
    """Return {kind: fact} as they stood on a day, the last written of a kind first."""
    day = day or today()
    found = {}
    for fact in file.facts.filter(starts_on__lte=day):
        if fact.ends_on is None or fact.ends_on >= day:
            found.setdefault(fact.kind, fact)
    return found
