"""Notes: written and signed by their author, locked after two days, added to, deleted by nobody."""

import hashlib

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.core import sealing
from koushaneh.core.refusal import Refusal
from koushaneh.counselling.actions.attending import NotYours, locked_episode
from koushaneh.counselling.actions.keys import case_key, ready_case_key
from koushaneh.counselling.models import Note
from koushaneh.counselling.models.notes import LOCKS_AFTER
from koushaneh.engine.persian import clean

State = Note.State


class NoteLocked(Refusal):
    code = "counselling.note_locked"


class NothingWritten(Refusal):
    code = "counselling.nothing_written"


class NotSigned(Refusal):
    """A draft is changed, not added to."""

    code = "counselling.not_signed"


def _sealed(note, text, key):
    if not clean(text):
        raise NothingWritten()
    note.sealed = sealing.encrypt(key, text.encode(), note.where)
    note.written_at = timezone.now()


def _noted(verb, note, by):
    """The log keeps a digest of the seal, so that an older revision put back is seen."""
    digest = hashlib.sha256(note.sealed.encode()).hexdigest()[:16]
    record(verb, about=note, by=by, revision=note.revision, digest=digest)


@transaction.atomic
def write_note(episode, text, *, by, opened):
    """Begin a note in a case of hers; `opened` is her key. Nothing of it lies anywhere unsealed."""
    episode = locked_episode(episode, by)
    note = Note(episode=episode, author=by, made_at=timezone.now())
    _sealed(note, text, ready_case_key(episode, opened))
    note.save()
    _noted("note.written", note, by)
    return note


def _locked(note, by):
    note = Note.objects.select_for_update(of=("self",)).select_related("episode__place").get(pk=note.pk)
    if note.author_id != by.pk or note.episode.counsellor_id != by.pk:
        raise NotYours()
    return note


@transaction.atomic
def rewrite_note(note, text, *, by, opened):
    """Change a note before it is locked. Every change is another revision, and its seal is bound to it."""
    note = _locked(note, by)
    if not note.is_open:
        raise NoteLocked()
    note.revision += 1
    _sealed(note, text, case_key(note.episode, opened))
    note.save(update_fields=["sealed", "revision", "written_at"])
    _noted("note.rewritten", note, by)
    return note


@transaction.atomic
def sign_note(note, *, by):
    """Sign a note; two days later nobody can change it any more. Safe to repeat."""
    note = _locked(note, by)
    if note.state != State.DRAFT:
        return note
    note.signed_at = timezone.now()
    return change_state(note, State.SIGNED, by=by, also=["signed_at"])


@transaction.atomic
def add_to_note(note, text, *, by, opened):
    """Put an addition beside a signed note; it is signed at once."""
    note = _locked(note, by)
    if note.state == State.DRAFT:
        raise NotSigned()
    locked_episode(note.episode, by)
    now = timezone.now()
    added = Note(
        episode=note.episode, author=by, addendum_to=note, state=State.SIGNED, made_at=now, signed_at=now
    )
    _sealed(added, text, case_key(note.episode, opened))
    added.save()
    _noted("note.added", added, by)
    return added


@transaction.atomic
def lock_notes(now):
    """Lock what was signed two days ago; return how many. Until then `Note.is_open` already refuses."""
    due = Note.objects.select_for_update().filter(state=State.SIGNED, signed_at__lte=now - LOCKS_AFTER)
    return len(change_states(list(due), State.LOCKED, by=None))
