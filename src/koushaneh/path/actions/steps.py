"""Steps of a path: given a day, done, missed, excused, made up. What is done brings what follows it."""

from django.db import transaction
from django.utils.crypto import get_random_string

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.engine.persian import clean
from koushaneh.path.actions.plans import add_from, due_on, locked_plan
from koushaneh.path.models import PathStep, State
from koushaneh.path.models.plans import FINISHED
from koushaneh.places.days import Days


class NotYet(Refusal):
    """A step is not done, missed or excused on a day that has not come."""

    code = "path.not_yet"


class ReasonNeeded(Refusal):
    code = "path.reason_needed"


def _locked(step):
    plan = locked_plan(step.plan)
    step = PathStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    step.plan = plan
    return step


def _settle(step, state, *, by, on=None, why="", source=""):
    on = on or today()
    if on > today():
        raise NotYet()
    step.settled_on = on
    detail = {"source": source} if source else {}
    change_state(step, state, by=by, why=why, place=step.plan.place, also=["settled_on"], **detail)
    if state in FINISHED:
        _bring_next(step, on)
    return step


def _bring_next(step, on):
    """The steps of the template that follow this one begin to count from the day on which it was done."""
    calendar = Days(step.plan.place)
    for following in step.plan.template.steps.filter(follows=step.key):
        add_from(step.plan, following, on, calendar)


@transaction.atomic
def add_step(plan, *, by, kind, title, due, about=""):
    """Put a step of its own into a plan."""
    plan = locked_plan(plan)
    step = PathStep.objects.create(
        plan=plan,
        key=f"own-{get_random_string(10).lower()}",
        kind=kind,
        title=clean(title),
        about=clean(about),
        due_at=due_on(due, Days(plan.place)),
    )
    record("path_step.added", about=step, by=by, place=plan.place, kind=str(kind))
    return step


@transaction.atomic
def move_step(step, *, by, due):
    """Give a step another day."""
    step = _locked(step)
    if not step.is_open:
        PathStep.MACHINE.check(step, State.PLANNED)
    before, step.due_at = step.due_at, due_on(due, Days(step.plan.place))
    step.save(update_fields=["due_at"])
    record("path_step.moved", about=step, by=by, place=step.plan.place, before=before.isoformat())
    return step


@transaction.atomic
def schedule_step(step, *, by):
    """Write down that she has an appointment for it. Safe to repeat; a step that she missed stays missed until then."""
    step = _locked(step)
    if step.state != State.PLANNED:
        return step
    return change_state(step, State.SCHEDULED, by=by, place=step.plan.place)


@transaction.atomic
def unschedule_step(step, *, by):
    """Write down that the appointment is off; the step waits for another. Safe to repeat."""
    step = _locked(step)
    if step.state != State.SCHEDULED:
        return step
    return change_state(step, State.PLANNED, by=by, place=step.plan.place)


@transaction.atomic
def finish_step(step, *, by, on=None, source=""):
    """It is done, or made up where she had missed it; what follows it gets its day. Safe to repeat."""
    step = _locked(step)
    if step.is_finished:
        return step
    state = State.MADE_UP if step.state in (State.MISSED, State.EXCUSED) else State.DONE
    return _settle(step, state, by=by, on=on, source=source)


@transaction.atomic
def miss_step(step, *, by, on=None, source=""):
    """She did not come, and nobody knows why. It leads to a call, never to a ban."""
    return _settle(_locked(step), State.MISSED, by=by, on=on, source=source)


@transaction.atomic
def excuse_step(step, *, by, why, on=None, source=""):
    """She did not come and had a reason."""
    if not clean(why):
        raise ReasonNeeded()
    return _settle(_locked(step), State.EXCUSED, by=by, on=on, why=clean(why), source=source)


@transaction.atomic
def drop_step(step, *, by, why):
    """Take a step out of her path, because it does not fit her."""
    if not clean(why):
        raise ReasonNeeded()
    step = _locked(step)
    return change_state(step, State.DROPPED, by=by, why=clean(why), place=step.plan.place)
