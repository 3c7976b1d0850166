"""Attendance by list, and what the end of a workshop makes of it: written, never guessed."""

from datetime import timedelta

import pytest
import time_machine

from koushaneh.path.models import PathStep
from koushaneh.workshops.actions import attendance as actions
from koushaneh.workshops.actions.attendance import Ticked, enter_door, finish_workshop, mark_list
from koushaneh.workshops.door import DoorClosed, check_fresh, door_token, session_of
from koushaneh.workshops.models import Attendance, Seat, Tick
from tests.factories.path import make_plan
from tests.factories.workshops import make_booked

pytestmark = pytest.mark.django_db
S = Seat.State


def after(session):
    return time_machine.travel(session.starts_at + timedelta(minutes=5))


def ticks(workshop, *marks):
    seats = workshop.taken.filter(state=S.BOOKED).order_by("pk")
    return [Ticked(seat.code, mark, why) for seat, (mark, why) in zip(seats, marks, strict=True)]


def test_a_list_is_written_and_corrected_and_strangers_are_left_out():
    workshop = make_booked(2)
    session = workshop.sessions.first()
    with after(session):
        mark_list(session, ticks(workshop, ("present", ""), ("absent", "")), by=None)
        known = mark_list(
            session,
            [*ticks(workshop, ("late", ""), ("excused", "بیمار")), Ticked("nobody", "present")],
            by=None,
        )

    assert len(known) == 2
    rows = Attendance.objects.order_by("seat_id").values_list("mark", "why")
    assert list(rows) == [("late", ""), ("excused", "بیمار")]


def test_before_the_doors_open_and_after_the_end_nothing_is_written():
    workshop = make_booked(1)
    session = workshop.sessions.first()
    with time_machine.travel(session.starts_at - timedelta(minutes=61)), pytest.raises(actions.NotYet):
        mark_list(session, ticks(workshop, ("present", "")), by=None)
    with after(session):
        with pytest.raises(actions.WhyNeeded):
            mark_list(session, ticks(workshop, ("excused", " ")), by=None)
        mark_list(session, ticks(workshop, ("present", "")), by=None)
        finish_workshop(workshop, by=None)
        with pytest.raises(actions.Over):
            mark_list(session, [], by=None)


def test_nobody_is_absent_because_nothing_was_written():
    workshop = make_booked(2, sessions=2)
    first, second = workshop.sessions.all()
    with time_machine.travel(first.starts_at + timedelta(hours=1)), pytest.raises(actions.NotYet):
        finish_workshop(workshop, by=None)
    with after(second):
        mark_list(first, ticks(workshop, ("present", ""), ("present", "")), by=None)
        mark_list(second, ticks(workshop, ("present", ""), ("present", ""))[:1], by=None)
        with pytest.raises(actions.MarksMissing) as refused:
            finish_workshop(workshop, by=None)

    assert refused.value.facts == {"count": 1}
    assert set(workshop.taken.values_list("state", flat=True)) == {S.BOOKED}


@pytest.mark.parametrize(
    ("marks", "state", "step"),
    [
        ([("present", ""), ("late", "")], S.ATTENDED, "done"),
        ([("present", ""), ("absent", "")], S.ABSENT, "missed"),
        ([("present", ""), ("excused", "دادگاه")], S.EXCUSED, "excused"),
    ],
)
def test_her_step_says_what_the_list_says(marks, state, step):
    plan = make_plan(7, days_ago=0)
    key = plan.steps.filter(kind="workshop").first().key
    plan.person.refresh_from_db()
    workshop = make_booked(1, person=plan.person, sessions=2, needed_sessions=2, step_key=key)
    for session, mark in zip(workshop.sessions.all(), marks, strict=True):
        with after(session):
            mark_list(session, ticks(workshop, mark), by=None)
    with after(session):
        finish_workshop(workshop, by=None)
        finish_workshop(workshop, by=None)

    assert workshop.taken.get().state == state
    assert PathStep.objects.get(plan=plan, key=key).state == step


def test_who_missed_it_before_makes_it_up():
    plan = make_plan(7)
    key = plan.steps.filter(kind="workshop").first().key
    PathStep.objects.filter(plan=plan, key=key).update(state="missed")
    workshop = make_booked(1, person=plan.person, step_key=key)
    with after(workshop.sessions.first()):
        mark_list(workshop.sessions.first(), ticks(workshop, ("present", "")), by=None)
        finish_workshop(workshop, by=None)

    assert PathStep.objects.get(plan=plan, key=key).state == "made_up"


def kept(seat, mark, key, at, why=""):
    return Ticked(seat.code, mark, why, key=key, at=at)


def test_ticks_of_a_device_count_once_and_never_undo_what_is_newer():
    workshop = make_booked(2)
    session, (first, second) = workshop.sessions.first(), workshop.taken.order_by("pk")
    at = session.starts_at + timedelta(minutes=1)
    sent = [
        kept(first, "absent", "k1", at),
        kept(second, "excused", "k2", at, "بیمار"),
        kept(first, "late", "k3", at + timedelta(minutes=9)),
    ]
    with time_machine.travel(session.starts_at + timedelta(minutes=30)):
        assert actions.replay_ticks(session, sent[::-1], by=None) == 3
        assert actions.replay_ticks(session, sent, by=None) == 0
        mark_list(session, [Ticked(first.code, "present")], by=None)
        assert actions.replay_ticks(session, [kept(first, "absent", "k4", at)], by=None) == 1

    rows = Attendance.objects.order_by("seat_id").values_list("seat", "mark")
    assert list(rows) == [(first.pk, "present"), (second.pk, "excused")]
    assert Tick.objects.count() == 4


def test_at_the_door_she_marks_herself_once_late_after_a_quarter_of_an_hour():
    workshop = make_booked(2)
    session, (first, second) = workshop.sessions.first(), workshop.taken.order_by("pk")
    with time_machine.travel(session.starts_at - timedelta(minutes=5)):
        enter_door(session, first.person, by=first.person.account)
    with time_machine.travel(session.starts_at + timedelta(minutes=16)):
        enter_door(session, second.person, by=second.person.account)
        enter_door(session, first.person, by=first.person.account)
        with pytest.raises(actions.NotHers):
            enter_door(session, make_plan(7).person, by=None)

    rows = Attendance.objects.order_by("seat_id").values_list("mark", "way")
    assert list(rows) == [("present", "door"), ("late", "door")]


def test_what_the_trainer_wrote_is_not_undone_at_the_door():
    workshop = make_booked(1)
    session, seat = workshop.sessions.first(), workshop.taken.get()
    with after(session):
        mark_list(session, [Ticked(seat.code, "absent")], by=None)
        assert enter_door(session, seat.person, by=None).mark == "absent"


def test_the_code_of_the_door_is_of_one_session_and_grows_old():
    workshop = make_booked(1)
    session = workshop.sessions.first()
    with time_machine.travel(session.starts_at, tick=False) as clock:
        token = door_token(session)
        assert session_of(token) == session.pk
        assert session_of(token.replace(str(session.pk), "9", 1)) is None
        assert session_of("zzzzzzzz") is None
        clock.shift(timedelta(minutes=4))
        check_fresh(token)
        clock.shift(timedelta(minutes=2))
        with pytest.raises(DoorClosed):
            check_fresh(token)
