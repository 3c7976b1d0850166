"""Replaying, signing and voiding a run (بازاجرا، امضا، ابطال)."""

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.access.signing import SIGNATURES, AuthorSigns, MayNotSign, sign
from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.calls.models import Application, Call
from koushaneh.core.refusal import Refusal
from koushaneh.engine.selection.draw import revealed_seed
from koushaneh.screening.actions.overrides import NeedsReason
from koushaneh.screening.actions.running import locked_run
from koushaneh.screening.models import Run
from koushaneh.screening.panels import in_conflict
from koushaneh.screening.scoring import score_call
from koushaneh.screening.selecting import digest, result_of


class SecondPersonReplays(Refusal):
    code = "run.same_person_replays"


class ReplayDiffers(Refusal):
    """Inputs, scores or result are not what they were: the run must not be signed."""

    code = "run.replay_differs"


class SignerInConflict(Refusal):
    """The signer has a conflict or a block with somebody who applied."""

    code = "run.signer_in_conflict"


class NoVoidProposed(Refusal):
    code = "run.no_void_proposed"


@transaction.atomic
def replay_run(run, *, by):
    """Compute everything again from the stored inputs. Refuses when a single byte differs.

    The scores are also computed again from the reviews, so that a change behind the run's back shows.
    """
    run = locked_run(run)
    Run.MACHINE.check(run, Run.State.REPLAYED)
    if by in (run.prepared_by, run.executed_by):
        raise SecondPersonReplays()
    if problem := replay_problem(run):
        raise ReplayDiffers(problem=problem)
    run.replayed_at, run.replayed_by = timezone.now(), by
    also = ["replayed_at", "replayed_by"]
    return change_state(
        run, Run.State.REPLAYED, by=by, place=run.call.place, also=also, output_hash=run.output_hash
    )


def replay_problem(run):
    """Return what differs: "inputs", "seed", "scores" or "result"; "" where everything is equal."""
    if digest(run.inputs) != run.input_hash:
        return "inputs"
    if run.seed != revealed_seed(secret=run.office_secret, source_value=run.public_value):
        return "seed"
    stored = {code: score for code, score, _features in run.inputs["candidates"]}
    again = {one.review_code: one.total for one in score_call(run.call, neutral=run.inputs["neutral"])}
    if any(again[code] != score for code, score in stored.items() if code in again):
        return "scores"
    return (
        "" if digest(result_of(run.inputs, run.seed)) == run.output_hash == digest(run.result) else "result"
    )


@transaction.atomic
def sign_run(run, *, by):
    """Put the next of two signatures under a replayed run; the second one signs the call's result."""
    run = locked_run(run)
    Run.MACHINE.check(run, Run.State.SIGNED)
    if in_conflict(by, run.call):
        raise SignerInConflict()
    authors = [run.prepared_by, run.executed_by]
    if not sign(run, by=by, permission=Permission.RUN_SIGN, place=run.call.place, authors=authors):
        run.save(update_fields=SIGNATURES)
        record("run.first_signature", about=run, by=by, place=run.call.place)
        return run
    change_state(run, Run.State.SIGNED, by=by, place=run.call.place, also=SIGNATURES)
    change_state(run.call, Call.State.RUN_SIGNED, by=by, place=run.call.place)
    return run


@transaction.atomic
def propose_void(run, *, by, reason):
    """Propose to void a run that is not released; another signer must agree. Safe to repeat."""
    run = _voidable(run, by)
    if not reason.strip():
        raise NeedsReason()
    if run.void_proposed_by is None:
        run.void_proposed_by, run.void_reason = by, reason
        run.save(update_fields=["void_proposed_by", "void_reason"])
        record("run.void_proposed", about=run, by=by, place=run.call.place, why=reason)
    return run


@transaction.atomic
def void_run(run, *, by):
    """Void a run with the second signer's consent: the call goes back to reviewing, the run is kept."""
    run = _voidable(run, by)
    if run.void_proposed_by is None:
        raise NoVoidProposed()
    if by == run.void_proposed_by:
        raise AuthorSigns()
    run.voided_by, run.voided_at = by, timezone.now()
    change_state(
        run, Run.State.VOID, by=by, place=run.call.place, why=run.void_reason, also=["voided_by", "voided_at"]
    )
    ranked = list(run.call.applications.filter(state=Application.State.RANKED).order_by("pk"))
    change_states(ranked, Application.State.SCORED, by=by, why=run.void_reason)
    change_state(run.call, Call.State.REVIEWING, by=by, place=run.call.place, why=run.void_reason)
    return run


def _voidable(run, by):
    run = locked_run(run)
    Run.MACHINE.check(run, Run.State.VOID)
    if not may_at(by, Permission.RUN_SIGN, run.call.place):
        raise MayNotSign()
    return run
