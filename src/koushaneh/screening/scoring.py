"""Scores (امتیاز): what each indicator says of an application, with its interval where evidence is missing.

Everything is whole numbers: a value in millionths, points in millionths of a point of 100. A batch takes
a fixed number of queries, however many women applied.

An interview is for those near the cut only. Who was not invited counts with the median of those who
were rated, or with the middle where nobody was; the interval says what it could have been.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from koushaneh.calls.models import Application
from koushaneh.calls.values import ONE, Value, median_of, points_of, value_of
from koushaneh.screening.models import Interview, InterviewRating, Override, Score
from koushaneh.screening.queries import answers_by_application

S = Application.State
OUTSIDE = (
    S.DRAFT, S.LAPSED, S.SUBMITTED, S.CHECKING, S.INFO_REQUESTED, S.INELIGIBLE, S.WITHDRAWN,
)  # fmt: skip
UNREVIEWED = (S.ELIGIBLE, S.IN_REVIEW)
NOT_INVITED = "not_invited"
SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Scored:
    """The score of one application. `parts` is {code: {"value", "low", "high", "points", "missing"}}.

    `blocked` are the codes that stop ranking until they are resolved or set aside by two signers.
    """

    application_id: int
    review_code: str
    place_id: int
    total: int
    low: int
    high: int
    parts: dict = field(default_factory=dict)
    blocked: tuple = ()


@dataclass
class _Evidence:
    """What is known of all applications of a call, read at once."""

    indicators: list
    answers: dict
    facts: dict
    anchors: dict  # (application id, indicator code) -> [anchor]
    invited: set
    set_aside: set
    clock_ended: bool = True


def score(application, *, neutral=None):
    """Return the Scored of one application; the neutral medians are those of her call, unless given."""
    found = [
        one for one in score_call(application.call, neutral=neutral) if one.application_id == application.pk
    ]
    return found[0] if found else None


def score_call(call, *, neutral=None, applications=None, without=None):
    """Return the Scored of every eligible application of a call, in the order of their ids.

    `neutral` {code: millionths} are medians frozen before; without them those of today count.
    `without` is the id of a reviewer whose scores are left out, to see what hangs on her.
    """
    rows = list(eligible_of(call) if applications is None else applications)
    evidence = _read(call, rows, without)
    values = {row.pk: _values(row, evidence) for row in rows}
    medians = _medians(values) if neutral is None else neutral
    return [_scored(row, values[row.pk], medians, evidence) for row in rows]


def neutral_values(call):
    """Return {code: median of the known values in millionths}, to be frozen when a run is prepared."""
    rows = list(eligible_of(call))
    evidence = _read(call, rows)
    return _medians({row.pk: _values(row, evidence) for row in rows})


def eligible_of(call):
    """Return the applications of a call that have passed the gates and were not withdrawn.

    One whose answers have been erased is left out: what the run froze of it stays as it was.
    """
    rows = call.applications.filter(emptied_at=None).exclude(state__in=OUTSIDE)
    return rows.select_related("snapshot").order_by("pk")


def _read(call, rows, without=None):
    indicators = [one for one in call.indicators.items.all() if one.is_enabled and one.weight]
    anchors = defaultdict(list)
    _add_reviews(anchors, call, without)
    _add_ratings(anchors, call)
    invited = Interview.objects.filter(application__call=call).values_list("application_id", flat=True)
    aside = Override.objects.filter(call=call, kind=Override.Kind.SET_MISSING_ASIDE, dropped_at=None).exclude(
        second_signed_at=None
    )
    return _Evidence(
        indicators=indicators,
        answers=answers_by_application(rows),
        facts={row.pk: row.snapshot.facts if hasattr(row, "snapshot") else {} for row in rows},
        anchors=anchors,
        invited=set(invited),
        set_aside=set(aside.values_list("application_id", flat=True)),
    )


def _add_reviews(anchors, call, without):
    """Only locked reviews count, and of each reviewer the last locked revision."""
    last = {}
    locked = Score.objects.filter(review__assignment__application__call=call).exclude(review__locked_at=None)
    counted = locked.exclude(review__assignment__reviewer=without) if without else locked
    rows = counted.order_by("review__revision", "pk").values_list(
        "review__assignment__application_id", "review__assignment_id", "indicator__code", "anchor"
    )
    for application, assignment, code, anchor in rows:
        last[application, assignment, code] = anchor
    for (application, _assignment, code), anchor in sorted(last.items()):
        anchors[application, code].append(anchor)


def _add_ratings(anchors, call):
    """Ratings count once the interview is settled: before, a third rater may still be asked."""
    rated = InterviewRating.objects.filter(
        interview__application__call=call, interview__state=Interview.State.RATED
    )
    for application, code, anchor in rated.exclude(locked_at=None).values_list(
        "interview__application_id", "indicator__code", "anchor"
    ):
        anchors[application, code].append(anchor)


def _values(row, evidence):
    return {
        one.code: value_of(
            one,
            facts=evidence.facts[row.pk],
            answers=evidence.answers[row.pk],
            anchors=evidence.anchors[row.pk, one.code],
            clock_ended=evidence.clock_ended,
        )
        for one in evidence.indicators
    }


def _medians(values):
    known = defaultdict(list)
    for of_one in values.values():
        for code, value in of_one.items():
            if not value.is_missing:
                known[code].append(value.point)
    return {code: median_of(points) for code, points in sorted(known.items())}


def _scored(row, values, medians, evidence):
    parts, blocked, total, low, high = {}, [], 0, 0, 0
    for one in evidence.indicators:
        value, is_blocked = _settled(one, values[one.code], row, medians, evidence)
        if is_blocked:
            blocked.append(one.code)
        points, least, most = points_of(value, one.weight)
        parts[one.code] = {
            "value": value.point,
            "low": value.low,
            "high": value.high,
            "points": points,
            "missing": value.missing,
        }
        total, low, high = total + points, low + least, high + most
    return Scored(row.pk, row.review_code, row.place_id, total, low, high, parts, tuple(blocked))


def _settled(indicator, value, row, medians, evidence):
    """Return the value with a point that counts, and whether it stops the ranking."""
    if not value.is_missing:
        return value, False
    median = medians.get(indicator.code)
    middle = ONE // 2 if median is None else median
    if indicator.source == "interviewer" and row.pk not in evidence.invited:
        return Value(middle, 0, ONE, NOT_INVITED), False
    if row.pk in evidence.set_aside:
        return Value(0, 0, ONE, SET_ASIDE), False
    if indicator.missing == "neutral":
        return Value(middle, 0, ONE, value.missing), False
    stops = indicator.missing == "block" or (indicator.source == "reviewer" and row.state in UNREVIEWED)
    return Value(value.point or 0, 0, ONE, value.missing), stops


def near_the_cut(call, scored=None):
    """Return the Scored whose interval covers the provisional cut, at most the policy's band on each side.

    The cut is the score of the last seat in the list of the whole call; quotas may move it, so it is
    provisional. Nearest to the cut first.
    """
    ranked = sorted(scored or score_call(call), key=lambda one: (-one.total, one.review_code))
    seats, band = call.seat_count, call.policy.interview_band
    if len(ranked) <= seats or not band:
        return []  # a seat for everyone, or a call without interviews: nothing to settle
    cut = ranked[seats - 1].total
    covers = [one.low <= cut <= one.high for one in ranked]
    above = [one for one, is_near in zip(ranked[:seats], covers[:seats], strict=True) if is_near][-band:]
    below = [one for one, is_near in zip(ranked[seats:], covers[seats:], strict=True) if is_near][:band]
    return sorted(above + below, key=lambda one: (abs(one.total - cut), one.review_code))
