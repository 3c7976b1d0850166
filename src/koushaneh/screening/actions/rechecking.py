"""Who was excluded wrongly and scored after the run (بررسی دوباره): placed as the run would have placed her."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.letters import write_letter
from koushaneh.screening.actions.waiting import GIVING, free_seats, join, locked_call, make_offer
from koushaneh.screening.explaining import explained, reasons_of
from koushaneh.screening.models import Run, RunRow
from koushaneh.screening.scoring import score_call
from koushaneh.screening.selecting import PLACE, result_of

S, O = Application.State, RunRow.Outcome  # noqa: E741  the outcomes are named often


class NothingToPlace(Refusal):
    code = "appeal.nothing_to_place"


@transaction.atomic
def place_after_check(application, *, by):
    """Compute the run once more with her in it, same seed, and give her what it says; nobody else moves.

    Chosen: a free seat, else the next one. Otherwise a place in the waiting list, or a letter with reasons.
    """
    call = locked_call(application.call)
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("place", "person")
        .get(pk=application.pk)
    )
    application.call = call
    run = call.runs.filter(state=Run.State.RELEASED).first()
    if run is None or call.state not in GIVING or application.state != S.SCORED:
        raise NothingToPlace()
    row = _row(run, application)
    change_state(application, S.RANKED, by=by, place=application.place)
    _give(application, row, by)
    return row


def _row(run, application):
    [scored] = score_call(run.call, neutral=run.inputs["neutral"], applications=_alone(application))
    code, features = application.review_code, {PLACE: application.place.code, "track": application.track}
    inputs = {**run.inputs, "candidates": sorted([*run.inputs["candidates"], [code, scored.total, features]])}
    result = result_of(inputs, run.seed)
    indicators = {one.code: one for one in run.call.indicators.items.all()}
    return RunRow(  # not saved: the run stays as it was signed, the letter keeps the score
        run=run,
        application=application,
        score=scored.total,
        low=scored.low,
        high=scored.high,
        parts=scored.parts,
        outcome=_outcome(code, result),
        binding_rule=result["rules"][code][0],
        explanation=explained(
            scored.parts, indicators, result["rules"][code], chance=result["chances"].get(code)
        ),
    )


def _alone(application):
    return Application.objects.filter(pk=application.pk).select_related("snapshot")


def _outcome(code, result):
    if code in result["chosen"]:
        return O.SELECTED
    return O.WAITLISTED if code in {one for one, _place in result["waiting"]} else O.NOT_SELECTED


def _give(application, row, by):
    reasons = reasons_of(row.outcome, row.explanation)
    facts = {**row.explanation, "score": row.score, "low": row.low, "high": row.high}
    outcome = row.outcome
    if outcome == O.SELECTED and free_seats(application.call) > 0:
        change_state(application, S.SELECTED, by=by, place=application.place)
        make_offer(application, by=by, is_remedy=True, now=timezone.now())
    elif outcome != O.NOT_SELECTED:
        entry = join(application, by=by, is_remedy=outcome == O.SELECTED)
        outcome, facts["rank"] = O.WAITLISTED, entry.rank
        reasons = reasons if row.outcome == O.WAITLISTED else [{"code": "appeal.next_seat", "facts": {}}]
    else:
        change_state(application, S.NOT_SELECTED, by=by, place=application.place)
    code = {O.SELECTED: "offer", O.WAITLISTED: "waiting", O.NOT_SELECTED: "not_selected"}[outcome]
    write_letter(decide(application, str(outcome), reasons, by=by, run=row.run), code, facts)
