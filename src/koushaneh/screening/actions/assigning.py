"""Giving every application its independent reviewers, one of them from another district."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.calls.models import Application, Call
from koushaneh.core.refusal import Refusal
from koushaneh.engine.assignment import Application as Desk
from koushaneh.engine.assignment import Reviewer, assign
from koushaneh.engine.errors import EngineError
from koushaneh.places.days import working_deadline
from koushaneh.places.models import Place
from koushaneh.screening.actions.conflicts import declare_conflict, find_conflicts, judges_of
from koushaneh.screening.models import Assignment, Conflict, Redaction
from koushaneh.screening.queries import reviewer_indicators

S, A = Application.State, Assignment.State
LEFT = (A.DECLINED, A.RECUSED, A.OVERDUE)
REVIEW_DAYS = 10
DONE = "done"  # a district that no reviewer has


class NoReason(Refusal):
    code = "screening.no_reason_given"


class NothingToAssign(Refusal):
    code = "screening.nothing_to_assign"


@dataclass(frozen=True)
class Plan:
    """Who would review what, and how many each reviewer would hold then."""

    pairs: tuple  # (account id, application id), new ones
    loads: dict  # account id -> applications, those before counted
    before: dict
    waiting: int  # eligible, but the edited text is not released yet
    unread: tuple  # ids of applications with nothing for a reviewer to judge
    seed: str


@dataclass(frozen=True)
class _Reviewers:
    """Reviewers of a call: each with the district of her post."""

    of_account: dict

    def rows(self):
        return [Reviewer(str(pk), district) for pk, district in sorted(self.of_account.items())]


def plan_reviews(call):
    """Return the Plan of the next assignment, without writing anything. Conflicts are those found so far."""
    released, is_judged = list(_assignable(call)), bool(reviewer_indicators(call))
    unread = tuple(one.pk for one in released if one.redaction.is_automatic or not is_judged)
    rows = [one for one in released if one.pk not in unread]
    found = _solve(call, rows, call.policy.reviewers)
    return Plan(
        pairs=tuple((int(who), int(what)) for who, what in found.pairs),
        loads={int(who): load for who, load in found.loads.items()},
        before=_loads(call),
        waiting=_unreleased(call).count(),
        unread=unread,
        seed=_seed(call),
    )


def _assignable(call):
    rows = call.applications.filter(state__in=[S.ELIGIBLE, S.IN_REVIEW]).select_related("place", "redaction")
    return rows.filter(redaction__state=Redaction.State.RELEASED).order_by("pk")


def _unreleased(call):
    rows = call.applications.filter(state=S.ELIGIBLE)
    return rows.exclude(redaction__state=Redaction.State.RELEASED)


def _seed(call):
    return f"reviewers of call {call.code}"


def _loads(call):
    loads = {}
    for who, _what in _pairs(call, Assignment.LIVE):
        loads[who] = loads.get(who, 0) + 1
    return loads


def _pairs(call, states):
    rows = Assignment.objects.filter(application__call=call, state__in=states)
    return list(rows.values_list("reviewer_id", "application_id"))


def _barred(call):
    """Who may not review what: conflicts, and whoever held it before and gave it back or let it lie."""
    barred = set(Conflict.objects.filter(application__call=call).values_list("account_id", "application_id"))
    return barred | set(_pairs(call, [state for state in A if state not in Assignment.LIVE]))


def districts_of(places):
    """Return {place id: id of the district above it as text, "" for a place above the districts}."""
    districts = set(Place.objects.filter(kind=Place.Kind.DISTRICT).values_list("pk", flat=True))
    found = {}
    for place in places:
        found[place.pk] = next((str(pk) for pk in reversed(place.roots) if pk in districts), "")
    return found


def _reviewers(call):
    posts = judges_of(call, Permission.REVIEW)
    districts = districts_of([post.office.place for post in posts])
    return _Reviewers({post.account_id: districts[post.office.place_id] for post in posts})


def _text(pairs):
    return [(str(who), str(what)) for who, what in pairs]


def _solve(call, rows, per_application):
    """Fill up `rows` to so many reviewers each, keeping all that stands."""
    reviewers, ids = _reviewers(call), {row.pk for row in rows}
    live = _pairs(call, Assignment.LIVE)
    finished = {
        what for what, count in Counter(what for _who, what in live).items() if count >= per_application
    }
    kept = [(who, what) for who, what in live if what in ids | finished]
    held_by_former = {who for who, _what in kept} - reviewers.of_account.keys()
    known = [*reviewers.rows(), *(Reviewer(str(who), "", max_load=0) for who in sorted(held_by_former))]
    districts = districts_of({row.place.pk: row.place for row in rows}.values())
    desks = [Desk(str(row.pk), districts[row.place_id]) for row in rows]
    desks += [Desk(str(pk), DONE) for pk in sorted(finished - ids)]  # they count in the loads
    barred = _barred(call) - set(kept)
    return assign(
        known, desks, _text(barred), seed=_seed(call), per_application=per_application, kept=_text(kept)
    )


@transaction.atomic
def assign_reviews(call, *, by, due_at=None):
    """Find the conflicts and give every released application its reviewers, in one act.

    May be repeated: what stands is kept, and applications released since are filled up. Applications
    that hold nothing for a reviewer to judge are scored at once. Refuses when reviewers do not suffice.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("policy", "place").get(pk=call.pk)
    find_conflicts(call, by=by, applications=_assignable(call))
    _take_back_conflicted(call, by)
    plan = plan_reviews(call)
    if not plan.pairs and not plan.unread:
        raise NothingToAssign(waiting=plan.waiting)
    if call.state == Call.State.CHECKING:
        change_state(call, Call.State.REVIEWING, by=by, place=call.place)
    _open_reviews(call, plan, by)
    _write(plan.pairs, call, due_at, Assignment.Phase.FIRST)
    left = Assignment.objects.filter(application__in={what for _who, what in plan.pairs}, state__in=LEFT)
    change_states(list(left), A.REPLACED, by=by)
    record("reviews.assigned", about=call, by=by, place=call.place, count=len(plan.pairs), seed=plan.seed)
    return plan


def _take_back_conflicted(call, by):
    """A conflict found later ends an assignment that is still open; a locked review stays and is reported."""
    held = Assignment.objects.filter(application__call=call, state__in=Assignment.OPEN)
    clash = Conflict.objects.filter(application=OuterRef("application"), account=OuterRef("reviewer"))
    change_states(list(held.filter(Exists(clash))), A.RECUSED, by=by, why="conflict found")


def _open_reviews(call, plan, by):
    change_states(list(_assignable(call).filter(state=S.ELIGIBLE)), S.IN_REVIEW, by=by)
    unread = list(_assignable(call).filter(pk__in=plan.unread, state=S.IN_REVIEW))
    change_states(unread, S.SCORED, by=by, why="no free text")


def _write(pairs, call, due_at, phase):
    due = due_at or working_deadline(timezone.now() + timedelta(days=REVIEW_DAYS), call.place)
    rows = [
        Assignment(reviewer_id=who, application_id=what, due_at=due, phase=phase)
        for who, what in sorted(pairs)
    ]
    return Assignment.objects.bulk_create(rows, batch_size=500)


def add_reviewers(call, wanted, *, phase, due_at=None):
    """Give each application of `wanted` one more reviewer, loads as equal as can be. Called by actions.

    One of her reviewers must come from another district; who held it before is barred. Raises the
    engine's refusal when nobody is free.
    """
    reviewers = _reviewers(call)
    districts = districts_of({row.place.pk: row.place for row in wanted}.values())
    live = _pairs(call, Assignment.LIVE)
    barred = _barred(call) | {pair for pair in live if pair[1] in {row.pk for row in wanted}}
    for row in wanted:
        barred |= _near(row, reviewers.of_account, districts, live)
    desks = [Desk(str(row.pk), districts[row.place_id]) for row in wanted]
    shadows = [(str(who), f"held {what}") for who, what in live if who in reviewers.of_account]
    desks += [Desk(what, "") for what in sorted({what for _who, what in shadows})]
    found = assign(
        reviewers.rows(), desks, _text(barred), seed=_seed(call), per_application=1, outside=0, kept=shadows
    )
    pairs = [(int(who), int(what)) for who, what in found.pairs]
    return _write(pairs, call, due_at, phase)


def _near(row, home_of, districts, live):
    """Bar the reviewers of her own district where none of the others comes from elsewhere."""
    home = districts[row.place_id]
    others = [who for who, what in live if what == row.pk]
    if any(home_of.get(who, "") != home for who in others):
        return set()
    return {(who, row.pk) for who, district in home_of.items() if district == home}


def _held(assignment, by):
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("application__call__place")
    return rows.select_related("application__place", "application__call__policy").get(
        pk=assignment.pk, reviewer=by
    )


@transaction.atomic
def decline_assignment(assignment, *, by, reason):
    """Give an application back before judging it; another reviewer follows by the same rule."""
    assignment = _left(assignment, by, A.DECLINED, reason)
    return _replace(assignment, by)


@transaction.atomic
def recuse(assignment, *, by, reason):
    """Step aside because of a conflict, which is kept; another reviewer follows by the same rule."""
    assignment = _left(assignment, by, A.RECUSED, reason)
    declare_conflict(assignment.application, by=by, reason=reason)
    return _replace(assignment, by)


def _left(assignment, by, state, reason):
    if not reason.strip():
        raise NoReason()
    assignment = _held(assignment, by)
    assignment.reason = reason.strip()[:200]
    return change_state(assignment, state, by=by, why=assignment.reason, also=["reason"])


def _replace(assignment, by):
    """Find a replacement. Where nobody is free the place stays open, and the progress board shows it."""
    call = assignment.application.call
    try:
        with transaction.atomic():
            add_reviewers(call, [assignment.application], phase=assignment.phase)
            change_state(assignment, A.REPLACED, by=by)
    except EngineError as nobody:
        assignment.refresh_from_db()
        record("assignment.not_replaced", about=assignment, by=by, why=nobody.code)
    return assignment


@transaction.atomic
def replace_overdue(now, *, by=None, call=None):
    """Take back what is past its day and give it to another reviewer. Safe to repeat."""
    late = Assignment.objects.select_for_update(of=("self",)).filter(
        state__in=Assignment.OPEN, due_at__lt=now
    )
    late = late.exclude(application__call__state=Call.State.CANCELLED)
    if call is not None:
        late = late.filter(application__call=call)
    late = list(
        late.select_related("application__call__place", "application__place", "application__call__policy")
    )
    for assignment in late:
        change_state(assignment, A.OVERDUE, by=by)
        _replace(assignment, by)
    return len(late)


__all__ = [
    "Plan",
    "add_reviewers",
    "assign_reviews",
    "decline_assignment",
    "plan_reviews",
    "recuse",
    "replace_overdue",
]
