"""Sixty-four women take the same hour at the same moment, each in a thread with a connection of her own."""

import pytest

from koushaneh.counselling.actions import booking
from koushaneh.counselling.models import Booking, Slot, State
from koushaneh.path.models import PathPlan
from tests.factories.counselling import WORDING, make_counsellor, make_slots
from tests.factories.path import make_plan
from tests.races import at_once, one_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WOMEN = 64


@pytest.fixture
def slots():
    counsellor = make_counsellor()
    alone = make_slots(counsellor)[0]
    group = make_slots(counsellor, hours=40, seats=12, topic="خواب")[0]
    for _number in range(WOMEN):
        make_plan()
    return {alone.pk: 1, group.pk: 12}


def race(slots):
    """Let every woman try each slot; return what went wrong, an honest refusal left out."""
    refused, hours = [], list(Slot.objects.filter(pk__in=slots))

    def take(plan):
        for slot in hours:
            try:
                booking.book(plan, slot, by=plan.person.account, wording=WORDING)
            except booking.SlotTaken:
                refused.append(plan.pk)

    plans = PathPlan.objects.select_related("person__account", "place").order_by("pk")
    _gave, problems = at_once([lambda plan=plan: take(plan) for plan in plans])
    return [*problems, *wrong_in_the_end(slots, refused)]


def wrong_in_the_end(slots, refused):
    for pk, seats in slots.items():
        taken = list(Booking.objects.filter(slot=pk).exclude(state=State.LEFT).values_list("seat", flat=True))
        if sorted(taken) != list(range(1, seats + 1)):
            yield f"slot of {seats}: seats {sorted(taken)}"
    if len(refused) != sum(WOMEN - seats for seats in slots.values()):
        yield f"{len(refused)} were told that it is taken"


def test_an_hour_is_taken_once_and_a_group_is_full_and_no_more(slots, tmp_path):
    with one_database(tmp_path / "race.sqlite3"):
        problems = race(slots)

    assert problems == []


def test_without_the_lock_the_same_race_goes_wrong(slots, tmp_path, monkeypatch):
    monkeypatch.setattr(booking, "locked_slot", lambda slot: Slot.objects.get(pk=slot.pk))

    with one_database(tmp_path / "race.sqlite3", transaction_mode="DEFERRED"):
        problems = race(slots)

    assert problems != []
