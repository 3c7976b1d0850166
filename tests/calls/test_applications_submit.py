from datetime import timedelta

import pytest
from django.db import connection

from koushaneh.audit.models import Record
from koushaneh.calls.actions import submitting
from koushaneh.calls.actions.answers import AnswersClosed, save_answer
from koushaneh.calls.actions.applications import lapse_draft, withdraw_application
from koushaneh.calls.actions.confirming import (
    NoPhone,
    NotConfirmed,
    ask_confirmation,
    confirm_by_code,
    confirm_spoken,
)
from koushaneh.calls.actions.submitting import (
    AlreadyApplied,
    AnswersMissing,
    ConsentMissing,
    PaperLate,
    WitnessNeeded,
    enter_paper,
    submit_application,
)
from koushaneh.calls.models import Application, Call, FactSnapshot
from koushaneh.consent.actions import withdraw
from koushaneh.consent.models import Consent
from koushaneh.core.states import IllegalTransition
from koushaneh.core.time import today
from koushaneh.notify.models import Message
from koushaneh.registry.models import Fact
from tests.factories.access import make_post
from tests.factories.calls_applications import (
    ANSWERS,
    WORDING,
    make_draft,
    make_open_call,
    make_submitted,
    make_woman,
)

pytestmark = pytest.mark.django_db
S, Confirmation, Channel = Application.State, Application.Confirmation, Application.Channel


def send(application):
    return submit_application(application, by=application.person.account)


def assisted(**more):
    """A complete draft that the officer filled in; returns it with the officer."""
    officer = make_post().account
    application = make_draft(answers={}, **more)
    for key, raw in ANSWERS.items():
        save_answer(application, key, raw, by=officer)
    return Application.objects.get(pk=application.pk), officer


def code_in(template):
    text = Message.objects.filter(template=template).latest("pk").text
    return "".join(sign for sign in text if sign.isdigit())[:6]


def test_sending_freezes_the_facts_and_gives_a_receipt():
    application = make_draft()
    file = application.file
    Fact.objects.create(file=file, kind="welfare_decile", value=3, starts_on=today(), source="officer")

    sent = send(application)
    Fact.objects.create(file=file, kind="welfare_decile", value=9, starts_on=today(), source="officer")

    assert (sent.state, sent.confirmation) == (S.SUBMITTED, Confirmation.SELF)
    snapshot = FactSnapshot.objects.get(application=sent)
    assert snapshot.facts["welfare_decile"]["value"] == 3
    assert len(snapshot.hash) == 64
    assert Message.objects.filter(template="application_received", person=sent.person).count() == 1


def test_the_receipt_on_a_phone_names_neither_programme_nor_code():
    sent = send(make_draft())

    text = Message.objects.get(template="application_received").text

    assert sent.tracking_code not in text
    assert sent.call.title not in text


def test_sending_twice_is_sending_once():
    application = make_draft()

    first, again = send(application), send(application)

    assert first.submitted_at == again.submitted_at
    assert Record.objects.filter(verb="application.submitted").count() == 1
    assert Message.objects.filter(template="application_received").count() == 1


def test_a_missing_answer_is_counted_and_nothing_is_sent():
    application = make_draft(answers={"track": "producer"})

    with pytest.raises(AnswersMissing) as refusal:
        send(application)

    assert refusal.value.facts["count"] == 12
    assert not FactSnapshot.objects.exists()


def test_without_her_consent_nothing_is_sent():
    application = make_draft()
    withdraw(Consent.objects.get(purpose="application"), by=application.person.account)

    with pytest.raises(ConsentMissing):
        send(application)


def test_the_servers_clock_decides_to_the_second(time_machine):
    early, late = make_draft(), make_draft()
    end = early.call.closes_at + timedelta(minutes=60)

    time_machine.move_to(end - timedelta(seconds=1), tick=False)
    assert send(early).state == S.SUBMITTED

    time_machine.move_to(late.call.closes_at + timedelta(minutes=60, seconds=1), tick=False)
    with pytest.raises(AnswersClosed):
        send(late)


def test_if_the_receipt_cannot_be_written_nothing_is_sent(monkeypatch):
    application = make_draft()

    def breaks(*_args, **_more):
        raise RuntimeError("the outbox is gone")

    monkeypatch.setattr(submitting, "_give_receipt", breaks)
    with pytest.raises(RuntimeError):
        send(application)

    assert Application.objects.get(pk=application.pk).state == S.DRAFT
    assert not FactSnapshot.objects.exists()


def test_what_an_officer_filled_in_is_not_sent_without_her_word():
    application, officer = assisted()

    with pytest.raises(NotConfirmed):
        submit_application(application, by=officer)


def test_her_code_confirms_and_a_wrong_one_does_not():
    application, officer = assisted()
    asked = ask_confirmation(application, by=officer)
    digits = code_in("confirmation_code")
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"

    assert not confirm_by_code(application, asked, wrong, by=officer)
    assert confirm_by_code(application, asked, digits, by=officer)
    sent = submit_application(application, by=officer)

    assert (sent.state, sent.confirmation, sent.confirmed_by) == (S.SUBMITTED, Confirmation.SMS, officer)
    assert Record.objects.get(verb="application.submitted").on_behalf_of == application.person_id


def test_the_code_of_another_application_confirms_nothing():
    application, officer = assisted()
    other, _officer = assisted()
    asked = ask_confirmation(other, by=officer)

    assert not confirm_by_code(application, asked, code_in("confirmation_code"), by=officer)


def test_a_spoken_confirmation_says_who_heard_it_and_what():
    application, officer = assisted()

    with pytest.raises(NotConfirmed):
        confirm_spoken(application, by=officer, said=" ")
    confirmed = confirm_spoken(application, by=officer, said="گفت: بله، همه درست است")

    assert (confirmed.confirmation, confirmed.confirmed_by) == (Confirmation.SPOKEN, officer)
    assert confirmed.confirmed_at is not None
    assert Record.objects.get(verb="application.confirmed").why == "گفت: بله، همه درست است"


def test_a_change_after_her_confirmation_asks_for_it_again():
    application, officer = assisted()
    confirm_spoken(application, by=officer, said="بله")

    save_answer(application, "dependants", "5", by=officer)

    with pytest.raises(NotConfirmed):
        submit_application(application, by=officer)


def test_without_a_phone_a_code_cannot_be_sent():
    application, officer = assisted()
    application.person.contacts.all().delete()

    with pytest.raises(NoPhone):
        ask_confirmation(application, by=officer)


def paper(call, person, **more):
    values = {
        "by": make_post().account,
        "answers": ANSWERS,
        "received_on": today(),
        "witness": "مریم گواه",
        "wording": WORDING,
    }
    return enter_paper(call, person, **{**values, **more})


def test_a_paper_form_is_entered_and_counts_from_the_day_it_came():
    call, person = make_open_call(), make_woman(bound=False, with_account=False)

    application = paper(call, person)

    marks = (application.state, application.channel, application.confirmation, application.received_on)
    assert marks == (S.SUBMITTED, Channel.PAPER, Confirmation.FINGERPRINT, today())
    assert Consent.objects.get(person=person, purpose="application").channel == Consent.Channel.PAPER


def test_a_paper_form_may_be_entered_after_the_call_has_closed_if_it_came_in_time(time_machine):
    call, person = make_open_call(), make_woman(with_account=False)
    came = call.closes_at.date()
    Call.objects.filter(pk=call.pk).update(state=Call.State.CLOSED)
    call.refresh_from_db()
    time_machine.move_to(call.closes_at + timedelta(days=2), tick=False)

    with pytest.raises(PaperLate):
        paper(call, person, received_on=today())

    assert paper(call, person, received_on=came).state == S.SUBMITTED


def test_a_paper_form_that_came_in_time_counts_though_her_own_draft_has_lapsed(time_machine):
    call, person, came = make_open_call(), make_woman(), today()
    draft = make_draft(call, person, answers={"track": "trainer", "can_share": "some"})
    time_machine.move_to(call.closes_at + timedelta(hours=2))
    lapse_draft(draft)
    Call.objects.filter(pk=call.pk).update(state=Call.State.CLOSED)
    call.refresh_from_db()

    sent = paper(call, person, received_on=came)

    assert (sent.pk, sent.state, sent.channel, sent.received_on) == (draft.pk, S.SUBMITTED, "paper", came)
    assert sent.confirmation == "fingerprint"
    assert sent.answers.get(key="track", is_current=True).value == "producer"


def test_a_paper_form_does_not_bring_back_what_she_has_withdrawn():
    application = make_submitted()
    withdraw_application(application, by=application.person.account)

    with pytest.raises(AlreadyApplied):
        paper(application.call, application.person)


def test_a_paper_form_twice_is_one_and_another_beside_it_is_refused():
    call, person = make_open_call(), make_woman(with_account=False)

    first, again = paper(call, person), paper(call, person)
    assert first.pk == again.pk

    with pytest.raises(AlreadyApplied):
        paper(call, person, witness="کس دیگر")


def test_a_paper_form_needs_a_witness_and_is_all_or_nothing():
    call, person = make_open_call(), make_woman(with_account=False)

    with pytest.raises(WitnessNeeded):
        paper(call, person, witness=" ")
    with pytest.raises(AnswersMissing):
        paper(call, person, answers={"track": "producer"})

    assert not call.applications.exists()


def test_sending_costs_a_bounded_number_of_queries(django_assert_max_num_queries):
    application = make_draft()
    assert connection.vendor

    with django_assert_max_num_queries(26):
        send(application)


def test_a_complete_application_is_submitted_by_the_factory():
    assert make_submitted().state == S.SUBMITTED


def test_a_withdrawn_application_is_not_sent_but_taken_up_again():
    application = withdraw_application(make_draft(), by=None)

    with pytest.raises(IllegalTransition):
        send(application)
