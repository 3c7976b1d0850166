"""Erasing a woman: nothing that tells of her is left, and what must hold without her still holds."""

import pytest
from django.utils import timezone

from koushaneh.audit import chain
from koushaneh.audit.models import Erased, Record
from koushaneh.calls.models import Application, Attachment, Call
from koushaneh.people.models import Account, Person
from koushaneh.registry.models import File
from koushaneh.rights.actions.executing import erase_person
from koushaneh.rights.models import Receipt
from koushaneh.rights.models.erasing import code_index
from koushaneh.screening.actions.signing import replay_problem
from koushaneh.screening.models import Run
from tests.factories.access import make_post
from tests.factories.calls_applications import make_woman
from tests.factories.registry import make_file
from tests.factories.results import make_released, make_scored_call
from tests.proof import tokens
from tests.proof.world import make_world

pytestmark = pytest.mark.django_db
OTHERS = {"call_note"}  # the word of a colleague about a call list that is hers, too


def erase(person, code="abcdefghjkmn"):
    return erase_person(person, by=None, code_index=code_index(code), asked_at=timezone.now())


def token_hits(found):
    return {label: some for label, text in found.items() if (some := tokens.hits(text))}


@pytest.mark.slow
def test_nothing_planted_is_left_anywhere(everything, django_capture_on_commit_callbacks):
    world = make_world()
    world.zahra.refresh_from_db()
    files = [one.content for one in Attachment.objects.filter(application__person=world.zahra)]
    there = [file.storage.exists(file.name) for file in files]
    before = token_hits(everything())

    with django_capture_on_commit_callbacks(execute=True):
        receipt = erase(world.zahra)

    assert len(before) > 10 and len(there) > 2 and all(there), there
    assert token_hits(everything()) == {}
    assert [file.name for file in files if file.storage.exists(file.name)] == []
    assert {"identity", "contacts", "answers", "attachments", "questionnaire", "messages"} <= set(
        receipt.erased
    )
    assert {line["code"] for line in receipt.stays} >= {"selection", "log", "backups"}


@pytest.mark.slow
def test_runs_give_the_same_result_and_the_chain_holds():
    run = make_released(make_scored_call({7: [24, 12], 8: [18, 6]}, seats=2))
    application = run.call.applications.get(place__code="tehran-07", answers__value=24)
    chain.seal_all()

    erase(application.person)
    chain.seal_all()

    run = Run.objects.get(pk=run.pk)
    assert replay_problem(run) == ""
    assert application.review_code in run.result["chosen"]
    assert chain.verify().bad_at is None
    assert not application.answers.exists()


def test_the_run_of_a_call_that_is_over_replays_without_the_answers_of_who_was_not_chosen():
    run = make_released(make_scored_call({7: [24, 12]}, seats=1, waiting_share=0))
    Call.objects.filter(pk=run.call.pk).update(state=Call.State.FINAL)
    refused = run.call.applications.get(answers__value=12)

    erase(refused.person)

    refused.refresh_from_db()
    assert refused.state == Application.State.NOT_SELECTED
    assert replay_problem(Run.objects.get(pk=run.pk)) == ""


def test_a_seat_goes_to_the_next_and_the_file_ends():
    run = make_released(make_scored_call({7: [24, 12]}, seats=1))
    first = run.call.applications.get(answers__value=24)
    second = run.call.applications.get(answers__value=12)

    erase(first.person)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (Application.State.WITHDRAWN, Application.State.OFFERED)
    assert File.objects.get(person=first.person).state == File.State.EXITED


def test_erasing_twice_is_once():
    woman = make_woman()

    first, second = erase(woman), erase(woman)

    assert first == second
    assert (Receipt.objects.count(), Erased.objects.count()) == (1, 1)
    assert Record.objects.filter(verb="person.erased").count() == 1


def test_who_shares_the_phone_keeps_her_account_and_her_codes():
    woman = make_woman()
    sister = make_woman(phone="+989351112233", with_account=False)
    sister.account = woman.account
    sister.save()

    erase(woman)

    assert Account.objects.get(pk=woman.account_id).is_active
    sister.refresh_from_db()
    assert (sister.account_id, sister.contacts.count()) == (woman.account_id, 1)


def test_a_colleague_who_was_also_an_applicant_goes_on_working():
    woman = make_woman()
    make_post(account=woman.account)

    erase(woman)

    assert Account.objects.get(pk=woman.account_id).is_active
    assert Person.objects.get(pk=woman.pk).account is None


def test_who_nobody_else_signs_in_with_cannot_sign_in_any_more(client):
    woman = make_woman()
    client.force_login(woman.account)

    erase(woman)

    account = Account.objects.get(pk=woman.account_id)
    assert (account.is_active, account.phone, account.phone_index) == (False, "", "")
    assert client.get("/my/").status_code == 302


def test_a_row_that_was_merged_into_her_is_emptied_too():
    woman, double = make_woman(), make_woman()
    double.merged_into = woman
    double.save()

    erase(woman)

    double.refresh_from_db()
    assert (double.first_name, double.search_text, double.contacts.count()) == ("", "", 0)


def test_an_officer_finds_her_no_more():
    from koushaneh.registry.rules import files_for, persons_for

    file = make_file(7)
    officer = make_post().account
    seen = files_for(officer).filter(pk=file.pk).exists()

    erase(file.person)

    assert seen
    assert not files_for(officer).exists() and not persons_for(officer).exists()
    assert Person.objects.get(pk=file.person_id).full_name.startswith("(")
