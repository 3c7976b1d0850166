"""An action about to be done, and the table of scenarios that prepare one."""

from contextlib import nullcontext
from dataclasses import dataclass, field

import time_machine
from django.db.models import Model

from tests.proof.whole.catalogue import name_of

SCENARIOS = {}


@dataclass(frozen=True)
class Act:
    """One action with what it is given. Every call reads the rows again, as another request would."""

    action: object
    args: tuple
    kwargs: dict = field(default_factory=dict)
    at: object = None  # the instant at which it is done, None for now

    def __call__(self):
        with time_machine.travel(self.at) if self.at else nullcontext():
            return self.action(*fresh(self.args), **fresh(self.kwargs))


@dataclass(frozen=True)
class Scenario:
    """How an action is prepared. `unrecorded` says why the log needs no record of it."""

    action: object
    prepare: object
    unrecorded: str = ""

    @property
    def name(self):
        return name_of(self.action)


def scenario(action, *, unrecorded=""):
    """Register a function that makes the world an action needs and returns what the action is given.

    It returns the first argument, a tuple of arguments, or a finished Act. Several may serve one action.
    """

    def register(prepare):
        SCENARIOS[f"{name_of(action)}:{prepare.__name__}"] = Scenario(action, prepare, unrecorded)
        return prepare

    return register


def act(action, *args, at=None, **kwargs):
    return Act(action, args, kwargs, at)


def fresh(value):
    if isinstance(value, Model):
        return type(value)._base_manager.get(pk=value.pk)
    if isinstance(value, dict):
        return {key: fresh(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(fresh(one) for one in value)
    if hasattr(value, "seek"):
        value.seek(0)
    return value
