"""Every clock runs on an empty database and on a filled one, at any hour, twice."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from koushaneh.cli.clocks import CLOCKS
from koushaneh.cli.work import tick, turn, unless_database_fails
from tests.proof.world import make_world

pytestmark = pytest.mark.django_db
DISTANCES = [timedelta(), timedelta(hours=9), timedelta(days=4), timedelta(days=40)]


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_every_clock_runs_on_an_empty_database(clock):
    for distance in DISTANCES:
        clock.action(timezone.now() + distance)


@pytest.mark.slow
def test_every_clock_runs_on_a_filled_database():
    make_world()
    for distance in DISTANCES:
        for clock in CLOCKS:
            with transaction.atomic():
                clock.action(timezone.now() + distance)


def test_names_of_clocks_are_unique_and_each_has_its_turn_once():
    now, turns = timezone.now(), []
    clocks = [
        type(CLOCKS[0])(clock.name, clock.seconds, lambda _now, c=clock: turns.append(c)) for clock in CLOCKS
    ]

    tick(now, clocks)
    tick(now, clocks)

    assert [clock.name for clock in turns] == [clock.name for clock in CLOCKS]
    assert len({clock.name for clock in CLOCKS}) == len(CLOCKS)


def test_an_error_in_one_clock_does_not_stop_the_others():
    turns = []

    def broken(_now):
        raise ValueError("out of order")

    tick(timezone.now(), [type(CLOCKS[0])("broken", 1, broken), type(CLOCKS[0])("next", 1, turns.append)])

    assert len(turns) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_a_database_that_fails():
    def refuse(*_question):
        raise OperationalError("database is locked")

    with connection.execute_wrapper(refuse):
        failed = unless_database_fails(turn)

    assert (failed, unless_database_fails(turn)) == (False, True)
