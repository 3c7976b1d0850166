"""Figures and public records of a run."""

from collections import Counter

from django.db.models import Count

from koushaneh.calls.models import Answer, Application
from koushaneh.core.small_cells import protect
from koushaneh.core.time import today
from koushaneh.engine.selection.draw import draw_record
from koushaneh.screening.models import Decision, Enrolment, Letter, Offer, Override, Run, RunRow
from koushaneh.screening.redacting import covered
from koushaneh.screening.scoring import OUTSIDE

AGE_BANDS = ((0, 29), (30, 39), (40, 49), (50, 150))
FOUR_FIFTHS = 0.8


def blind_appeal(appeal):
    """Return what she wrote in her appeal with her own names and numbers covered, for those who decide."""
    person = appeal.decision.application.person
    father = getattr(getattr(person, "identity", None), "father_name", "")
    return covered(appeal.text, [person.first_name, person.last_name, person.preferred_name, father])


def live_run(call):
    """Return the run of a call that counts, or None."""
    return call.runs.exclude(state=Run.State.VOID).first()


def public_record(run):
    """Return what is published of a run: the commitment at once, everything for `verify-draw` after release.

    Codes only; scores and places stay inside, bound by the input hash.
    """
    head = {
        "call": run.call.code,
        "run": run.number,
        "rules_hash": run.policy_hash,
        "input_hash": run.input_hash,
        "method": run.method,
        "source": run.public_source,
        "source_at": run.public_at.isoformat(),
        "commitment": run.seed_commitment,
        "prepared_at": run.prepared_at.isoformat(),
        "state": run.state,
    }
    if run.state != Run.State.RELEASED:
        return head
    codes = [code for code, _score, _features in run.inputs["candidates"]]
    draw = draw_record(
        codes,
        input_hash=run.input_hash,
        method=run.method,
        source=run.public_source,
        secret=run.office_secret,
        source_value=run.public_value,
    )
    result = {
        "output_hash": run.output_hash,
        "seats": run.inputs["seats"],
        "chosen": run.result["chosen"],
        "waiting": [code for code, _place in run.result["waiting"]],
        "overrides": override_counts(run.call),
    }
    return {**head, **draw, **result}


def override_counts(call):
    """Count departures from the rule that two signed, by kind; this is public."""
    signed = Override.objects.filter(call=call, dropped_at=None).exclude(second_signed_at=None)
    return dict(Counter(signed.values_list("kind", flat=True)))


def public_result(call):
    """Return the lists of codes of a released call, and what may be counted in public."""
    run = call.runs.filter(state=Run.State.RELEASED).first()
    if run is None:
        return None
    offers = Offer.objects.filter(call=call)
    selected = sorted(run.result["chosen"])
    waiting = call.waiting.select_related("application").order_by("rank")
    return {
        "run": run,
        "selected": selected,
        "waiting": [(entry.rank, entry.application.review_code, entry.left_because) for entry in waiting],
        "applied": len(run.inputs["candidates"]),
        "seats": run.inputs["seats"],
        "accepted": offers.filter(state=Offer.State.ACCEPTED).count(),
        "remedies": offers.filter(is_remedy=True).count(),
        "overrides": sum(override_counts(call).values()),
        "enrolled": Enrolment.objects.filter(cohort__call=call).count(),
    }


def letter_counts(call):
    """Return {code of a letter: how many were handed out}."""
    rows = Letter.objects.filter(decision__application__call=call, released_at__isnull=False)
    return dict(rows.values_list("code").annotate(count=Count("pk")).order_by("code"))


def current_decision(application):
    return Decision.objects.filter(application=application).order_by("-pk").first()


def selection_rates(run):
    """Return, per feature, who applied and who was chosen, with small cells withheld.

    A ratio to the group chosen most often below four fifths raises a question, not a verdict; it is
    told only where the groups are large enough to be shown.
    """
    rows = list(_described(run))
    return [
        {"feature": feature, "rows": rates_of([(row[feature], row["chosen"]) for row in rows])}
        for feature in ("place", "age", "track", "disability")
    ]


def _described(run):
    rows = run.rows.values_list(
        "application_id",
        "application__place__name",
        "application__person__identity__birth_year",
        "application__track",
        "outcome",
    )
    disabled = dict(
        Answer.objects.filter(application__call=run.call_id, key="disability", is_current=True).values_list(
            "application_id", "value"
        )
    )
    for application, place, born, track, outcome in rows:
        yield {
            "place": place,
            "age": _band(born),
            "track": track or "?",
            "disability": {True: "yes", False: "no"}.get(disabled.get(application), "?"),
            "chosen": outcome == RunRow.Outcome.SELECTED,
        }


def _band(born):
    if not born:
        return "?"
    age = today().year - born
    return next(f"{low}-{high}" for low, high in AGE_BANDS if low <= age <= high)


def rates_of(pairs):
    counts = Counter((group, "chosen" if is_chosen else "others") for group, is_chosen in pairs)
    groups = sorted({group for group, _chosen in pairs})
    table = protect({(group, kind): counts[group, kind] for group in groups for kind in ("chosen", "others")})
    shown = {group: (table.at(group, "chosen"), table.at(group)) for group in groups}
    shares = {group: chosen / of for group, (chosen, of) in shown.items() if chosen is not None and of}
    best = max(shares.values(), default=0)
    return [
        {
            "group": group,
            "applied": shown[group][1],
            "chosen": shown[group][0],
            "ratio": shares[group] / best if group in shares and best else None,
            "raises": group in shares and best > 0 and shares[group] / best < FOUR_FIFTHS,
        }
        for group in groups
    ]


def unfinished_of(call):
    """Return the applications that still keep a run from being prepared."""
    done = {*OUTSIDE, Application.State.SCORED, Application.State.RANKED}
    open_ones = call.applications.exclude(state__in=done)
    checking = call.applications.filter(state__in=["submitted", "checking", "info_requested"])
    return open_ones | checking
