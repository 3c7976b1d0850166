"""Steps: what is done brings what follows it; an absence leads to a call, never to a ban."""

from datetime import timedelta

import pytest

from koushaneh.core.states import IllegalTransition
from koushaneh.core.time import today
from koushaneh.path.actions import steps
from koushaneh.path.models import State
from koushaneh.path.queries import way_of
from tests.factories.path import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(days_ago=40)


def test_what_is_done_brings_what_follows_it_counted_from_that_day(plan):
    on = today() - timedelta(days=3)

    steps.finish_step(plan.steps.get(key="first_talk"), by=None, on=on)

    following = plan.steps.get(key="needs")
    assert following.due_at.date() >= on + timedelta(days=21)
    assert following.due_at.date() < on + timedelta(days=28)


def test_doing_it_twice_is_doing_it_once(plan):
    step = plan.steps.get(key="first_talk")

    first = steps.finish_step(step, by=None)
    steps.finish_step(step, by=None)

    assert first.state == State.DONE
    assert plan.steps.filter(key="needs").count() == 1


def test_what_was_missed_can_be_made_up_and_then_the_way_goes_on(plan):
    step = plan.steps.get(key="first_talk")
    steps.miss_step(step, by=None)
    assert not plan.steps.filter(key="needs").exists()

    made_up = steps.finish_step(step, by=None)

    assert made_up.state == State.MADE_UP
    assert plan.steps.filter(key="needs").exists()


def test_missed_becomes_excused_with_a_reason_only(plan):
    step = plan.steps.first()
    steps.miss_step(step, by=None)
    with pytest.raises(steps.ReasonNeeded):
        steps.excuse_step(step, by=None, why=" ")

    assert steps.excuse_step(step, by=None, why="کودکش بیمار بود").state == State.EXCUSED


def test_what_is_done_is_not_undone(plan):
    step = plan.steps.first()
    steps.finish_step(step, by=None)

    with pytest.raises(IllegalTransition):
        steps.miss_step(step, by=None)
    with pytest.raises(IllegalTransition):
        steps.move_step(step, by=None, due=today())


def test_nothing_is_done_in_the_future(plan):
    with pytest.raises(steps.NotYet):
        steps.finish_step(plan.steps.first(), by=None, on=today() + timedelta(days=1))


def test_a_step_of_her_own_is_added_moved_and_dropped(plan):
    step = steps.add_step(plan, by=None, kind="workshop", title="دورهٔ خیاطی", due=today())

    moved = steps.move_step(step, by=None, due=today() + timedelta(days=30))
    dropped = steps.drop_step(step, by=None, why="جای دیگر دید")

    assert moved.due_at > step.due_at
    assert dropped.state == State.DROPPED
    assert step.key not in {one.key for heap in ("behind", "ahead", "missed") for one in way_of(plan)[heap]}


def test_the_way_lies_in_heaps(plan):
    done, missed = plan.steps.all()[:2]
    steps.finish_step(done, by=None)
    steps.miss_step(missed, by=None)

    way = way_of(plan)

    assert (way["behind"], way["missed"]) == ([done], [missed])
    assert way["now"] and way["now"].due_at <= min(step.due_at for step in way["ahead"])
