import pytest

from koushaneh.audit import chain
from koushaneh.audit.actions import record, record_reading
from koushaneh.audit.models import Reading, Record

pytestmark = pytest.mark.django_db


def five_records():
    for number in range(4):
        record("thing.done", number=number)
    record_reading("list.read", [3, 1, 2], by=None)
    chain.seal_all()


def test_an_untouched_chain_is_sound():
    five_records()

    assert chain.verify() == chain.Finding(checked=5, bad_at=None)


def test_an_edited_entry_is_named():
    five_records()
    Record.objects.filter(sequence=3).update(why="another reason")

    assert chain.verify() == chain.Finding(checked=2, bad_at=3, why="changed")


def test_an_edited_reading_is_named():
    five_records()
    Reading.objects.filter(person_id=2).update(person_id=9)

    assert chain.verify() == chain.Finding(checked=4, bad_at=5, why="changed")


def test_a_removed_entry_is_named():
    five_records()
    Record.objects.filter(sequence=2).delete()

    assert chain.verify() == chain.Finding(checked=1, bad_at=2, why="missing")


def test_a_cut_tail_shows_against_a_checkpoint():
    five_records()
    kept = chain.checkpoint()
    Record.objects.filter(sequence=5).delete()

    assert chain.verify().bad_at is None
    assert chain.verify((kept.sequence, kept.hash)) == chain.Finding(checked=4, bad_at=5, why="cut")


def test_a_chain_rewritten_from_the_middle_shows_against_a_checkpoint():
    five_records()
    kept = chain.checkpoint()
    Record.objects.filter(sequence=3).update(why="forged")
    Record.objects.update(sequence=None, previous_hash="", hash="")
    chain.seal_all()

    assert chain.verify().bad_at is None
    assert chain.verify((kept.sequence, kept.hash)) == chain.Finding(checked=4, bad_at=5, why="rewritten")


def test_sealing_twice_changes_nothing():
    five_records()
    before = chain.head()

    assert chain.seal_all() == 0
    assert chain.head() == before
