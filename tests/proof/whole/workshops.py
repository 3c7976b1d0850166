"""Scenarios of workshops: composed, drawn, answered, called off."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from koushaneh.workshops.actions import allotting, attendance, beside, composing, seats
from koushaneh.workshops.models import Seat
from tests.factories.path import make_woman
from tests.factories.places import district
from tests.factories.workshops import (
    DAY,
    make_booked,
    make_draft,
    make_drawn,
    make_finished,
    make_open,
    make_trainer,
    wish,
)
from tests.proof.whole.acts import act, scenario


def hour_after(workshop):
    return workshop.closes_at + timedelta(hours=1)


def offered(workshop):
    return workshop.taken.filter(state=Seat.State.OFFERED).order_by("pk").first()


@scenario(composing.draft_workshop)
def a_workshop_is_written():
    now = timezone.now()
    written = {"title": "قیمت", "topic": "cost", "venue": "سرا", "seats": 4, "trainer": make_trainer()}
    window = {"opens_at": now, "closes_at": now + DAY}
    return act(composing.draft_workshop, district(7), by=None, **written, **window)


@scenario(composing.edit_workshop)
def a_workshop_is_changed():
    return act(composing.edit_workshop, make_draft(), by=None, seats=9)


@scenario(composing.add_session)
def a_session():
    return act(composing.add_session, make_draft(), by=None, starts_at=timezone.now() + 20 * DAY)


@scenario(composing.drop_session)
def a_session_less():
    return act(composing.drop_session, make_draft().sessions.first(), by=None)


@scenario(composing.publish_workshop)
def a_workshop_opens():
    return act(composing.publish_workshop, make_draft(), by=None)


@scenario(composing.cancel_workshop)
def a_workshop_is_called_off():
    return act(composing.cancel_workshop, make_drawn(2), by=None, why="باران")


@scenario(seats.ask_seat)
def a_wish_with_a_friend():
    workshop = make_open()
    friend, woman = wish(workshop), make_woman(7)
    return act(seats.ask_seat, workshop, woman, by=woman.account, friend_code=friend.code)


@scenario(seats.ask_seat)
def a_late_seat():
    workshop, woman = make_drawn(1, seats=3), make_woman(7)
    return act(seats.ask_seat, workshop, woman, by=woman.account, at=hour_after(workshop))


@scenario(seats.accept_seat)
def her_yes_to_a_seat():
    workshop = make_drawn(1)
    seat = offered(workshop)
    return act(seats.accept_seat, seat, by=seat.person.account, at=hour_after(workshop))


@scenario(seats.decline_seat)
def her_no_and_the_next_in_line():
    workshop = make_drawn(3, seats=1)
    seat = offered(workshop)
    return act(seats.decline_seat, seat, by=seat.person.account, at=hour_after(workshop))


@scenario(seats.withdraw_seat)
def a_seat_given_back():
    workshop = make_drawn(3, seats=1)
    seat = offered(workshop)
    return act(seats.withdraw_seat, seat, by=seat.person.account, at=hour_after(workshop))


@scenario(seats.reserve_seat)
def a_reserved_seat():
    return act(seats.reserve_seat, make_open(reserved=1), make_woman(7), by=None)


@scenario(seats.release_reserved)
def reserved_seats_let_go():
    workshop = make_drawn(3, seats=3, reserved=2)
    return act(seats.release_reserved, workshop, by=None, at=hour_after(workshop))


@scenario(allotting.allot_seats)
def the_draw():
    workshop = make_open()
    for _ in range(3):
        wish(workshop)
    return act(allotting.allot_seats, workshop, at=hour_after(workshop))


@scenario(allotting.move_up)
def the_next_in_line():
    workshop = make_drawn(3, seats=1)
    workshop.taken.filter(state=Seat.State.OFFERED).update(state=Seat.State.DECLINED)
    return act(allotting.move_up, workshop, at=hour_after(workshop))


@scenario(allotting.keep_workshops)
def the_clock_of_workshops():
    workshop = make_drawn(3, seats=1)
    at = workshop.allotted_at + 4 * DAY
    return act(allotting.keep_workshops, at, at=at)


@scenario(attendance.mark_list)
def a_list_of_attendance():
    workshop = make_booked(2)
    session = workshop.sessions.first()
    ticked = [attendance.Ticked(seat.code, "present") for seat in workshop.taken.all()]
    return act(attendance.mark_list, session, ticked, by=None, at=session.starts_at)


@scenario(attendance.finish_workshop)
def a_workshop_at_its_end():
    workshop = make_booked(2)
    session = workshop.sessions.first()
    for seat, mark in zip(workshop.taken.all(), ("present", "absent"), strict=True):
        seat.attendances.create(session=session, mark=mark, at=session.starts_at)
    return act(attendance.finish_workshop, workshop, by=None, at=session.starts_at)


@scenario(attendance.replay_ticks)
def what_a_device_kept():
    workshop = make_booked(2)
    session = workshop.sessions.first()
    seats, at = workshop.taken.all(), session.starts_at
    ticked = [attendance.Ticked(seat.code, "late", key=f"key-{seat.pk}", at=at) for seat in seats]
    return act(attendance.replay_ticks, session, ticked, by=None, at=at + timedelta(minutes=1))


@scenario(attendance.enter_door)
def she_is_at_the_door():
    workshop = make_booked(1)
    session, seat = workshop.sessions.first(), workshop.taken.get()
    return act(attendance.enter_door, session, seat.person, by=seat.person.account, at=session.starts_at)


def paper():
    return ContentFile(b"RIFF", name="x.webp")


@scenario(beside.add_material)
def a_paper_beside_a_workshop():
    return act(beside.add_material, make_open(), paper(), title="جزوه", by=None)


@scenario(beside.drop_material)
def a_paper_taken_away():
    material = beside.add_material(make_open(), paper(), title="جزوه", by=None)
    return act(beside.drop_material, material, by=None)


@scenario(beside.give_feedback)
def what_she_says_of_it():
    seat = make_finished().taken.get()
    return act(beside.give_feedback, seat, by=seat.person.account, score=5, words="خوب")
