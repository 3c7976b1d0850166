import pytest

from koushaneh.consent.actions import give
from koushaneh.consent.models import Consent, Purpose
from koushaneh.registry.actions.merging import NotInPair, keep_apart, merge_persons, propose_pair
from koushaneh.registry.models import File, MergeCandidate
from tests.factories.access import make_account, make_person
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


def test_merging_keeps_one_live_file_and_all_that_belonged_to_the_other():
    keep, other = make_file(7), make_file(7)
    give(other.person, Purpose.CONTACT, wording="w", channel=Consent.Channel.SELF, by=None)
    officer = make_account()

    merge_persons(propose_pair(keep.person, other.person, by=officer), keep=keep.person, by=officer)

    other.refresh_from_db()
    assert (other.state, other.person.merged_into) == (File.State.EXITED, keep.person)
    assert keep.person.contacts.count() == 2
    assert keep.person.consents.count() == 1


def test_the_only_live_file_becomes_hers():
    file, officer = make_file(7), make_account()
    keep = make_person()

    merge_persons(propose_pair(keep, file.person, by=officer), keep=keep, by=officer)

    file.refresh_from_db()
    assert (file.person, file.state) == (keep, File.State.ACTIVE)


def test_a_stranger_to_the_pair_cannot_be_kept():
    pair = propose_pair(make_person(), make_person(), by=None)

    with pytest.raises(NotInPair):
        merge_persons(pair, keep=make_person(), by=make_account())


def test_two_women_are_never_proposed_again():
    left, right = make_person(), make_person()
    keep_apart(propose_pair(left, right, by=None), by=make_account())

    assert propose_pair(right, left, by=None).state == MergeCandidate.State.DIFFERENT
