"""Keys: made under a passphrase, opened with it for a short time, and the key of a case among its holders."""

import hashlib
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from koushaneh.access.models import Post, Role
from koushaneh.audit.actions import record
from koushaneh.core import sealing
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.counselling.models import CaseKey, KeyPair, KeyShare, KeyWrap

SHORTEST = 12
TRIES, REST_SECONDS = 5, 15 * 60


class HasKey(Refusal):
    code = "counselling.has_key"


class NoKeyYet(Refusal):
    code = "counselling.no_key_yet"


class TooShort(Refusal):
    code = "counselling.passphrase_too_short"


class TooManyTries(Refusal):
    code = "counselling.too_many_tries"


class NoCustodians(Refusal):
    """A note that nobody could recover is not written."""

    code = "counselling.no_custodians"


class NoKeyToCase(Refusal):
    code = "counselling.no_key_to_case"


@dataclass(frozen=True)
class Opened:
    """A pair of keys whose private one is at hand, for as long as a request lasts."""

    pair: KeyPair
    private: bytes = field(repr=False)


def fingerprint(pair):
    """Return what two people compare to be sure of a public key."""
    return hashlib.sha256(pair.public.encode()).hexdigest()[:16]


def key_of(account):
    return KeyPair.objects.filter(account=account, retired_at=None).first()


@transaction.atomic
def make_key(account, passphrase):
    """Make a counsellor's or a custodian's pair of keys. The passphrase is kept nowhere."""
    if len(passphrase) < SHORTEST:
        raise TooShort(shortest=SHORTEST)
    if key_of(account):
        raise HasKey()
    private, public = sealing.new_pair()
    pair = KeyPair(account=account, public=public, made_at=timezone.now())
    pair.sealed = sealing.lock(private, passphrase, pair.where)
    pair.save()
    record("key.made", about=pair, by=account, fingerprint=fingerprint(pair))
    return pair


@transaction.atomic
def replace_key(account, passphrase):
    """Make a new key in the place of one whose passphrase is lost.

    What the old one opened stays closed until two custodians have given their shares.
    """
    KeyPair.objects.filter(account=account, retired_at=None).update(retired_at=timezone.now())
    return make_key(account, passphrase)


def open_key(account, passphrase):
    """Open an account's key with its passphrase; after five wrong ones it rests for a quarter of an hour.

    Call it outside of a transaction that a refusal rolls back: the tries are counted in the cache.
    """
    pair = key_of(account)
    if pair is None:
        raise NoKeyYet()
    tries = f"counselling-key-{account.pk}"
    if cache.get(tries, 0) >= TRIES:
        raise TooManyTries()
    try:
        private = sealing.unlock(pair.sealed, passphrase, pair.where)
    except sealing.WrongPassphrase:
        cache.add(tries, 0, REST_SECONDS)
        cache.incr(tries)
        raise
    cache.delete(tries)
    return Opened(pair, private)


@transaction.atomic
def change_passphrase(opened, new):
    """Put the same key under another passphrase; the old one opens nothing any more."""
    if len(new) < SHORTEST:
        raise TooShort(shortest=SHORTEST)
    pair = KeyPair.objects.select_for_update().get(pk=opened.pair.pk)
    pair.sealed = sealing.lock(opened.private, new, pair.where)
    pair.save(update_fields=["sealed"])
    record("key.relocked", about=pair, by=pair.account)
    return pair


def custodians_of(place):
    """Return the keys of the three custodians who keep the shares of a place; NoCustodians where there are fewer."""
    live = Post.objects.live_on(today()).filter(role=Role.CUSTODIAN, office__place__in=place.roots)
    pairs = KeyPair.objects.filter(account__in=live.values("account"), retired_at=None).order_by("pk")
    pairs = list(pairs[: sealing.HOLDERS])
    if len(pairs) < sealing.HOLDERS:
        raise NoCustodians(missing=sealing.HOLDERS - len(pairs))
    return pairs


def case_key(episode, opened):
    """Return the key of a case (bytes) for one who holds it; NoKeyToCase for everybody else."""
    wrap = KeyWrap.objects.filter(case__episode=episode, holder=opened.pair).first()
    if wrap is None:
        raise NoKeyToCase()
    return sealing.open_with(opened.private, wrap.sealed, wrap.where)


def ready_case_key(episode, opened):
    """Return the key of a case; the first note makes it, and its three shares. The caller holds the episode."""
    if case := CaseKey.objects.filter(episode=episode).first():
        key = case_key(episode, opened)
        _renew_shares(case, key, episode.place)
        return key
    custodians, key = custodians_of(episode.place), sealing.new_key()
    case = CaseKey.objects.create(episode=episode, made_at=timezone.now())
    hand_out(case, key, opened.pair, sealing.public_of(opened.private))
    give_shares(case, key, custodians)
    return key


def _renew_shares(case, key, place):
    """Split the key anew where a custodian has changed; while there are too few, the old shares stay."""
    try:
        custodians = custodians_of(place)
    except NoCustodians:
        return
    if {one.pk for one in custodians} != set(case.shares.values_list("custodian", flat=True)):
        give_shares(case, key, custodians)


def hand_out(case, key, holder, public):
    """Seal the key of a case to one more holder."""
    wrap = KeyWrap(case=case, holder=holder)
    wrap.sealed = sealing.seal_to(public, key, wrap.where)
    wrap.save()
    return wrap


def give_shares(case, key, custodians):
    """Split the key of a case anew among three custodians."""
    case.shares.all().delete()
    for custodian, piece in zip(custodians, sealing.split(key), strict=True):
        share = KeyShare(case=case, custodian=custodian)
        share.sealed = sealing.seal_to(custodian.public, piece, share.where)
        share.save()
