"""Sixty-four women ask for eight late places at the same moment, each in a thread with a connection of her own."""

import pytest
import time_machine

from koushaneh.people.models import Person
from koushaneh.workshops.actions import allotting, composing
from koushaneh.workshops.actions import seats as actions
from koushaneh.workshops.models import Seat, Workshop
from tests.factories.path import make_woman
from tests.factories.workshops import DAY, make_drawn
from tests.races import at_once, one_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WOMEN, SEATS = 64, 8


def race(workshop, women):
    """Let every woman ask at once; return everything that went wrong."""
    works = [
        lambda woman=woman: actions.ask_seat(workshop, woman, by=woman.account)
        for woman in Person.objects.select_related("account").filter(pk__in=women)
    ]
    _gave, problems = at_once(works)
    return [*problems, *wrong_in_the_end(workshop.pk)]


def wrong_in_the_end(workshop_id):
    """Every place is taken once, and whoever waits has a rank of her own in the order of her coming."""
    rows = list(Seat.objects.filter(workshop=workshop_id).order_by("rank").values_list("rank", "state"))
    if [rank for rank, _state in rows] != list(range(1, WOMEN + 1)):
        yield f"ranks: {[rank for rank, _state in rows]}"
    if [state for _rank, state in rows] != ["booked"] * SEATS + ["waiting"] * (WOMEN - SEATS):
        yield f"booked: {sum(state == 'booked' for _rank, state in rows)}"


@pytest.fixture
def ready():
    workshop = make_drawn(0, seats=SEATS)
    return workshop, [make_woman(7).pk for _ in range(WOMEN)]


def test_late_places_are_taken_once_each(ready, tmp_path):
    workshop, women = ready
    with one_database(tmp_path / "race.sqlite3"), time_machine.travel(workshop.closes_at + DAY, tick=True):
        problems = race(workshop, women)

    assert problems == []


def test_without_the_lock_the_same_race_goes_wrong(ready, tmp_path, monkeypatch):
    workshop, women = ready

    def unlocked(workshop):
        return Workshop.objects.select_related("place").get(pk=workshop.pk)

    for module in (actions, allotting, composing):
        monkeypatch.setattr(module, "locked_workshop", unlocked)

    path = tmp_path / "race.sqlite3"
    with (
        one_database(path, transaction_mode="DEFERRED"),
        time_machine.travel(workshop.closes_at + DAY, tick=True),
    ):
        problems = race(workshop, women)

    assert problems != []
