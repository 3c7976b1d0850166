from datetime import timedelta

import pytest

from koushaneh.audit.models import Record
from koushaneh.calls.actions.applications import (
    AccessCodeWrong,
    CallNotOpen,
    FileNotKnown,
    HoldsASeat,
    PlaceOutside,
    TooLateToReturn,
    lapse_draft,
    remind_drafts,
    restore_application,
    start_application,
    withdraw_application,
)
from koushaneh.calls.models import Application, Call, Invitation
from koushaneh.consent.actions import holds
from koushaneh.core.states import IllegalTransition
from koushaneh.notify.models import Message, Notice
from koushaneh.people.models import Person
from koushaneh.registry.actions.binding import bind_by_check, bind_by_phone
from tests.factories.access import make_account, make_post
from tests.factories.calls_applications import (
    WORDING,
    make_draft,
    make_open_call,
    make_submitted,
    make_woman,
)
from tests.factories.places import city, district

pytestmark = pytest.mark.django_db
S = Application.State


def begin(call, person, **more):
    return start_application(call, person, by=person.account, wording=WORDING, **more)


def test_she_begins_once_however_often_she_asks():
    call, person = make_open_call(), make_woman(number=7)

    first, again = begin(call, person), begin(call, person)

    assert (first.pk, first.place, first.file.person) == (again.pk, district(7), person)
    assert holds(person, "application", f"call:{call.pk}")
    assert Record.objects.filter(verb="application.started").count() == 1


def test_beginning_marks_her_invitation_as_read():
    call, person = make_open_call(), make_woman()
    invitation = Invitation.objects.create(call=call, file=person.files.get(), channel="sms")

    begin(call, person)

    invitation.refresh_from_db()
    assert invitation.read_at is not None


@pytest.mark.parametrize(
    "state", [Call.State.ANNOUNCED, Call.State.GRACE, Call.State.CLOSED, Call.State.CANCELLED]
)
def test_nobody_begins_while_the_call_is_not_open(state):
    call = make_open_call(state=state)

    with pytest.raises(CallNotOpen):
        begin(call, make_woman())


def test_the_grace_is_not_for_beginning(time_machine):
    call, person = make_open_call(), make_woman()

    time_machine.move_to(call.closes_at + timedelta(minutes=1), tick=False)

    with pytest.raises(CallNotOpen):
        begin(call, person)


def test_an_unbound_file_and_no_file_get_the_same_answer():
    call = make_open_call()

    for person in (make_woman(bound=False), make_woman(with_file=False)):
        with pytest.raises(FileNotKnown) as refusal:
            begin(call, person, place=district(7))
        assert refusal.value.facts == {}


def test_without_a_gate_for_the_file_she_names_her_place():
    call = make_open_call(gates=[{"code": "own_wish"}])
    person = make_woman(with_file=False)

    application = begin(call, person, place=district(9))

    assert (application.file, application.place) == (None, district(9))


def test_a_place_outside_the_call_is_refused():
    call = make_open_call(gates=[], place=district(7))

    with pytest.raises(PlaceOutside):
        begin(call, make_woman(with_file=False), place=city())
    with pytest.raises(PlaceOutside):
        begin(call, make_woman(number=8))


def test_a_limited_call_asks_for_its_code():
    call, person = make_open_call(access_code="Noor7"), make_woman()

    with pytest.raises(AccessCodeWrong):
        begin(call, person, access_code="noor8")

    assert begin(call, person, access_code=" noor7 ").state == S.DRAFT


def test_a_file_is_bound_by_a_verified_phone_that_stands_on_it_and_by_nothing_else():
    person = make_woman(bound=False)
    stranger = make_account()

    assert bind_by_phone(person, account=stranger) is None
    Person.objects.filter(pk=person.pk).update(account=stranger)
    assert bind_by_phone(Person.objects.get(pk=person.pk), account=stranger) is None

    Person.objects.filter(pk=person.pk).update(account=person.account)
    assert bind_by_phone(person, account=person.account).bound_at is not None


def test_a_new_phone_that_still_waits_binds_nothing():
    person = make_woman(bound=False)
    person.contacts.update(usable_from=make_open_call().closes_at)

    assert bind_by_phone(person, account=person.account) is None


def test_an_officer_binds_by_seeing_who_she_is():
    file = make_woman(bound=False).files.get()

    bound = bind_by_check(file, by=make_post().account, why="کارت ملی دیده شد")

    assert bound.bound_at is not None
    assert Record.objects.get(verb="file.bound").why == "کارت ملی دیده شد"


@pytest.mark.parametrize("make", [make_draft, make_submitted])
def test_what_is_withdrawn_returns_to_where_it_was_until_the_deadline(make):
    application = make()
    before = application.state

    withdrawn = withdraw_application(application, by=application.person.account, why="بیمارم")
    assert withdrawn.state == S.WITHDRAWN
    withdraw_application(application, by=application.person.account)

    assert restore_application(application, by=application.person.account).state == before
    assert Record.objects.filter(verb="application.withdrawn").count() == 1


def test_after_the_deadline_a_withdrawal_is_final(time_machine):
    application = make_submitted()
    withdraw_application(application, by=application.person.account)

    time_machine.move_to(application.call.closes_at + timedelta(hours=2), tick=False)

    with pytest.raises(TooLateToReturn):
        restore_application(application, by=application.person.account)


@pytest.mark.parametrize("state", sorted({*S.values} - {S.DRAFT, S.SUBMITTED, S.WITHDRAWN}))
def test_a_withdrawal_is_possible_before_enrolment_but_a_seat_is_declined(state):
    application = make_submitted()
    Application.objects.filter(pk=application.pk).update(state=state)
    refusals = {
        S.OFFERED: HoldsASeat,
        S.ACCEPTED: HoldsASeat,
        **dict.fromkeys([S.ENROLLED, S.DECLINED, S.EXPIRED, S.LAPSED], IllegalTransition),
    }

    if state in refusals:
        with pytest.raises(refusals[state]):
            withdraw_application(application, by=application.person.account)
    else:
        assert withdraw_application(application, by=application.person.account).state == S.WITHDRAWN


def test_a_draft_lapses_quietly_and_what_was_sent_stays():
    draft, sent = make_draft(), make_submitted()

    lapse_draft(draft)
    lapse_draft(draft)
    lapse_draft(sent)

    states = [Application.objects.get(pk=one.pk).state for one in (draft, sent)]
    assert states == [S.LAPSED, S.SUBMITTED]
    assert Notice.objects.filter(template="application_lapsed").count() == 1
    assert Message.objects.filter(template="application_lapsed").count() == 0


def test_a_waiting_draft_is_reminded_once_and_without_naming_anything():
    draft = make_draft()
    make_submitted(draft.call)
    near = draft.call.closes_at - timedelta(hours=20)

    counts = [remind_drafts(near, ahead=timedelta(days=1)) for _ in range(2)]

    message = Message.objects.get(template="application_waits")
    assert counts == [1, 0]
    assert message.person == draft.person
    assert draft.call.title not in message.text
