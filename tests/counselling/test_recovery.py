"""Recovery: two of three custodians, neither of whom sees anything; one is not enough."""

import pytest
from cryptography.exceptions import InvalidTag  # what a wrong key raises beneath our own refusal
from django.db import IntegrityError

from koushaneh.access.models import Post
from koushaneh.core import sealing
from koushaneh.counselling.actions import attending, keys, notes, recovery
from koushaneh.counselling.models import GivenShare, KeyWrap, Recovery
from koushaneh.counselling.reading import notes_of
from koushaneh.counselling.rules import episodes_for
from koushaneh.notify.models import Notice
from tests.factories.counselling import (
    PASSPHRASE,
    make_counsellor,
    make_custodians,
    make_key_holder,
    make_note,
    make_recovery,
)

pytestmark = pytest.mark.django_db
NEW = "رمزی تازه پس از فراموشی"


@pytest.fixture
def custodians():
    return make_custodians()


@pytest.fixture
def lost(custodians):
    """A note whose author has forgotten her passphrase and made a new key."""
    note, _opened = make_note("راز")
    keys.replace_key(note.author, NEW)
    return note


def words_of(note, opened):
    return [words for _note, words in notes_of(note.episode, opened)]


def test_a_new_key_alone_opens_nothing(lost):
    opened = keys.open_key(lost.author, NEW)

    assert words_of(lost, opened) == []
    with pytest.raises(sealing.WrongPassphrase):
        keys.open_key(lost.author, PASSPHRASE)


def test_with_the_shares_of_two_her_notes_open_again(lost, custodians):
    found = make_recovery(lost.author, custodians)
    opened = keys.open_key(lost.author, NEW)

    recovery.finish_recovery(found, by=lost.author, opened=opened)
    recovery.finish_recovery(found, by=lost.author, opened=opened)

    assert words_of(lost, opened) == ["راز"]
    assert not GivenShare.objects.exists() and not Notice.objects.filter(template="appointment_person")


def test_with_one_custodian_recovery_fails(lost, custodians):
    found = make_recovery(lost.author, custodians, second=False)
    opened = keys.open_key(lost.author, NEW)

    with pytest.raises(recovery.SecondNeeded):
        recovery.finish_recovery(found, by=lost.author, opened=opened)
    with pytest.raises(recovery.SecondNeeded):
        recovery.second_recovery(found, by=custodians[0], opened=make_key_holder(custodians[0]))
    assert words_of(lost, opened) == []


def test_not_even_past_the_rules_is_one_share_enough(lost, custodians):
    """The second signature forged in the table: the keys themselves refuse."""
    found = make_recovery(lost.author, custodians, second=False)
    Recovery.objects.filter(pk=found.pk).update(seconded_by=custodians[1], seconded_at=found.proposed_at)
    opened = keys.open_key(lost.author, NEW)
    one = GivenShare.objects.get()

    recovery.finish_recovery(found, by=lost.author, opened=opened)

    assert words_of(lost, opened) == []
    with pytest.raises(sealing.TooFewShares):
        sealing.join([sealing.open_with(opened.private, one.sealed, one.where)])


def test_the_same_custodian_twice_is_refused_by_the_database(lost, custodians):
    found = make_recovery(lost.author, custodians, second=False)

    with pytest.raises(IntegrityError):
        Recovery.objects.filter(pk=found.pk).update(
            seconded_by=found.proposed_by, seconded_at=found.proposed_at
        )


def test_what_custodians_gave_opens_for_the_one_who_takes_over_alone(lost, custodians):
    found = make_recovery(lost.author, custodians)
    stranger = make_key_holder(make_counsellor())

    with pytest.raises(recovery.NotForYou):
        recovery.finish_recovery(found, by=stranger.pair.account, opened=stranger)
    for holder in (stranger, *(make_key_holder(one) for one in custodians)):
        for given in GivenShare.objects.all():
            with pytest.raises(sealing.DoesNotOpen) as refused:
                sealing.open_with(holder.private, given.sealed, given.where)
            assert isinstance(refused.value.__cause__, InvalidTag)


def test_who_left_is_out_at_once_and_another_takes_her_cases_over(custodians):
    note, former = make_note("راز")
    Post.objects.filter(account=note.author).update(state=Post.State.ENDED)
    assert not episodes_for(type(note.author).objects.get(pk=note.author_id)).exists()
    target = make_counsellor()
    opened = make_key_holder(target)

    recovery.finish_recovery(make_recovery(note.author, custodians, target), by=target, opened=opened)

    note.refresh_from_db()
    assert words_of(note, opened) == ["راز"]
    assert note.episode.counsellor == target
    assert KeyWrap.objects.get().holder == opened.pair
    with pytest.raises(keys.NoKeyToCase):
        keys.case_key(note.episode, former)
    with pytest.raises(attending.NotYours):
        notes.rewrite_note(note, "x", by=target, opened=opened)
    assert Notice.objects.filter(person=note.episode.person, template="appointment_person").count() == 1


def test_cases_go_to_a_counsellor_of_the_place_with_a_key(custodians):
    note, _opened = make_note()
    far, keyless = make_counsellor(8), make_counsellor(7)
    make_key_holder(far)

    with pytest.raises(recovery.CannotTake):
        make_recovery(note.author, custodians, far)
    with pytest.raises(keys.NoKeyYet):
        make_recovery(note.author, custodians, keyless)


def test_nobody_but_a_custodian_gives_a_share(custodians):
    note, opened = make_note()

    with pytest.raises(recovery.NoCustodian):
        recovery.propose_recovery(note.author, target=note.author, why="من", by=note.author, opened=opened)


def test_after_a_custodian_changed_the_next_note_splits_the_key_anew(custodians):
    note, opened = make_note()
    keys.replace_key(custodians[0], NEW)

    notes.write_note(note.episode, "دوم", by=note.author, opened=opened)

    first = keys.open_key(custodians[0], NEW)
    found = recovery.propose_recovery(
        note.author, target=note.author, why="آزمون", by=custodians[0], opened=first
    )
    assert found.shares.count() == 1


def test_a_case_handed_over_is_closed_to_who_handed_it(custodians):
    note, former = make_note("راز")
    target = make_counsellor()
    opened = make_key_holder(target)

    recovery.hand_over(note.episode, target, by=note.author, opened=former)

    note.refresh_from_db()
    assert words_of(note, opened) == ["راز"]
    assert words_of(note, former) == []
    assert note.episode.counsellor == target
    with pytest.raises(attending.NotYours):
        recovery.hand_over(note.episode, target, by=note.author, opened=former)


def test_a_case_is_not_handed_to_a_place_where_she_does_not_belong(custodians):
    note, opened = make_note()
    far, keyless = make_counsellor(8), make_counsellor(7)
    make_key_holder(far)

    with pytest.raises(recovery.CannotTake):
        recovery.hand_over(note.episode, far, by=note.author, opened=opened)
    with pytest.raises(keys.NoKeyYet):
        recovery.hand_over(note.episode, keyless, by=note.author, opened=opened)
