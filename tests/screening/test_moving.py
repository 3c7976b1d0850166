"""A closed day moves what women wait for: each is told once, in the form she chose, and reads why on her page."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from koushaneh.calls.models import Call, InfoRequest
from koushaneh.core.time import TEHRAN
from koushaneh.notify.models import Message, Notice
from koushaneh.notify.queries import news_of
from koushaneh.places.actions import declare_closure
from koushaneh.places.models import MovedDeadline
from koushaneh.places.queries import move_of
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.interviews import SlotOnClosedDay, book_slot, cancel_slot
from koushaneh.screening.actions.moving import free_closed_slots, tell_moved
from koushaneh.screening.models import Appeal, Assignment, Interview, Letter, Offer
from tests.factories.access import make_account
from tests.factories.places import city, district
from tests.factories.screening import make_application, make_call
from tests.screening.test_interviews import invited, slot_of

pytestmark = pytest.mark.django_db
CLOSED = datetime(2027, 4, 6, 14, 30, tzinfo=TEHRAN)  # a Tuesday
NEXT = CLOSED + timedelta(days=1)
NIGHT = datetime(2027, 4, 5, 23, tzinfo=TEHRAN)
REASONS = [{"code": "result.list_closed", "facts": {"rank": 1}}]


def close(place=None, *days):
    return declare_closure(
        list(days) or [CLOSED.date()],
        place or city(),
        by=make_account(),
        reason="آلودگی هوا",
        reason_en="Air pollution",
    )


def letter_of(application, **more):
    decision = decide(application, "not_selected", REASONS, by=None)
    return Letter.objects.create(decision=decision, code="not_selected", released_at=NIGHT, **more)


def paper(application):
    return InfoRequest.objects.create(application=application, about="age", text="شناسنامه", due_at=CLOSED)


def letter(application):
    return letter_of(application, appeal_until=CLOSED)


def offer(application):
    letter_of(application)
    return Offer.objects.create(call=application.call, application=application, expires_at=CLOSED)


def appeal(application):
    found = letter_of(application)
    return Appeal.objects.create(decision=found.decision, text="اعتراض", filed_at=NIGHT, answer_due_at=CLOSED)


KINDS = [
    (paper, "due_at", "paper_deadline_moved"),
    (letter, "appeal_until", "letter_deadline_moved"),
    (offer, "expires_at", "letter_deadline_moved"),
    (appeal, "answer_due_at", "answer_moved"),
]


def a_woman_of(number, messages="open"):
    application = make_application(make_call(state=Call.State.CHECKING), number)
    person = application.person
    person.messages = messages
    person.save(update_fields=["messages"])
    return application


@pytest.mark.parametrize(("make", "column", "template"), KINDS)
def test_she_is_told_once_with_the_reason_and_the_new_day(make, column, template):
    application = a_woman_of(7)
    make(application)
    close()

    with time_machine.travel(NIGHT, tick=False):
        told = [tell_moved(NIGHT), tell_moved(NIGHT)]

    message = Message.objects.get(template=template)
    assert told == [1, 0]
    assert message.person == application.person
    assert "آلودگی هوا" in message.text and "چهارشنبه ۱۸ فروردین ۱۴۰۶، ساعت ۱۴:۳۰" in message.text
    assert message.not_before == datetime(2027, 4, 6, 8, tzinfo=TEHRAN)  # not at night
    with override("en"):
        [news] = news_of(application.person)
        assert "Air pollution" in news["text"] and "Wednesday" in news["text"]


@pytest.mark.parametrize(("make", "column", "template"), KINDS[:3])
def test_a_covered_text_says_neither_what_moved_nor_why(make, column, template):
    make(a_woman_of(7, messages="covered"))
    close()

    tell_moved(NIGHT)

    text = Message.objects.get(template=template).text
    assert text.startswith("سلام. لطفاً در ساعت اداری") and "آلودگی" not in text
    assert Notice.objects.get().template == template


def test_who_need_do_nothing_is_not_made_to_telephone_by_a_covered_text():
    appeal(a_woman_of(7, messages="covered"))
    close()

    tell_moved(NIGHT)

    assert not Message.objects.exists()
    assert Notice.objects.get().template == "answer_moved"


def test_another_district_and_what_is_settled_hear_nothing():
    paper(a_woman_of(8))
    settled = paper(a_woman_of(7))
    close(district(7))
    InfoRequest.objects.filter(pk=settled.pk).update(state=InfoRequest.State.ANSWERED)

    assert tell_moved(NIGHT) == 0
    assert not Notice.objects.exists()


def test_moved_twice_before_the_clock_came_she_hears_of_the_last_day_only():
    paper(a_woman_of(7))
    close()
    close(None, NEXT.date())

    assert tell_moved(NIGHT) == 1

    assert "شنبه ۲۱ فروردین ۱۴۰۶" in news_of(InfoRequest.objects.get().application.person)[0]["text"]


def test_a_move_is_kept_with_its_reason_until_the_deadline_changes_otherwise():
    asked = paper(a_woman_of(7))
    before = move_of(asked, "due_at")
    close()
    asked.refresh_from_db()
    moved = move_of(asked, "due_at")
    asked.due_at += timedelta(days=3)

    assert before is None
    assert (moved.before, moved.after, moved.closed_day.why) == (CLOSED, NEXT, "آلودگی هوا")
    assert move_of(asked, "due_at") is None


def test_reviewers_are_not_written_to_but_the_move_is_kept_for_their_page():
    assignment = Assignment.objects.create(application=a_woman_of(7), reviewer=make_account(), due_at=CLOSED)
    close()
    assignment.refresh_from_db()

    assert tell_moved(NIGHT) == 0
    assert move_of(assignment, "due_at").after == NEXT
    assert MovedDeadline.objects.get().told_at is None


def booked_on(day):
    """An interview that is booked at noon of a day, with its slot."""
    interview = invited()
    slot = slot_of(interview.application.call)
    slot.starts_at = day
    slot.save(update_fields=["starts_at"])
    return book_slot(interview, by=None, slot=slot), slot


def test_a_talk_on_a_day_that_is_closed_later_is_freed_and_she_hears_why():
    interview, slot = booked_on(CLOSED)
    close()

    freed = [free_closed_slots(NIGHT), free_closed_slots(NIGHT)]

    interview.refresh_from_db()
    slot.refresh_from_db()
    assert freed == [1, 0]
    assert (interview.state, interview.slot, slot.cancelled_at is not None) == (
        Interview.State.INVITED,
        None,
        True,
    )
    assert "آلودگی هوا" in news_of(interview.application.person)[0]["text"]


@pytest.mark.parametrize(("day", "place"), [(NEXT, None), (CLOSED, 8)])
def test_a_talk_on_another_day_or_in_another_district_stays(day, place):
    _interview, slot = booked_on(day)
    close(district(place) if place else None)

    assert free_closed_slots(NIGHT) == 0
    slot.refresh_from_db()
    assert slot.cancelled_at is None


def test_a_slot_that_is_cancelled_for_another_reason_says_nothing_of_a_closure():
    _interview, slot = booked_on(CLOSED)

    cancel_slot(slot, by=make_account(), why="مصاحبه‌گر بیمار است")

    assert [one.template for one in Notice.objects.filter(template__startswith="interview_")][-1] == (
        "interview_moved"
    )


def test_no_slot_is_opened_on_a_closed_day():
    call = make_call()
    with time_machine.travel(NIGHT, tick=False):
        close()
        with pytest.raises(SlotOnClosedDay):
            slot_of(call, hours=12)
        slot_of(call, hours=36)
