"""Which paths and templates an account may touch. Peers see none of it."""

from django.db.models import Q

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_where, unblocked, within
from koushaneh.path.models import Milestone, MilestoneClaim, PathPlan, PathTemplate


def plans_for(account, permission=Permission.PATH_WORK):
    rows = PathPlan.objects.filter(within(account, permission), unblocked(account))
    return rows.select_related("person", "place", "officer", "template")


def plans_of(person):
    """Her own paths, the one she walks first."""
    return (
        PathPlan.objects.filter(person=person).select_related("place", "template").order_by("ended_at", "-pk")
    )


def templates_for(account, permission=Permission.PATH_TEMPLATE):
    return PathTemplate.objects.filter(within(account, permission)).select_related("place")


def templates_at(place):
    """Published templates of a place and of what lies above it."""
    return PathTemplate.objects.filter(place__in=place.roots, state=PathTemplate.State.PUBLISHED).order_by(
        "title"
    )


def templates_to_copy(account, permission=Permission.PATH_TEMPLATE):
    """Published templates of other places: cities learn from one another."""
    own = Q(pk__in=[])
    for place in places_where(account, permission):
        own |= Q(place__path__startswith=place.path)
    published = PathTemplate.objects.filter(state=PathTemplate.State.PUBLISHED)
    return published.exclude(own).select_related("place").order_by("place__path", "code")


def milestones_for(account, permission=Permission.MILESTONE_DEFINE):
    return Milestone.objects.filter(within(account, permission)).select_related("place")


def milestones_at(place):
    """Milestones offered at a place: its own and those of what lies above it."""
    return Milestone.objects.filter(place__in=place.roots, retired_at=None)


VERIFIERS = {
    Milestone.Verifier.FOLLOW_UP: Permission.MILESTONE_VERIFY,
    Milestone.Verifier.OFFICE: Permission.LAUNCH_VERIFY,
}


def claims_for(account):
    """Claims that this account may verify, and those of women whose path she works on."""
    mine = within(account, Permission.PATH_WORK, "plan__place")
    for verifier, permission in VERIFIERS.items():
        mine |= Q(milestone__verifier=verifier) & within(account, permission, "plan__place")
    rows = MilestoneClaim.objects.filter(mine, unblocked(account, "plan__person"))
    return rows.select_related("milestone", "plan__person", "plan__place", "made_by", "decided_by")


def to_verify(account):
    """Claims that wait for this very account: of her kind, at her places, not written by herself."""
    mine = Q(pk__in=[])
    for verifier, permission in VERIFIERS.items():
        mine |= Q(milestone__verifier=verifier) & within(account, permission, "plan__place")
    waiting = claims_for(account).filter(mine, state=MilestoneClaim.State.CLAIMED, plan__ended_at=None)
    return waiting.exclude(made_by=account)


def claims_of(person):
    """Her own claims; those she took back are left out."""
    rows = MilestoneClaim.objects.filter(plan__person=person).exclude(state=MilestoneClaim.State.WITHDRAWN)
    return rows.select_related("milestone", "plan")
