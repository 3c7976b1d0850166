"""Conflicts of interest (تعارض منافع): found in data we hold and pinned, or declared."""

from collections import defaultdict

from django.db import transaction
from django.db.models import F

from koushaneh.access.models import Post
from koushaneh.access.roles import GRANTS, Permission
from koushaneh.audit.actions import record
from koushaneh.core.time import today
from koushaneh.people.models import AccessBlock, Helper, Identity, Person
from koushaneh.screening.models import Conflict, Eligibility, Redaction

JUDGING = (Permission.REVIEW, Permission.INTERVIEW, Permission.APPEAL_HEAR)
K = Conflict.Kind


def roles_with(*permissions):
    return [role for role, granted in GRANTS.items() if granted & set(permissions)]


def judges_of(call, *permissions):
    """Return the live posts whose holders may judge applications of a call, with office and place."""
    posts = Post.objects.live_on(today()).filter(role__in=roles_with(*(permissions or JUDGING)))
    return [
        post
        for post in posts.select_related("office__place", "account").order_by("pk")
        if post.office.place.path.startswith(call.place.path)
        or call.place.path.startswith(post.office.place.path)
    ]


@transaction.atomic
def find_conflicts(call, *, by, applications=None):
    """Pin every conflict that our data shows between judges and applications. Safe to repeat.

    Who works with the files of an office never judges an application of its place; a reviewer who only
    sits there counts as near, and one other reviewer must come from elsewhere.
    """
    rows = call.applications.all() if applications is None else applications
    rows = list(rows.select_related("file", "place", "person__identity"))
    accounts = {post.account_id for post in judges_of(call)}
    found = set(_by_hand(rows)) | set(_by_knowledge(rows))
    found |= set(_by_person(rows, accounts)) | set(_by_office(rows, accounts))
    conflicts = [
        Conflict(application_id=application, account_id=account, kind=kind, is_pinned=True)
        for application, account, kind in sorted(found)
        if account in accounts
    ]
    Conflict.objects.bulk_create(conflicts, ignore_conflicts=True, batch_size=500)
    record("conflicts.found", about=call, by=by, place=call.place, count=len(conflicts))
    return len(conflicts)


def _by_hand(rows):
    """Who leads her file, and who filled in her form."""
    helpers = defaultdict(set)
    persons = [row.person_id for row in rows]
    for person, account in Helper.objects.filter(for_person__in=persons).values_list(
        "for_person_id", "person__account_id"
    ):
        helpers[person].add(account)
    for row in rows:
        if row.file and row.file.caseworker_id:
            yield row.pk, row.file.caseworker_id, K.CASEWORKER
        for account in helpers[row.person_id] | {row.helped_by_id}:
            if account:
                yield row.pk, account, K.HELPER


def _by_knowledge(rows):
    """Who checked her gates or edited her texts has seen her name."""
    ids = [row.pk for row in rows]
    checked = Eligibility.objects.filter(application__in=ids).exclude(by=None)
    for application, account in checked.values_list("application_id", "by_id"):
        yield application, account, K.CHECKER
    edited = Redaction.objects.filter(application__in=ids).exclude(editor=None)
    for application, account in edited.values_list("application_id", "editor_id"):
        yield application, account, K.EDITOR


def _by_person(rows, accounts):
    """The same person, the same household, an access block in either direction."""
    at_address = defaultdict(set)
    known = Identity.objects.filter(person__account__in=accounts).exclude(address_index="")
    for address, account in known.values_list("address_index", "person__account_id"):
        at_address[address].add(account)
    blocks = _blocks(accounts)
    own = set(Person.objects.filter(account__in=accounts).values_list("pk", "account_id"))
    account_of = dict(own)
    for row in rows:
        if row.person_id in account_of:
            yield row.pk, account_of[row.person_id], K.SAME_PERSON
        address = getattr(getattr(row.person, "identity", None), "address_index", "")
        for account in at_address.get(address, ()):
            yield row.pk, account, K.HOUSEHOLD
        for account in blocks.get(row.person_id, ()):
            yield row.pk, account, K.BLOCK


def _blocks(accounts):
    blocks = defaultdict(set)
    live = AccessBlock.objects.filter(lifted_at=None)
    for mine, hers in (("blocked", "subject"), ("subject", "blocked")):
        rows = live.filter(**{f"{mine}__account__in": accounts})
        for person, account in rows.values_list(hers, F(f"{mine}__account")):
            blocks[person].add(account)
    return blocks


def _by_office(rows, accounts):
    """Who works with files at an office of her place."""
    posts = Post.objects.live_on(today()).filter(
        account__in=accounts, role__in=roles_with(Permission.FILE_READ)
    )
    seats = list(posts.values_list("account_id", "office__place__path"))
    for row in rows:
        for account, path in seats:
            if row.place.path.startswith(path) or path.startswith(row.place.path):
                yield row.pk, account, K.SAME_OFFICE


@transaction.atomic
def declare_conflict(application, *, by, reason, account=None):
    """Write down a conflict that somebody says she has herself. Safe to repeat."""
    conflict, is_new = Conflict.objects.get_or_create(
        application=application, account=account or by, kind=K.DECLARED, defaults={"reason": reason[:200]}
    )
    if is_new:
        record("conflict.declared", about=application, by=by, why=reason)
    return conflict
