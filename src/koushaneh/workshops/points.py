"""Points of a wish (امتیاز نیاز): why one stands before another, in whole numbers that are told to her."""

from koushaneh.calls.facts import facts_of_files
from koushaneh.core.time import today
from koushaneh.path.models import Kind, PathStep
from koushaneh.path.models.plans import FINISHED, OPEN
from koushaneh.registry.models import File
from koushaneh.workshops.models import Seat

FIRST_TIME, STEP = 3, 2
NEED = {  # (reason, points): what a fact must be
    ("decile_low", 3): lambda facts: _number(facts, "welfare_decile", 10) <= 2,
    ("decile_middle", 2): lambda facts: 3 <= _number(facts, "welfare_decile", 10) <= 4,
    ("dependants", 1): lambda facts: _number(facts, "dependants", 0) >= 2,
    ("illness", 1): lambda facts: facts.get("disability", {}).get("value") is True,
}


def points_of(workshop, person_ids):
    """Return {person id: [[reason, points], ...]}, the same number of queries whoever asks."""
    ids = set(person_ids)
    known, before, walking = _needs(ids), _been_before(ids), _on_their_path(workshop, ids)
    return {
        pk: [
            *([["first_time", FIRST_TIME]] if pk not in before else []),
            *([["step", STEP]] if pk in walking else []),
            *known.get(pk, []),
        ]
        for pk in ids
    }


def _number(facts, kind, otherwise):
    value = facts.get(kind, {}).get("value")
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _needs(ids):
    files = File.objects.filter(person__in=ids).exclude(state__in=["closed", "exited"])
    files = {file.pk: file for file in files.select_related("place")}
    found = facts_of_files(files.values(), on=today())
    return {files[pk].person_id: _points(facts) for pk, facts in found.items()}


def _points(facts):
    return [[reason, points] for (reason, points), holds in NEED.items() if holds(facts)]


def _been_before(ids):
    seats = Seat.objects.filter(person__in=ids, state=Seat.State.ATTENDED).values_list("person", flat=True)
    steps = PathStep.objects.filter(plan__person__in=ids, kind=Kind.WORKSHOP, state__in=FINISHED)
    return {*seats, *steps.values_list("plan__person", flat=True)}


def _on_their_path(workshop, ids):
    if not workshop.step_key:
        return set()
    steps = PathStep.objects.filter(
        plan__person__in=ids, plan__ended_at=None, key=workshop.step_key, state__in=OPEN
    )
    return set(steps.values_list("plan__person", flat=True))
