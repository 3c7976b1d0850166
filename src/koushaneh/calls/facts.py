"""Facts of a file at a day (واقعیت‌ها در یک روز), as gates and value functions read them.

`facts_of_files` is what a FactSnapshot stores at submission and what "whom do the gates admit" reads:
`{kind: {"value": ..., "evidence": ..., "since": ...}}`. Beside the kinds of `registry/kinds.py` it has
head_of_household, file_state, file_place, age and in_cohort, which come from the file itself.
"""

from datetime import date

from django.db.models import Q

from koushaneh.calls.models import Application, Call
from koushaneh.people.models import Identity
from koushaneh.registry.models import Fact


def facts_of_file(file, *, on):
    return facts_of_files([file], on=on)[file.pk]


def facts_of_files(files, *, on):
    """Return {file id: facts} in four queries, however many files."""
    files = list(files)
    persons = {file.person_id for file in files}
    ages = _ages(persons, on)
    enrolled = _enrolled(persons)
    known = {file.pk: _of_file_itself(file, ages, enrolled, on) for file in files}
    live = Fact.objects.filter(file__in=known, starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    for fact in live.order_by("starts_on", "pk"):  # the newest is written last and counts
        known[fact.file_id][fact.kind] = _fact(fact.value, fact.evidence, fact.starts_on)
    return known


def _fact(value, evidence="verified", since=None):
    return {"value": value, "evidence": evidence, "since": since.isoformat() if since else None}


def _of_file_itself(file, ages, enrolled, on):
    verified = file.head_verified_on is not None and file.head_verified_on <= on
    lasts = file.head_until is None or file.head_until >= on
    evidence = "verified" if verified and lasts else "declared"
    facts = {
        "head_of_household": _fact(file.is_head, evidence, file.head_verified_on),
        "file_state": _fact(file.state),
        "file_place": _fact(file.place.code),
        "in_cohort": _fact(file.person_id in enrolled),
    }
    if file.person_id in ages:
        facts["age"] = _fact(ages[file.person_id])
    return facts


def _ages(persons, on):
    """Whole years; a birth year without a date counts from the end of that year."""
    ages = {}
    for identity in Identity.objects.filter(person__in=persons):
        if identity.birth_date:
            born = date.fromisoformat(identity.birth_date)
            ages[identity.person_id] = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        elif identity.birth_year:
            ages[identity.person_id] = on.year - identity.birth_year - 1
    return ages


def _enrolled(persons):
    """Who took a seat in a call that is not yet archived; a fact "in_cohort" written later overrides it."""
    seated = [Application.State.ACCEPTED, Application.State.ENROLLED]
    rows = Application.objects.filter(person__in=persons, state__in=seated)
    return set(rows.exclude(call__state=Call.State.ARCHIVED).values_list("person", flat=True))
