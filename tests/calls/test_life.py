import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls.actions.calls import (
    NotAmendable,
    OnlyLater,
    TooEarly,
    TooLateToAmend,
    advance_calls,
    amend_call,
    archive_call,
    begin_grace,
    cancel_call,
    close_call,
    open_call,
)
from koushaneh.calls.actions.composing import NotADraft, set_weights
from koushaneh.calls.models import Application, Call
from koushaneh.calls.published import canonical, hash_of, record_of
from koushaneh.core.states import IllegalTransition
from koushaneh.notify.models import Message
from tests.factories.access import make_account
from tests.factories.calls import make_announced_call, make_draft_call, make_opened_call
from tests.factories.calls_applications import make_draft, make_submitted

pytestmark = pytest.mark.django_db


def state_of(call):
    return Call.objects.get(pk=call.pk).state


def test_a_call_opens_by_the_clock_and_not_before():
    call = make_announced_call()

    assert advance_calls(call.opens_at - timedelta(seconds=1)) == []
    with pytest.raises(TooEarly):
        open_call(call, now=call.opens_at - timedelta(seconds=1))
    assert advance_calls(call.opens_at) == [(call.code, "open")]
    assert advance_calls(call.opens_at) == []


def test_opening_publishes_the_hash_and_freezes_everything():
    call = make_opened_call()

    assert call.rules_hash == hashlib.sha256(canonical(call.rules_record)).hexdigest()
    assert [notice.kind for notice in call.notices.order_by("pk")] == ["announced", "opened"]
    assert call.indicators.frozen_at and call.form.frozen_at
    with pytest.raises(NotADraft):
        set_weights(call, {"A1": 5}, by=make_account())
    version = call.rules_versions.get()
    assert (version.number, version.hash, version.record) == (1, call.rules_hash, call.rules_record)


def test_the_hash_does_not_depend_on_titles_but_on_every_rule():
    call = make_draft_call()
    before = hash_of(record_of(call))

    call.title, call.summary = "نام دیگر", "متن دیگر"
    assert hash_of(record_of(call)) == before
    set_weights(call, {"A1": 5}, by=make_account())
    after = hash_of(record_of(call))
    assert after != before
    call.grace_minutes = 61
    assert hash_of(record_of(call)) != after


def test_the_record_survives_the_way_through_the_database_and_json():
    call = make_opened_call()

    assert canonical(json.loads(canonical(call.rules_record))) == canonical(record_of(call))


def test_closing_takes_the_grace_and_lets_drafts_lapse():
    call = make_opened_call()
    draft, sent = make_draft(call), make_submitted(call)
    end = call.closes_at

    assert advance_calls(end - timedelta(seconds=1)) == []
    assert advance_calls(end) == [(call.code, "grace")]
    with pytest.raises(TooEarly):
        close_call(call, now=end + timedelta(minutes=59))
    assert advance_calls(end + timedelta(minutes=60)) == [(call.code, "closed")]

    draft.refresh_from_db()
    sent.refresh_from_db()
    assert (draft.state, sent.state) == (Application.State.LAPSED, Application.State.SUBMITTED)
    assert close_call(call, now=end + timedelta(minutes=60)).state == Call.State.CLOSED


def test_the_grace_does_not_begin_before_the_closing():
    call = make_opened_call()

    with pytest.raises(TooEarly):
        begin_grace(call, now=call.closes_at - timedelta(seconds=1))


def test_an_amendment_is_told_publicly_and_to_every_applicant():
    call = make_opened_call()
    application = make_draft(call)
    later = call.closes_at + timedelta(days=7)
    Message.objects.all().delete()

    amend_call(call, by=make_account(), why="به خاطر تعطیلی هفتهٔ گذشته", closes_at=later)
    call.refresh_from_db()

    notice = call.notices.first()
    assert (notice.kind, notice.change["closes_at"][1]) == ("amended", later.isoformat())
    assert [message.person for message in Message.objects.all()] == [application.person]
    assert (call.closes_at, call.rules_hash) == (later, call.rules_versions.get().hash)


def test_an_amendment_never_takes_time_away_or_touches_the_rules():
    call, officer = make_opened_call(), make_account()

    with pytest.raises(OnlyLater):
        amend_call(call, by=officer, why="زودتر", closes_at=call.closes_at - timedelta(days=1))
    with pytest.raises(NotAmendable):
        amend_call(call, by=officer, why="بیشتر", seat_count=40)
    with pytest.raises(TooLateToAmend):
        amend_call(call, by=officer, why="دیر", title="نو", now=call.closes_at)
    assert call.notices.filter(kind="amended").count() == 0


def test_a_cancelled_call_says_why_and_never_opens():
    call = make_announced_call()

    cancel_call(call, by=make_account(), reason="بودجهٔ امسال نرسید.")

    assert advance_calls(timezone.now() + timedelta(days=90)) == []
    assert state_of(call) == Call.State.CANCELLED
    assert call.notices.first().text == "بودجهٔ امسال نرسید."


def test_a_cancelled_draft_is_told_to_nobody():
    call = make_draft_call()

    cancel_call(call, by=make_account(), reason="اشتباه بود")

    assert call.notices.count() == 0


def test_only_a_final_call_can_be_put_away():
    call = make_opened_call()

    with pytest.raises(IllegalTransition):
        archive_call(call, by=make_account())
    Call.objects.filter(pk=call.pk).update(state="final")
    assert archive_call(call, by=make_account()).state == Call.State.ARCHIVED
