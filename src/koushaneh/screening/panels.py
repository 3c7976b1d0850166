"""Who may hear an appeal (هیئت رسیدگی): nobody who had a part in it, has a conflict or a block."""

from django.db.models import Count, Q

from koushaneh.access.models import Post
from koushaneh.access.roles import GRANTS, Permission
from koushaneh.core.time import today
from koushaneh.people.models import AccessBlock, Account, Identity
from koushaneh.screening.models import Assignment, Conflict, InterviewRating, Redaction, Run


def fit_members(appeal):
    """Return the accounts that may hear an appeal, fewest open hearings first, then by id."""
    application = appeal.decision.application
    barred = parties(application) | {appeal.filed_by_id, appeal.admitted_by_id}
    barred |= set(appeal.hearings.values_list("member_id", flat=True))
    posts = Post.objects.live_on(today()).filter(
        role__in=[role for role, granted in GRANTS.items() if Permission.APPEAL_HEAR in granted]
    )
    holders = {
        post.account_id
        for post in posts.select_related("office__place")
        if application.place.path.startswith(post.office.place.path)
    }
    members = Account.objects.filter(pk__in=holders - barred, is_active=True)
    waiting = Count("hearings", filter=Q(hearings__voted_at=None))
    return list(members.annotate(waiting=waiting).order_by("waiting", "pk"))


def parties(application):
    """Return the ids of all who had a part in an application or must not judge it."""
    of_run = Run.objects.filter(call=application.call_id).values_list(
        "prepared_by", "executed_by", "replayed_by", "first_signer", "second_signer"
    )
    accounts = {account for row in of_run for account in row}
    accounts |= _column(Assignment.objects.filter(application=application), "reviewer")
    accounts |= _column(InterviewRating.objects.filter(interview__application=application), "rater")
    accounts |= _column(Conflict.objects.filter(application=application), "account")
    accounts |= _column(Redaction.objects.filter(application=application), "editor")
    accounts |= _column(application.decisions.all(), "by")
    accounts |= _column(application.eligibility.all(), "by")
    accounts |= _of_her_office(application) | _blocked(application) | _of_her_household(application)
    accounts |= {application.helped_by_id, application.person.account_id}
    if application.file_id:
        accounts.add(application.file.caseworker_id)
    return accounts - {None}


def must_not_judge(account, application):
    """Say whether a conflict or an access block stands between a judge and a woman now.

    Asked again at every act of judging: a block may have come after the work was given out.
    """
    conflicts = Conflict.objects.filter(application=application, account=account)
    return conflicts.exists() or account.pk in _blocked(application)


def in_conflict(account, call):
    """Say whether an account has a conflict or a block with an applicant of a call, lives with one, or is one."""
    applied = call.applications.all()
    declared = Conflict.objects.filter(application__call=call, account=account)
    own = applied.filter(person__account=account)
    helped = applied.filter(Q(helped_by=account) | Q(file__caseworker=account))
    blocked = AccessBlock.objects.filter(lifted_at=None).filter(
        Q(blocked__account=account, subject__applications__call=call)
        | Q(subject__account=account, blocked__applications__call=call)
    )
    together = applied.filter(person__identity__address_index__in=_addresses(account))
    return any(rows.exists() for rows in (declared, own, helped, blocked, together))


def _addresses(account):
    """Fingerprints of the addresses at which an account is known to live."""
    known = Identity.objects.filter(person__account=account).exclude(address_index="")
    return known.values("address_index")


def _of_her_household(application):
    """Accounts of those who are known to live at her address."""
    hers = Identity.objects.filter(person=application.person_id).exclude(address_index="")
    there = Identity.objects.filter(address_index__in=hers.values("address_index"))
    return _column(there, "person__account")


def _column(rows, name):
    return set(rows.values_list(name, flat=True))


def _of_her_office(application):
    """Who works with files at an office of her own place."""
    roles = [role for role, granted in GRANTS.items() if Permission.FILE_READ in granted]
    posts = Post.objects.live_on(today()).filter(role__in=roles)
    return {
        post.account_id
        for post in posts.select_related("office__place")
        if application.place.path.startswith(post.office.place.path)
    }


def _blocked(application):
    """Accounts of persons between whom and her an access block stands, in either direction."""
    return _column(application.person.blocks.filter(lifted_at=None), "blocked__account") | _column(
        application.person.blocked_from.filter(lifted_at=None), "subject__account"
    )
