"""Moving the clock of the demo forward. The page asks, the worker walks: a day at most in one step."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from koushaneh.access.models import Installation
from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.demo import present
from koushaneh.demo.models import DemoClock

STEP = timedelta(days=1)
FARTHEST = timedelta(days=400)


class NotADemo(Refusal):
    """Only in a database made by `--demo` may the time be moved."""

    code = "demo.not_a_demo"


class OnlyForward(Refusal):
    """What has happened stands in a log that is never rewritten: there is no way back."""

    code = "demo.only_forward"


class TooFar(Refusal):
    code = "demo.too_far"


class ClockMoves(Refusal):
    """It is on its way already."""

    code = "demo.clock_moves"


@transaction.atomic
def move_clock(goal, *, by):
    """Ask the worker to bring the demo's time to `goal`, an instant of the demo."""
    if not Installation.objects.filter(is_demo=True).exists():
        raise NotADemo()
    now = timezone.now()
    if goal <= now:
        raise OnlyForward()
    if goal - now > FARTHEST:
        raise TooFar(days=FARTHEST.days)
    DemoClock.objects.get_or_create(pk=1)
    clock = DemoClock.objects.select_for_update().get(pk=1)
    if clock.is_moving:
        raise ClockMoves()
    clock.began_at, clock.goal_at, clock.arrived_at = now, goal, None
    clock.save(update_fields=["began_at", "goal_at", "arrived_at"])
    record("demo.clock_moved", about=clock, by=by, to=goal.isoformat())
    return clock


def _moving():
    return DemoClock.objects.filter(goal_at__isnull=False, arrived_at=None)


@transaction.atomic
def stop_clock(*, by):
    """Stay at the time that has been reached; the worker does so itself at the goal. Safe to repeat."""
    stopped = _moving().update(arrived_at=timezone.now())
    if stopped:
        record("demo.clock_stopped", by=by)
    return bool(stopped)


@transaction.atomic
def step_clock():
    """Take one step towards the goal and say whether one was left to take. Called by the worker.

    What must not end by it goes along: sessions that are alive, and the leases of tasks that run.
    """
    clock = _moving().select_for_update().first()
    if clock is None:
        return False
    now = timezone.now()
    if now >= clock.goal_at:
        return not stop_clock(by=None)
    step = min(STEP, clock.goal_at - now)
    # Before the rows are: a task that is claimed meanwhile then has a lease too long, never one too short.
    present.be_ahead(clock.ahead + step)
    Session.objects.filter(expire_date__gt=now).update(expire_date=F("expire_date") + step)
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=F("started_at") + step)
    clock.ahead += step
    clock.save(update_fields=["ahead"])
    return True
