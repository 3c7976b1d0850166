"""Turns with a counsellor: taken with consent, moved, given up, reminded, and what became of them."""

import pytest
from django.utils import timezone

from koushaneh.access.actions import set_block
from koushaneh.access.models import Post
from koushaneh.audit.models import Record
from koushaneh.consent.actions import withdraw
from koushaneh.core.states import IllegalTransition
from koushaneh.counselling.actions import attending, booking, slots
from koushaneh.counselling.models import Booking, Contact, Episode, State
from koushaneh.counselling.queries import free_slots
from koushaneh.notify.models import Message, Notice
from koushaneh.notify.texts import TEXTS
from koushaneh.notify.wording import counselling as texts
from koushaneh.people.models import Person
from tests.factories.access import make_person
from tests.factories.counselling import (
    WORDING,
    make_booking,
    make_counsellor,
    make_due,
    make_episode,
    make_slots,
)
from tests.factories.path import make_plan

pytestmark = pytest.mark.django_db


def test_a_first_turn_begins_an_episode_with_the_words_she_agreed_to():
    turn = make_booking()

    assert (turn.state, turn.seat, turn.step.key, turn.step.state) == ("booked", 1, "first_talk", "scheduled")
    assert turn.episode.consent.wording == WORDING
    assert turn.episode.counsellor == turn.slot.counsellor


def test_without_consent_there_is_no_turn_and_no_episode():
    counsellor, plan = make_counsellor(), make_plan()
    slot = make_slots(counsellor)[0]

    with pytest.raises(booking.ConsentNeeded):
        booking.book(plan, slot, by=plan.person.account)

    assert not Booking.objects.exists() and not Episode.objects.exists()


def test_after_the_consent_was_taken_back_a_new_turn_needs_a_new_one():
    turn = make_booking()
    withdraw(turn.episode.consent, by=None)
    booking.leave_booking(turn, by=None)
    slot = make_slots(turn.slot.counsellor, hours=50)[0]
    plan = turn.episode.person.path_plans.get()

    with pytest.raises(booking.ConsentNeeded):
        booking.book(plan, slot, by=None)
    again = booking.book(plan, slot, by=None, wording="باز می‌پذیرم")

    assert again.episode_id == turn.episode_id
    assert again.episode.consent.withdrawn_at is None


def test_a_slot_is_for_one_and_a_second_woman_is_told_so():
    turn, other = make_booking(), make_plan()

    with pytest.raises(booking.SlotTaken):
        booking.book(other, turn.slot, by=None, wording=WORDING)


def test_a_group_takes_as_many_as_it_has_seats():
    counsellor = make_counsellor()
    slot = make_slots(counsellor, seats=2, topic="خواب")[0]
    plans = [make_plan() for _number in range(3)]
    turns = [booking.book(plan, slot, by=None, wording=WORDING) for plan in plans[:2]]

    with pytest.raises(booking.SlotTaken):
        booking.book(plans[2], slot, by=None, wording=WORDING)

    assert [(turn.seat, turn.step.kind) for turn in turns] == [(1, "group"), (2, "group")]


def test_one_individual_turn_at_a_time():
    turn = make_booking()
    second = make_slots(turn.slot.counsellor, hours=50)[0]

    with pytest.raises(booking.HasATurn):
        booking.book(turn.episode.person.path_plans.get(), second, by=None)


def test_moving_frees_the_old_hour_and_keeps_the_step():
    turn = make_booking()
    later = make_slots(turn.slot.counsellor, hours=50)[0]

    moved = booking.move_booking(turn, later, by=None)

    turn.refresh_from_db()
    assert (turn.state, moved.slot, moved.step) == ("left", later, turn.step)
    assert turn.slot in free_slots(moved.episode.person.path_plans.get())


def test_moving_to_an_hour_that_is_taken_keeps_the_turn():
    turn, other = make_booking(), make_plan()
    later = make_slots(turn.slot.counsellor, hours=50)[0]
    booking.book(other, later, by=None, wording=WORDING)

    with pytest.raises(booking.SlotTaken):
        booking.move_booking(turn, later, by=None)

    assert Booking.objects.get(pk=turn.pk).state == State.BOOKED


def test_giving_up_lets_the_step_wait_and_may_be_repeated():
    turn = make_booking()

    booking.leave_booking(turn, by=None)
    again = booking.leave_booking(turn, by=None)

    again.step.refresh_from_db()
    assert (again.state, again.step.state) == ("left", "planned")


def test_when_the_hour_has_come_nothing_is_moved_or_given_up():
    turn = make_due(make_booking())
    later = make_slots(turn.slot.counsellor, hours=50)[0]

    for act in (
        lambda: booking.leave_booking(turn, by=None),
        lambda: booking.move_booking(turn, later, by=None),
    ):
        with pytest.raises(booking.TooLate):
            act()


def test_nobody_books_where_she_does_not_belong_or_with_whom_she_fears():
    plan = make_plan(8)
    slot = make_slots(make_counsellor(7), 7)[0]
    own = make_slots(make_counsellor(8), 8)[0]
    blocked = make_person(account=own.counsellor)
    set_block(plan.person, blocked, by=own.counsellor, reason="خویشاوند")

    for one in (slot, own):
        with pytest.raises(booking.NotForHer):
            booking.book(plan, one, by=None, wording=WORDING)
    assert free_slots(plan) == []


def test_a_counsellor_whose_post_ended_has_no_free_time():
    counsellor, plan = make_counsellor(), make_plan()
    slot = make_slots(counsellor)[0]
    Post.objects.filter(account=counsellor).update(state=Post.State.ENDED)

    with pytest.raises(booking.NotForHer):
        booking.book(plan, slot, by=None, wording=WORDING)
    assert free_slots(plan) == []


def test_that_they_met_is_a_fact_and_a_step_of_her_path():
    turn = make_due(make_booking())

    contact = attending.note_held(turn, by=turn.slot.counsellor, minutes=50)
    again = attending.note_held(turn, by=turn.slot.counsellor, minutes=50)

    turn.step.refresh_from_db()
    assert contact == again
    assert (contact.kind, contact.minutes, turn.step.state) == ("individual", 50, "done")


def test_who_did_not_come_may_make_up_for_it():
    turn = make_due(make_booking())
    plan = turn.episode.person.path_plans.get()
    attending.note_missed(turn, by=turn.slot.counsellor)
    turn.step.refresh_from_db()
    assert turn.step.state == "missed"

    second = booking.book(plan, make_slots(turn.slot.counsellor, hours=60)[0], by=None)
    second = make_due(second, hours=1)
    attending.note_held(second, by=turn.slot.counsellor, minutes=40)

    turn.step.refresh_from_db()
    assert turn.step.state == "made_up"


def test_an_excuse_leaves_no_reason_behind():
    turn = make_due(make_booking())

    attending.note_excused(turn, by=turn.slot.counsellor)

    turn.step.refresh_from_db()
    assert turn.step.state == "excused"
    assert set(Record.objects.exclude(why="").values_list("why", flat=True)) == {attending.EXCUSE}


def test_nothing_is_written_of_a_turn_ahead_of_its_hour_nor_by_another_counsellor():
    turn, other = make_booking(), make_counsellor()

    with pytest.raises(attending.NotYet):
        attending.note_held(turn, by=turn.slot.counsellor, minutes=9)
    make_due(turn)
    with pytest.raises(attending.NotYours):
        attending.note_missed(turn, by=other)


def test_what_is_settled_stays_settled():
    turn = make_due(make_booking())
    attending.note_held(turn, by=turn.slot.counsellor, minutes=9)

    with pytest.raises(IllegalTransition):
        attending.note_missed(turn, by=turn.slot.counsellor)


def test_a_talk_by_telephone_is_a_fact_without_a_turn():
    episode = make_episode()

    contact = attending.note_call(episode, by=episode.counsellor, minutes=12)

    assert (contact.kind, contact.booking) == ("phone", None)


def test_after_the_end_or_without_consent_nothing_is_noted():
    ended, silent = make_episode(), make_episode()
    attending.end_episode(ended, by=ended.counsellor)
    withdraw(silent.consent, by=None)

    with pytest.raises(attending.EpisodeOver):
        attending.note_call(ended, by=ended.counsellor, minutes=9)
    with pytest.raises(attending.ConsentTakenBack):
        attending.note_call(silent, by=silent.counsellor, minutes=9)
    assert not Contact.objects.exists()


def test_a_slot_that_is_taken_away_is_told_and_can_be_replaced():
    turn = make_booking()

    slots.cancel_slot(turn.slot, by=turn.slot.counsellor)

    turn.refresh_from_db()
    assert turn.state == "left"
    assert Notice.objects.filter(person=turn.episode.person, template="appointment_moved").count() == 1


def test_time_is_opened_with_a_licence_alone_and_never_twice():
    counsellor = make_counsellor()
    make_slots(counsellor, minutes=45, count=2)

    with pytest.raises(slots.SlotsOverlap):
        make_slots(counsellor, minutes=45)
    counsellor.counselling_licence.delete()
    with pytest.raises(slots.NoLicence):
        make_slots(counsellor, hours=90)


def test_she_is_reminded_once_and_only_when_it_is_near():
    near, far = make_booking(hours=20), make_booking(hours=40)
    now = timezone.now()

    assert (booking.remind_bookings(now), booking.remind_bookings(now)) == (1, 0)

    told = Notice.objects.filter(template="appointment_near").values_list("person", flat=True)
    assert list(told) == [near.episode.person_id]
    assert far.episode.person_id not in told


def test_no_text_says_with_whom_or_for_what():
    said = [str(words) for name in texts.TEXTS for words in TEXTS[name].values()]
    turn = make_booking()
    Person.objects.update(messages="open")
    make_booking(turn.slot.counsellor, hours=60)

    sent = [message.text for message in Message.objects.all()]

    assert len(sent) == 2
    for text in said + sent:
        assert not any(
            word in text for word in ("مشاور", "کوشانه", "کانون", "counsel", str(turn.slot.counsellor))
        )
