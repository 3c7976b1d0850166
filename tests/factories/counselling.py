"""Counsellors, their slots, women in their care; made by the actions."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.counselling.actions.booking import book
from koushaneh.counselling.actions.keys import key_of, make_key, open_key
from koushaneh.counselling.actions.notes import sign_note, write_note
from koushaneh.counselling.actions.recovery import propose_recovery, second_recovery
from koushaneh.counselling.actions.slots import note_licence, open_slots
from koushaneh.counselling.models import Episode, KeyPair, Slot
from tests.factories.access import make_post
from tests.factories.path import make_plan
from tests.factories.places import directorate, district_office, headquarters, oversight

WORDING = "می‌پذیرم"


def make_counsellor(number=7):
    """A counsellor of a district with a licence."""
    account = make_post(Role.COUNSELLOR, number).account
    note_licence(account, number="1234", issuer="نظام", valid_until=today() + timedelta(days=400))
    return account


def make_slots(counsellor, number=7, *, hours=30, **more):
    starts_at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=hours)
    return open_slots(counsellor, office=district_office(number), starts_at=starts_at, **more)


def make_booking(counsellor=None, plan=None, number=7, **more):
    """A turn of a woman on her path, thirty hours ahead."""
    counsellor, plan = counsellor or make_counsellor(number), plan or make_plan(number)
    slot = make_slots(counsellor, number, **more)[0]
    return book(plan, slot, by=plan.person.account, wording=WORDING)


def make_due(booking, hours=2):
    """Let the hour of a turn have come."""
    Slot.objects.filter(pk=booking.slot_id).update(starts_at=timezone.now() - timedelta(hours=hours))
    booking.refresh_from_db()
    return booking


def make_episode(counsellor=None, plan=None, number=7):
    """A woman in a counsellor's care."""
    return Episode.objects.get(pk=make_booking(counsellor, plan, number).episode_id)


PASSPHRASE = "چهار واژهٔ بی‌ربط این‌جا"


def make_key_holder(account):
    """Let an account have a key, and open it."""
    if key_of(account) is None:
        make_key(account, PASSPHRASE)
    return open_key(account, PASSPHRASE)


def make_custodians():
    """Three custodians of the city with keys, from three offices."""
    offices = (headquarters(), directorate(), oversight())
    accounts = [make_post(Role.CUSTODIAN, office=office).account for office in offices]
    for account in accounts:
        make_key(account, PASSPHRASE)
    return accounts


def make_note(text="راز", episode=None, *, sign=False):
    """A note in a case; returns it with its author's opened key."""
    if not KeyPair.objects.filter(account__posts__role=Role.CUSTODIAN).exists():
        make_custodians()
    episode = episode or make_episode()
    opened = make_key_holder(episode.counsellor)
    note = write_note(episode, text, by=episode.counsellor, opened=opened)
    return (sign_note(note, by=episode.counsellor) if sign else note), opened


def make_recovery(counsellor, custodians, target=None, *, second=True):
    """A recovery to which one custodian, or two, gave their shares."""
    first, other, _third = custodians
    recovery = propose_recovery(
        counsellor, target=target or counsellor, why="رمز", by=first, opened=make_key_holder(first)
    )
    return second_recovery(recovery, by=other, opened=make_key_holder(other)) if second else recovery
