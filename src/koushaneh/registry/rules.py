"""Which files and persons an account may touch."""

from koushaneh.access.roles import Permission
from koushaneh.access.rules import unblocked, within
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask, File, Import, MergeCandidate


def files_for(account, permission=Permission.FILE_READ):
    """Files within the places where the account holds the permission, blocked persons left out."""
    return File.objects.filter(within(account, permission)).filter(unblocked(account))


def persons_for(account, permission=Permission.FILE_READ):
    """Persons with a file, or an application, in those places."""
    held = within(account, permission, "files__place") | within(account, permission, "applications__place")
    return Person.objects.filter(held).filter(unblocked(account, "pk")).filter(merged_into=None).distinct()


def call_tasks_for(account, permission=Permission.CALL_LIST_WORK):
    return CallTask.objects.filter(within(account, permission)).filter(unblocked(account))


def imports_for(account, permission=Permission.REGISTER_IMPORT):
    return Import.objects.filter(within(account, permission))


def merge_candidates_for(account, permission=Permission.PERSON_MERGE):
    """Pairs of which both have a file in reach; nobody merges what she may not see."""
    reach = persons_for(account, permission).values("pk")
    return MergeCandidate.objects.filter(left__in=reach, right__in=reach)
