"""The chain of the log (زنجیره): each sealed record carries the hash of the one before it.

Records are appended by requests and sealed here by the worker, one after another, so that
the head of the chain is no bottleneck. Whoever edits, removes or inserts a sealed record
is found at the first entry that does not fit.

What a record says in free words, and whom a page showed, enters its hash only as a salted digest. Both
can therefore be forgotten later (`forget`) while the chain still holds; which records were, another
record of the same chain says, so that nobody hides a change behind it.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from koushaneh.audit.models import Checkpoint, Record

BATCH = 500
SEALED = ("sequence", "previous_hash", "hash", "salt", "why_digest", "readings_digest", "pk")
SEAL = (  # by hand: the same statement for each row is sixteen times faster than the one that Django builds for all
    "UPDATE audit_record SET sequence = %s, previous_hash = %s, hash = %s, salt = %s, "
    "why_digest = %s, readings_digest = %s WHERE id = %s"
)
FORGOTTEN = "log.forgotten"  # what `forgetting` writes


def digest(record, readings, previous_hash, sequence):
    """Return the SHA-256 of everything in a record, its place in the chain included."""
    content = {
        "sequence": sequence,
        "previous": previous_hash,
        "at": record.at.isoformat(timespec="microseconds"),
        "actor": record.actor_id,
        "verb": record.verb,
        "about": [record.about_model, record.about_id],
        "on_behalf_of": record.on_behalf_of,
        "place": record.place_path,
        "why": record.why_digest or record.why,
        "detail": record.detail,
        "readings": record.readings_digest or _plain(readings),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(readings):
    return sorted([reading.person_id, reading.opened] for reading in readings)


def _salted(salt, value):
    text = json.dumps([salt, value], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _digests(salt, record, readings):
    """Return what stands for the words and for the readings of a record, "" where it has none."""
    why = _salted(salt, record.why) if record.why else ""
    return why, _salted(salt, _plain(readings)) if readings else ""


def _lock():
    """Let one process seal at a time; SQLite's immediate transaction has done so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7100)")


def head():
    """Return (sequence, hash) of the last sealed record, (0, "") of an empty chain."""
    last = Record.objects.exclude(sequence=None).order_by("-sequence").values_list("sequence", "hash").first()
    return last or (0, "")


@transaction.atomic
def seal(limit=BATCH):
    """Chain what has been appended since the last time; return how many records that were."""
    _lock()
    sequence, previous = head()
    waiting = list(Record.objects.filter(sequence=None).order_by("pk").prefetch_related("readings")[:limit])
    for record in waiting:
        sequence += 1
        readings = record.readings.all()
        record.sequence, record.previous_hash, record.salt = sequence, previous, secrets.token_hex(16)
        record.why_digest, record.readings_digest = _digests(record.salt, record, readings)
        record.hash = previous = digest(record, readings, previous, sequence)
    with connection.cursor() as cursor:
        cursor.executemany(SEAL, [[getattr(record, name) for name in SEALED] for record in waiting])
    return len(waiting)


def seal_all():
    """Chain everything that is waiting; return how many records that were."""
    total = 0
    while sealed := seal():
        total += sealed
    return total


@dataclass(frozen=True)
class Finding:
    """What a walk along the chain found: `bad_at` is the first sequence that does not fit, None if all do."""

    checked: int
    bad_at: int | None
    why: str = ""


def verify(checkpoint=None):
    """Walk the chain from its start; with a checkpoint (sequence, hash), also compare that head."""
    previous, expected, forgotten = "", 1, _forgotten()
    for record in (
        Record.objects.exclude(sequence=None).order_by("sequence").prefetch_related("readings").iterator(500)
    ):
        if record.sequence != expected:
            return Finding(expected - 1, expected, "missing")
        if record.previous_hash != previous or record.hash != digest(
            record, record.readings.all(), previous, record.sequence
        ):
            return Finding(expected - 1, expected, "changed")
        if not _holds(record, forgotten):
            return Finding(expected - 1, expected, "changed")
        if checkpoint and record.sequence == checkpoint[0] and record.hash != checkpoint[1]:
            return Finding(expected - 1, expected, "rewritten")
        previous, expected = record.hash, expected + 1
    if checkpoint and checkpoint[0] >= expected:
        return Finding(expected - 1, expected, "cut")
    return Finding(expected - 1, None)


def _forgotten():
    """Return the sequences of which a record of the chain says that their words were erased."""
    told = Record.objects.filter(verb=FORGOTTEN).values_list("detail", flat=True)
    return {sequence for detail in told for sequence in detail["sequences"]}


def _holds(record, forgotten):
    """Say whether words and readings are what was sealed, or gone as the chain says that they are."""
    if record.forgotten_at:
        return record.sequence in forgotten
    if not record.salt:  # sealed before there were digests: the hash holds them as they are
        return True
    return _digests(record.salt, record, record.readings.all()) == (record.why_digest, record.readings_digest)


@transaction.atomic
def checkpoint():
    """Write down the head of the chain, to be carried off this machine."""
    sequence, hash_ = head()
    return Checkpoint.objects.create(at=timezone.now(), sequence=sequence, hash=hash_)


@transaction.atomic
def write_checkpoint():
    """Leave the head of the chain as a file in `$KOUSHANEH_HOME/checkpoints`, to be copied off this machine."""
    kept = checkpoint()
    folder = Path(settings.HOME) / "checkpoints"
    folder.mkdir(exist_ok=True)
    path = folder / f"{kept.at:%Y-%m-%d}.json"
    path.write_text(
        json.dumps({"at": kept.at.isoformat(), "sequence": kept.sequence, "hash": kept.hash}) + "\n"
    )
    return path


def checkpoints(limit=20):
    """Return the newest checkpoints that were written down."""
    return list(Checkpoint.objects.order_by("-at")[:limit])
