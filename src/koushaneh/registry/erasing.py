"""What becomes of a file of the register when its woman is erased: counts and sums stay, nothing that tells of her."""

import json

from koushaneh.core.erasing import Part, Search
from koushaneh.core.fields import blind_index
from koushaneh.engine.persian import fold
from koushaneh.registry.models import (
    CallAttempt,
    CallTask,
    Fact,
    File,
    FileEvent,
    ImportRow,
    MergeCandidate,
    Proof,
    ReferralOut,
    Service,
)

FILE = {
    "number": "",
    "category": None,
    "head_verified_on": None,
    "head_until": None,
    "caseworker": None,
    "covered_by": list,
    "bound_at": None,
}
PLAN = [
    Part(CallAttempt, "task__person", "notes", blanks={"note": ""}, stays=("task", "at", "by", "result")),
    Part(
        CallTask,
        "person",
        "notes",
        blanks={"note": ""},
        stays=("person", "place", "reason", "about", "due_at", "made_at", "done_at", "done_by"),
    ),
    Part(MergeCandidate, "left", "notes", deletes=True),
    Part(MergeCandidate, "right", "notes", deletes=True),
    Part(Fact, "file__person", "facts", deletes=True),
    Part(Proof, "file__person", "papers", deletes=True, files=("copy",)),
    Part(
        Service,
        "file__person",
        "notes",
        blanks={"note": ""},
        stays=("file", "kind", "office", "given_on", "amount_rials", "by"),
        keeps="services",
    ),
    Part(
        ReferralOut,
        "file__person",
        "notes",
        blanks={"body": "", "reason": ""},
        stays=("file", "referred_on", "outcome", "outcome_on", "by"),
    ),
    Part(
        FileEvent,
        "file__person",
        "notes",
        blanks={"reason": "", "document": "", "detail": dict},
        stays=("file", "at", "change", "by"),
        keeps="counts",
    ),
    Part(
        File,
        "person",
        "facts",
        blanks=FILE,
        stays=("person", "place", "state", "is_head", "opened_on"),
        keeps="counts",
    ),
]


def erase_import_rows(hers):
    """Delete her rows of registers that came as a file; they are sealed, so each is opened."""
    indexes = {blind_index(number, "people.national_id") for number in hers.numbers}
    found = [
        row.pk for row in ImportRow.objects.only("pk", "sealed").iterator() if _is_hers(row, hers, indexes)
    ]
    return ImportRow.objects.filter(pk__in=found).delete()[0]


def _is_hers(row, hers, indexes):
    values = json.loads(row.sealed)["values"]
    number = values.get("national_id") or values.get("universal_code") or ""
    return (
        (bool(number) and blind_index(number, "people.national_id") in indexes)
        or values.get("number") in hers.file_numbers
        or (values.get("phone") in hers.phones and _name_in(values) in hers.names)
    )


def _name_in(values):
    return fold(f"{values.get('first_name', '')} {values.get('last_name', '')}")


SEARCHES = [Search("imports", erase_import_rows)]
