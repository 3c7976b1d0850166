"""The call list: who comes onto it, by what, and how she leaves it."""

import pytest
from django.utils import timezone

from koushaneh.people.models import Contact
from koushaneh.registry.actions import calling
from koushaneh.registry.models import CallTask
from tests.factories.access import make_person, make_post
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db
Result = CallTask.Result


@pytest.fixture
def officer():
    return make_post(number=7).account


@pytest.mark.parametrize("state", [Contact.State.UNDELIVERED, Contact.State.OPTED_OUT])
def test_who_cannot_be_reached_by_text_comes_onto_the_list_once(state):
    lost, reached = make_file(7), make_file(7)
    lost.person.contacts.update(state=state)

    calling.feed_unreached(timezone.now())
    calling.feed_unreached(timezone.now())

    tasks = CallTask.objects.filter(reason=CallTask.Reason.UNREACHED)
    assert [(task.person, task.place) for task in tasks] == [(lost.person, lost.place)]
    assert not reached.person.call_tasks.exists()


def test_her_wish_goes_to_the_office_of_her_file_and_stands_once(officer):
    file = make_file(7)

    first = calling.ask_for_call(file.person, by=None)
    second = calling.ask_for_call(file.person, by=None)

    assert (first, first.place) == (second, file.place)


def test_without_a_file_the_office_must_be_named():
    with pytest.raises(calling.NoOfficeKnown):
        calling.ask_for_call(make_person(), by=None)


def test_who_was_reached_leaves_the_list(officer):
    task = calling.ask_for_call(make_file(7).person, by=None)

    done = calling.note_attempt(task, Result.REACHED, by=officer, note="خوب بود")

    assert (done.done_by, done.attempts.count()) == (officer, 1)
    assert calling.note_attempt(task, Result.NO_ANSWER, by=officer).attempts.count() == 1


@pytest.mark.parametrize("result", [Result.NO_ANSWER, Result.LATER, Result.WRONG_NUMBER])
def test_who_was_not_reached_comes_back_later(officer, result):
    task = calling.ask_for_call(make_file(7).person, by=None)

    tried = calling.note_attempt(task, result, by=officer)

    assert tried.done_at is None
    assert tried.due_at > timezone.now()


def test_a_settled_matter_takes_her_off_the_list(officer):
    file = make_file(7)
    task = calling.ask_for_call(file.person, by=None)

    calling.close_call_task(file.person, CallTask.Reason.CALL_ME, by=officer)
    calling.close_call_task(file.person, CallTask.Reason.CALL_ME, by=officer)

    task.refresh_from_db()
    assert task.done_by == officer
    assert calling.ask_for_call(file.person, by=None) != task
