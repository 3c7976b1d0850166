"""Free slots for a woman, and what a follow-up officer may know of her counselling."""

from django.db.models import Count, F, Q
from django.utils import timezone

from koushaneh.access.models import Post, Role
from koushaneh.core.time import today
from koushaneh.counselling.models import Booking, Episode, Slot, State
from koushaneh.counselling.rules import absences_for, contacts_for
from koushaneh.people.models import AccessBlock

SHOWN = 40


def free_slots(plan):
    """Return what a woman on this path may book: ahead, with a seat, her own counsellor's first, nobody blocked."""
    roots = plan.place.roots
    blocked = AccessBlock.objects.filter(subject=plan.person_id, lifted_at=None)
    live = Post.objects.live_on(today()).filter(role=Role.COUNSELLOR, office__place__in=roots)
    taken = Count("bookings", filter=~Q(bookings__state=State.LEFT))
    rows = (
        Slot.objects.filter(
            office__place__in=roots,
            cancelled_at=None,
            starts_at__gt=timezone.now(),
            counsellor__in=live.values("account"),
            counsellor__counselling_licence__valid_until__gte=today(),
        )
        .exclude(counsellor__in=blocked.values("blocked__account"))
        .exclude(pk__in=_hers(plan).values("slot"))
        .annotate(taken=taken)
        .filter(taken__lt=F("seats"))
        .select_related("office", "counsellor__counselling_licence")
    )
    own = set(
        Episode.objects.filter(person=plan.person_id, ended_at=None).values_list("counsellor", flat=True)
    )
    found = sorted(
        rows[: SHOWN * 5], key=lambda slot: (slot.counsellor_id not in own, slot.starts_at, slot.pk)
    )
    return found[:SHOWN]


def _hers(plan):
    return Booking.objects.filter(episode__person=plan.person_id).exclude(state=State.LEFT)


def facts_of(person, account):
    """Return when she met a counsellor and when she did not come, as a follow-up officer may know it."""
    met = [
        {"on": one.on, "kind": one.get_kind_display(), "minutes": one.minutes, "state": ""}
        for one in contacts_for(account).filter(episode__person=person)
    ]
    absent = [
        {
            "on": one.slot.starts_at,
            "kind": one.slot.get_kind_display(),
            "minutes": None,
            "state": one.get_state_display(),
        }
        for one in absences_for(account).filter(episode__person=person)
    ]
    return met, absent
