"""The batch of letters, and what each of them holds."""

from datetime import timedelta

import pytest

from koushaneh.calls.models import Application, Call
from koushaneh.core.states import IllegalTransition
from koushaneh.notify.models import Message, Notice
from koushaneh.people.models import Contact, Person
from koushaneh.registry.models import CallTask
from koushaneh.screening.actions.letters import mark_read, record_told
from koushaneh.screening.actions.releasing import NothingToHandOut, drafts_of, release_ineligible, release_run
from koushaneh.screening.models import Decision, Letter, Offer, Run
from tests.factories.access import make_account
from tests.factories.results import (
    application_of,
    make_executed,
    make_ineligible,
    make_released,
    make_scored_call,
    make_signed,
    officer,
)

pytestmark = pytest.mark.django_db
S = Application.State


def letter_of(application):
    return Letter.objects.get(decision__application=application)


def test_a_release_moves_everybody_at_once():
    run = make_released()

    states = dict(run.call.applications.values_list("state", "pk"))
    assert states.keys() == {S.OFFERED, S.WAITLISTED}
    assert (run.state, run.call.state) == (Run.State.RELEASED, Call.State.RESULTS)
    assert run.call.offers.filter(state=Offer.State.OPEN).count() == 2
    assert list(run.call.waiting.values_list("rank", flat=True)) == [1, 2]


def test_every_negative_decision_has_a_reason_and_a_letter():
    call = make_scored_call({7: [24, 20, 16, 12, 8, 4]}, seats=1, waiting_share=100)
    make_ineligible(call)

    make_released(call)

    against = Decision.objects.filter(outcome__in=["not_selected", "ineligible"], application__call=call)
    assert against.count() == 5
    assert all(decision.reasons and decision.letter.released_at for decision in against)


def test_the_preview_shows_exactly_the_letters_that_leave():
    call = make_scored_call({7: [24, 20, 16, 12]}, seats=1)
    make_ineligible(call)
    run = make_signed(call)

    before = sorted((draft.application.pk, draft.code) for draft in drafts_of(run))
    release_run(run, by=officer())

    after = Letter.objects.filter(decision__application__call=call)
    assert sorted(after.values_list("decision__application", "code")) == before


def test_a_preview_writes_nothing():
    run = make_signed()

    drafts_of(run)

    assert not Letter.objects.exists()


def test_an_unsigned_run_is_not_released():
    with pytest.raises(IllegalTransition):
        release_run(make_executed(), by=officer())


def test_a_second_release_is_refused_and_nobody_gets_a_second_letter():
    run = make_released()
    count = Letter.objects.count()

    with pytest.raises(IllegalTransition):
        release_run(run, by=officer())
    assert Letter.objects.count() == count


def test_messages_tell_that_a_letter_waits_and_not_what_it_says():
    run = make_signed()
    Person.objects.update(messages=Person.Messages.OPEN)

    release_run(run, by=officer())

    texts = {message.text for message in Message.objects.filter(template="letter_waits")}
    assert len(texts) == 1
    text = texts.pop()
    assert not any(word in text for word in ("برگزیده", "انتظار", "انتخاب", "جا "))
    assert Notice.objects.filter(template="letter_waits").count() == 4


def test_who_has_no_phone_is_put_on_the_call_list_and_her_days_begin_with_the_call():
    call = make_scored_call({7: [24, 20, 16]}, seats=1, waiting_share=0)
    application = application_of(call, 7, 16)
    application.person.contacts.update(state=Contact.State.OPTED_OUT)
    make_released(call)
    letter = letter_of(application)
    task = CallTask.objects.get(person=application.person, reason=CallTask.Reason.RESULT)
    Letter.objects.filter(pk=letter.pk).update(appeal_until=letter.released_at - timedelta(days=1))

    told = record_told(letter, by=make_account(), note="خودش گوشی را برداشت.")

    task.refresh_from_db()
    assert task.done_at is not None
    assert told.appeal_until > letter.released_at + timedelta(days=9)


def test_reading_a_letter_is_noted_once():
    run = make_released()
    application = application_of(run.call, 7, 24)

    first = mark_read(letter_of(application), by=application.person.account)
    again = mark_read(first, by=application.person.account)

    application.refresh_from_db()
    assert first.read_at == again.read_at == application.read_result_at


def test_the_excluded_may_have_their_letter_before_the_run():
    call = make_scored_call()
    application = make_ineligible(call)

    release_ineligible(call, by=officer())

    assert letter_of(application).code == "ineligible"
    with pytest.raises(NothingToHandOut):
        release_ineligible(call, by=officer())


def test_a_seat_of_who_withdrew_before_the_release_goes_to_the_first_who_waits():
    run = make_signed()
    chosen = application_of(run.call, 7, 24)
    chosen.state = S.WITHDRAWN
    chosen.save(update_fields=["state"])

    release_run(run, by=officer())

    offered = run.call.offers.filter(state=Offer.State.OPEN).values_list("application", flat=True)
    assert set(offered) == {application_of(run.call, 8, 18).pk, application_of(run.call, 7, 12).pk}
    assert not hasattr(chosen, "offer")
