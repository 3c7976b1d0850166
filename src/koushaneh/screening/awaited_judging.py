"""What the screening of a call waits for: checks, papers, texts, reviews, talks, and then the run."""

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone

from koushaneh.access.roles import Permission as P
from koushaneh.calls.models import Application, InfoRequest
from koushaneh.people.models import Account
from koushaneh.places.models import Place
from koushaneh.screening.awaited import Awaited
from koushaneh.screening.awaited_by import Found, Holders, Women
from koushaneh.screening.models import Assignment, Interview, InterviewRating, InterviewSlot, Redaction
from koushaneh.screening.progress import stuck_in_review, unreleased_of
from koushaneh.screening.queries_results import unfinished_of
from koushaneh.screening.scoring import near_the_cut

S, Talk = Application.State, Interview.State
WITHOUT_TIME = (Talk.INVITED, Talk.NO_SHOW, Talk.EXCUSED)


def rows_checking(call):
    return {
        "check": call.applications.filter(state=S.CHECKING),
        "answer_info": InfoRequest.objects.filter(application__call=call, state=InfoRequest.State.OPEN),
        "edit_texts": unreleased_of(call),
        "assign": _to_assign(call),
    }


def _to_assign(call):
    """Return the applications whose text is released and that have too few reviewers."""
    live = Count("assignments", filter=Q(assignments__state__in=Assignment.LIVE))
    rows = call.applications.filter(state__in=[S.ELIGIBLE, S.IN_REVIEW])
    rows = rows.filter(redaction__state=Redaction.State.RELEASED).annotate(live=live)
    return rows.filter(live__lt=call.policy.reviewers)


def checking(call, rows, counts):
    if count := counts["check"]:
        places = Place.objects.filter(pk__in=rows["check"].values("place"))
        yield Awaited("check", count, Holders(P.APPLICATION_CHECK, places))
    if count := counts["answer_info"]:
        asked = rows["answer_info"]
        women = Women(call.applications.filter(info_requests__in=asked).distinct())
        yield Awaited("answer_info", count, women, due=lambda: _first(asked, "due_at"))
    if count := counts["edit_texts"]:
        yield Awaited("edit_texts", count, Holders(P.TEXT_EDIT, [call.place]))
    if count := counts["assign"]:
        yield Awaited("assign", count, Holders(P.REVIEW_PLAN, [call.place]))


def _first(rows, moment):
    return rows.aggregate(first=Min(moment))["first"]


def rows_reviewing(call):
    talks = Interview.objects.filter(application__call=call)
    without_time = call.applications.filter(interview__in=talks.filter(state__in=WITHOUT_TIME))
    slots = InterviewSlot.objects.filter(call=call, cancelled_at=None, starts_at__gt=timezone.now())
    return rows_checking(call) | {
        "review": Assignment.objects.filter(application__call=call, state__in=Assignment.OPEN),
        "find_third_reviewer": stuck_in_review(call),
        "unreviewed": call.applications.filter(state__in=[S.ELIGIBLE, S.IN_REVIEW]),
        "free_slots": slots.filter(interview=None),
        "book": without_time.exclude(person__account=None),
        "book_for_her": without_time.filter(person__account=None),
        "rate": _unrated(talks),
        "name_third_rater": talks.filter(needs_third=True, third_rater=None),
        "unfinished": unfinished_of(call),
    }


def _unlocked(talks):
    """Return the talks that have a time and wait for a locked rating of one of their raters."""
    own = InterviewRating.objects.filter(interview=OuterRef("pk"), rater=OuterRef("slot__raters"))
    return talks.annotate(is_locked=Exists(own.exclude(locked_at=None))).filter(is_locked=False)


def _unrated(talks):
    """Return the talks that have a time and wait for a rating, of the third rater, too."""
    talks = talks.filter(state__in=[Talk.BOOKED, Talk.HELD]).exclude(slot=None)
    third = Q(needs_third=True, third_rater__isnull=False)
    return talks.filter(Q(pk__in=_unlocked(talks).values("pk")) | third)


def reviewing(call, rows, counts):
    yield from checking(call, rows, counts)
    yield from _reviews(call, rows, counts)
    near = 0 if counts["unreviewed"] else _not_invited(call)
    yield from _talks(call, rows, counts, near)
    if not counts["unfinished"]:
        yield Awaited("prepare_run", who=Holders(P.RUN_PREPARE, [call.place]), is_optional=near > 0)


def _reviews(call, rows, counts):
    if count := counts["review"]:
        held = rows["review"]
        reviewers = Found(Account.objects.filter(assignments__in=held))
        yield Awaited("review", count, reviewers, due=lambda: _first(held, "due_at"))
    if stuck := counts["find_third_reviewer"]:
        yield Awaited("find_third_reviewer", stuck, Holders(P.REVIEW_PLAN, [call.place]))


def _not_invited(call):
    """Count who is near the cut and not yet invited; the cut is known when the reviews are done."""
    invited = set(Interview.objects.filter(application__call=call).values_list("application_id", flat=True))
    return sum(one.application_id not in invited for one in near_the_cut(call))


def _talks(call, rows, counts, near):
    planners = Holders(P.INTERVIEW_PLAN, [call.place])
    wanted = near + counts["book"] + counts["book_for_her"]
    if wanted > counts["free_slots"]:
        yield Awaited("open_slots", wanted, planners)
    elif near:
        yield Awaited("invite_to_talk", near, planners)
    yield from _without_time(rows, counts)
    if count := counts["rate"]:
        raters, unrated = Found(_raters(rows["rate"])), rows["rate"]
        yield Awaited("rate", count, raters, due=lambda: _first(unrated, "slot__starts_at"))
    if third := counts["name_third_rater"]:
        yield Awaited("name_third_rater", third, planners)


def _without_time(rows, counts):
    """Who has an account books herself; for the others their office does."""
    if count := counts["book"]:
        yield Awaited("book", count, Women(rows["book"]))
    if count := counts["book_for_her"]:
        places = Place.objects.filter(pk__in=rows["book_for_her"].values("place"))
        yield Awaited("book_for_her", count, Holders(P.APPLICATION_ASSIST, places))


def _raters(unrated):
    """Return the accounts whose rating these talks wait for."""
    thirds = unrated.filter(needs_third=True).values("third_rater")
    return Account.objects.filter(Q(pk__in=_unlocked(unrated).values("slot__raters")) | Q(pk__in=thirds))
