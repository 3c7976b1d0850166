"""Replay, two signatures, void."""

import pytest

from koushaneh.access.actions import set_block
from koushaneh.access.models import Role
from koushaneh.access.signing import AuthorSigns, MayNotSign, SameOffice, SignedAlready
from koushaneh.calls.models import Answer, Application, Call
from koushaneh.core.states import IllegalTransition
from koushaneh.people.actions import set_identity
from koushaneh.screening.actions.signing import (
    NoVoidProposed,
    ReplayDiffers,
    SecondPersonReplays,
    SignerInConflict,
    propose_void,
    replay_run,
    sign_run,
    void_run,
)
from koushaneh.screening.models import Conflict, Run
from koushaneh.screening.selecting import digest, result_of
from tests.factories.access import make_account, make_person, make_post
from tests.factories.places import headquarters, oversight
from tests.factories.results import (
    application_of,
    make_executed,
    make_prepared,
    make_scored_call,
    make_signed,
    officer,
    signer,
)

pytestmark = pytest.mark.django_db


def test_a_replay_gives_the_same_bytes():
    run = make_executed()

    replayed = replay_run(run, by=signer())

    assert replayed.state == Run.State.REPLAYED
    assert digest(result_of(run.inputs, run.seed)) == run.output_hash


def test_one_changed_input_byte_changes_the_result_and_the_replay_refuses():
    run = make_executed()
    run.inputs["candidates"][0][1] += 1
    run.save(update_fields=["inputs"])

    with pytest.raises(ReplayDiffers) as refusal:
        replay_run(run, by=signer())

    assert refusal.value.facts == {"problem": "inputs"}


def test_a_changed_result_is_found():
    run = make_executed()
    run.result["chosen"] = [*run.result["chosen"][:1], run.result["waiting"][0][0]]
    run.output_hash = digest(run.result)
    run.save(update_fields=["result", "output_hash"])

    with pytest.raises(ReplayDiffers) as refusal:
        replay_run(run, by=signer())

    assert refusal.value.facts == {"problem": "result"}


def test_another_seed_is_found():
    run = make_executed()
    run.seed = "0" * 64
    run.result = result_of(run.inputs, run.seed)
    run.output_hash = digest(run.result)
    run.save(update_fields=["seed", "result", "output_hash"])

    with pytest.raises(ReplayDiffers) as refusal:
        replay_run(run, by=signer())

    assert refusal.value.facts == {"problem": "seed"}


def test_an_answer_changed_behind_the_run_is_found():
    run = make_executed()
    chosen = application_of(run.call, 8, 6)
    Answer.objects.filter(application=chosen, key="activity_months").update(value=24)

    with pytest.raises(ReplayDiffers) as refusal:
        replay_run(run, by=signer())

    assert refusal.value.facts == {"problem": "scores"}


def test_who_executed_does_not_replay():
    run = make_executed()

    with pytest.raises(SecondPersonReplays):
        replay_run(run, by=run.executed_by)


def test_a_run_is_not_signed_before_it_was_replayed():
    with pytest.raises(IllegalTransition):
        sign_run(make_executed(), by=signer())


def test_two_signers_of_two_offices_sign():
    run = make_signed()

    assert run.state == Run.State.SIGNED
    assert run.first_signer != run.second_signer
    assert Call.objects.get(pk=run.call_id).state == Call.State.RUN_SIGNED


def test_the_preparer_does_not_sign():
    author = officer()
    run = make_executed(make_prepared_call := make_scored_call(), by=author)
    make_post(Role.SIGNER, account=author, office=headquarters())
    author.__dict__.pop("_live_posts", None)
    replay_run(run, by=signer())

    with pytest.raises(AuthorSigns):
        sign_run(run, by=author)
    assert make_prepared_call.runs.get().first_signer is None


def test_one_person_does_not_sign_twice():
    run, first = make_executed(), signer()
    replay_run(run, by=first)
    sign_run(run, by=first)

    with pytest.raises(SignedAlready):
        sign_run(run, by=first)


def test_two_signers_of_one_office_are_one_signature():
    run, first = make_executed(), signer()
    replay_run(run, by=first)
    sign_run(run, by=first)

    with pytest.raises(SameOffice):
        sign_run(run, by=signer())


def test_who_is_no_signer_does_not_sign():
    run = make_executed()
    replay_run(run, by=signer())

    with pytest.raises(MayNotSign):
        sign_run(run, by=officer())


def test_voiding_needs_two_signers_and_lets_the_call_be_judged_again():
    run = make_signed()
    with pytest.raises(NoVoidProposed):
        void_run(run, by=run.second_signer)
    propose_void(run, by=run.first_signer, reason="نمرهٔ یک داور اشتباه وارد شده بود.")
    with pytest.raises(AuthorSigns):
        void_run(run, by=run.first_signer)

    void_run(run, by=run.second_signer)

    call = Call.objects.get(pk=run.call_id)
    assert call.state == Call.State.REVIEWING
    assert set(call.applications.values_list("state", flat=True)) == {Application.State.SCORED}
    again = make_prepared(call)
    assert (again.number, call.runs.count()) == (2, 2)


def test_a_run_that_is_released_cannot_be_voided():
    run = make_signed()
    Run.objects.filter(pk=run.pk).update(state=Run.State.RELEASED)

    with pytest.raises(IllegalTransition):
        propose_void(run, by=signer(oversight()), reason="دیر شد")


def test_who_has_a_conflict_or_a_block_with_an_applicant_does_not_sign():
    run = make_executed()
    replay_run(run, by=signer())
    application = run.call.applications.first()
    declared, blocked, helper, neighbour = signer(), signer(), signer(), signer()
    Conflict.objects.create(application=application, account=declared, kind=Conflict.Kind.DECLARED)
    set_block(application.person, make_person(account=blocked), by=make_account(), reason="خواست او")
    Application.objects.filter(pk=application.pk).update(helped_by=helper)
    for person in (application.person, make_person(account=neighbour)):
        set_identity(person, by=None, address="تهران، کوچهٔ یاس، پلاک ۳")

    for account in (declared, blocked, helper, neighbour):
        with pytest.raises(SignerInConflict):
            sign_run(run, by=account)


def test_an_address_that_nobody_gave_is_nobodys_home():
    run = make_executed()
    replay_run(run, by=signer())
    account = signer()
    for person in (run.call.applications.first().person, make_person(account=account)):
        set_identity(person, by=None, father_name="حسن")

    assert sign_run(run, by=account).first_signer == account
