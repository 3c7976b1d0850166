"""A public closure: one act moves every deadline that falls on a closed day."""

from datetime import datetime, timedelta

import pytest

from koushaneh.calls.actions.calls import tell_postponed
from koushaneh.calls.models import Application, Call, CallNotice, InfoRequest
from koushaneh.core.time import TEHRAN
from koushaneh.notify.models import Message, Notice
from koushaneh.places.actions import declare_closure
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.models import Appeal, Assignment, Letter, Offer
from tests.factories.access import make_account
from tests.factories.calls_applications import make_draft, make_open_call, make_woman
from tests.factories.places import city, district
from tests.factories.screening import make_application, make_call

pytestmark = pytest.mark.django_db
CLOSED = datetime(2027, 4, 6, 14, 30, tzinfo=TEHRAN)  # a Tuesday
NEXT = CLOSED + timedelta(days=1)
OTHER = CLOSED + timedelta(days=5)  # a Sunday
REASON = "آلودگی هوا"
REASONS = [{"code": "result.list_closed", "facts": {"rank": 1}}]


def close(place=None, *days):
    days = days or [CLOSED.date()]
    return declare_closure(list(days), place or city(), by=make_account(), reason=REASON)


def info_request(application, at):
    return InfoRequest.objects.create(application=application, about="age", text="شناسنامه", due_at=at)


def assignment(application, at):
    return Assignment.objects.create(application=application, reviewer=make_account(), due_at=at)


def offer(application, at):
    return Offer.objects.create(call=application.call, application=application, expires_at=at)


def appeal(application, at):
    decision = decide(application, "not_selected", REASONS, by=None)
    return Appeal.objects.create(decision=decision, text="اعتراض", filed_at=at, answer_due_at=at)


def letter(application, at):
    decision = decide(application, "not_selected", REASONS, by=None)
    return Letter.objects.create(decision=decision, code="not_selected", appeal_until=at)


KINDS = [
    (info_request, "due_at"),
    (assignment, "due_at"),
    (offer, "expires_at"),
    (appeal, "answer_due_at"),
    (letter, "appeal_until"),
]


def instant(row, column):
    row.refresh_from_db()
    return getattr(row, column)


@pytest.mark.parametrize(("make", "column"), KINDS)
def test_a_deadline_on_a_closed_day_moves_to_the_same_hour_of_the_next_working_day(make, column):
    call = make_call(state=Call.State.CHECKING)
    here = make(make_application(call, 7), CLOSED)
    another_day = make(make_application(call, 7), OTHER)

    close()

    assert (instant(here, column), instant(another_day, column)) == (NEXT, OTHER)


@pytest.mark.parametrize(("make", "column"), KINDS)
def test_declared_twice_it_moves_once(make, column):
    row = make(make_application(make_call(state=Call.State.CHECKING), 7), CLOSED)

    first, second = close(), close()

    moved = f"{row._meta.label_lower}.{column}"
    assert (first[moved], second[moved]) == (1, 0)
    assert instant(row, column) == NEXT


@pytest.mark.parametrize(
    ("make", "column"), [(make, column) for make, column in KINDS if make is not assignment]
)
def test_a_closure_of_one_district_leaves_the_deadlines_of_another(make, column):
    call = make_call(state=Call.State.CHECKING)
    here, there = make(make_application(call, 7), CLOSED), make(make_application(call, 8), CLOSED)

    close(district(7))

    assert (instant(here, column), instant(there, column)) == (NEXT, CLOSED)


def test_reviewers_work_for_the_whole_city_so_a_district_does_not_move_their_days():
    row = assignment(make_application(make_call(state=Call.State.REVIEWING), 7), CLOSED)

    close(district(7))

    assert instant(row, "due_at") == CLOSED


def test_closed_days_in_a_row_and_the_weekend_are_jumped_over():
    row = info_request(make_application(make_call(state=Call.State.CHECKING), 7), CLOSED)

    close(city(), CLOSED.date(), NEXT.date())  # Thursday and Friday are free

    assert instant(row, "due_at") == CLOSED + timedelta(days=4)


def test_what_has_been_answered_stays():
    row = info_request(make_application(make_call(state=Call.State.CHECKING), 7), CLOSED)
    InfoRequest.objects.filter(pk=row.pk).update(state=InfoRequest.State.ANSWERED)

    close()

    assert instant(row, "due_at") == CLOSED


def test_the_deadline_of_an_open_call_moves_and_says_so_publicly(client):
    call = make_open_call(closes_at=CLOSED)

    close()
    close()

    assert instant(call, "closes_at") == NEXT
    notice = call.notices.get()
    assert (notice.kind, notice.text) == (CallNotice.POSTPONED, REASON)
    assert [datetime.fromisoformat(at) for at in notice.change["closes_at"]] == [CLOSED, NEXT]
    page = client.get(f"/calls/{call.code}/").content.decode()
    assert "به سبب تعطیلی (آلودگی هوا) مهلت به چهارشنبه ۱۸ فروردین ۱۴۰۶، ساعت ۱۴:۳۰ رفت." in page


def test_a_call_of_the_city_is_not_moved_by_a_closure_of_one_district():
    call = make_open_call(closes_at=CLOSED)

    close(district(7))

    assert instant(call, "closes_at") == CLOSED
    assert not call.notices.exists()


def test_the_clock_tells_each_woman_who_has_begun_once():
    call = make_open_call(closes_at=CLOSED)
    begun = make_draft(call, make_woman(7, phone="+989351110000"), answers={}).person
    gone = make_draft(call, make_woman(8), answers={})
    Application.objects.filter(pk=gone.pk).update(state=Application.State.WITHDRAWN)
    close()

    counts = [tell_postponed(NEXT), tell_postponed(NEXT)]

    assert counts == [1, 0]
    assert list(Notice.objects.filter(template="call_postponed").values_list("person", flat=True)) == [
        begun.pk
    ]
    message = Message.objects.get(template="call_postponed")
    assert message.person == begun and call.title not in message.text  # covered, as she has it by default
