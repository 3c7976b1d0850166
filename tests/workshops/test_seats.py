"""Asking, the draw, answering, moving up, late places: each an event of its own."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from koushaneh.engine.seating import verify_seating
from koushaneh.notify.models import Message, Notice
from koushaneh.workshops.actions import seats as actions
from koushaneh.workshops.actions.allotting import StillOpen, allot_seats, keep_workshops
from koushaneh.workshops.actions.composing import (
    CannotTeach,
    NoSession,
    NotDraft,
    TooManyNeeded,
    TooSoon,
    add_session,
    cancel_workshop,
    draft_workshop,
    edit_workshop,
    publish_workshop,
)
from koushaneh.workshops.models import Seat, Workshop
from koushaneh.workshops.queries import explained, free_seats, partner_of
from koushaneh.workshops.rules import workshops_at
from tests.factories.access import make_account
from tests.factories.path import make_plan, make_woman
from tests.factories.places import city, district
from tests.factories.registry import make_file
from tests.factories.workshops import DAY, draw, make_booked, make_draft, make_drawn, make_open, wish

pytestmark = pytest.mark.django_db
S = Seat.State


def states(workshop):
    return list(workshop.taken.order_by("rank", "pk").values_list("rank", "state"))


def needy(**facts):
    person = make_file(7, facts=facts.items()).person
    person.account = make_account(name="")
    person.save()
    return person


def test_only_a_draft_changes_and_publishing_fixes_the_secret():
    workshop = make_draft()

    opened = publish_workshop(edit_workshop(workshop, by=None, seats=9), by=None)

    assert (opened.state, opened.seats, len(opened.commitment)) == ("open", 9, 64)
    assert opened.commitment == publish_workshop(opened, by=None).commitment
    with pytest.raises(NotDraft):
        edit_workshop(opened, by=None, seats=4)


def test_what_cannot_take_place_is_not_published():
    now = timezone.now()
    with pytest.raises(NoSession):
        publish_workshop(make_draft(sessions=0), by=None)
    with pytest.raises(TooManyNeeded):
        publish_workshop(make_draft(needed_sessions=2), by=None)
    with pytest.raises(TooSoon):
        add_session(make_draft(), by=None, starts_at=now + DAY)
    with time_machine.travel(now + 6 * DAY), pytest.raises(TooSoon):
        publish_workshop(make_draft(now=now), by=None)
    with pytest.raises(CannotTeach):
        make_draft(trainer=make_account())


def test_women_of_the_place_and_below_see_it_and_no_others():
    everywhere = draft_workshop(
        city(),
        by=None,
        trainer=make_draft().trainer,
        title="شهر",
        topic="law",
        venue="ستاد",
        seats=3,
        opens_at=timezone.now(),
        closes_at=timezone.now() + DAY,
    )
    add_session(everywhere, by=None, starts_at=timezone.now() + 2 * DAY)
    publish_workshop(everywhere, by=None)
    here = make_open(7)
    make_draft(7)

    assert set(workshops_at(make_woman(7))) == {everywhere, here}
    assert set(workshops_at(make_woman(8))) == {everywhere}


def test_asking_twice_is_asking_once_and_the_window_counts():
    workshop, woman = make_open(), make_woman(7)

    first = actions.ask_seat(workshop, woman, by=woman.account)

    assert actions.ask_seat(workshop, woman, by=woman.account) == first
    with time_machine.travel(workshop.closes_at + timedelta(seconds=1)), pytest.raises(actions.WindowClosed):
        wish(workshop)
    with time_machine.travel(workshop.opens_at - timedelta(seconds=1)), pytest.raises(actions.WindowClosed):
        wish(workshop)


def test_need_comes_first_whoever_asked_earlier():
    workshop = make_open(seats=1)
    early = wish(workshop)
    poor = wish(workshop, needy(welfare_decile=1, dependants=3))

    draw(workshop)

    assert [Seat.objects.get(pk=seat.pk).state for seat in (early, poor)] == [S.WAITING, S.OFFERED]
    poor.refresh_from_db()
    assert poor.points == [["first_time", 3], ["decile_low", 3], ["dependants", 1]]


def test_a_step_of_the_path_and_the_first_time_count():
    plan = make_plan(7)
    workshop = make_open(seats=1, step_key=plan.steps.filter(kind="workshop").first().key)
    wish(workshop)
    seat = wish(workshop, plan.person) if plan.person.account else None

    draw(workshop)

    seat.refresh_from_db()
    assert seat.points == [["first_time", 3], ["step", 2]]
    assert seat.state == S.OFFERED


def test_friends_get_both_or_neither_and_a_stranger_code_is_refused():
    workshop = make_open(seats=3)
    first = wish(workshop)
    second = wish(workshop, friend_code=first.code.upper())
    with pytest.raises(actions.NoSuchFriend):
        wish(workshop, friend_code=first.code)
    with pytest.raises(actions.NoSuchFriend):
        wish(workshop, friend_code="nobody")
    wish(workshop)
    wish(workshop)

    draw(workshop)

    first.refresh_from_db()
    second.refresh_from_db()
    assert partner_of(second) == first
    assert first.state == second.state
    assert first.rank == second.rank


def test_the_draw_waits_for_the_window_is_done_once_and_is_sound():
    workshop = make_open(seats=2)
    for _ in range(5):
        wish(workshop)
    with pytest.raises(StillOpen):
        allot_seats(workshop)

    drawn = draw(workshop)
    again = allot_seats(drawn)

    assert again.record == drawn.record
    assert verify_seating(drawn.record) == []
    assert drawn.record["commitment"] == workshop.commitment
    assert [state for _rank, state in states(workshop)] == [S.OFFERED] * 2 + [S.WAITING] * 3
    assert Notice.objects.filter(template="workshop_waiting").count() == 3
    assert Message.objects.filter(template="workshop_offered").count() == 2


def test_each_is_told_why():
    workshop = make_open(seats=1)
    seats = [wish(workshop) for _ in range(3)]

    draw(workshop)

    told = [explained(Seat.objects.select_related("workshop").get(pk=seat.pk)) for seat in seats]
    assert sorted(one["place"] for one in told) == [1, 2, 3]
    assert {(one["own"], one["reached"], one["is_by_lot"], one["seats"]) for one in told} == {
        (3, 3.0, True, 1)
    }
    assert sum(one["was_seated"] for one in told) == 1


def test_an_offer_is_answered_in_time_or_goes_to_the_next_in_line():
    workshop = make_drawn(3, seats=1)
    first, second, third = workshop.taken.order_by("rank")
    with time_machine.travel(workshop.allotted_at + timedelta(hours=1)):
        actions.decline_seat(first, by=first.person.account)
        actions.decline_seat(first, by=first.person.account)
    second.refresh_from_db()
    assert second.state == S.OFFERED
    with time_machine.travel(second.expires_at + timedelta(seconds=1)) as clock:
        with pytest.raises(actions.OfferOver):
            actions.accept_seat(second, by=second.person.account)
        assert keep_workshops(timezone.now()) == 1
        third.refresh_from_db()
        actions.accept_seat(third, by=third.person.account)
        clock.shift(DAY)
        assert keep_workshops(timezone.now()) == 0

    assert states(workshop) == [(1, S.DECLINED), (2, S.EXPIRED), (3, S.BOOKED)]


def test_a_pair_in_line_is_passed_over_where_one_seat_came_free():
    workshop = make_open(seats=1)
    poor = wish(workshop, needy(welfare_decile=1, dependants=3, disability=True))
    friend = wish(workshop, needy(welfare_decile=1, dependants=3))
    wish(workshop, needy(welfare_decile=1, dependants=3), friend_code=friend.code)
    last = wish(workshop)
    draw(workshop)

    with time_machine.travel(workshop.closes_at + timedelta(hours=1)):
        poor.refresh_from_db()
        actions.decline_seat(poor, by=poor.person.account)

    last.refresh_from_db()
    assert last.state == S.OFFERED
    assert states(workshop)[1:3] == [(2, S.WAITING), (2, S.WAITING)]


def test_after_the_draw_a_free_seat_is_first_come_and_then_the_line_grows():
    workshop = make_drawn(1, seats=2)
    with time_machine.travel(workshop.closes_at + timedelta(hours=1)):
        late, later = wish(workshop), wish(workshop)

    assert (late.state, late.is_late, late.rank) == (S.BOOKED, True, 2)
    assert (later.state, later.rank) == (S.WAITING, 3)
    assert free_seats(workshop) == 0
    assert explained(late) is None


def test_who_gives_up_may_ask_again():
    workshop, woman = make_open(), make_woman(7)
    seat = wish(workshop, woman)
    actions.withdraw_seat(seat, by=woman.account)

    again = actions.ask_seat(workshop, woman, by=woman.account)

    assert (again.pk, again.state) == (seat.pk, S.REQUESTED)
    draw(workshop)
    with time_machine.travel(workshop.closes_at + timedelta(hours=1)):
        seat.refresh_from_db()
        actions.withdraw_seat(seat, by=woman.account)
        assert actions.ask_seat(workshop, woman, by=woman.account).state == S.BOOKED


def test_reserved_seats_are_held_back_named_and_let_go():
    workshop = make_open(seats=2, reserved=1)
    named = make_woman(7)
    wishes = [wish(workshop), wish(workshop)]
    seat = actions.reserve_seat(workshop, named, by=None)
    with pytest.raises(actions.NoneReserved):
        actions.reserve_seat(workshop, make_woman(7), by=None)

    draw(workshop)

    assert (seat.state, seat.is_reserved) == (S.OFFERED, True)
    assert sorted(Seat.objects.get(pk=one.pk).state for one in wishes) == [S.OFFERED, S.WAITING]
    with time_machine.travel(workshop.closes_at + timedelta(hours=1)):
        keep_workshops(timezone.now())
        assert free_seats(workshop) == 0
        actions.release_reserved(workshop, by=None)
    assert sorted(Seat.objects.get(pk=one.pk).state for one in wishes) == [S.OFFERED, S.OFFERED]


def test_when_it_begins_the_line_ends_and_nobody_moves_up():
    workshop = make_drawn(2, seats=1)
    first = workshop.taken.get(state=S.OFFERED)
    with time_machine.travel(workshop.allotted_at + timedelta(hours=1)):
        actions.accept_seat(first, by=first.person.account)
    begins = workshop.sessions.first().starts_at
    with time_machine.travel(begins + timedelta(minutes=1)):
        keep_workshops(timezone.now())
        with pytest.raises(actions.Begun):
            actions.withdraw_seat(first, by=first.person.account)
        with pytest.raises(actions.WindowClosed):
            wish(workshop)

    assert states(workshop) == [(1, S.BOOKED), (2, S.CLOSED)]


def test_calling_it_off_tells_everybody_why():
    workshop = make_booked(2)

    cancel_workshop(workshop, by=None, why="مربی بیمار است")
    cancel_workshop(workshop, by=None, why="باز هم")

    workshop.refresh_from_db()
    assert workshop.state == Workshop.State.CANCELLED
    assert {state for _rank, state in states(workshop)} == {S.CLOSED}
    assert Notice.objects.filter(template="workshop_cancelled").count() == 2
    assert district(7) == workshop.place
