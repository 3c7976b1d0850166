"""Doing erasures again (دوباره پاک‌کردن) after the restore of a backup that is older than they are."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from koushaneh.audit import journal
from koushaneh.audit.models import Erased
from koushaneh.measures.actions import SCOPE as SITTING
from koushaneh.measures.actions import erase_again, token_of_sitting
from koushaneh.measures.models import Sitting
from koushaneh.people.models import Person
from koushaneh.rights.actions.executing import SCOPE as PERSON
from koushaneh.rights.actions.executing import erase_person, token_of


def apply_journal(lines):
    """Erase again what these lines (unsaved `Erased`) say and this database still has; return a Counter by scope.

    Safe to repeat. Every line is kept in the database, also one whose woman this database never knew.
    """
    done, persons, sittings = Counter(), _persons(lines), _sittings(lines)
    for line in sorted(lines, key=lambda line: line.at):
        if line.scope == PERSON and (person := persons.get(line.token)):
            done[PERSON] += _erase_again(person, line)
        elif line.scope == SITTING and (sitting := sittings.get(line.token)):
            done[SITTING] += erase_again(sitting, until=line.at)
        _keep(line)
    return done


def _erase_again(person, line):
    asked_at = datetime.fromisoformat(line.detail["asked_at"])
    erase_person(
        person,
        by=None,
        code_index=line.detail["code_index"],
        asked_at=asked_at,
        at=line.at,
        detail=line.detail,
    )
    return 1


@transaction.atomic
def _keep(line):
    Erased.objects.get_or_create(
        scope=line.scope, token=line.token, at=line.at, defaults={"detail": line.detail}
    )


def _persons(lines):
    """Return {token: person} of those who are still known; O(persons), and only where a line asks."""
    if not any(line.scope == PERSON for line in lines):
        return {}
    return {token_of(person): person for person in Person.objects.filter(erased_at=None).iterator()}


def _sittings(lines):
    if not any(line.scope == SITTING for line in lines):
        return {}
    return {token_of_sitting(sitting): sitting for sitting in Sitting.objects.iterator()}


def apply_files(paths):
    """Do the lines of these files again, and those of the database; return (Counter, lines of a stranger)."""
    lines, strange = list(Erased.objects.all()), 0
    for path in paths:
        good, bad = journal.read(path)
        lines, strange = lines + good, strange + bad
    unique = {(line.scope, line.token, line.at): line for line in lines}
    done = apply_journal(list(unique.values()))
    journal.write()
    return done, strange
