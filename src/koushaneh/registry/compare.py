"""What a row of a register would change: nothing, something, or a woman who is new here."""

from datetime import date

from koushaneh.people.erasing import marks_of
from koushaneh.people.models import ErasedMark, Identity
from koushaneh.registry.models import File
from koushaneh.registry.rows import facts_of


def known_files(rows):
    """Return {number_index or file number: file} for a chunk of read rows, in five queries at most."""
    indexes = [row.number_index for row in rows if row.number_index]
    numbers = [row.values.get("number") for row in rows if not row.number_index]
    found = File.objects.select_related("person", "place", "category").prefetch_related(
        "facts", "person__contacts"
    )
    by_index = {}
    identities = dict(
        Identity.objects.filter(number_index__in=indexes).values_list("person_id", "number_index")
    )
    for file in found.filter(person__in=identities).order_by("pk"):
        by_index[identities[file.person_id]] = file
    without_id = found.filter(number__in=numbers, person__identity__number_index="").order_by("pk")
    return by_index | {file.number: file for file in without_id}


def erased_keys(rows):
    """Return the keys of rows whose women were erased: no list brings them back, only they themselves."""
    marks = {mark: key_of(row) for row in rows for mark in _marks(row.values)}
    found = ErasedMark.objects.filter(index__in=marks).values_list("index", flat=True)
    return {marks[mark] for mark in found}


def _marks(values):
    """Her number counts; the number of her file only where she has none."""
    number = values.get("national_id") or values.get("universal_code") or ""
    return marks_of([number]) if number else marks_of(file_numbers=[values.get("number") or ""])


def key_of(row):
    return row.number_index or row.values.get("number")


def changes(values, file):
    """Return {field: value} of what the row says otherwise than the file; empty cells change nothing."""
    current = {
        "first_name": file.person.first_name,
        "last_name": file.person.last_name,
        "place": file.place.code,
        "category": file.category.code if file.category else None,
        "state": file.state,
        "head_verified_on": file.head_verified_on,
    }
    differing = {name: values[name] for name in current if values.get(name) and values[name] != current[name]}
    phones = {contact.phone for contact in file.person.contacts.all()}
    if values.get("phone") and values["phone"] not in phones:
        differing["phone"] = values["phone"]
    return differing | _changed_facts(values, file)


def _changed_facts(values, file):
    current = {}
    for fact in file.facts.all():
        if fact.ends_on is None:
            current.setdefault(fact.kind, fact.value)
    return {kind: value for kind, value in facts_of(values).items() if current.get(kind) != value}


def as_json(values):
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def from_json(values):
    days = ("birth_date", "opened_on", "head_verified_on")
    return {
        name: date.fromisoformat(value) if name in days and isinstance(value, str) and value else value
        for name, value in values.items()
    }
