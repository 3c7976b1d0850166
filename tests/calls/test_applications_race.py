"""Two tabs, double clicks, retries: truly at the same time."""

import pytest

from koushaneh.calls.actions.answers import AnswerConflict, save_answer
from koushaneh.calls.actions.applications import start_application, withdraw_application
from koushaneh.calls.actions.submitting import submit_application
from koushaneh.calls.models import Application
from koushaneh.core.states import IllegalTransition
from koushaneh.notify.models import Message
from tests.factories.calls_applications import WORDING, make_draft, make_open_call, make_woman
from tests.races import at_once, one_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 12


@pytest.fixture(autouse=True)
def _one_database(tmp_path):
    with one_database(tmp_path / "race.sqlite3"):
        yield


def together(act):
    """Run `act(number)` in many threads at once; return what each gave, refusals included."""
    works = [lambda number=number: act(number) for number in range(AT_ONCE)]
    gave, problems = at_once(works, told=[AnswerConflict, IllegalTransition])
    assert problems == []
    return gave


def test_begun_in_many_tabs_is_one_application():
    call, person = make_open_call(), make_woman()

    begun = together(lambda _number: start_application(call, person, by=person.account, wording=WORDING).pk)

    assert set(begun) == {call.applications.get().pk}
    assert person.consents.count() == 1


def test_of_different_answers_at_once_one_is_kept_and_the_others_are_told():
    application = make_draft(answers={})
    account = application.person.account

    results = together(
        lambda number: save_answer(application, "dependants", str(number), by=account, revision=0)
    )

    kept = [result for result in results if not isinstance(result, AnswerConflict)]
    assert len(kept) == 1
    assert list(application.answers.values_list("value", "revision")) == [(kept[0].value, 1)]


def test_the_same_answer_at_once_is_one_revision():
    application = make_draft(answers={})
    account = application.person.account

    results = together(lambda _number: save_answer(application, "dependants", "3", by=account, revision=0))

    assert {result.pk for result in results} == {application.answers.get().pk}


def test_sent_many_times_at_once_is_one_receipt():
    application = make_draft()
    account = application.person.account

    together(lambda _number: submit_application(application, by=account).pk)

    assert Message.objects.filter(template="application_received").count() == 1


def test_sending_and_withdrawing_at_once_leave_it_withdrawn():
    application = make_draft()
    account = application.person.account

    together(
        lambda number: (withdraw_application if number % 2 else submit_application)(application, by=account)
    )

    assert Application.objects.get(pk=application.pk).state == Application.State.WITHDRAWN
    assert Message.objects.filter(template="application_withdrawn").count() == 1
