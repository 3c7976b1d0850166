"""Which calls, invitations and applications an account may touch, and which are a woman's own."""

from django.db.models import Exists, OuterRef, Q

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_where, unblocked, within
from koushaneh.calls.models import (
    Application,
    Attachment,
    Call,
    CallNotice,
    InfoRequest,
    Invitation,
    InvitationBatch,
)

BROUGHT_ALONG = ("call__form", "call__indicators", "call__policy", "call__place")
BROUGHT_ALONG += ("place", "file", "person__account")
HIDDEN = [Call.State.DRAFT, Call.State.APPROVAL]


def calls_for(account, permission=Permission.CALL_READ):
    """Calls of the account's places; and, once announced, those that have seats there or lie above.

    A district officer of 7 sees the city's call as soon as it is announced, a draft never.
    """
    own = within(account, permission)
    here = within(account, permission, "seats__place")
    above = Q(place__in=_ancestors(account, permission), seats=None)
    return Call.objects.filter(own | ((here | above) & ~Q(state__in=HIDDEN))).distinct()


def public_calls():
    """Calls that anybody may read about; one that was cancelled after it was announced says so.

    A limited one asks for its code before it shows itself.
    """
    told = CallNotice.objects.filter(call=OuterRef("pk"), kind="announced")
    was_told = Q(state=Call.State.CANCELLED) & Exists(told)
    hidden = [*HIDDEN, Call.State.CANCELLED]
    return Call.objects.filter(~Q(state__in=hidden) | was_told).select_related("place")


def _ancestors(account, permission):
    return {pk for place in places_where(account, permission) for pk in place.roots}


def editable_calls_for(account):
    """Calls that the account composes: only of its own places, never from a district upwards."""
    return Call.objects.filter(within(account, Permission.CALL_COMPOSE))


def calls_to_approve_for(account):
    """Calls in the chain whose place lies in, or above, the places where the account approves."""
    above = Q(place__in=_ancestors(account, Permission.CALL_APPROVE))
    return Call.objects.filter(within(account, Permission.CALL_APPROVE) | above)


def invitations_for(account, permission=Permission.CALL_INVITE):
    mine = Invitation.objects.filter(within(account, permission, "file__place"))
    return mine.filter(unblocked(account, "file__person"))


def batches_for(account, permission=Permission.CALL_INVITE):
    return InvitationBatch.objects.filter(within(account, permission))


def applications_for(account, permission=Permission.APPLICATION_READ):
    """Applications within the places where the account holds the permission, blocked persons left out."""
    rows = Application.objects.filter(within(account, permission)).filter(unblocked(account))
    return rows.select_related(*BROUGHT_ALONG)


def attachments_for(account, permission=Permission.APPLICATION_READ):
    """Files of those applications that have not been taken away."""
    reach = applications_for(account, permission).values("pk")
    return Attachment.objects.filter(application__in=reach, removed_at=None)


def applications_of(person):
    """A woman's own applications."""
    return Application.objects.filter(person=person).select_related(*BROUGHT_ALONG)


def attachments_of(person):
    return Attachment.objects.filter(application__person=person, removed_at=None)


def info_requests_of(person):
    """What she was asked for."""
    return InfoRequest.objects.filter(application__person=person).select_related("application__call")
