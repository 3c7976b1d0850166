"""How far a call is (پیشرفت): counts by state and by reviewer, nothing of any one woman."""

from django.db.models import Case, Count, F, IntegerField, Q, When

from koushaneh.access.roles import Permission
from koushaneh.calls.models import Application
from koushaneh.people.models import Account
from koushaneh.places.models import Place
from koushaneh.screening.actions.assigning import districts_of
from koushaneh.screening.actions.conflicts import judges_of
from koushaneh.screening.models import Assignment, Interview, Redaction

S, A = Application.State, Assignment.State
STAGES = (
    S.SUBMITTED,
    S.CHECKING,
    S.INFO_REQUESTED,
    S.INELIGIBLE,
    S.ELIGIBLE,
    S.IN_REVIEW,
    S.INTERVIEW,
    S.SCORED,
)


def stages_of(call):
    """Return [(state, label, count)] of the stages before a run."""
    counts = dict(call.applications.values_list("state").annotate(count=Count("pk")))
    return [(state, state.label, counts.get(state, 0)) for state in STAGES if counts.get(state)]


def reviews_of(call):
    """Return counts of reviews: all, locked, late, without a reviewer, waiting for a third one."""
    rows = Assignment.objects.filter(application__call=call)
    counts = rows.aggregate(
        total=Count("pk", filter=Q(state__in=Assignment.LIVE)),
        locked=Count("pk", filter=Q(state=A.LOCKED)),
        unfilled=Count("pk", filter=Q(state__in=[A.DECLINED, A.RECUSED, A.OVERDUE])),
        third=Count("pk", filter=Q(phase=Assignment.Phase.EXTRA, state__in=Assignment.OPEN)),
    )
    return {**counts, "stuck": stuck_in_review(call).count(), "texts": unreleased_of(call).count()}


def unreleased_of(call):
    """Return the texts of eligible applications that an editor has not released."""
    waiting = Redaction.objects.exclude(state=Redaction.State.RELEASED)
    return waiting.filter(application__call=call, application__state=S.ELIGIBLE)


def editors_of(call):
    """Return the accounts that hold texts of a call right now, each with how many."""
    held = Redaction.objects.filter(application__call=call, state=Redaction.State.WORKING)
    counts = dict(held.values_list("editor_id").annotate(count=Count("pk")))
    whens = [When(pk=editor_id, then=count) for editor_id, count in counts.items()]
    rows = Account.objects.filter(pk__in=counts)
    return rows.annotate(held=Case(*whens, default=0, output_field=IntegerField())).order_by("name", "pk")


def stuck_in_review(call):
    """Return applications whose reviews are all locked but that wait for a third reviewer nobody could be."""
    rows = call.applications.filter(state=S.IN_REVIEW).annotate(
        open=Count("assignments", filter=Q(assignments__state__in=Assignment.OPEN)),
        locked=Count("assignments", filter=Q(assignments__state=A.LOCKED)),
    )
    return rows.filter(open=0, locked__gte=F("call__policy__reviewers"))


def reviewers_of(call):
    """Return the accounts that review in a call, each with the counts of her assignments in it."""
    ids = {post.account_id for post in judges_of(call, Permission.REVIEW)}
    here = Q(assignments__application__call=call)
    return (
        Account.objects.filter(Q(pk__in=ids) | here)
        .distinct()
        .annotate(
            held=Count("assignments", filter=here & Q(assignments__state__in=Assignment.LIVE), distinct=True),
            locked=Count("assignments", filter=here & Q(assignments__state=A.LOCKED), distinct=True),
            given_back=Count(
                "assignments", filter=here & ~Q(assignments__state__in=Assignment.LIVE), distinct=True
            ),
        )
    )


def loads_of(call, plan):
    """Return [(name, district, load before, load after)] for the preview of an assignment."""
    posts = {post.account_id: post for post in judges_of(call, Permission.REVIEW)}
    districts = districts_of([post.office.place for post in posts.values()])
    names = {str(pk): name for pk, name in _district_names(districts).items()}
    rows = [
        (
            str(post.account),
            names.get(districts[post.office.place_id], "—"),
            plan.before.get(pk, 0),
            plan.loads.get(pk, 0),
        )
        for pk, post in posts.items()
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def _district_names(districts):
    return {
        place.pk: str(place)
        for place in Place.objects.filter(pk__in=[int(pk) for pk in districts.values() if pk])
    }


def interviews_of(call):
    """Return [(label, count)] of the interviews of a call by state."""
    counts = dict(
        Interview.objects.filter(application__call=call).values_list("state").annotate(count=Count("pk"))
    )
    return [(state.label, counts[state]) for state in Interview.State if counts.get(state)]
