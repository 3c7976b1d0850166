"""Import of a register in three steps: map the columns, try it out, commit. The last two run in the worker.

Rows go in chunks, each in one transaction; `rows_done` says where a broken run goes on. The same
file again next month is a delta: what is unchanged writes nothing. The city's own system stays the
master for status and exit, so a row that says "exited" moves the file.
"""

import json

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from koushaneh.audit.actions import change_state, record
from koushaneh.core.fields import blind_index
from koushaneh.core.refusal import Refusal
from koushaneh.core.written import files_follow
from koushaneh.people.actions import add_contact
from koushaneh.people.models import Account, Contact
from koushaneh.places.models import Place
from koushaneh.registry.actions.facts import add_fact
from koushaneh.registry.actions.files import move_file, move_place, set_category, write_head
from koushaneh.registry.batches import create_files
from koushaneh.registry.columns import FIELDS, guess
from koushaneh.registry.compare import as_json, changes, erased_keys, from_json, key_of, known_files
from koushaneh.registry.copies import drop_copy, opened_copy, sealed_copy
from koushaneh.registry.models import Category, Evidence, File, Import, ImportRow, MergeCandidate
from koushaneh.registry.rows import Reader, facts_of
from koushaneh.registry.tables import read_table

CHUNK = 250
Outcome = ImportRow.Outcome


class MissingColumns(Refusal):
    code = "registry.missing_columns"


class NothingToCommit(Refusal):
    code = "registry.nothing_to_commit"


@files_follow()
@transaction.atomic
def upload_register(content, name, *, place, by):
    """Take a file in, refuse what cannot be read, and guess what its columns mean."""
    columns, rows = read_table(content, name)
    source = Import.objects.create(
        place=place,
        file_name=name[:120],
        columns=columns,
        mapping=guess(columns),
        rows_total=len(rows),
        by=by,
        upload=sealed_copy(content),
    )
    record("register.uploaded", about=source, by=by, place=place, rows=len(rows))
    return source


@transaction.atomic
def map_columns(source, mapping, *, by):
    """Say which column means what. Refuses while a needed one is missing. Safe to repeat."""
    source = locked(source)
    missing = [
        str(field.title) for code, field in FIELDS.items() if field.is_required and not mapping.get(code)
    ]
    if missing:
        raise MissingColumns(columns="، ".join(missing))
    source.mapping = {code: column for code, column in mapping.items() if column in source.columns}
    change_state(source, Import.State.MAPPED, by=by, place=source.place, also=["mapping"])
    return source


def locked(source):
    return Import.objects.select_for_update(of=("self",)).select_related("place", "by").get(pk=source.pk)


@transaction.atomic
def start_check(source, *, by):
    """Try the import out in the worker: every row is read and compared, nothing of the register changes."""
    source = locked(source)
    source.rows.all().delete()
    source.rows_done, source.counts = 0, {}
    change_state(source, Import.State.CHECKING, by=by, place=source.place, also=["rows_done", "counts"])
    transaction.on_commit(lambda: check_task.enqueue(source.pk))
    return source


def check_rows(source):
    """Read and compare what has not been read yet, chunk after chunk. Safe to call again after a break."""
    columns, rows = read_table(opened_copy(source), source.file_name)
    reader = Reader(source.mapping, columns, source.place)
    seen = set()
    for done in _sealed(source):
        seen.add(done)
    for start in range(source.rows_done, len(rows), CHUNK):
        _check_chunk(source, reader, rows[start : start + CHUNK], start, seen)
    with transaction.atomic():
        source = locked(source)
        source.counts = counts_of(source)
        change_state(source, Import.State.CHECKED, by=source.by, place=source.place, also=["counts"])
    return source


def _sealed(source):
    for sealed in source.rows.values_list("sealed", flat=True):
        yield json.loads(sealed)["key"]


def _check_chunk(source, reader, rows, start, seen):
    read = [reader.read(row) for row in rows]
    files, erased = known_files(read), erased_keys(read)
    made = []
    for number, row in enumerate(read, start=start + 2):  # the header is line 1
        key = key_of(row)
        if key in erased:
            row.problems.append({"field": "number", "column": "", "code": "row.erased", "facts": {}})
        outcome, differing = _outcome(row, files.get(key), source.place, key in seen)
        seen.add(key)
        sealed = {"key": key, "values": as_json(row.values), "changes": sorted(differing)}
        made.append(
            ImportRow(
                source=source,
                number=number,
                sealed=json.dumps(sealed),
                outcome=outcome,
                problems=row.problems,
            )
        )
    with transaction.atomic():
        ImportRow.objects.bulk_create(made)
        source.rows_done = start + len(rows)
        source.save(update_fields=["rows_done"])


def _outcome(row, file, place, is_seen):
    if file and not file.place.path.startswith(place.path):
        row.problems.append({"field": "number", "column": "", "code": "row.headquarters", "facts": {}})
    if row.problems:
        return Outcome.REFUSED, {}
    if is_seen:
        row.problems = [{"field": "number", "column": "", "code": "row.twice", "facts": {}}]
        return Outcome.DUPLICATE, {}
    if file is None:
        return Outcome.NEW, {}
    differing = changes(row.values, file)
    return (Outcome.CHANGED, differing) if differing else (Outcome.SAME, {})


def counts_of(source):
    found = dict.fromkeys(Outcome.values, 0)
    for outcome in source.rows.values_list("outcome", flat=True):
        found[outcome] += 1
    return found


@transaction.atomic
def start_commit(source, *, by):
    """Write what the trial found. Refused rows stay out; they can be corrected and sent again."""
    source = locked(source)
    if not source.counts.get(Outcome.NEW, 0) + source.counts.get(Outcome.CHANGED, 0):
        raise NothingToCommit()
    source.rows_done = source.rows.exclude(committed_at=None).count()
    change_state(source, Import.State.COMMITTING, by=by, place=source.place, also=["rows_done"])
    transaction.on_commit(lambda: commit_task.enqueue(source.pk, by.pk))
    return source


def commit_rows(source, *, by):
    """Commit what has not been committed yet, chunk after chunk. Safe to call again after a break."""
    wanted = source.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED], committed_at=None).order_by(
        "number"
    )
    while chunk := list(wanted[:CHUNK]):
        _commit_chunk(source, chunk, by)
    with transaction.atomic():
        source = locked(source)
        drop_copy(source)
        return change_state(source, Import.State.DONE, by=by, place=source.place)


@transaction.atomic
def _commit_chunk(source, chunk, by):
    values = [from_json(json.loads(row.sealed)["values"]) for row in chunk]
    indexes = [blind_index(_number(value), "people.national_id") for value in values]
    files = _files_now(indexes)
    fresh = [value for value, index in zip(values, indexes, strict=True) if not index or index not in files]
    origin = f"import:{source.code}"
    made = create_files([value for value in fresh if not _by_number(value, files)], by=by, source=origin)
    propose_merges(made)
    for value, index in zip(values, indexes, strict=True):
        file = files.get(index) if index else _by_number(value, files)
        if file and file.place.path.startswith(source.place.path):
            apply_changes(file, value, by=by, source=origin)
    ImportRow.objects.filter(pk__in=[row.pk for row in chunk]).update(committed_at=timezone.now())
    source.rows_done += len(chunk)
    source.save(update_fields=["rows_done"])
    record(
        "register.rows_committed",
        about=source,
        by=by,
        place=source.place,
        first=chunk[0].number,
        last=chunk[-1].number,
        opened=[file.pk for file in made],
    )


def _number(value):
    return value.get("national_id") or value.get("universal_code") or ""


def _files_now(indexes):
    found = File.objects.filter(person__identity__number_index__in=[index for index in indexes if index])
    return {
        file.person.identity.number_index: file
        for file in found.select_related("person__identity", "place", "category")
    }


def _by_number(value, files):
    """A woman without any ID is known by the number of her file."""
    if _number(value):
        return None
    return File.objects.filter(number=value["number"], person__identity__number_index="").first()


def apply_changes(file, values, *, by, source):
    """Bring one file to what a row says, by the same actions that an officer uses. Safe to repeat."""
    differing = changes(values, file)
    if {"first_name", "last_name"} & differing.keys():
        rename(file.person, values, by=by)
    if "place" in differing:
        file = move_place(file, Place.objects.get(code=differing["place"]), by=by, reason=source)
    if "category" in differing:
        file = set_category(file, Category.objects.get(code=differing["category"]), by=by, reason=source)
    if "state" in differing and differing["state"] in File.MACHINE.after(file.state):
        file = move_file(file, differing["state"], by=by, reason=source)
    if "head_verified_on" in differing:
        write_head(file, by=by, on=differing["head_verified_on"])
    if "phone" in differing:
        add_contact(file.person, differing["phone"], by=by)
    for kind in facts_of(differing):
        add_fact(file, kind, differing[kind], by=by, source=source, evidence=Evidence.DOCUMENT)
    return file


def rename(person, values, *, by):
    before = person.full_name
    person.set_name(values["first_name"], values["last_name"])
    person.save(update_fields=["first_name", "last_name", "search_text", "sort_key"])
    record("person.renamed", about=person, by=by, had_name=bool(before))


def propose_merges(files):
    """Note pairs that may be one woman: the same phone and the same name, under another number."""
    persons = [file.person for file in files]
    phones = dict(Contact.objects.filter(person__in=persons).values_list("phone_index", "person_id"))
    others = (
        Contact.objects.filter(phone_index__in=phones).exclude(person__in=persons).select_related("person")
    )
    mine = {person.pk: person for person in persons}
    pairs = [
        MergeCandidate(left=other.person, right=mine[phones[other.phone_index]], reason="same_phone_and_name")
        for other in others
        if other.person.search_text == mine[phones[other.phone_index]].search_text
    ]
    return MergeCandidate.objects.bulk_create(pairs, ignore_conflicts=True)


@transaction.atomic
def cancel_import(source, *, by):
    """Drop an import that has not been committed; its rows go, because they hold identities."""
    source = locked(source)
    change_state(source, Import.State.CANCELLED, by=by, place=source.place)
    source.rows.all().delete()
    drop_copy(source)
    return source


@task()
def check_task(import_id):
    source = Import.objects.select_related("place", "by").get(pk=import_id)
    if source.state == Import.State.CHECKING:  # a task may come twice
        check_rows(source)


@task()
def commit_task(import_id, account_id):
    source = Import.objects.select_related("place", "by").get(pk=import_id)
    if source.state == Import.State.COMMITTING:
        commit_rows(source, by=Account.objects.get(pk=account_id))
