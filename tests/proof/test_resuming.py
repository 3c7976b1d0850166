"""Batches that say so: each is broken at one write after another, begun again, and ends as if nothing had happened.

A chunk, a row or a call is the unit: what was done before the break stays, what was broken leaves no half,
and the second turn does the rest and nothing twice. A message is the exception that the world forces on us: one that
was handed over and could not be noted goes out again after its lease, never sooner.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from koushaneh.audit import chain
from koushaneh.audit.models import Record
from koushaneh.calls.actions import invitations
from koushaneh.calls.actions.applications import start_application
from koushaneh.calls.actions.calls import advance_calls
from koushaneh.calls.models import Application, Call, InvitationBatch
from koushaneh.notify import actions as notify
from koushaneh.notify.models import Message
from koushaneh.people.models import Contact
from koushaneh.registry.actions import importing
from koushaneh.registry.actions.calling import feed_unreached
from koushaneh.registry.models import CallTask, Fact, File, Import, ImportRow
from koushaneh.rights.actions import keeping
from tests.factories.access import make_post
from tests.factories.calls import make_announced_call, make_opened_call
from tests.factories.calls_applications import WORDING, make_draft, make_open_call, make_woman
from tests.factories.places import city, district
from tests.factories.registry import make_category, make_file
from tests.proof.whole.breaking import failing, points
from tests.proof.whole.nights import NIGHTS
from tests.proof.whole.states import LEFT, Noted, counts, everything
from tests.proof.whole.tables import register

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TRIED = 12  # breaks of one batch: the first, the last, each distinct write, and a seeded sample


def officer():
    return make_post(number=7).account


def imported():
    """What an import has made, without ids, times and ciphers."""
    files = File.objects.order_by("number").values_list(
        "number", "place__code", "state", "person__search_text", "person__identity__number_index"
    )
    facts = Fact.objects.order_by("file__number", "kind", "pk").values_list(
        "file__number", "kind", "value", "source"
    )
    rows = ImportRow.objects.order_by("number").values_list("number", "outcome", "problems")
    done = ImportRow.objects.exclude(committed_at=None).count()
    return (
        list(files),
        Counter(map(str, facts)),
        list(rows),
        done,
        list(Import.objects.values_list("state", "counts")),
    )


def mapped_import():
    make_category()
    by = officer()
    source = importing.upload_register(register(3), "old.csv", place=city(), by=by)
    source = importing.map_columns(source, source.mapping, by=by)
    source = importing.check_rows(importing.start_check(source, by=by))
    importing.commit_rows(importing.start_commit(source, by=by), by=by)
    again = importing.upload_register(register(7, income="۶٬۰۰۰٬۰۰۰"), "new.csv", place=city(), by=by)
    return importing.map_columns(again, again.mapping, by=by), by


def import_to_check():
    source, by = mapped_import()
    source = importing.start_check(source, by=by)
    return lambda: importing.check_rows(Import.objects.get(pk=source.pk)), imported


def import_to_commit():
    """Three rows that change what is known, four that are new, in chunks of two."""
    source, by = mapped_import()
    source = importing.start_commit(importing.check_rows(importing.start_check(source, by=by)), by=by)
    return lambda: importing.commit_rows(Import.objects.get(pk=source.pk), by=by), imported


def calls_whose_hour_has_come():
    make_announced_call()
    opened, grace = make_open_call(), make_open_call(state=Call.State.GRACE)
    make_draft(make_open_call())
    start_application(opened, make_woman(), by=None, wording=WORDING, channel="assisted")
    Application.objects.update(call=grace)
    past, past_days = timezone.now() - timedelta(days=1), timedelta(days=9)
    Call.objects.filter(state=Call.State.ANNOUNCED).update(opens_at=past)
    Call.objects.exclude(state=Call.State.ANNOUNCED).update(opens_at=past - past_days, closes_at=past)
    now = timezone.now()

    def states():
        return Counter(Call.objects.values_list("state", flat=True)), Counter(
            Application.objects.values_list("state", flat=True)
        )

    return lambda: advance_calls(now), states


def tasks():
    return sorted(CallTask.objects.values_list("person", "reason", "about"))


def women_who_did_not_answer():
    call, files = make_opened_call(), [make_woman().files.get() for _ in range(3)]
    invitations.invite(call, district(7), files, by=officer())
    past = timezone.now() - timedelta(days=4)
    InvitationBatch.objects.update(leaves_at=past)
    now = timezone.now()
    return lambda: invitations.list_unanswered(now), tasks


def women_whom_no_text_reaches():
    for _ in range(3):
        make_woman()
    Contact.objects.update(state=Contact.State.UNDELIVERED)
    now = timezone.now()
    return lambda: feed_unreached(now), tasks


def records_to_seal():
    for _ in range(5):
        make_file()

    def head():
        return chain.head()[0], chain.verify().bad_at, Record.objects.filter(sequence=None).count()

    return chain.seal_all, head


BATCHES = [
    import_to_check,
    import_to_commit,
    calls_whose_hour_has_come,
    women_who_did_not_answer,
    women_whom_no_text_reaches,
    records_to_seal,
    *NIGHTS,
]


@pytest.fixture(autouse=True)
def _small(monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path  # keys and a journal of its own
    monkeypatch.setattr(keeping, "BATCH", 2)
    monkeypatch.setattr(importing, "CHUNK", 2)
    monkeypatch.setattr(chain, "BATCH", 10)
    monkeypatch.setattr("tests.proof.whole.breaking.MOST", TRIED)


@contextmanager
def broken_at(point):
    """Let one write fail. A batch has no transaction around it, so what is meant to fail alone fails alone."""
    with failing(point), pytest.raises(DatabaseError):
        yield
    transaction.set_rollback(False)


def taken_back(work):
    """Do something, keep what it returns, and take it back."""
    savepoint = transaction.savepoint()
    found = work()
    transaction.savepoint_rollback(savepoint)
    return found


def in_one_go(batch, seen):
    with failing() as breaker:
        batch()
    return breaker.seen, seen(), counts(everything())


def in_two_turns(batch, seen, point):
    with broken_at(point):
        batch()
    batch()
    return seen(), counts(everything())


@pytest.mark.parametrize("prepare", BATCHES, ids=lambda prepare: prepare.__name__)
def test_a_broken_batch_that_goes_on_ends_as_one_that_was_never_broken(prepare):
    batch, seen = prepare()
    shapes, whole, rows = taken_back(lambda: in_one_go(batch, seen))

    for point in points(shapes):
        found = taken_back(lambda point=point: in_two_turns(batch, seen, point))
        assert found == (whole, rows), f"broken at write {point}: {shapes[point - 1]}"


def test_a_batch_that_forgets_where_it_was_is_found():
    batch, seen = women_whom_no_text_reaches()

    def twice():
        CallTask.objects.all().delete()  # what the first turn did is lost, its records are not
        return batch()

    shapes, whole, rows = taken_back(lambda: in_one_go(batch, seen))

    found = taken_back(lambda: in_two_turns(twice, seen, len(shapes) - 1))
    assert found != (whole, rows)


@pytest.fixture
def channel(monkeypatch, settings):
    monkeypatch.setitem(notify.channel.__globals__["CHANNELS"], "noted", Noted)
    settings.SMS_CHANNEL = "noted"
    LEFT.clear()
    return LEFT


def two_messages():
    for _ in range(2):
        notify.send(make_woman(), "letter_waits", {})
    Message.objects.update(not_before=timezone.now() - timedelta(hours=1))
    return timezone.now()


def sent():
    return Message.objects.filter(state=Message.State.SENT).count()


def test_a_claim_that_fails_hands_nothing_over(channel):
    now = two_messages()

    with broken_at(1):
        notify.drain(now)
    notify.drain(now)

    assert (len(channel), sent()) == (2, 2)


def test_a_message_that_could_not_be_noted_goes_again_after_its_lease_only(channel):
    now = two_messages()

    with broken_at(2):
        notify.drain(now)
    notify.drain(now)
    assert (len(channel), sent()) == (2, 1)
    notify.drain(now + notify.LEASE + timedelta(minutes=1))

    assert (len(channel), sent()) == (3, 2)
