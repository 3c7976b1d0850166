"""Sixty-four women ask for eight late places at the same moment, each in a thread with a connection of her own."""

import contextlib
import sqlite3
import threading

import pytest
import time_machine
from django.db import connection, connections

from koushaneh.people.models import Person
from koushaneh.workshops.actions import allotting, composing
from koushaneh.workshops.actions import seats as actions
from koushaneh.workshops.models import Seat, Workshop
from tests.factories.path import make_woman
from tests.factories.workshops import DAY, make_drawn

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WOMEN, SEATS = 64, 8
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


def race(workshop_id, women):
    problems, barrier = [], threading.Barrier(WOMEN)

    def ask(person_id):
        workshop = Workshop.objects.select_related("place").get(pk=workshop_id)
        person = Person.objects.select_related("account").get(pk=person_id)
        barrier.wait()
        actions.ask_seat(workshop, person, by=person.account)

    threads = [in_thread(lambda pk=pk: ask(pk), problems) for pk in women]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    last = in_thread(lambda: problems.extend(wrong_in_the_end(workshop_id)), problems)
    last.start()
    last.join()
    return problems


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
    with shared_database(tmp_path / "race.sqlite3"), time_machine.travel(workshop.closes_at + DAY, tick=True):
        problems = race(workshop.pk, women)

    assert problems == []


def test_without_the_lock_the_same_race_goes_wrong(ready, tmp_path, monkeypatch):
    workshop, women = ready

    def unlocked(workshop):
        return Workshop.objects.select_related("place").get(pk=workshop.pk)

    for module in (actions, allotting, composing):
        monkeypatch.setattr(module, "locked_workshop", unlocked)

    path = tmp_path / "race.sqlite3"
    with (
        shared_database(path, transaction_mode="DEFERRED"),
        time_machine.travel(workshop.closes_at + DAY, tick=True),
    ):
        problems = race(workshop.pk, women)

    assert problems != []
