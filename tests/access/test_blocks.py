"""Access blocks (منع): they override every right, and two persons lift them."""

import pytest

from koushaneh.access import actions
from koushaneh.access.models import Role
from koushaneh.people.models import AccessBlock
from koushaneh.registry.rules import files_for
from tests.factories.access import make_post
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart():
    """A woman, the colleague she is kept away from, and the officer who wrote it down."""
    file, colleague, officer = make_file(7), make_post(number=7).account, make_post(number=7).account
    block = actions.block_colleague(file.person, colleague, by=officer, reason="خویشاوند")
    return file, colleague, officer, block


def test_a_blocked_colleague_no_longer_finds_the_woman(apart):
    file, colleague, officer, _block = apart

    assert list(files_for(officer)) == [file]
    assert list(files_for(colleague)) == []


def test_the_same_block_again_is_the_same_block(apart):
    file, colleague, officer, block = apart

    assert actions.block_colleague(file.person, colleague, by=officer, reason="باز هم") == block
    assert AccessBlock.objects.count() == 1


def test_one_person_alone_does_not_lift_a_block(apart):
    _file, colleague, officer, block = apart

    with pytest.raises(actions.NeedsAnother):
        actions.lift_block(block, by=officer)
    actions.propose_lift(block, by=officer)
    with pytest.raises(actions.NeedsAnother):
        actions.lift_block(block, by=officer)

    assert list(files_for(colleague)) == []


def test_a_second_person_lifts_it_and_she_is_found_again(apart):
    file, colleague, officer, block = apart
    actions.propose_lift(block, by=officer)

    lifted = actions.lift_block(block, by=make_post(Role.HQ_OFFICER).account)

    assert lifted.lifted_at
    assert list(files_for(colleague)) == [file]
    assert actions.lift_block(block, by=officer).lifted_at == lifted.lifted_at
