"""From her wish to the day: her word, the days to take it back, headquarters where something is at stake."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from koushaneh.access.actions import NeedsAnother
from koushaneh.access.models import Role
from koushaneh.access.signing import MayNotSign, SameOffice
from koushaneh.audit.models import Record
from koushaneh.calls.models import Application
from koushaneh.cli.clocks import CLOCKS
from koushaneh.notify.models import Message, Notice
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask
from koushaneh.rights.actions import clocks, erasing
from koushaneh.rights.models import ErasureRequest, Receipt
from koushaneh.rights.queries import receipt_of
from tests.factories.access import make_account, make_post
from tests.factories.calls_applications import make_submitted, make_woman
from tests.factories.places import directorate, headquarters
from tests.factories.rights import make_weighed_wish, make_wish

pytestmark = pytest.mark.django_db
S = ErasureRequest.State
WHY = "نامهٔ دادگاه تا پایان ماه باید بماند."


def later(days):
    return timezone.now() + timedelta(days=days)


def officer():
    return make_post(Role.HQ_OFFICER).account


def signer(office=None):
    return make_post(Role.SIGNER, office=office or directorate()).account


def proposed(wish, by=None):
    return erasing.propose_postponement(wish, by=by or officer(), until=later(30), why=WHY)


def test_with_nothing_at_stake_it_waits_seven_days_and_she_is_told():
    wish = make_wish()

    assert (wish.state, wish.decide_until, wish.matters) == (S.WAITING, None, [])
    assert timedelta(days=6, hours=23) < wish.erase_at - timezone.now() <= timedelta(days=7)
    assert Notice.objects.get(person=wish.person).template == "erasure_asked"
    assert "پاک" not in Message.objects.get(person=wish.person).text  # covered: it names the landline alone


def test_with_an_application_at_stake_headquarters_looks_and_the_office_calls_her():
    wish = make_weighed_wish()

    assert (wish.state, wish.matters) == (S.DECIDING, ["application"])
    assert wish.decide_until > later(9)
    assert CallTask.objects.get(person=wish.person, done_at=None).reason == CallTask.Reason.ERASURE


def test_asking_twice_is_one_wish():
    woman = make_woman()

    assert make_wish(woman) == make_wish(woman)
    assert Record.objects.filter(verb="erasure.asked").count() == 1


def test_the_database_keeps_one_open_wish_for_a_woman():
    wish = make_wish()

    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.create(
            person=wish.person,
            filed_at=wish.filed_at,
            confirmation="code",
            state=S.WAITING,
            erase_at=wish.erase_at,
        )


@pytest.mark.parametrize(("confirmation", "said"), [("", ""), ("spoken", " "), ("paper", "بله")])
def test_without_her_word_nothing_is_asked_for(confirmation, said):
    with pytest.raises(erasing.NotHerWord):
        make_wish(by=make_post().account, confirmation=confirmation, said=said)


def test_she_herself_confirms_by_code_and_not_by_saying_so():
    with pytest.raises(erasing.NotHerWord):
        make_wish(confirmation="spoken", said="بله")


def test_what_an_officer_files_is_marked_and_says_on_whose_behalf():
    woman = make_woman()

    wish = make_wish(woman, by=make_post().account, confirmation="spoken", said="گفت پاکش کنید")

    entry = Record.objects.get(verb="erasure.asked")
    assert (wish.channel, entry.on_behalf_of) == (ErasureRequest.Channel.OFFICE, woman.pk)


def test_a_code_for_something_else_is_not_her_word(settings):
    woman = make_woman()
    asked = erasing.ask_word(woman, by=woman.account)
    asked.purpose = "sign_in"

    assert not erasing.is_her_word(woman, asked, "123456")


def test_an_officer_sends_the_code_to_her_phone_and_not_to_her_own():
    woman, helper = make_woman(), make_post().account

    asked = erasing.ask_word(woman, by=helper)

    assert asked.phone == woman.contacts.get().phone != helper.phone


def test_she_takes_it_back_until_the_last_moment_and_nothing_is_erased():
    wish = make_wish()

    with time_machine.travel(wish.erase_at - timedelta(minutes=1)):
        erasing.take_back(wish, by=wish.person.account)
        clocks.keep_wishes(timezone.now() + timedelta(days=2))

    wish.refresh_from_db()
    assert wish.state == S.TAKEN_BACK
    assert Person.objects.get(pk=wish.person_id).erased_at is None


def test_after_it_was_carried_out_there_is_nothing_to_take_back():
    wish = make_wish()
    clocks.carry_out_due(later(8))

    with pytest.raises(erasing.TooLate):
        erasing.take_back(wish, by=None)


def test_the_clock_reminds_once_and_carries_out_on_the_day():
    wish = make_wish()
    code = wish.code

    early = clocks.keep_wishes(later(5))
    reminded = [clocks.remind(later(6.5)) for _ in range(2)]
    done = [clocks.carry_out_due(later(7.5)) for _ in range(2)]

    wish.refresh_from_db()
    assert (early, reminded, done) == (0, [1, 0], [1, 0])
    assert (wish.state, wish.code) == (S.ERASED, "")
    assert Person.objects.get(pk=wish.person_id).erased_at is not None
    assert receipt_of(code).erased["identity"] >= 1
    assert receipt_of(f" {code[:4]}-{code[4:8]} {code[8:]}".upper()) == receipt_of(code)


def test_the_erasures_have_a_clock():
    assert {"erasures", "journal", "retention"} <= {clock.name for clock in CLOCKS}


def test_silence_of_headquarters_is_a_yes():
    wish = make_weighed_wish()
    late = wish.decide_until + timedelta(minutes=1)

    with time_machine.travel(late):
        clocks.decide_overdue(timezone.now())
    wish.refresh_from_db()

    assert (wish.state, wish.decided_by) == (S.WAITING, None)
    assert wish.erase_at >= late + timedelta(days=1)


def test_when_the_day_comes_her_application_is_withdrawn_with_her():
    wish = make_weighed_wish()
    erasing.let_go(wish, by=officer())

    clocks.carry_out_due(later(8))

    application = Application.objects.get(person=wish.person)
    assert (application.state, application.answers.count()) == (Application.State.WITHDRAWN, 0)
    assert Receipt.objects.get().erased["answers"] > 5


def test_another_day_needs_two_people_of_two_houses_and_she_reads_why():
    wish = proposed(make_weighed_wish())
    before = wish.state

    wish = erasing.sign_postponement(wish, by=signer())

    assert (before, wish.state, wish.erase_at) == (S.DECIDING, S.POSTPONED, wish.postpone_until)
    assert Notice.objects.filter(person=wish.person, template="erasure_postponed").exists()
    assert wish.why == WHY


def test_who_proposed_it_does_not_sign_it():
    account = officer()
    make_post(Role.SIGNER, office=directorate(), account=account)
    wish = proposed(make_weighed_wish(), by=account)

    with pytest.raises(NeedsAnother):
        erasing.sign_postponement(wish, by=account)


def test_two_people_of_one_house_are_not_enough():
    wish = proposed(make_weighed_wish())

    with pytest.raises(SameOffice):
        erasing.sign_postponement(wish, by=signer(headquarters()))


def test_who_has_no_right_does_not_sign():
    wish = proposed(make_weighed_wish())

    with pytest.raises(MayNotSign):
        erasing.sign_postponement(wish, by=make_account())


def test_the_database_keeps_the_two_apart():
    wish = proposed(make_weighed_wish())

    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.filter(pk=wish.pk).update(signed_by=wish.decided_by)


@pytest.mark.parametrize(
    ("days", "why", "refusal"),
    [
        (120, WHY, erasing.TooFar),
        (0, WHY, erasing.TooFar),
        (30, "نه", erasing.WhyMissing),
    ],
)
def test_a_postponement_has_its_limits(days, why, refusal):
    with pytest.raises(refusal):
        erasing.propose_postponement(make_weighed_wish(), by=officer(), until=later(days), why=why)


def test_a_refused_postponement_lets_her_wish_go_on():
    wish = proposed(make_weighed_wish())

    wish = erasing.drop_postponement(wish, by=signer())

    assert (wish.state, wish.postpone_until, wish.why) == (S.WAITING, None, "")


def test_a_postponement_that_nobody_signed_does_not_hold_her_up():
    wish = proposed(make_weighed_wish())

    with time_machine.travel(wish.decide_until + timedelta(hours=1)):
        clocks.decide_overdue(timezone.now())

    wish.refresh_from_db()
    assert (wish.state, wish.postpone_until) == (S.WAITING, None)


def test_a_row_that_stands_for_a_colleague_cannot_ask():
    woman = make_woman()
    woman.is_colleague = True
    woman.save()

    with pytest.raises(erasing.StaffNotHere):
        make_wish(woman)


def test_taking_the_wish_back_leaves_an_application_as_it_was():
    application = make_submitted()
    wish = make_wish(application.person)

    erasing.take_back(wish, by=application.person.account)

    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED
    assert not CallTask.objects.filter(person=application.person, done_at=None).exists()
