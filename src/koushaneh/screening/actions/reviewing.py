"""Blind reviews: anchored scores, locked before others are seen, a third reviewer where two differ."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.engine.errors import EngineError
from koushaneh.screening.actions.assigning import add_reviewers
from koushaneh.screening.models import Assignment, Redaction, Review, Score
from koushaneh.screening.panels import must_not_judge
from koushaneh.screening.queries import reviewer_indicators

A, S = Assignment.State, Application.State
ANCHORS = range(1, 6)
REVISABLE = (S.IN_REVIEW, S.SCORED)


class NotReleased(Refusal):
    """The edited text is not released, so there is nothing to review yet."""

    code = "screening.not_released"


class InConflict(Refusal):
    code = "screening.in_conflict"


class ReviewLocked(Refusal):
    code = "screening.review_locked"


class ScoresMissing(Refusal):
    code = "screening.scores_missing"


class BadAnchor(Refusal):
    code = "screening.bad_anchor"


class TooLateToRevise(Refusal):
    code = "screening.too_late_to_revise"


def _held(assignment, by):
    """Lock her assignment and read what every act on it needs. Refuses a conflict and a closed text."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "application__call__policy", "application__place", "application__redaction"
    )
    held = rows.defer("application__call__rules_record").get(pk=assignment.pk, reviewer=by)
    if must_not_judge(by, held.application):
        raise InConflict()
    if held.application.redaction.state != Redaction.State.RELEASED:
        raise NotReleased()
    return held


def last_review(assignment):
    return assignment.reviews.order_by("-revision").first()


def last_locked(assignment):
    """Return the review that counts: the last locked revision."""
    return assignment.reviews.exclude(locked_at=None).order_by("-revision").first()


@transaction.atomic
def accept_assignments(assignments, *, by):
    """Say yes to what was given out to her and is not begun, so that nobody need wonder. Safe to repeat."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("application__place")
    keys = [one.pk for one in assignments]
    return change_states(
        list(rows.filter(pk__in=keys, reviewer=by, state=A.PROPOSED).order_by("pk")), A.ACCEPTED, by=by
    )


@transaction.atomic
def start_review(assignment, *, by):
    """Begin to review, which accepts the assignment. Safe to repeat."""
    return _started(_held(assignment, by), by)


def _started(held, by):
    if held.state in (A.PROPOSED, A.ACCEPTED, A.OVERDUE):
        change_state(held, A.WORKING, by=by)
    return last_review(held) or Review.objects.create(assignment=held)


@transaction.atomic
def save_review(assignment, *, by, scores, notes=None, note=""):
    """Keep scores {code: anchor} and notes so far. Refuses a locked review and an anchor out of 1 to 5."""
    held = _held(assignment, by)
    review = _kept(held, by, reviewer_indicators(held.application.call), scores, notes or {}, note)
    record("review.saved", about=review, by=by)
    return review


def _kept(held, by, indicators, scores, notes, note):
    review = _started(held, by)
    if review.locked_at:
        raise ReviewLocked()
    known = {one.code: one for one in indicators}
    for code, anchor in scores.items():
        if code not in known or anchor not in ANCHORS:
            raise BadAnchor(indicator=code, anchor=anchor)
        mark = {"anchor": anchor, "note": notes.get(code, "")[:400]}
        Score.objects.update_or_create(review=review, indicator=known[code], defaults=mark)
    if review.note != note:
        review.note = note
        review.save(update_fields=["note"])
    return review


@transaction.atomic
def lock_review(assignment, *, by, scores=None, notes=None, note=""):
    """Lock one's own review; from now on it is never edited, and the others' become visible.

    Refuses while a score is missing. Scores the application when all are in, or asks a third reviewer
    when two differ by the policy's limit.
    """
    held = _held(assignment, by)
    if held.state == A.LOCKED and held.application.state not in REVISABLE:  # a run may stand on it by now
        raise TooLateToRevise()
    indicators = reviewer_indicators(held.application.call)
    given = scores is not None  # else what was kept before is locked as it stands
    review = _kept(held, by, indicators, scores, notes or {}, note) if given else last_review(held)
    _check_complete(review, indicators)
    review.locked_at = timezone.now()
    review.save(update_fields=["locked_at"])
    if held.state == A.LOCKED:  # a revision: the assignment was locked before
        record("review.revised", about=review, by=by, revision=review.revision)
    else:
        change_state(held, A.LOCKED, by=by)
    settle_reviews(held.application, by=by)
    return review


def _check_complete(review, indicators):
    if review is not None and review.locked_at:
        raise ReviewLocked()
    scored = set(review.scores.values_list("indicator", flat=True)) if review else set()
    missing = [one.code for one in indicators if one.pk not in scored]
    if missing:
        raise ScoresMissing(count=len(missing))


@transaction.atomic
def revise_review(assignment, *, by):
    """Open a revision of one's own locked review after seeing the others; the original is kept.

    Refuses once the application has gone on to an interview or a run.
    """
    held, review = _held(assignment, by), last_review(assignment)
    if review is None or review.locked_at is None:
        raise ScoresMissing(count=len(reviewer_indicators(held.application.call)))
    if held.application.state not in REVISABLE:
        raise TooLateToRevise()
    newer = Review.objects.create(assignment=held, revision=review.revision + 1, note=review.note)
    Score.objects.bulk_create(
        Score(review=newer, indicator_id=one.indicator_id, anchor=one.anchor, note=one.note)
        for one in review.scores.all()
    )
    record("review.reopened", about=newer, by=by, revision=newer.revision)
    return newer


@transaction.atomic
def settle_reviews(application, *, by):
    """Move an application on when all its reviews are locked: a third reviewer, or scored. Safe to repeat."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__policy", "call__place", "place")
        .defer("call__rules_record")
        .get(pk=application.pk)
    )
    live = list(application.assignments.filter(state__in=Assignment.LIVE))
    if application.state != S.IN_REVIEW or len(live) < application.call.policy.reviewers:
        return application
    if any(one.state != A.LOCKED for one in live):
        return application
    if (
        len(live) == application.call.policy.reviewers
        and gap_of(application) >= application.call.policy.discrepancy
    ):
        return _ask_one_more(application, by)
    return change_state(application, S.SCORED, by=by, place=application.place)


def _ask_one_more(application, by):
    try:
        with transaction.atomic():
            add_reviewers(application.call, [application], phase=Assignment.Phase.EXTRA)
            record("review.third_asked", about=application, by=by, place=application.place)
    except EngineError as nobody:
        record("review.third_missing", about=application, by=by, why=nobody.code)
    return application


def gap_of(application):
    """Return the greatest difference between two reviewers' last locked anchors of one indicator."""
    anchors = defaultdict(list)
    for code, anchor in last_locked_scores(application):
        anchors[code].append(anchor)
    return max((max(found) - min(found) for found in anchors.values()), default=0)


def last_locked_scores(application):
    """Return [(indicator code, anchor)] of each reviewer's last locked revision."""
    rows = Score.objects.filter(review__assignment__application=application).exclude(review__locked_at=None)
    last = {}
    for assignment, code, anchor in rows.order_by("review__revision", "pk").values_list(
        "review__assignment_id", "indicator__code", "anchor"
    ):
        last[assignment, code] = anchor
    return [(code, anchor) for (_assignment, code), anchor in sorted(last.items())]
