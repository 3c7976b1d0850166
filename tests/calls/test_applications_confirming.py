"""A change by an officer after sending waits for her word; without it her own answers come back."""

from datetime import timedelta

import pytest

from koushaneh.calls.actions.answers import AnswersClosed, save_answer, save_answers
from koushaneh.calls.actions.calls import close_call
from koushaneh.calls.actions.confirming import (
    NotConfirmed,
    confirm_changes,
    confirm_spoken,
    drop_unconfirmed,
)
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application, Call
from koushaneh.notify.models import Notice
from tests.factories.access import make_post
from tests.factories.calls_applications import make_draft, make_open_call, make_submitted

pytestmark = pytest.mark.django_db
S = Application.State


def changed(**answers):
    """A submitted application in which an officer has changed answers, and the officer."""
    application, officer = make_submitted(), make_post().account
    save_answers(application, answers or {"dependants": "5"}, by=officer)
    application.refresh_from_db()
    return application, officer


def answer(application, key="dependants"):
    return Filled(Application.objects.get(pk=application.pk)).answers[key]


def test_her_own_change_after_sending_needs_no_confirmation():
    application = make_submitted()

    save_answer(application, "dependants", "5", by=application.person.account)

    application.refresh_from_db()
    assert (application.unconfirmed_since, application.confirmation) == (None, "self")


def test_a_change_by_an_officer_is_marked_and_told_once():
    application, officer = changed()
    save_answers(application, {"dependants": "6"}, by=officer)

    application.refresh_from_db()

    assert (application.state, application.confirmation) == (S.SUBMITTED, "self")
    assert application.unconfirmed_since is not None
    assert (application.channel, application.helped_by) == ("assisted", officer)
    assert Notice.objects.filter(template="application_changed").count() == 1
    assert sorted(Filled(application).unconfirmed) == ["dependants"]


def test_saving_the_sheet_without_a_change_asks_for_nothing():
    application, _officer = changed(dependants="2")

    assert application.unconfirmed_since is None


def test_she_confirms_it_herself_and_nobody_else_in_her_name():
    application, officer = changed()
    with pytest.raises(NotConfirmed):
        confirm_changes(application, by=officer)

    confirmed = confirm_changes(application, by=application.person.account)

    assert (confirmed.unconfirmed_since, confirmed.confirmation) == (None, "self")
    drop_unconfirmed(application)
    assert answer(application) == 5


def test_she_confirms_it_by_word_of_mouth():
    application, officer = changed()

    confirmed = confirm_spoken(application, by=officer, said="گفت پنج نفرند")

    assert (confirmed.unconfirmed_since, confirmed.confirmation) == (None, "spoken")
    with pytest.raises(AnswersClosed):
        confirm_spoken(application, by=officer, said="دوباره")


def test_what_is_not_confirmed_until_the_call_closes_is_put_back(time_machine):
    application, officer = changed(dependants="5", plan="نوشتهٔ کارشناس")
    save_answers(application, {"dependants": "7"}, by=officer)
    save_answer(application, "women_helped", "4", by=application.person.account)
    time_machine.move_to(application.call.closes_at + timedelta(hours=2))
    Call.objects.filter(pk=application.call_id).update(state=Call.State.GRACE)

    close_call(application.call)

    application.refresh_from_db()
    assert (application.state, application.unconfirmed_since) == (S.SUBMITTED, None)
    assert answer(application) == 2
    assert answer(application, "plan") == "می‌خواهم کارگاه کوچکی با سه نفر راه بیندازم."
    assert answer(application, "women_helped") == 4
    assert [row.value for row in application.answers.filter(key="dependants").order_by("revision")] == [
        2,
        5,
        7,
        2,
    ]
    assert Notice.objects.filter(template="application_change_dropped").count() == 1


def test_nothing_is_confirmed_after_the_call_has_closed(time_machine):
    application, officer = changed()
    time_machine.move_to(application.call.closes_at + timedelta(hours=2))

    with pytest.raises(AnswersClosed):
        confirm_spoken(application, by=officer, said="گفت بله")


def test_a_draft_is_asked_for_her_word_as_a_whole():
    draft, officer = make_draft(make_open_call()), make_post().account
    save_answers(draft, {"dependants": "5"}, by=officer)

    draft.refresh_from_db()

    assert (draft.unconfirmed_since, draft.confirmation) == (None, "")
