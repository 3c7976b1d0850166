"""What every machine shares: a world that is taken back, a clock, and what must hold after each step."""

import random
import secrets
from datetime import datetime, timedelta

import time_machine
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from koushaneh.audit.models import Record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import TEHRAN
from koushaneh.engine.errors import EngineError
from koushaneh.notify.models import Message
from tests.proof.whole.states import changes, rows

BEGINNING = datetime(2027, 5, 8, 10, tzinfo=TEHRAN)  # a Saturday
UNRECORDED = {Message}  # a message row is the record of itself


def machines():
    return [model for model in apps.get_models() if hasattr(model, "MACHINE") and model not in UNRECORDED]


def states():
    """Return {(model, id): state} of everything that has states."""
    found = {}
    for model in machines():
        for pk, state in model.objects.values_list("pk", model.MACHINE.field):
            found[model, pk] = state
    return found


def last_record():
    """Return the id of the newest record: what a story's own world has left does not count."""
    return Record.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def nobody_behind(first):
    """Return the states that something was moved to after record `first` with nobody as the one who did it."""
    moved = Record.objects.filter(pk__gt=first, actor=None, detail__has_key="after")
    return {one.detail["after"] for one in moved}


def tell(machine, *, examples=12, steps=20, shorten=True):
    """Let Hypothesis tell stories with a machine; `shorten` one that breaks a rule, so that it can be read."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,  # the suite tells the same stories every time
        database=None,
        phases=[Phase.generate, *([Phase.shrink] if shorten else [])],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


def tell_by_hand(machine, *acts):
    """Tell one short story with the rules and invariants of a machine, each act a function of the story."""
    story = machine()
    try:
        for act in acts:
            act(story)
    finally:
        story.teardown()


class Story(RuleBasedStateMachine):
    """A machine over the database. `prepare` makes its world; `attempt` does what may be refused."""

    def __init__(self):
        super().__init__()
        self.read = None, {}
        self.around = transaction.atomic()
        self.around.__enter__()
        self.clock = time_machine.travel(BEGINNING, tick=False)
        self.hands = self.clock.start()
        self.chance = secrets.choice, secrets.token_hex
        dice = random.Random(7)
        secrets.choice = dice.choice  # so that a story that is told again is the same story
        secrets.token_hex = lambda size=32: dice.randbytes(size).hex()
        self.prepare()
        self.seen = states()

    def prepare(self):
        raise NotImplementedError

    def pass_time(self, hours):
        self.hands.shift(timedelta(hours=hours))

    @property
    def now(self):
        return timezone.now()

    def attempt(self, action, *args, **kwargs):
        """Do it, or be refused without a trace. Returns what it returned, None where it was refused.

        There is no transaction around it as at the door, so that an action must take back by itself what it wrote.
        """
        before = self.rows_now()
        try:
            return action(*args, **kwargs)
        except (Refusal, EngineError):
            assert self.rows_now() == before, f"{action.__name__} was refused and left a trace"
            return None

    def rows_now(self):
        """Return all rows; read anew only after something has been written."""
        now = changes()
        if self.read[0] != now:
            self.read = now, rows()
        return self.read[1]

    @invariant()
    def every_move_is_on_the_map_and_in_the_log(self):
        now, model_of = states(), {}
        for (model, pk), state in now.items():
            before = self.seen.get((model, pk), state)
            if state != before:
                model_of.setdefault(model, []).append((pk, before, state))
        for model, moves in model_of.items():
            for pk, before, state in moves:
                assert_recorded(model, pk, before, state)
        self.seen = now

    def teardown(self):
        secrets.choice, secrets.token_hex = self.chance
        self.clock.stop()
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)


def assert_recorded(model, pk, before, state):
    """The log leads from the state before to the state now, each step one of the table, with its time."""
    records = Record.objects.filter(about_model=model._meta.label_lower, about_id=pk).order_by("pk")
    steps = [(one.detail["before"], one.detail["after"]) for one in records if "before" in one.detail]
    assert before in {first for first, _last in steps}, f"{model.__name__} left {before} without a record"
    assert steps[-1][1] == state, f"{model.__name__} is {state}, the log says {steps[-1][1]}"
    for first, last in steps:
        assert last in model.MACHINE.after(first), f"{model.__name__}: {first} > {last} is not in the table"
