"""Preparing and executing a run (اجرای گزینش): inputs frozen and committed to first, chosen afterwards."""

import secrets

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.calls.models import Application, Call
from koushaneh.core.refusal import Refusal
from koushaneh.engine.selection.draw import commitment, revealed_seed
from koushaneh.screening.explaining import explained
from koushaneh.screening.models import Override, Run, RunRow
from koushaneh.screening.scoring import neutral_values, score_call
from koushaneh.screening.selecting import (
    METHOD,
    PLACE,
    digest,
    passed_on,
    relaxation_of,
    relaxed,
    result_of,
)

S = Application.State
UNFINISHED = (S.SUBMITTED, S.CHECKING, S.INFO_REQUESTED, S.ELIGIBLE, S.IN_REVIEW, S.INTERVIEW)


class NotAllScored(Refusal):
    """Some applications are still being checked or judged."""

    code = "run.not_all_scored"


class NobodyToChoose(Refusal):
    code = "run.nobody"


class BlockedByMissing(Refusal):
    """Something that must not be missing is missing: resolve it, or have it set aside by two signers."""

    code = "run.blocked"


class QuotasImpossible(Refusal):
    code = "run.quotas_impossible"


class SourceSpokeAlready(Refusal):
    """The public source must speak after the commitment, else the office could have known it."""

    code = "run.source_too_early"


class SourceSilent(Refusal):
    code = "run.source_silent"


class NotFound(Refusal):
    """The engine ran out of time or proof."""

    code = "run.not_settled"


def locked_run(run):
    """Lock the call and then the run, in this order everywhere."""
    call = Call.objects.select_for_update().get(pk=run.call_id)
    run = Run.objects.select_for_update().get(pk=run.pk)
    run.call = call
    return run


@transaction.atomic
def prepare_run(call, *, by, public_source, public_at):
    """Freeze the inputs, publish the commitment, rank the applications.

    `public_source` will speak at `public_at`, which must lie ahead. Refuses while applications are
    unfinished or blocked, and when the quotas cannot be met: then a relaxation may be proposed.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    Call.MACHINE.check(call, Call.State.RUN_PREPARED)
    if public_at <= timezone.now() or not public_source.strip():
        raise SourceSpokeAlready()
    inputs, scored = frozen_inputs(call)
    if bounds := relaxation_of(inputs):
        raise QuotasImpossible(count=len(bounds))
    run = _committed(call, inputs, by, public_source.strip(), public_at)
    RunRow.objects.bulk_create((_row(run, one) for one in scored), batch_size=500)
    rows = list(Application.objects.filter(pk__in=[one.application_id for one in scored]).order_by("pk"))
    change_states(rows, S.RANKED, by=by)
    change_state(call, Call.State.RUN_PREPARED, by=by, place=call.place, commitment=run.seed_commitment)
    return run


def frozen_inputs(call):
    """Return the inputs of a run as plain values and the scores they come from. Refuses what stands open."""
    waiting = call.applications.filter(state__in=UNFINISHED).count()
    if waiting:
        raise NotAllScored(count=waiting)
    neutral = neutral_values(call)
    scored = score_call(call, neutral=neutral)
    if not scored:
        raise NobodyToChoose()
    if blocked := [one.review_code for one in scored if one.blocked]:
        raise BlockedByMissing(count=len(blocked), codes="، ".join(blocked[:10]))
    return _inputs(call, scored, neutral), scored


def _inputs(call, scored, neutral):
    policy = call.policy
    seats = [
        [row.place.code, row.minimum, row.maximum]
        for row in call.seats.select_related("place").order_by("place__code")
    ]
    features = _features(call)
    neighbours = _neighbours(call)
    places = [features[one.application_id][PLACE] for one in scored]
    fitted, moves = passed_on(seats, places, neighbours, policy.redistribution)
    declared = [[PLACE, *row] for row in fitted] + _feature_quotas(policy)
    quotas, count = relaxed(declared, call.seat_count, _signed_bounds(call))
    return {
        "call": call.code,
        "rules": call.rules_hash,
        "seats": count,
        "candidates": sorted([one.review_code, one.total, features[one.application_id]] for one in scored),
        "quotas": quotas,
        "declared": [[PLACE, *row] for row in seats] + _feature_quotas(policy),
        "moves": moves,
        "neighbours": neighbours if "neighbours" in policy.redistribution else {},
        "waiting": -(-call.seat_count * policy.waiting_share // 100),
        "neutral": neutral,
    }


def _features(call):
    rows = call.applications.values_list("pk", "place__code", "track")
    return {pk: {PLACE: place, "track": track} for pk, place, track in rows}


def _feature_quotas(policy):
    """Quotas over declared features other than the place, such as the track."""
    rows = getattr(policy, "feature_quotas", None) or []
    return [[row["feature"], row["value"], row["minimum"], row["maximum"]] for row in rows]


def _neighbours(call):
    """Return {place: its neighbours with seats, in the declared order}."""
    seats = call.seats.select_related("place").prefetch_related("place__neighbours")
    own = {row.place.code for row in seats}
    near = {
        row.place.code: [one.code for one in row.place.neighbours.all() if one.code in own] for row in seats
    }
    return {code: sorted(codes) for code, codes in sorted(near.items())}


def _signed_bounds(call):
    signed = call.overrides.filter(kind=Override.Kind.RELAX_QUOTA, dropped_at=None)
    rows = signed.exclude(second_signed_at=None).order_by("second_signed_at", "pk")
    return [bound for row in rows for bound in row.detail["bounds"]]


def _committed(call, inputs, by, public_source, public_at):
    secret, input_hash = secrets.token_hex(32), digest(inputs)
    codes = [code for code, _score, _features in inputs["candidates"]]
    return Run.objects.create(
        call=call,
        number=call.runs.count() + 1,
        method=METHOD,
        policy_hash=call.rules_hash,
        inputs=inputs,
        input_hash=input_hash,
        office_secret=secret,
        public_source=public_source,
        public_at=public_at,
        seed_commitment=commitment(
            codes, input_hash=input_hash, method=METHOD, source=public_source, secret=secret
        ),
        prepared_at=timezone.now(),
        prepared_by=by,
    )


def _row(run, one):
    return RunRow(
        run=run,
        application_id=one.application_id,
        score=one.total,
        low=one.low,
        high=one.high,
        parts=one.parts,
    )


@transaction.atomic
def execute_run(run, *, by, public_value):
    """Choose with the seed made of the secret and what the public source said. Once, after its moment."""
    run = locked_run(run)
    Run.MACHINE.check(run, Run.State.EXECUTED)
    if run.public_at > timezone.now() or not public_value.strip():
        raise SourceSilent()
    run.public_value = public_value.strip()
    run.seed = revealed_seed(secret=run.office_secret, source_value=run.public_value)
    run.result = result_of(run.inputs, run.seed)
    if run.result["status"] != "optimal":
        raise NotFound(status=run.result["status"])
    run.output_hash = digest(run.result)
    run.executed_at, run.executed_by = timezone.now(), by
    _fill_rows(run)
    also = ["public_value", "seed", "result", "output_hash", "executed_at", "executed_by"]
    return change_state(
        run, Run.State.EXECUTED, by=by, place=run.call.place, also=also, output_hash=run.output_hash
    )


def _fill_rows(run):
    result, indicators = run.result, {one.code: one for one in run.call.indicators.items.all()}
    chosen = set(result["chosen"])
    waiting = {code: rank for rank, (code, _place) in enumerate(result["waiting"], start=1)}
    drawn = {code: rank for rank, code in enumerate(result["order"], start=1)}
    rows = list(run.rows.select_related("application"))
    cut = min((row.score for row in rows if row.application.review_code in chosen), default=0)
    for row in rows:
        code = row.application.review_code
        row.outcome = _outcome(code, chosen, waiting)
        row.rank, row.draw_rank = waiting.get(code), drawn[code]
        row.binding_rule = result["rules"][code][0]
        row.is_near_cut = row.low <= cut <= row.high
        row.explanation = explained(
            row.parts, indicators, result["rules"][code], chance=result["chances"].get(code)
        )
    columns = ["outcome", "rank", "draw_rank", "binding_rule", "is_near_cut", "explanation"]
    RunRow.objects.bulk_update(rows, columns, batch_size=200)


def _outcome(code, chosen, waiting):
    if code in chosen:
        return RunRow.Outcome.SELECTED
    return RunRow.Outcome.WAITLISTED if code in waiting else RunRow.Outcome.NOT_SELECTED


@transaction.atomic
def record_minutes(run, *, by, number, on):
    """Write down number and date of the minutes signed on paper. May be corrected."""
    run = locked_run(run)
    run.minutes_number, run.minutes_on = number, on
    run.save(update_fields=["minutes_number", "minutes_on"])
    record("run.minutes_recorded", about=run, by=by, place=run.call.place, number=number, on=on.isoformat())
    return run
