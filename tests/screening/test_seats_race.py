"""Sixty-four women answer at the same moment, each in a thread with a connection of her own.

On SQLite the test database is copied to a file first; on PostgreSQL it is the test database itself.
"""

import contextlib
import sqlite3
import threading

import pytest
from django.db import connection, connections

from koushaneh.calls.models import Call
from koushaneh.people.models import Account
from koushaneh.screening.actions import offers as answering
from koushaneh.screening.actions import waiting
from koushaneh.screening.actions.offers import accept_offer, decline_offer
from koushaneh.screening.actions.waiting import seats_of, taken_by_place
from koushaneh.screening.models import Offer
from tests.factories.results import make_released, make_scored_call

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEATS = 64
IS_SQLITE = connection.vendor == "sqlite"


@contextlib.contextmanager
def shared_database(path, **options):
    """Let new connections of threads meet in one real database."""
    if not IS_SQLITE:
        yield
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    settings = connections.settings["default"]
    before = {"NAME": settings["NAME"], "OPTIONS": settings["OPTIONS"]}
    settings.update(NAME=str(path), OPTIONS={**settings["OPTIONS"], **options})
    try:
        yield
    finally:
        settings.update(before)


def in_thread(work, problems):
    def run():
        try:
            work()
        except Exception as problem:
            problems.append(f"{type(problem).__name__}: {problem}")
        finally:
            connections["default"].close()

    return threading.Thread(target=run)


def race(call_id):
    """Let every second woman decline, all at once; return everything that went wrong."""
    problems, barrier, is_over = [], threading.Barrier(SEATS), threading.Event()

    def answer(offer_id, account_id, number):
        offer, by = Offer.objects.get(pk=offer_id), Account.objects.get(pk=account_id)
        barrier.wait()
        (decline_offer if number % 2 else accept_offer)(offer, by=by)

    def watch():
        call = Call.objects.get(pk=call_id)
        while not is_over.wait(0.005):
            if (taken := sum(taken_by_place(call).values())) > SEATS:
                problems.append(f"over: {taken}")

    rows = Offer.objects.filter(call=call_id).order_by("pk").values_list("pk", "application__person__account")
    women = [
        in_thread(lambda pk=pk, account=account, number=number: answer(pk, account, number), problems)
        for number, (pk, account) in enumerate(rows)
    ]
    watcher = in_thread(watch, problems)
    for thread in [watcher, *women]:
        thread.start()
    for thread in women:
        thread.join(timeout=120)
    is_over.set()
    watcher.join()
    last = in_thread(lambda: problems.extend(wrong_in_the_end(call_id)), problems)
    last.start()
    last.join()
    return problems


def wrong_in_the_end(call_id):
    """Every declined seat went to exactly one who waited, in the order of the ranks."""
    call = Call.objects.get(pk=call_id)
    taken, seats = sum(taken_by_place(call).values()), seats_of(call)
    if taken != seats:
        yield f"taken {taken} of {seats}"
    promoted = list(call.waiting.exclude(left_at=None).order_by("rank").values_list("rank", flat=True))
    if promoted != list(range(1, SEATS // 2 + 1)):
        yield f"ranks promoted: {promoted}"


@pytest.fixture
def call_id():
    months = [number % 24 for number in range(2 * SEATS)]
    return make_released(make_scored_call({7: months}, seats=SEATS, quotas={7: (0, 200)})).call_id


def test_offers_and_acceptances_never_pass_the_seats(call_id, tmp_path):
    with shared_database(tmp_path / "race.sqlite3"):
        problems = race(call_id)

    assert problems == []


def test_without_the_lock_the_same_race_goes_wrong(call_id, tmp_path, monkeypatch):
    def unlocked(call):
        return Call.objects.get(pk=call.pk)

    monkeypatch.setattr(waiting, "locked_call", unlocked)
    monkeypatch.setattr(answering, "locked_call", unlocked)

    with shared_database(tmp_path / "race.sqlite3", transaction_mode="DEFERRED"):
        problems = race(call_id)

    assert problems != []
