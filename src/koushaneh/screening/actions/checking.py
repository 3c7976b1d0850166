"""Checking the gates (احراز شرایط) of every submitted application, with evidence."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.calls.actions.answers import keep_revisions
from koushaneh.calls.filled import Filled
from koushaneh.calls.gates import evaluate
from koushaneh.calls.models import Application, Call, InfoRequest
from koushaneh.calls.reading import read
from koushaneh.core.refusal import Refusal
from koushaneh.notify.actions import send
from koushaneh.places.days import working_deadline
from koushaneh.places.offices import office_of
from koushaneh.registry.actions.calling import close_call_task, open_call_task
from koushaneh.registry.models import CallTask, Proof
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.redaction import prepare_redactions
from koushaneh.screening.models import Eligibility
from koushaneh.screening.queries import answers_by_application, missing_questions

S = Application.State
Result = Eligibility.Result


class GatesOpen(Refusal):
    """A gate has failed or waits for evidence, so she cannot be called eligible."""

    code = "screening.gates_open"


class TooManyRequests(Refusal):
    code = "screening.too_many_requests"


class NothingAsked(Refusal):
    code = "screening.nothing_asked"


class NotMissing(Refusal):
    """Only what is missing and asked for may be entered during the check."""

    code = "screening.not_missing"


class AnswerMissing(Refusal):
    code = "screening.answer_missing"


class UnknownGate(Refusal):
    code = "screening.unknown_gate"


@transaction.atomic
def start_checking(call, *, by):
    """Evaluate every gate of every submitted application. Safe to repeat: what officers decided stays.

    Only after the call has closed: until then women may still change what they sent.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.state != Call.State.CHECKING:
        change_state(call, Call.State.CHECKING, by=by, place=call.place)
    submitted = list(
        call.applications.select_for_update(of=("self",))
        .filter(state=S.SUBMITTED)
        .select_related("snapshot", "person", "call", "place", "file")
        .order_by("pk")
    )
    change_states(submitted, S.CHECKING, by=by)
    Eligibility.objects.bulk_create(_results(call, submitted), ignore_conflicts=True, batch_size=500)
    record("call.gates_evaluated", about=call, by=by, place=call.place, applications=len(submitted))
    return call


def _results(call, applications):
    answers = answers_by_application(applications)
    places = set(call.seats.values_list("place__code", flat=True))
    rows = []
    for application in applications:
        snapshot = getattr(application, "snapshot", None)
        facts = snapshot.facts if snapshot else {}
        said = evaluate(call.indicators.gates, facts=facts, answers=answers[application.pk], places=places)
        rows += [
            Eligibility(application=application, rule=one.code, result=one.result, evidence=one.evidence)
            for one in said
        ]
    return rows


def _locked(application):
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("call__policy", "call__form", "call__place", "place", "person", "file").get(
        pk=application.pk
    )


def _gate(application, rule):
    found = application.eligibility.filter(rule=rule).first()
    if found is None:
        raise UnknownGate(rule=rule)
    return found


@transaction.atomic
def decide_gate(application, *, by, rule, result, note="", proof_kind=""):
    """Write down what an officer found of one gate, perhaps by seeing an original paper, no copy kept.

    May be repeated while the application is being checked; the last finding counts.
    """
    application = _locked(application)
    _check_open(application)
    gate = _gate(application, rule)
    gate.result, gate.by = Result(result), by
    gate.evidence = {**gate.evidence, "note": note, **_seen(application, proof_kind, by)}
    gate.save(update_fields=["result", "by", "evidence", "at"])
    record(
        "gate.decided",
        about=application,
        by=by,
        place=application.place,
        why=note,
        rule=rule,
        result=str(result),
    )
    return gate


def _check_open(application):
    if application.state not in (S.CHECKING, S.INFO_REQUESTED):
        raise GatesOpen(open=0, state=str(application.state))


def _seen(application, proof_kind, by):
    if not proof_kind:
        return {}
    if application.file is None:
        return {"original_seen": proof_kind}
    proof = Proof.objects.create(
        file=application.file,
        kind=proof_kind,
        state=Proof.State.ORIGINAL_SEEN,
        seen_at=timezone.now(),
        seen_by=by,
    )
    return {"original_seen": proof_kind, "proof": proof.pk}


@transaction.atomic
def admit(application, *, by):
    """Call an application eligible and put its texts before the editors. Every gate must be passed."""
    application = _locked(application)
    if waiting := application.eligibility.exclude(result=Result.PASSED).count():
        raise GatesOpen(open=waiting)
    _settle_requests(application, by)
    change_state(application, S.ELIGIBLE, by=by, place=application.place)
    prepare_redactions([application], by=by)
    return application


@transaction.atomic
def admit_passed(call, *, by, among=None):
    """Call eligible all whose gates are passed, `among` the applications an officer may check."""
    rows = call.applications if among is None else among.filter(call=call)
    judged = Eligibility.objects.values("application")
    ready = list(
        Application.objects.select_for_update(of=("self",))
        .filter(pk__in=rows.values("pk"), state=S.CHECKING)
        .filter(pk__in=judged)
        .exclude(pk__in=judged.exclude(result=Result.PASSED))
        .select_related("call__form", "person")
        .order_by("pk")
    )
    change_states(ready, S.ELIGIBLE, by=by)
    prepare_redactions(ready, by=by)
    record("applications.admitted", about=call, by=by, place=call.place, count=len(ready))
    return ready


@transaction.atomic
def exclude(application, *, by, reasons=()):
    """Call an application ineligible. Reasons are the failed gates, and she can appeal against them."""
    application = _locked(application)
    found = list(reasons) or [
        {"code": f"gate.{gate.rule}", "facts": {}}
        for gate in application.eligibility.filter(result=Result.FAILED).order_by("pk")
    ]
    _settle_requests(application, by)
    decide(application, "ineligible", found, by=by)
    return change_state(application, S.INELIGIBLE, by=by, place=application.place)


def _settle_requests(application, by):
    waiting = [InfoRequest.State.OPEN, InfoRequest.State.ANSWERED]
    settled = list(application.info_requests.select_for_update().filter(state__in=waiting))
    change_states(settled, InfoRequest.State.SETTLED, by=by)
    for asked in settled:
        close_call_task(application.person, CallTask.Reason.MISSING, by=by, about=f"info:{asked.pk}")


@transaction.atomic
def ask_for_evidence(application, *, by, text, about="gates"):
    """Ask her for what is missing and start its clock; three days before the end she is telephoned.

    At most as often as the policy allows.
    """
    application = _locked(application)
    policy = application.call.policy
    if not text.strip():
        raise NothingAsked()
    if application.info_requests.count() >= policy.info_requests:
        raise TooManyRequests(limit=policy.info_requests)
    due = working_deadline(timezone.now() + timedelta(days=policy.info_days), application.place)
    change_state(application, S.INFO_REQUESTED, by=by, place=application.place, why=text[:200])
    asked = InfoRequest.objects.create(application=application, about=about, text=text, due_at=due, by=by)
    open_call_task(
        application.person,
        place=application.place,
        reason=CallTask.Reason.MISSING,
        by=by,
        about=f"info:{asked.pk}",
        due_at=due - timedelta(days=3),
    )
    send(
        application.person,
        "info_requested",
        about=f"application:{application.pk}",
        link=f"/my/applications/{application.tracking_code}/",
        office=office_of(application.place),
    )
    return asked


@transaction.atomic
def take_missing_answer(application, *, by, key, raw):
    """Enter what she said to a request where her form had no answer. Nothing she answered is touched.

    Only while the check is open and only for what the call asks for; the earlier row stays.
    """
    application = _locked(application)
    _check_open(application)
    wanted = {question.key: question for question in missing_questions(application)}
    if key not in wanted:
        raise NotMissing(question=key)
    value = read(wanted[key], raw)
    if value is None:
        raise AnswerMissing()
    keep_revisions(Filled(application), {key: value}, by)
    record(
        "answer.entered",
        about=application,
        by=by,
        on_behalf_of=application.person,
        place=application.place,
        question=key,
    )
    return value
