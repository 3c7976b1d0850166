"""Whose wishes an account may see, and which are a woman's own."""

from koushaneh.access.roles import Permission
from koushaneh.access.rules import unblocked, within
from koushaneh.rights.models import CorrectionRequest, ErasureRequest


def corrections_for(account, permission=Permission.CORRECTION_ANSWER):
    return CorrectionRequest.objects.filter(within(account, permission)).filter(unblocked(account))


def corrections_of(person):
    return CorrectionRequest.objects.filter(person=person)


def erasures_for(account, permission=Permission.ERASURE_READ):
    """Wishes that headquarters looks at: those that would end something, until they have been carried out."""
    rows = ErasureRequest.objects.filter(within(account, permission)).exclude(decide_until=None)
    return rows.filter(unblocked(account)).select_related("place")


def erasure_of(person):
    """Return a woman's open wish to be erased, or None."""
    return open_erasures_of(person).first()


def open_erasures_of(person):
    return ErasureRequest.objects.filter(person=person, state__in=ErasureRequest.OPEN)
