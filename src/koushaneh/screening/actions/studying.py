"""How firmly a run stands (پایداری): a study that decides nothing, done by the worker."""

from django.db import transaction
from django_tasks import task

from koushaneh.audit.actions import record
from koushaneh.calls.values import ONE
from koushaneh.core.refusal import Refusal
from koushaneh.engine.selection.sensitivity import changed_under, sensitivity
from koushaneh.screening.models import Run
from koushaneh.screening.scoring import score_call
from koushaneh.screening.selecting import candidates_of, quotas_of

DRAWS = 2000
CONCENTRATION = 100.0


class NotExecuted(Refusal):
    code = "run.not_executed"


def study(run, *, draws=DRAWS):
    """Return what other weights and one reviewer less would have changed, as plain values."""
    candidates, quotas, seats = candidates_of(run.inputs), quotas_of(run.inputs), run.inputs["seats"]
    weights = {
        one.code: one.weight for one in run.call.indicators.items.all() if one.is_enabled and one.weight
    }
    rows = run.rows.values_list("application__review_code", "parts")
    values = {code: [(parts[name]["value"] or 0) / ONE for name in weights] for code, parts in rows}
    found = sensitivity(
        candidates, quotas, seats, values=values, weights=weights, seed=run.seed, draws=draws,
        concentration=CONCENTRATION,
    )  # fmt: skip
    return {
        "draws": found.draws,
        "share_chosen": {code: round(share, 4) for code, share in found.share_chosen.items() if share},
        "changed": {name: list(counts) for name, counts in found.changed.items()},
        "without_reviewer": _without_each_reviewer(run, candidates, quotas, seats),
    }


def _without_each_reviewer(run, candidates, quotas, seats):
    """How many of the chosen would change, sorted, without saying which reviewer."""
    from_all = {candidate.id: candidate.score for candidate in candidates}
    changed = []
    for reviewer in _reviewers(run):
        again = score_call(run.call, neutral=run.inputs["neutral"], without=reviewer)
        scores = {**from_all, **{one.review_code: one.total for one in again if _counts(one, from_all)}}
        changed.append(len(changed_under(candidates, quotas, seats, scores)))
    return sorted(changed, reverse=True)


def _counts(one, from_all):
    return one.review_code in from_all and not one.blocked


def _reviewers(run):
    rows = run.call.applications.filter(assignments__state="locked")
    return sorted(set(rows.values_list("assignments__reviewer", flat=True)))


@transaction.atomic
def ask_for_study(run, *, by):
    """Let the worker study an executed run. Safe to repeat."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.result is None:
        raise NotExecuted()
    record("run.study_asked", about=run, by=by, place=run.call.place)
    transaction.on_commit(lambda: study_run.enqueue(run.pk))
    return run


def keep_study(run, *, draws=DRAWS):
    """Study a run and keep what was found. Safe to repeat: equal inputs give the same study."""
    run.sensitivity = study(run, draws=draws)
    with transaction.atomic():
        run.save(update_fields=["sensitivity"])
        record("run.studied", about=run, place=run.call.place, draws=run.sensitivity["draws"])
    return run


@task()
def study_run(run_id):
    """The worker's part of `ask_for_study`."""
    keep_study(Run.objects.get(pk=run_id))
