"""Sixty-four women answer at the same moment, each in a thread with a connection of her own."""

import threading

import pytest

from koushaneh.calls.models import Call
from koushaneh.screening.actions import offers as answering
from koushaneh.screening.actions import waiting
from koushaneh.screening.actions.offers import accept_offer, decline_offer
from koushaneh.screening.actions.waiting import seats_of, taken_by_place
from koushaneh.screening.models import Offer
from tests.factories.results import make_released, make_scored_call
from tests.races import at_once, in_thread, one_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEATS = 64


def race(call_id):
    """Let every second woman decline, all at once; return everything that went wrong."""
    call, is_over, seen = Call.objects.get(pk=call_id), threading.Event(), []

    def watch():
        while not is_over.wait(0.005):
            if (taken := sum(taken_by_place(call).values())) > SEATS:
                seen.append(f"over: {taken}")

    offers = Offer.objects.select_related("application__person__account").filter(call=call).order_by("pk")
    works = [
        lambda offer=offer, act=(accept_offer, decline_offer)[number % 2]: act(
            offer, by=offer.application.person.account
        )
        for number, offer in enumerate(offers)
    ]
    watcher = in_thread(watch, seen)
    watcher.start()
    _gave, problems = at_once(works)
    is_over.set()
    watcher.join()
    return [*problems, *seen, *wrong_in_the_end(call_id)]


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
    with one_database(tmp_path / "race.sqlite3"):
        problems = race(call_id)

    assert problems == []


def test_without_the_lock_the_same_race_goes_wrong(call_id, tmp_path, monkeypatch):
    def unlocked(call):
        return Call.objects.get(pk=call.pk)

    monkeypatch.setattr(waiting, "locked_call", unlocked)
    monkeypatch.setattr(answering, "locked_call", unlocked)

    with one_database(tmp_path / "race.sqlite3", transaction_mode="DEFERRED"):
        problems = race(call_id)

    assert problems != []
