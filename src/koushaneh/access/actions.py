"""Giving and ending posts; setting and lifting access blocks."""

from django.db import transaction
from django.utils import timezone

from koushaneh.access.models import GRAVEST, Post
from koushaneh.access.roles import Permission
from koushaneh.access.rules import forget_posts, may_at
from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.people.actions import add_person
from koushaneh.people.models import AccessBlock


class MayNotGive(Refusal):
    code = "access.may_not_give"


class NeedsAnother(Refusal):
    code = "access.needs_another_person"


class OwnPost(Refusal):
    code = "access.own_post"


class OddSubstitute(Refusal):
    """A substitute takes the same role in the same office, and for a time."""

    code = "access.odd_substitute"


class EndsBeforeStart(Refusal):
    code = "access.ends_before_start"


def _check_giver(giver, account, office):
    if giver == account:
        raise OwnPost()
    if not may_at(giver, Permission.POST_GIVE, office.place):
        raise MayNotGive()


def _check_time(role, office, starts_on, ends_on, substitute_for):
    if ends_on and ends_on < starts_on:
        raise EndsBeforeStart()
    if substitute_for and (
        ends_on is None or (role, office.pk) != (substitute_for.role, substitute_for.office_id)
    ):
        raise OddSubstitute()


@transaction.atomic
def give_post(account, *, by, role, office, starts_on=None, ends_on=None, substitute_for=None, why=""):
    """Give a role in an office for a time. The gravest roles wait for a second person."""
    _check_giver(by, account, office)
    starts_on = starts_on or today()
    _check_time(role, office, starts_on, ends_on, substitute_for)
    post = Post.objects.create(
        account=account,
        role=role,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
        substitute_for=substitute_for,
        given_by=by,
        why=why,
        state=Post.State.PROPOSED if role in GRAVEST else Post.State.ACTIVE,
    )
    record("post.given", about=post, by=by, place=office.place, role=role, office=office.code, why=why)
    forget_posts(account)
    return post


@transaction.atomic
def second_post(post, *, by):
    """Give the second consent to a grave post. Refuses the giver and the person herself."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    _check_giver(by, post.account, post.office)
    if by == post.given_by:
        raise NeedsAnother()
    post.seconded_by = by
    change_state(post, Post.State.ACTIVE, by=by, place=post.office.place, also=["seconded_by"])
    forget_posts(post.account)
    return post


@transaction.atomic
def refuse_post(post, *, by, why):
    post = Post.objects.select_for_update().get(pk=post.pk)
    _check_giver(by, post.account, post.office)
    return change_state(post, Post.State.REFUSED, by=by, why=why, place=post.office.place)


@transaction.atomic
def end_post(post, *, by, why=""):
    """End a post today; what its holder may do ends with the next request."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    _check_giver(by, post.account, post.office)
    post.ends_on = today()
    change_state(post, Post.State.ENDED, by=by, why=why, place=post.office.place, also=["ends_on"])
    forget_posts(post.account)
    return post


@transaction.atomic
def install_first_posts(pairs, *, starts_on=None):
    """Give the first posts of an installation, when there is nobody yet who could: `pairs` of (account, role, office).

    Refuses once any post stands: from then on posts are given by headquarters.
    """
    if Post.objects.exists():
        raise MayNotGive()
    posts = []
    for account, role, office in pairs:
        post = Post.objects.create(
            account=account, role=role, office=office, starts_on=starts_on or today(), state=Post.State.ACTIVE
        )
        record("post.installed", about=post, place=office.place, role=role, office=office.code)
        posts.append(post)
    return posts


@transaction.atomic
def set_block(subject, blocked, *, by, reason):
    """Keep two persons apart: `blocked` never sees, serves or judges `subject`. Safe to repeat."""
    block, is_new = AccessBlock.objects.get_or_create(
        subject=subject, blocked=blocked, lifted_at=None, defaults={"reason": reason, "set_by": by}
    )
    if is_new:
        record("block.set", about=subject, by=by, why=reason, blocked=blocked.pk)
    return block


@transaction.atomic
def block_colleague(subject, account, *, by, reason):
    """Keep a colleague away from a woman. Who has no person of her own yet gets one, only for the block."""
    person = account.persons.order_by("pk").first()
    if person is None:
        person = add_person(account.name, "", by=by, account=account, is_colleague=True)
    return set_block(subject, person, by=by, reason=reason)


@transaction.atomic
def propose_lift(block, *, by):
    block = AccessBlock.objects.select_for_update().get(pk=block.pk)
    if block.lift_proposed_at is None:
        block.lift_proposed_at, block.lift_proposed_by = timezone.now(), by
        block.save(update_fields=["lift_proposed_at", "lift_proposed_by"])
        record("block.lift_proposed", about=block.subject, by=by)
    return block


@transaction.atomic
def lift_block(block, *, by):
    """Lift a block with the second signature. Refuses the person who proposed it."""
    block = AccessBlock.objects.select_for_update().get(pk=block.pk)
    if block.lifted_at:
        return block
    if block.lift_proposed_by is None or block.lift_proposed_by == by:
        raise NeedsAnother()
    block.lifted_at, block.lifted_by = timezone.now(), by
    block.save(update_fields=["lifted_at", "lifted_by"])
    record("block.lifted", about=block.subject, by=by)
    return block
