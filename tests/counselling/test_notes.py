"""Notes: sealed, signed, locked after two days, added to; a key opens for its holder and rests when guessed at."""

from datetime import timedelta
from itertools import combinations

import pytest
import time_machine
from django.utils import timezone

from koushaneh.consent.actions import withdraw
from koushaneh.core import sealing
from koushaneh.counselling.actions import attending, keys, notes
from koushaneh.counselling.models import CaseKey, KeyShare, Note
from koushaneh.counselling.reading import notes_of
from tests.factories.counselling import (
    PASSPHRASE,
    make_counsellor,
    make_custodians,
    make_episode,
    make_key_holder,
    make_note,
)

pytestmark = pytest.mark.django_db


def words_of(note, opened):
    return [words for _note, words in notes_of(note.episode, opened)]


def test_its_author_reads_what_she_wrote_and_the_row_holds_none_of_it():
    note, opened = make_note("از تاریکی می‌ترسد")

    assert words_of(note, opened) == ["از تاریکی می‌ترسد"]
    assert "تاریکی" not in str(Note.objects.values().get())


def test_until_two_days_after_the_signature_it_changes_and_then_no_more():
    note, opened = make_note(sign=True)
    note = notes.rewrite_note(note, "درست‌تر", by=note.author, opened=opened)
    assert (note.revision, words_of(note, opened)) == (2, ["درست‌تر"])

    with time_machine.travel(timezone.now() + timedelta(hours=48, seconds=1)):
        with pytest.raises(notes.NoteLocked):
            notes.rewrite_note(note, "دیر", by=note.author, opened=opened)
        assert notes.lock_notes(timezone.now()) == 1
        notes.add_to_note(note, "افزوده", by=note.author, opened=opened)

    assert words_of(note, opened) == ["درست‌تر", "افزوده"]


def test_an_older_revision_put_back_does_not_open():
    note, opened = make_note("نخست")
    older = note.sealed
    note = notes.rewrite_note(note, "دوم", by=note.author, opened=opened)

    Note.objects.filter(pk=note.pk).update(sealed=older)

    assert words_of(note, opened) == [None]


def test_a_seal_moved_to_another_note_or_case_or_edited_is_refused():
    note, opened = make_note("یک")
    other, _same = make_note("دو", note.episode)
    elsewhere, _key = make_note("سه")

    for sealed in (other.sealed, elsewhere.sealed, note.sealed[:-3] + "AAA"):
        Note.objects.filter(pk=note.pk).update(sealed=sealed)
        assert words_of(note, opened)[0] is None


def test_another_counsellor_with_a_key_of_her_own_opens_nothing():
    note, _opened = make_note()
    stranger = make_key_holder(make_counsellor())

    assert notes_of(note.episode, stranger) == []
    with pytest.raises(keys.NoKeyToCase):
        keys.case_key(note.episode, stranger)
    with pytest.raises(attending.NotYours):
        notes.write_note(note.episode, "x", by=stranger.pair.account, opened=stranger)


def test_without_three_custodians_no_note_is_written():
    episode = make_episode()
    opened = make_key_holder(episode.counsellor)

    with pytest.raises(keys.NoCustodians):
        notes.write_note(episode, "راز", by=episode.counsellor, opened=opened)
    assert not Note.objects.exists() and not CaseKey.objects.exists()


def test_two_custodians_make_the_key_of_a_case_and_one_does_not():
    accounts = make_custodians()
    note, opened = make_note()
    key = keys.case_key(note.episode, opened)

    def piece(account):
        holder = make_key_holder(account)
        share = KeyShare.objects.get(custodian=holder.pair)
        return sealing.open_with(holder.private, share.sealed, share.where)

    pieces = [piece(account) for account in accounts]

    assert {sealing.join(pair) for pair in combinations(pieces, 2)} == {key}
    for one in pieces:
        with pytest.raises(sealing.TooFewShares):
            sealing.join([one])
        assert key not in one


def test_a_share_of_another_custodian_does_not_open():
    first, second, _third = make_custodians()
    make_note()
    holder = make_key_holder(first)
    share = KeyShare.objects.get(custodian__account=second)

    with pytest.raises(sealing.DoesNotOpen):
        sealing.open_with(holder.private, share.sealed, share.where)


def test_after_five_wrong_passphrases_the_key_rests():
    counsellor = make_counsellor()
    make_key_holder(counsellor)

    for _try in range(keys.TRIES):
        with pytest.raises(sealing.WrongPassphrase):
            keys.open_key(counsellor, "نادرست")
    with pytest.raises(keys.TooManyTries):
        keys.open_key(counsellor, PASSPHRASE)


def test_a_new_passphrase_opens_the_same_notes_and_the_old_one_nothing():
    note, opened = make_note("راز")

    keys.change_passphrase(opened, "رمزی کاملاً تازه و بلند")

    again = keys.open_key(note.author, "رمزی کاملاً تازه و بلند")
    assert words_of(note, again) == ["راز"]
    with pytest.raises(sealing.WrongPassphrase):
        keys.open_key(note.author, PASSPHRASE)


def test_without_consent_or_after_the_end_nothing_new_is_written():
    note, opened = make_note()
    withdraw(note.episode.consent, by=None)

    with pytest.raises(attending.ConsentTakenBack):
        notes.write_note(note.episode, "x", by=note.author, opened=opened)
    assert words_of(note, opened) == ["راز"]
