import pytest
from django.db import DataError, transaction
from django.utils import timezone

from koushaneh.audit import chain
from koushaneh.audit.actions import record, record_reading
from koushaneh.audit.forgetting import forget
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


def test_a_reading_that_cannot_name_the_persons_leaves_no_record_either():
    no_id = 2**70

    with pytest.raises((OverflowError, DataError)), transaction.atomic():
        record_reading("list.read", [1, no_id], by=None)

    assert Record.objects.count() == Reading.objects.count() == 0


def test_words_and_readings_can_be_forgotten_and_the_chain_still_holds():
    record("block.set", why="her uncle asks for her")
    five_records()

    forgotten = forget(Record.objects.exclude(why="") | Record.objects.filter(verb="list.read"))
    chain.seal_all()

    assert forgotten == 2
    assert chain.verify() == chain.Finding(checked=7, bad_at=None)
    assert not Record.objects.exclude(why="").exists() and not Reading.objects.exists()


def test_what_is_not_sealed_yet_is_forgotten_before_it_is():
    record("block.set", why="her uncle asks for her")

    assert forget(Record.objects.all()) == 1
    assert chain.seal_all() == 1
    assert chain.verify().bad_at is None
    assert Record.objects.get().why == ""


def test_who_marks_an_entry_as_forgotten_by_herself_is_found():
    record("block.set", why="her uncle asks for her")
    five_records()
    Record.objects.filter(sequence=1).update(why="", salt="", forgotten_at=timezone.now())

    assert chain.verify() == chain.Finding(checked=0, bad_at=1, why="changed")


def test_other_words_in_the_place_of_the_old_ones_are_found():
    record("block.set", why="her uncle asks for her")
    five_records()
    Record.objects.filter(sequence=1).update(why="nothing")

    assert chain.verify() == chain.Finding(checked=0, bad_at=1, why="changed")
