"""A counsellor's time: her licence, slots opened and taken away."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.core.values import local_day
from koushaneh.counselling.actions.telling import give_up, tell
from koushaneh.counselling.models import Licence, Slot, State
from koushaneh.engine.persian import clean
from koushaneh.places.days import Days


class NoLicence(Refusal):
    """Without a number, or after its last day, nobody counsels."""

    code = "counselling.no_licence"


class LicenceOver(Refusal):
    code = "counselling.licence_over"


class NotYourOffice(Refusal):
    code = "counselling.not_your_office"


class SlotPast(Refusal):
    code = "counselling.slot_past"


class SlotOnClosedDay(Refusal):
    code = "counselling.slot_on_closed_day"


class SlotsOverlap(Refusal):
    code = "counselling.slots_overlap"


@transaction.atomic
def note_licence(account, *, number, issuer, valid_until):
    """Write down a counsellor's own licence, or its renewal; women read it beside her time."""
    if valid_until < today():
        raise LicenceOver()
    licence, _is_new = Licence.objects.update_or_create(
        account=account,
        defaults={
            "number": clean(number),
            "issuer": clean(issuer),
            "valid_until": valid_until,
            "noted_at": timezone.now(),
        },
    )
    record("licence.noted", about=licence, by=account, number=licence.number, until=valid_until.isoformat())
    return licence


def locked_licence(account):
    """Lock a counsellor's licence; two acts on her own time wait for one another."""
    licence = Licence.objects.select_for_update().filter(account=account).first()
    if licence is None or licence.valid_until < today():
        raise NoLicence()
    return licence


@transaction.atomic
def open_slots(counsellor, *, office, starts_at, minutes=45, count=1, seats=1, topic=""):
    """Open `count` slots one after another at an office of hers; more than one seat make a group.

    Refuses a moment that has passed, a closed day, and a time that touches another slot of hers.
    """
    locked_licence(counsellor)
    if not may_at(counsellor, Permission.COUNSEL, office.place):
        raise NotYourOffice()
    kind = Slot.Kind.GROUP if seats > 1 else Slot.Kind.INDIVIDUAL
    slots = [
        Slot(
            counsellor=counsellor,
            office=office,
            kind=kind,
            topic=clean(topic) if seats > 1 else "",
            starts_at=starts_at + timedelta(minutes=minutes * number),
            minutes=minutes,
            seats=seats,
        )
        for number in range(count)
    ]
    _check_time(slots)
    for slot in slots:
        slot.save()
    record("slots.opened", about=slots[0], by=counsellor, place=office.place, count=count)
    return slots


def _end(slot):
    return slot.starts_at + timedelta(minutes=slot.minutes)


def _check_time(slots):
    first, last = slots[0], slots[-1]
    if first.starts_at <= timezone.now():
        raise SlotPast()
    if {local_day(first.starts_at), local_day(last.starts_at)} & Days(first.office.place).closed:
        raise SlotOnClosedDay()
    near = Slot.objects.filter(
        counsellor=first.counsellor,
        cancelled_at=None,
        starts_at__lt=_end(last),
        starts_at__gt=first.starts_at - timedelta(hours=12),
    )
    if any(_end(other) > first.starts_at for other in near):
        raise SlotsOverlap()


@transaction.atomic
def cancel_slot(slot, *, by):
    """Take a slot away; whoever had a turn in it is told and takes another. Safe to repeat."""
    slot = Slot.objects.select_for_update(of=("self",)).select_related("office__place").get(pk=slot.pk)
    if slot.cancelled_at:
        return slot
    slot.cancelled_at = timezone.now()
    slot.save(update_fields=["cancelled_at"])
    record("slot.cancelled", about=slot, by=by, place=slot.office.place)
    for booking in slot.bookings.filter(state=State.BOOKED):
        give_up(booking, by=by)
        tell(booking, "appointment_moved")
    return slot
