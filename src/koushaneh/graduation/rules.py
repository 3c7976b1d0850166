"""Which reviews an account may touch, and who may judge whose work."""

from django.db.models import Exists, OuterRef, Q

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at, unblocked, within
from koushaneh.graduation.models import CheckIn, Checklist, Graduation, HouseholdNeed, PriceIndex
from koushaneh.path.models import MilestoneClaim, PathPlan

ASSESS, DECIDE = Permission.GRADUATION_ASSESS, Permission.GRADUATION_DECIDE
S = Graduation.State
TO_DECIDE = (S.SUBMITTED, S.OBJECTED, S.AGREED)


def graduations_for(account, permission=None):
    """Reviews at the places where she goes through them with women, or decides about them."""
    there = Q(pk__in=[])
    for one in [permission] if permission else [ASSESS, DECIDE]:
        there |= within(account, one, "plan__place")
    rows = Graduation.objects.filter(there, unblocked(account, "plan__person"))
    return rows.select_related("plan__person", "plan__place", "checklist", "drafted_by", "submitted_by")


def graduations_of(person):
    """Her own reviews, the newest first; what was put aside before she was asked is left out."""
    rows = Graduation.objects.filter(plan__person=person).exclude(state=S.WITHDRAWN)
    return rows.select_related("plan__place", "plan__person", "checklist")


def graduation_numbered(number):
    """The leaving whose certificate bears this number, for whoever was shown it; None where there is none."""
    return Graduation.objects.filter(number=number).exclude(took_effect_at=None).first()


def has_assessed(graduation, account):
    """Say whether this account had a part in what is to be judged, or is the woman herself."""
    own = {graduation.drafted_by_id, graduation.submitted_by_id, graduation.plan.person.account_id}
    return account.pk in own or graduation.items.filter(by=account).exclude(way="computed").exists()


def may_decide(graduation, account):
    return may_at(account, DECIDE, graduation.plan.place) and not has_assessed(graduation, account)


def to_decide(account):
    """What waits for this account as the second person."""
    mine = Q(drafted_by=account) | Q(submitted_by=account) | Q(plan__person__account=account)
    return graduations_for(account, DECIDE).filter(state__in=TO_DECIDE).exclude(mine)


def proposed_for(account):
    """Paths on which a business was launched, verified, and nobody has gone through the checklist since."""
    launched = MilestoneClaim.objects.filter(
        plan=OuterRef("pk"), milestone__is_launch=True, state=MilestoneClaim.State.VERIFIED
    )
    since = Graduation.objects.filter(plan=OuterRef("pk")).exclude(state=S.WITHDRAWN)
    rows = PathPlan.objects.filter(within(account, ASSESS), unblocked(account), ended_at=None)
    found = rows.filter(Exists(launched)).exclude(Exists(since))
    return found.select_related("person", "place").order_by("pk")


def check_ins_for(account):
    there = within(account, ASSESS, "graduation__plan__place")
    rows = CheckIn.objects.filter(there, unblocked(account, "graduation__plan__person"))
    return rows.select_related("graduation__plan__person", "graduation__plan__place")


def due_check_ins(account, day):
    waiting = check_ins_for(account).filter(state=CheckIn.State.PLANNED, due_on__lte=day)
    return waiting.filter(graduation__state=S.EFFECTIVE)


def back_without_path(account):
    """Who came back and walks no path yet: somebody begins one with her."""
    rows = graduations_for(account, ASSESS).filter(state=S.CAME_BACK)
    return rows.exclude(plan__person__in=PathPlan.objects.filter(ended_at=None).values("person"))


def checklist_at(place):
    """The checklist in force at a place: the newest of the nearest place that has one."""
    return Checklist.objects.filter(place__in=place.roots).order_by("-place__path", "-version").first()


def indexes_for(account):
    return PriceIndex.objects.filter(within(account, Permission.GRADUATION_DEFINE))


def needs_for(account):
    return HouseholdNeed.objects.filter(within(account, Permission.GRADUATION_DEFINE))
