"""Whose cases an account may touch: a counsellor her own and no other, follow-up the bare facts, a woman hers."""

from koushaneh.access.models import Post, Role
from koushaneh.access.roles import Permission
from koushaneh.access.rules import unblocked, within
from koushaneh.core.time import today
from koushaneh.counselling.models import Booking, Contact, Episode, Note, Recovery, Slot, State
from koushaneh.people.models import Account
from koushaneh.places.models import Office


def slots_for(account, permission=Permission.COUNSEL):
    """Her own slots, while she holds the post."""
    rows = Slot.objects.filter(within(account, permission, "office__place"), counsellor=account)
    return rows.select_related("office__place")


def episodes_for(account, permission=Permission.COUNSEL):
    """Her own cases. With her post the last of them is out of her reach, from the next request on."""
    held = within(account, permission)
    rows = Episode.objects.filter(held, unblocked(account), counsellor=account)
    return rows.select_related("person", "place", "consent")


def bookings_for(account, permission=Permission.COUNSEL):
    rows = Booking.objects.filter(
        slot__in=slots_for(account, permission).values("pk"),
        episode__in=episodes_for(account, permission).values("pk"),
    )
    return rows.select_related("slot__office", "episode__person", "episode__place")


def notes_for(account, permission=Permission.COUNSEL):
    """Her own notes in her own cases: the rows; what stands in them only her key opens."""
    rows = Note.objects.filter(episode__in=episodes_for(account, permission).values("pk"), author=account)
    return rows.select_related("episode__person", "episode__place", "episode__consent")


def recoveries_for(account, permission=Permission.CUSTODY):
    """Recoveries of counsellors within a custodian's places: who, to whom and why, no woman."""
    offices = Office.objects.filter(within(account, permission)).values("pk")
    counsellors = Post.objects.filter(role=Role.COUNSELLOR, office__in=offices).values("account")
    rows = Recovery.objects.filter(counsellor__in=counsellors)
    return rows.select_related("counsellor", "target__account", "proposed_by", "seconded_by")


def recoveries_to(account):
    """Recoveries that wait for her to take the cases over."""
    ready = Recovery.objects.filter(finished_at=None).exclude(seconded_at=None)
    return ready.filter(target__account=account, target__retired_at=None).select_related("counsellor")


def counsellors_for(account, permission=Permission.CUSTODY, *, former=False):
    """Counsellors of a custodian's places with a key; `former` ones, too, whose post is over."""
    offices = Office.objects.filter(within(account, permission)).values("pk")
    posts = Post.objects.filter(role=Role.COUNSELLOR, office__in=offices)
    posts = posts if former else posts.live_on(today())
    return Account.objects.filter(pk__in=posts.values("account"), key_pairs__isnull=False).distinct()


def colleagues_for(account, place, permission=Permission.COUNSEL):
    """Other counsellors with a key who may care for women of this place."""
    posts = Post.objects.live_on(today()).filter(role=Role.COUNSELLOR, office__place__in=place.roots)
    rows = Account.objects.filter(pk__in=posts.values("account"), key_pairs__retired_at=None)
    return rows.exclude(key_pairs=None).exclude(pk=account.pk).distinct()


def contacts_for(account, permission=Permission.PATH_WORK):
    """The bare facts, for the follow-up officer of the place."""
    rows = Contact.objects.filter(within(account, permission, "episode__place"))
    return rows.filter(unblocked(account, "episode__person"))


def absences_for(account, permission=Permission.PATH_WORK):
    """Turns to which a woman did not come, for the follow-up officer of the place."""
    rows = Booking.objects.filter(
        within(account, permission, "episode__place"), state__in=[State.MISSED, State.EXCUSED]
    )
    return rows.filter(unblocked(account, "episode__person")).select_related("slot")


def bookings_of(person):
    """A woman's own turns."""
    rows = Booking.objects.filter(episode__person=person)
    return rows.select_related("slot__office", "slot__counsellor__counselling_licence", "episode")
