"""Gates with evidence, requests with a clock, eligible or not with reasons."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls.models import Application, Call
from koushaneh.core.states import IllegalTransition
from koushaneh.places.days import Days
from koushaneh.registry.models import Proof
from koushaneh.screening.actions import checking
from koushaneh.screening.actions.deciding import NoReason, decide
from koushaneh.screening.models import Eligibility, Redaction
from tests.factories.access import make_account, make_post
from tests.factories.places import district
from tests.factories.screening import ANSWERS, make_application, make_call

S = Application.State
pytestmark = pytest.mark.django_db


def results_of(application):
    return dict(application.eligibility.values_list("rule", "result"))


def test_every_gate_is_evaluated_with_its_evidence_when_checking_starts():
    call = make_call()
    application = make_application(call)

    checking.start_checking(call, by=make_account())

    application.refresh_from_db()
    call.refresh_from_db()
    assert (call.state, application.state) == (Call.State.CHECKING, S.CHECKING)
    assert results_of(application) == dict.fromkeys(
        ["head_verified", "registry_status", "district", "age", "own_wish", "not_in_cohort"], "passed"
    )
    assert application.eligibility.get(rule="age").evidence == {"age": 41, "minimum": 18}


def test_starting_again_keeps_what_an_officer_found():
    call, officer = make_call(), make_account()
    application = make_application(call, facts={"age": {"value": 16, "evidence": "declared", "since": None}})
    checking.start_checking(call, by=officer)
    checking.decide_gate(application, by=officer, rule="age", result="passed", note="شناسنامه دیده شد")

    checking.start_checking(call, by=officer)

    assert application.eligibility.get(rule="age").result == "passed"


def test_an_original_paper_that_was_seen_leaves_a_proof_and_no_copy():
    call, officer = make_call(), make_account()
    application = make_application(
        call, facts={"head_of_household": {"value": True, "evidence": "declared", "since": None}}
    )
    checking.start_checking(call, by=officer)

    checking.decide_gate(
        application, by=officer, rule="head_verified", result="passed", proof_kind="divorce_certificate"
    )

    proof = Proof.objects.get(file=application.file)
    assert (proof.state, proof.kind, proof.copy.name, proof.seen_by) == (
        Proof.State.ORIGINAL_SEEN,
        "divorce_certificate",
        "",
        officer,
    )
    assert application.eligibility.get(rule="head_verified").evidence["proof"] == proof.pk


def test_nobody_is_eligible_while_a_gate_is_open():
    call, officer = make_call(), make_account()
    application = make_application(call, facts={"age": {"value": 16, "evidence": "declared", "since": None}})
    checking.start_checking(call, by=officer)

    with pytest.raises(checking.GatesOpen):
        checking.admit(application, by=officer)

    application.refresh_from_db()
    assert application.state == S.CHECKING


def test_admission_puts_her_texts_before_the_editors():
    call, officer = make_call(), make_account()
    application = make_application(call)
    checking.start_checking(call, by=officer)

    checking.admit(application, by=officer)

    assert Redaction.objects.get(application=application).state == Redaction.State.WAITING


def test_all_with_passed_gates_are_admitted_in_one_act():
    call, officer = make_call(), make_post(number=7).account
    passed = [make_application(call) for _ in range(3)]
    failed = make_application(
        call, facts={"in_cohort": {"value": True, "evidence": "verified", "since": None}}
    )
    checking.start_checking(call, by=officer)

    admitted = checking.admit_passed(call, by=officer)

    assert [one.pk for one in admitted] == [one.pk for one in passed]
    failed.refresh_from_db()
    assert failed.state == S.CHECKING


def test_an_exclusion_carries_the_failed_gates_as_reasons():
    call, officer = make_call(), make_account()
    application = make_application(
        call, facts={"in_cohort": {"value": True, "evidence": "verified", "since": None}}
    )
    checking.start_checking(call, by=officer)

    checking.exclude(application, by=officer)

    application.refresh_from_db()
    decision = application.decisions.get()
    assert (application.state, decision.outcome, decision.reasons) == (
        S.INELIGIBLE,
        "ineligible",
        [{"code": "gate.not_in_cohort", "facts": {}}],
    )


def test_an_exclusion_without_a_reason_is_refused_and_writes_nothing():
    call, officer = make_call(), make_account()
    application = make_application(call)
    checking.start_checking(call, by=officer)

    with pytest.raises(NoReason):
        checking.exclude(application, by=officer)

    application.refresh_from_db()
    assert (application.state, application.decisions.count()) == (S.CHECKING, 0)


def test_a_later_decision_replaces_the_earlier_one():
    application = make_application(make_call())

    first = decide(application, "ineligible", [{"code": "gate.age", "facts": {}}], by=None)
    second = decide(application, "eligible", [], by=None)

    assert (first.replaces, second.replaces) == (None, first)


def test_a_request_ends_on_a_working_day_and_no_earlier_than_the_policy_says():
    call, officer = make_call(), make_account()
    application = make_application(call)
    checking.start_checking(call, by=officer)

    asked = checking.ask_for_evidence(
        application, by=officer, text="برگهٔ سرپرستی را بیاورید.", about="head_verified"
    )

    application.refresh_from_db()
    assert application.state == S.INFO_REQUESTED
    assert asked.due_at >= timezone.now() + timedelta(days=6, hours=23)
    assert Days(district(7)).is_working(asked.due_at.date())


def test_she_is_asked_twice_at_most():
    call, officer = make_call(), make_account()
    application = make_application(call)
    checking.start_checking(call, by=officer)
    for _ in range(2):
        checking.ask_for_evidence(application, by=officer, text="مدرک")
        Application.objects.filter(pk=application.pk).update(state=S.CHECKING)

    with pytest.raises(checking.TooManyRequests):
        checking.ask_for_evidence(application, by=officer, text="مدرک")


def test_a_request_without_words_is_refused():
    call, officer = make_call(), make_account()
    application = make_application(call)
    checking.start_checking(call, by=officer)

    with pytest.raises(checking.NothingAsked):
        checking.ask_for_evidence(application, by=officer, text="  ")


def test_checking_takes_the_same_number_of_queries_for_one_and_for_many(django_assert_num_queries):
    def start(applications):
        call = make_call()
        for _ in range(applications):
            make_application(call)
        with CaptureQueriesContext(connection) as caught:
            checking.start_checking(call, by=None)
        return len(caught)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert start(1) == start(5)
    assert Eligibility.objects.count() == 36


def test_only_a_missing_answer_that_the_call_asks_for_may_be_entered():
    call, officer = make_call(), make_account()
    given = {key: value for key, value in ANSWERS.items() if key != "skill"}
    application = make_application(call, answers=given)
    checking.start_checking(call, by=officer)

    checking.take_missing_answer(application, by=officer, key="skill", raw="self_taught")

    entered = application.answers.get(key="skill", is_current=True)
    assert (entered.value, entered.by) == ("self_taught", officer)
    for key in ("skill", "work_stage", "plan"):
        with pytest.raises(checking.NotMissing):
            checking.take_missing_answer(application, by=officer, key=key, raw="licensed")
    assert application.answers.get(key="work_stage", is_current=True).value == "regular"


@pytest.mark.parametrize("state", [Call.State.OPEN, Call.State.GRACE, Call.State.REVIEWING])
def test_nothing_is_checked_while_women_may_still_send_or_once_it_is_judged(state):
    call = make_call(state=state)
    application = make_application(call, 7)

    with pytest.raises(IllegalTransition):
        checking.start_checking(call, by=make_account())

    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED
