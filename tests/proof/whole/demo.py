"""Scenarios of the demo: its clock."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from koushaneh.access.models import Installation
from koushaneh.demo import actions, present
from tests.factories.access import make_account
from tests.proof.whole.acts import act, scenario


def moving():
    """The clock of a demo, on its way; this process keeps real time."""
    present.be_ahead(timedelta())
    Installation.objects.create(name="نمونه", is_demo=True)
    return actions.move_clock(timezone.now() + timedelta(days=3), by=make_account())


@scenario(actions.move_clock)
def a_clock_moved():
    Installation.objects.create(name="نمونه", is_demo=True)
    return act(actions.move_clock, timezone.now() + timedelta(days=3), by=make_account())


@scenario(actions.stop_clock)
def a_clock_stopped():
    moving()
    return act(actions.stop_clock, by=make_account())


@scenario(actions.step_clock, unrecorded="a step of a clock whose move and stop are recorded")
def a_step_of_the_clock():
    moving()
    expires = timezone.now() + timedelta(days=1)
    Session.objects.create(session_key="s", session_data="", expire_date=expires)
    return act(actions.step_clock)
