"""Rating an interview (نمرهٔ مصاحبه): own anchors locked before the other's are seen, a third where they differ."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.screening.actions.interviews import RATERS, SlotNotFree, going_on, judges_barred_from, locked
from koushaneh.screening.models import Interview, InterviewRating
from koushaneh.screening.panels import must_not_judge
from koushaneh.screening.queries import interviewer_indicators

S, State = Application.State, Interview.State
GAP = 2  # two raters who differ by so much are joined by a third
ANCHORS = range(1, 6)


class NotARater(Refusal):
    code = "screening.not_a_rater"


class RatingLocked(Refusal):
    code = "screening.rating_locked"


class BadRating(Refusal):
    code = "screening.bad_rating"


@transaction.atomic
def rate(interview, *, by, scores, notes=None, lock=False):
    """Keep a rater's anchors {code: 1..5}; with `lock` they are final and the other's become visible.

    The first rating says that the talk took place. Refuses who is no rater of this talk.
    """
    interview = going_on(locked(interview))
    is_third = _check_rater(interview, by)
    if interview.state == State.BOOKED:
        change_state(interview, State.HELD, by=by)
    indicators = {one.code: one for one in interviewer_indicators(interview.application.call)}
    if own_is_locked(interview, by):
        raise RatingLocked()
    for code, anchor in scores.items():
        if code not in indicators or anchor not in ANCHORS:
            raise BadRating(indicator=code, anchor=anchor)
        mark = {"anchor": anchor, "note": (notes or {}).get(code, "")[:400], "is_third": is_third}
        InterviewRating.objects.update_or_create(
            interview=interview, rater=by, indicator=indicators[code], defaults=mark
        )
    record("interview.rated", about=interview, by=by, final=lock)
    if lock:
        _lock_rating(interview, by, indicators)
    return interview


def _check_rater(interview, by):
    """Return whether this is the third rater; refuses a stranger and one who scored her blind."""
    if by.pk in judges_barred_from(interview.application) or must_not_judge(by, interview.application):
        raise SlotNotFree()
    if interview.slot is not None and interview.slot.raters.filter(pk=by.pk).exists():
        return False
    if interview.third_rater_id == by.pk:
        return True
    raise NotARater()


def own_is_locked(interview, account):
    return interview.ratings.filter(rater=account).exclude(locked_at=None).exists()


def _lock_rating(interview, by, indicators):
    own = interview.ratings.filter(rater=by)
    if own.count() < len(indicators):
        raise BadRating(indicator="", anchor=0)
    own.update(locked_at=timezone.now())
    settle_interview(interview, by=by)


@transaction.atomic
def settle_interview(interview, *, by):
    """Close an interview when its raters have locked, or wait for a third where they differ by two."""
    interview = locked(interview)
    final = interview.ratings.exclude(locked_at=None)
    raters = set(final.values_list("rater", flat=True))
    if interview.state != State.HELD or len(raters) < RATERS:
        return interview
    if len(raters) == RATERS and gap_of(interview) >= GAP:
        interview.needs_third = True
        interview.save(update_fields=["needs_third"])
        return interview
    interview.needs_third = False
    change_state(interview, State.RATED, by=by, also=["needs_third"])
    application = interview.application
    change_state(application, S.SCORED, by=by, place=application.place)
    return interview


def gap_of(interview):
    anchors = {}
    for code, anchor in interview.ratings.exclude(locked_at=None).values_list("indicator__code", "anchor"):
        anchors.setdefault(code, []).append(anchor)
    return max((max(found) - min(found) for found in anchors.values()), default=0)


@transaction.atomic
def name_third_rater(interview, *, by, rater):
    """Ask a third rater where two differ. Refuses one of the two, and one who scored her blind."""
    interview = going_on(locked(interview))
    barred = judges_barred_from(interview.application) | set(
        interview.ratings.values_list("rater", flat=True)
    )
    if not interview.needs_third or rater.pk in barred:
        raise SlotNotFree()
    interview.third_rater = rater
    interview.save(update_fields=["third_rater"])
    record("interview.third_named", about=interview, by=by, rater=rater.pk)
    return interview


@transaction.atomic
def close_unheld(interview, *, by, why):
    """Go on without a talk that did not come about. Two signers must still set the missing value aside."""
    interview = going_on(locked(interview))
    if interview.state not in (State.NO_SHOW, State.EXCUSED):
        raise BadRating(state=str(interview.state))
    application = interview.application
    return change_state(application, S.SCORED, by=by, why=why, place=application.place)
