"""Which applications, texts, reviews and interviews an account may touch."""

from django.db.models import Exists, OuterRef, Q

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, unblocked, within
from koushaneh.calls.models import Application, Call
from koushaneh.screening.models import Assignment, Conflict, Interview, InterviewSlot, Letter, Redaction

S = Application.State
CHECKED = (S.CHECKING, S.INFO_REQUESTED, S.ELIGIBLE, S.INELIGIBLE)


def _in_conflict(account, path):
    return Exists(Conflict.objects.filter(account=account, application=OuterRef(path)))


def checkings_for(account, permission=Permission.APPLICATION_CHECK):
    """Applications whose gates an officer may check: of her places, no block between."""
    rows = Application.objects.filter(within(account, permission)).filter(unblocked(account))
    return rows.exclude(state__in=[S.DRAFT, S.LAPSED, S.WITHDRAWN])


def checked_calls_for(account, permission=Permission.APPLICATION_CHECK):
    return Call.objects.filter(pk__in=checkings_for(account, permission).values("call"))


def redactions_for(account, permission=Permission.TEXT_EDIT):
    """Texts an editor may see: of her places, without a conflict or a block."""
    rows = Redaction.objects.filter(within(account, permission, "application__place"))
    rows = rows.filter(unblocked(account, "application__person"))
    rows = rows.exclude(_in_conflict(account, "application")).exclude(application__person__account=account)
    return rows.exclude(application__state=S.WITHDRAWN).filter(is_automatic=False)


def planned_calls_for(account, permission=Permission.REVIEW_PLAN):
    return Call.objects.filter(within(account, permission))


def assignments_for(account, permission=Permission.REVIEW):
    """A reviewer's own assignments: text released, no conflict, no block. A stranger's do not exist."""
    if not may(account, permission):
        return Assignment.objects.none()
    rows = Assignment.objects.filter(reviewer=account, state__in=[*Assignment.LIVE, Assignment.State.OVERDUE])
    rows = rows.filter(application__redaction__state=Redaction.State.RELEASED)
    rows = rows.filter(unblocked(account, "application__person"))
    return rows.exclude(_in_conflict(account, "application")).exclude(application__state=S.WITHDRAWN)


def other_reviews_for(assignment, account):
    """Locked reviews by others of the same application, none before one's own is locked."""
    if assignment.state != Assignment.State.LOCKED or assignment.reviewer_id != account.pk:
        return []
    others = Assignment.objects.filter(application=assignment.application, state=Assignment.State.LOCKED)
    return list(
        others.exclude(reviewer=account).prefetch_related("reviews__scores__indicator").order_by("pk")
    )


def slots_for(account, permission=Permission.INTERVIEW):
    """Interview slots that an interviewer holds, without those of a woman she has a conflict with."""
    if not may(account, permission):
        return InterviewSlot.objects.none()
    rows = InterviewSlot.objects.filter(raters=account, cancelled_at=None)
    clash = Conflict.objects.filter(account=account, application=OuterRef("interview__application"))
    return rows.exclude(Exists(clash))


def interviews_for(account, permission=Permission.INTERVIEW):
    """Interviews that this account rates: of its slots, or as a third rater."""
    if not may(account, permission):
        return Interview.objects.none()
    rows = Interview.objects.filter(Q(slot__in=slots_for(account)) | Q(third_rater=account)).distinct()
    return rows.filter(unblocked(account, "application__person")).exclude(
        _in_conflict(account, "application")
    )


def letters_of(person):
    """A woman's own letters, once they have been released."""
    return Letter.objects.filter(decision__application__person=person, released_at__isnull=False)


def assisted_interviews_for(account, permission=Permission.APPLICATION_ASSIST):
    """Interviews of women of an officer's places, for whom she may book a time."""
    rows = Interview.objects.filter(within(account, permission, "application__place"))
    return rows.filter(unblocked(account, "application__person"), application__state=S.INTERVIEW)
