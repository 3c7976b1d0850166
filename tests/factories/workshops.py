"""Workshops, written and drawn by the actions."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.workshops.actions.allotting import allot_seats
from koushaneh.workshops.actions.attendance import Ticked, finish_workshop, mark_list
from koushaneh.workshops.actions.composing import add_session, draft_workshop, publish_workshop
from koushaneh.workshops.actions.seats import accept_seat, ask_seat
from koushaneh.workshops.models import Seat
from tests.factories.access import make_post
from tests.factories.path import make_woman
from tests.factories.places import district

DAY = timedelta(days=1)


def make_trainer(number=7):
    return make_post(Role.TRAINER, number).account


def make_draft(number=7, *, trainer=None, sessions=1, now=None, **more):
    """A workshop whose window is open now and closes in five days; its sessions begin in ten."""
    now = now or timezone.now()
    values = {
        "title": "کارگاه فروش",
        "title_en": "Selling",
        "about": "چگونه مشتری پیدا کنیم",
        "topic": "selling",
        "venue": "سرای محله، اتاق ۲",
        "seats": 2,
        "opens_at": now - DAY,
        "closes_at": now + 5 * DAY,
        **more,
    }
    workshop = draft_workshop(district(number), by=None, trainer=trainer or make_trainer(number), **values)
    for at in range(sessions):
        add_session(workshop, by=None, starts_at=now + (10 + at) * DAY)
    return workshop


def make_open(number=7, **more):
    return publish_workshop(make_draft(number, **more), by=None)


def wish(workshop, person=None, **more):
    person = person or make_woman(7)
    return ask_seat(workshop, person, by=person.account, **more)


def draw(workshop):
    """Let the window close and the clock draw."""
    with time_machine.travel(workshop.closes_at + timedelta(minutes=1)):
        return allot_seats(workshop)


def make_drawn(count=3, *, person=None, **more):
    """A workshop that `count` women asked for, drawn; the first of them is `person`."""
    workshop = make_open(**more)
    for at in range(count):
        wish(workshop, person if at == 0 else None)
    return draw(workshop)


def make_booked(count=2, *, person=None, **more):
    """A workshop in which everybody who asked has a seat and said yes."""
    workshop = make_drawn(count, person=person, seats=count, **more)
    with time_machine.travel(workshop.closes_at + timedelta(minutes=2)):
        for seat in workshop.taken.filter(state=Seat.State.OFFERED):
            accept_seat(seat, by=seat.person.account)
    return workshop


def make_finished(count=1, *, person=None, **more):
    """A workshop that took place ten days ago, that everybody attended and its trainer ended."""
    with time_machine.travel(timezone.now() - 20 * DAY):
        workshop = make_booked(count, person=person, **more)
    sessions = list(workshop.sessions.all())
    with time_machine.travel(sessions[-1].starts_at + timedelta(hours=2)):
        for session in sessions:
            ticked = [Ticked(seat.code, "present") for seat in workshop.taken.filter(state=Seat.State.BOOKED)]
            mark_list(session, ticked, by=workshop.trainer)
        return finish_workshop(workshop, by=workshop.trainer)
