"""Who may do what, where. Posts are read once for a request and kept on the account."""

from functools import lru_cache

from django.db.models import Q

from koushaneh.access.models import Post
from koushaneh.access.roles import GRANTS, Permission
from koushaneh.audit.models import Record
from koushaneh.core.time import today
from koushaneh.people.models import AccessBlock, Account, Person
from koushaneh.places.models import Office, Place


def posts_of(account):
    """Return the live posts of an account, with office and place; a substitute's post counts like any other."""
    if not getattr(account, "pk", None):
        return []
    cached = getattr(account, "_live_posts", None)
    if cached is None:
        cached = account._live_posts = list(_live_on(today()).filter(account=account))
    return cached


@lru_cache(maxsize=2)
def _live_on(day):
    """Return the question for the posts of a day, never asked itself: every request narrows it."""
    return Post.objects.live_on(day).select_related("office__place").order_by("pk")


def forget_posts(account):
    """Read the posts again at the next question (after giving or ending one)."""
    account.__dict__.pop("_live_posts", None)


def may(account, permission):
    return any(permission in GRANTS[post.role] for post in posts_of(account))


def places_where(account, permission):
    """Return the roots of the subtrees in which the account holds the permission."""
    return [post.office.place for post in posts_of(account) if permission in GRANTS[post.role]]


def offices_where(account, permission):
    return [post.office for post in posts_of(account) if permission in GRANTS[post.role]]


def within(account, permission, field="place"):
    """Return the condition "this row's place is in the scope of the permission", for one query.

    `field` is the path to a place, for example "file__place". No post, no row.
    """
    condition = Q(pk__in=[])
    for place in places_where(account, permission):
        condition |= Q(**{f"{field}__path__startswith": place.path})
    return condition


def may_at(account, permission, place):
    return any(place.path.startswith(root.path) for root in places_where(account, permission))


def unblocked(account, field="person"):
    """Return the condition "no live access block stands between this account and the row's person".

    A woman who was erased is out of everybody's reach: only rows without a name are left of her.
    """
    blocked = AccessBlock.objects.filter(blocked__account=account, lifted_at=None).values("subject")
    erased = Person.objects.exclude(erased_at=None).values("pk")
    return ~Q(**{f"{field}__in": blocked}) & ~Q(**{f"{field}__in": erased})


def posts_for(account, permission=Permission.POST_READ):
    return Post.objects.filter(within(account, permission, "office__place"))


def offices_for(account, permission=Permission.POST_READ):
    return Office.objects.filter(within(account, permission), closed_on=None)


def places_for(account, permission):
    return Place.objects.filter(within_path(account, permission))


def within_path(account, permission):
    """Return the condition "this place itself is in the scope of the permission"."""
    condition = Q(pk__in=[])
    for place in places_where(account, permission):
        condition |= Q(path__startswith=place.path)
    return condition


CONFIDENTIAL = "counselling."  # even that she has a counsellor is no auditor's affair


def records_for(account, permission=Permission.LOG_READ):
    """Records of the log within the account's places; what has no place belongs to the whole city.

    Records about a woman's counselling are in the chain and on no page.
    """
    condition = Q(place_path="")
    for place in places_where(account, permission):
        condition |= Q(place_path__startswith=place.path)
    rows = Record.objects.exclude(about_model__startswith=CONFIDENTIAL)
    return rows.filter(condition) if may(account, permission) else Record.objects.none()


def blocks_for(account, permission=Permission.BLOCK_SET):
    """Live blocks of women whose file lies in the account's places."""
    held = within(account, permission, "subject__files__place")
    return AccessBlock.objects.filter(held, lifted_at=None).filter(unblocked(account, "subject")).distinct()


def colleagues_for(account, permission=Permission.BLOCK_SET):
    """Accounts with a live post, herself left out: whom a woman may ask to be kept away from her."""
    if not may(account, permission):
        return Account.objects.none()
    live = Post.objects.live_on(today()).values("account")
    return Account.objects.filter(pk__in=live).exclude(pk=account.pk).order_by("name", "pk")
