"""Which rows of the association an account may touch, per permission."""

from koushaneh.access.roles import Permission
from koushaneh.access.rules import unblocked, within
from koushaneh.association.models import Chapter, FoundingAct, FoundingEntry, Membership


def chapters_for(account, permission=Permission.COHORT_READ):
    return Chapter.objects.filter(within(account, permission)).select_related("place")


def acts_for(account, permission=Permission.FOUNDING_PROPOSE):
    rows = FoundingAct.objects.filter(within(account, permission, "chapter__place"))
    return rows.select_related("chapter__place", "author", "first_signer", "second_signer")


def entries_for(account, permission=Permission.FOUNDING_PROPOSE):
    rows = FoundingEntry.objects.filter(within(account, permission, "act__chapter__place"))
    return rows.filter(unblocked(account)).select_related("person", "act__chapter__place")


def members_for(account, permission=Permission.COHORT_READ):
    rows = Membership.objects.filter(within(account, permission, "chapter__place"), unblocked(account))
    return rows.select_related("person", "chapter")
