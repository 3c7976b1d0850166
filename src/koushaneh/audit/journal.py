"""The journal of erasures (دفتر پاک‌شده‌ها): in the database, and in a file that leaves the machine with the checkpoints.

A backup that is older than an erasure holds what was erased. After its restore every line of the journal
is done again. A line names nobody: it carries a keyed fingerprint, which is compared with those of the
rows that came back, and a seal, so that no line can be slipped in to erase somebody.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from koushaneh.audit.models import Erased
from koushaneh.core.fields import blind_index, random_code

FILE = "erasures.jsonl"


def token_of(scope, key):
    """Return the fingerprint under which the journal knows a row, by what a backup says of it."""
    return blind_index(f"{scope}\n{key}", "audit.erased")


def note(scope, token, *, at, **detail):
    """Write a line with the erasure itself; it goes into the file as soon as the transaction holds. Safe to repeat."""
    line, _is_new = Erased.objects.get_or_create(scope=scope, token=token, at=at, defaults={"detail": detail})
    transaction.on_commit(write, robust=True)  # the clock does it again, should the disk be full
    return line


def path():
    return Path(settings.HOME) / "checkpoints" / FILE


def _sealed(scope, token, at, detail):
    line = {"scope": scope, "token": token, "at": at.isoformat(), "detail": detail}
    return line | {"seal": _seal(line)}


def _seal(line):
    return blind_index(json.dumps(line, sort_keys=True, separators=(",", ":")), "audit.journal")


def _key(line):
    return line["scope"], line["token"], line["at"]


def write():
    """Add to the file what the database has and the file has not. Safe to repeat; returns how many lines it has.

    What only the file has stays: it is newer than the backup that this database may come from.
    """
    known = {_key(line): line for line in _lines(path())}
    missing = [_sealed(*row) for row in Erased.objects.values_list("scope", "token", "at", "detail")]
    missing = [line for line in missing if _key(line) not in known]
    if missing or not path().exists():
        lines = sorted([*known.values(), *missing], key=lambda line: (line["at"], line["token"]))
        _replace(path(), "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return len(known) + len(missing)


def _replace(target, text):
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{random_code()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)


def _lines(source):
    if not source.exists():
        return []
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(source):
    """Return (lines that this installation sealed, how many it did not) of a journal; a line is an unsaved `Erased`."""
    good, strange = [], 0
    for line in _lines(source):
        seal = line.pop("seal", "")
        if seal == _seal(line):
            at = datetime.fromisoformat(line["at"])
            good.append(Erased(scope=line["scope"], token=line["token"], at=at, detail=line["detail"]))
        else:
            strange += 1
    return good, strange
