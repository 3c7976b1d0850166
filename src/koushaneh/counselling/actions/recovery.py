"""Recovery: two of three custodians give their shares; neither of them sees a key or a note.

Each opens her share with her own key and seals it anew to the counsellor who takes over. Only that one,
with her key open, adds the two and has the keys of the cases.
"""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from koushaneh.access.models import Post, Role
from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, may_at
from koushaneh.audit.actions import record
from koushaneh.core import sealing
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.counselling.actions.attending import NotYours
from koushaneh.counselling.actions.keys import NoKeyYet, case_key, hand_out, key_of
from koushaneh.counselling.actions.telling import give_up
from koushaneh.counselling.models import CaseKey, Episode, GivenShare, KeyWrap, Recovery, State
from koushaneh.engine.persian import clean
from koushaneh.notify.actions import send
from koushaneh.places.offices import office_of


class NoCustodian(Refusal):
    code = "counselling.no_custodian"


class SecondNeeded(Refusal):
    """One custodian is not enough, and who proposed it cannot be the second as well."""

    code = "counselling.second_needed"


class NothingToRecover(Refusal):
    code = "counselling.nothing_to_recover"


class NotForYou(Refusal):
    code = "counselling.recovery_not_for_you"


class CannotTake(Refusal):
    """Who takes over is a counsellor of the place with a key of her own."""

    code = "counselling.cannot_take"


def cases_of(counsellor, custodian_pair):
    """The keys of a counsellor's cases of which this custodian holds a share."""
    return CaseKey.objects.filter(episode__counsellor=counsellor, shares__custodian=custodian_pair)


def _check_target(counsellor, target):
    pair = key_of(target)
    if pair is None:
        raise NoKeyYet()
    cases = CaseKey.objects.filter(episode__counsellor=counsellor).select_related("episode__place")
    live = Post.objects.live_on(today()).filter(account=target, role=Role.COUNSELLOR)
    roots = [post.office.place.path for post in live.select_related("office__place")]
    for case in cases:
        if not any(case.episode.place.path.startswith(root) for root in roots):
            raise CannotTake()
    return pair


@transaction.atomic
def propose_recovery(counsellor, *, target, why, by, opened):
    """Propose it and give the first share of each case. Nothing can be opened yet."""
    if not may(by, Permission.CUSTODY):
        raise NoCustodian()
    pair = _check_target(counsellor, target)
    if not cases_of(counsellor, opened.pair).exists():
        raise NothingToRecover()
    recovery = Recovery.objects.create(
        counsellor=counsellor, target=pair, why=clean(why), proposed_by=by, proposed_at=timezone.now()
    )
    count = _give(recovery, opened)
    record("recovery.proposed", by=by, why=recovery.why, recovery=recovery.pk, cases=count)
    return recovery


def _give(recovery, opened):
    """Seal this custodian's shares anew to who takes over; return of how many cases."""
    count = 0
    for case in cases_of(recovery.counsellor, opened.pair):
        share = case.shares.get(custodian=opened.pair)
        piece = sealing.open_with(opened.private, share.sealed, share.where)
        given = GivenShare(recovery=recovery, case=case, custodian=opened.pair)
        given.sealed = sealing.seal_to(recovery.target.public, piece, given.where)
        given.save()
        count += 1
    return count


def locked_recovery(recovery):
    return Recovery.objects.select_for_update(of=("self",)).select_related("target").get(pk=recovery.pk)


@transaction.atomic
def second_recovery(recovery, *, by, opened):
    """Give the second share of each case. Refuses who proposed it. Safe to repeat."""
    recovery = locked_recovery(recovery)
    if not may(by, Permission.CUSTODY):
        raise NoCustodian()
    if recovery.proposed_by_id == by.pk:
        raise SecondNeeded()
    if recovery.seconded_by_id:
        return recovery
    recovery.seconded_by, recovery.seconded_at = by, timezone.now()
    recovery.save(update_fields=["seconded_by", "seconded_at"])
    count = _give(recovery, opened)
    record("recovery.seconded", by=by, recovery=recovery.pk, cases=count)
    return recovery


@transaction.atomic
def finish_recovery(recovery, *, by, opened):
    """Take the cases over: add the shares, keep the keys, close them to everybody before. Safe to repeat.

    The women are told when another counsellor takes over; of herself she needs no news.
    """
    recovery = locked_recovery(recovery)
    if recovery.target_id != opened.pair.pk or recovery.target.account_id != by.pk:
        raise NotForYou()
    if recovery.finished_at:
        return recovery
    if recovery.seconded_by_id is None:
        raise SecondNeeded()
    given = Count("given_shares", filter=Q(given_shares__recovery=recovery))
    cases = CaseKey.objects.annotate(given=given).filter(given__gte=2)
    cases = list(cases.select_related("episode__person", "episode__place"))
    for case in cases:
        _take(case, recovery, by, opened)
    recovery.finished_at = timezone.now()
    recovery.save(update_fields=["finished_at"])
    recovery.shares.all().delete()
    record("recovery.finished", by=by, recovery=recovery.pk, cases=len(cases))
    return recovery


def _take(case, recovery, by, opened):
    given = recovery.shares.filter(case=case)
    pieces = [sealing.open_with(opened.private, one.sealed, one.where) for one in given]
    key = sealing.join(pieces)
    KeyWrap.objects.filter(case=case).delete()
    hand_out(case, key, opened.pair, sealing.public_of(opened.private))
    episode = case.episode
    if episode.counsellor_id != by.pk:
        pass_on(episode, by)


@transaction.atomic
def hand_over(episode, target, *, by, opened):
    """Hand a case to a colleague of the place: its key is sealed to her and closed to whoever hands it over."""
    episode = (
        Episode.objects.select_for_update(of=("self",)).select_related("person", "place").get(pk=episode.pk)
    )
    if episode.counsellor_id != by.pk:
        raise NotYours()
    pair = key_of(target)
    if pair is None:
        raise NoKeyYet()
    if target.pk == by.pk or not may_at(target, Permission.COUNSEL, episode.place):
        raise CannotTake()
    for booking in episode.bookings.filter(state=State.BOOKED):
        give_up(booking, by=by)
    case = CaseKey.objects.filter(episode=episode).first()
    if case:
        key = case_key(episode, opened)
        KeyWrap.objects.filter(case=case).delete()
        hand_out(case, key, pair, pair.public)
    pass_on(episode, target)
    record("episode.handed", about=episode, by=by, after=target.pk)
    return episode


def pass_on(episode, to):
    """Let another counsellor care for a woman from now on, and tell her."""
    if episode.ended_at is None and to.episodes.filter(person=episode.person, ended_at=None).exists():
        episode.ended_at, episode.ended_by = timezone.now(), to  # she has her own case with her already
    episode.counsellor = to
    episode.save(update_fields=["counsellor", "ended_at", "ended_by"])
    if episode.ended_at is None:
        office = office_of(episode.place)
        send(episode.person, "appointment_person", link="/my/counselling/", office=office)
    return episode
