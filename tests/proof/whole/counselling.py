"""Scenarios of counselling."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.core.time import today
from koushaneh.counselling.actions import attending, booking, keys, notes, recovery, slots
from tests.factories.counselling import (
    PASSPHRASE,
    WORDING,
    make_booking,
    make_counsellor,
    make_custodians,
    make_due,
    make_episode,
    make_key_holder,
    make_note,
    make_recovery,
    make_slots,
)
from tests.factories.path import make_plan
from tests.factories.places import district_office
from tests.proof.whole.acts import act, scenario


def due():
    return make_due(make_booking())


@scenario(slots.note_licence)
def a_licence():
    later = today() + timedelta(days=900)
    return act(slots.note_licence, make_counsellor(), number="77", issuer="نظام", valid_until=later)


@scenario(slots.open_slots)
def time_is_opened():
    starts_at = timezone.now() + timedelta(days=2)
    return act(slots.open_slots, make_counsellor(), office=district_office(7), starts_at=starts_at, count=2)


@scenario(slots.cancel_slot)
def time_is_taken_away():
    turn = make_booking()
    return act(slots.cancel_slot, turn.slot, by=turn.slot.counsellor)


@scenario(booking.book)
def a_turn_is_taken():
    plan, slot = make_plan(), make_slots(make_counsellor())[0]
    return act(booking.book, plan, slot, by=plan.person.account, wording=WORDING)


@scenario(booking.move_booking)
def a_turn_is_moved():
    turn = make_booking()
    return act(booking.move_booking, turn, make_slots(turn.slot.counsellor, hours=60)[0], by=None)


@scenario(booking.leave_booking)
def a_turn_is_given_up():
    return act(booking.leave_booking, make_booking(), by=None)


@scenario(booking.remind_bookings)
def a_turn_is_near():
    make_booking(hours=9)
    return act(booking.remind_bookings, timezone.now())


@scenario(attending.note_held)
def they_met():
    turn = due()
    return act(attending.note_held, turn, by=turn.slot.counsellor, minutes=45)


@scenario(attending.note_missed)
def she_did_not_come():
    turn = due()
    return act(attending.note_missed, turn, by=turn.slot.counsellor)


@scenario(attending.note_excused)
def she_said_that_she_could_not():
    turn = due()
    return act(attending.note_excused, turn, by=turn.slot.counsellor)


@scenario(attending.note_call)
def they_spoke_by_telephone():
    episode = make_episode()
    return act(attending.note_call, episode, by=episode.counsellor, minutes=10)


@scenario(attending.end_episode)
def the_care_ends():
    episode = make_episode()
    return act(attending.end_episode, episode, by=episode.counsellor)


@scenario(keys.make_key)
def a_key():
    return act(keys.make_key, make_counsellor(), PASSPHRASE)


@scenario(keys.change_passphrase)
def another_passphrase():
    return act(keys.change_passphrase, make_key_holder(make_counsellor()), PASSPHRASE * 2)


@scenario(notes.write_note)
def a_first_note_with_its_keys():
    make_custodians()
    episode = make_episode()
    opened = make_key_holder(episode.counsellor)
    return act(notes.write_note, episode, "راز", by=episode.counsellor, opened=opened)


@scenario(notes.rewrite_note)
def a_note_changes():
    note, opened = make_note()
    return act(notes.rewrite_note, note, "راز دیگر", by=note.author, opened=opened)


@scenario(notes.sign_note)
def a_note_is_signed():
    note, _opened = make_note()
    return act(notes.sign_note, note, by=note.author)


@scenario(notes.add_to_note)
def an_addition():
    note, opened = make_note(sign=True)
    return act(notes.add_to_note, note, "افزوده", by=note.author, opened=opened)


@scenario(notes.lock_notes)
def notes_lock():
    make_note(sign=True)
    return act(notes.lock_notes, timezone.now() + timedelta(hours=49))


@scenario(keys.replace_key)
def a_lost_passphrase():
    note, _opened = make_note()
    return act(keys.replace_key, note.author, PASSPHRASE)


def with_custodians():
    custodians = make_custodians()
    note, opened = make_note()
    return note, opened, custodians


@scenario(recovery.propose_recovery)
def a_first_share():
    note, _opened, custodians = with_custodians()
    opened = make_key_holder(custodians[0])
    return act(
        recovery.propose_recovery, note.author, target=note.author, why="رمز", by=custodians[0], opened=opened
    )


@scenario(recovery.second_recovery)
def a_second_share():
    note, _opened, custodians = with_custodians()
    found = make_recovery(note.author, custodians, second=False)
    return act(recovery.second_recovery, found, by=custodians[1], opened=make_key_holder(custodians[1]))


@scenario(recovery.finish_recovery)
def cases_in_other_hands():
    note, _opened, custodians = with_custodians()
    target = make_counsellor()
    opened = make_key_holder(target)
    found = make_recovery(note.author, custodians, target)
    return act(recovery.finish_recovery, found, by=target, opened=opened)


@scenario(recovery.hand_over)
def a_case_handed_over():
    note, opened, _custodians = with_custodians()
    target = make_counsellor()
    make_key_holder(target)
    return act(recovery.hand_over, note.episode, target, by=note.author, opened=opened)
