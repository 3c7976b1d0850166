"""Which workshops and seats an account may touch, and which workshops a woman may ask for."""

from django.db.models import Exists, OuterRef, Q

from koushaneh.access.models import Post, Role
from koushaneh.access.roles import Permission
from koushaneh.access.rules import unblocked, within
from koushaneh.core.time import today
from koushaneh.path.models import PathPlan
from koushaneh.people.models import AccessBlock, Account
from koushaneh.registry.models import File
from koushaneh.workshops.models import Certificate, Material, Seat, Session, Workshop

State = Workshop.State
SHOWN = (State.OPEN, State.ALLOTTED, State.FINISHED)


def workshops_for(account, permission=Permission.WORKSHOP_COMPOSE):
    return Workshop.objects.filter(within(account, permission)).select_related("place", "trainer")


def seats_for(account, permission=Permission.WORKSHOP_COMPOSE):
    """Seats with the names of women, for the office."""
    rows = Seat.objects.filter(within(account, permission, "workshop__place"), unblocked(account))
    return rows.select_related("person", "workshop__place", "friend", "beside")


def workshops_at(person):
    """Workshops of the places in which she is known, and of what lies above them.

    A trainer from whom she is to be kept away is left out.
    """
    below = {"person": person, "place__path__startswith": OuterRef("place__path")}
    files = File.objects.filter(**below).exclude(state__in=["closed", "exited"])
    plans = PathPlan.objects.filter(ended_at=None, **below)
    blocked = AccessBlock.objects.filter(subject=person, lifted_at=None).exclude(blocked__account=None)
    rows = Workshop.objects.filter(Exists(files) | Exists(plans), state__in=SHOWN)
    return rows.exclude(trainer__in=blocked.values("blocked__account")).select_related("place", "trainer")


def workshops_seen_by(person):
    """What she may open: workshops of her places, and those in which she has or had a seat."""
    own = Workshop.objects.filter(taken__person=person).exclude(state=State.DRAFT)
    rows = Workshop.objects.filter(Q(pk__in=workshops_at(person).values("pk")) | Q(pk__in=own.values("pk")))
    return rows.select_related("place", "trainer")


def seats_of(person):
    rows = Seat.objects.filter(person=person)
    return rows.select_related("person", "workshop__place", "workshop__trainer", "friend", "beside")


def trainers_at(place):
    """Accounts whose live post lets them teach at this place: their office lies there, above or below."""
    near = Q(office__place__in=place.roots) | Q(office__place__path__startswith=place.path)
    posts = Post.objects.live_on(today()).filter(near, role=Role.TRAINER)
    return Account.objects.filter(pk__in=posts.values("account")).order_by("name", "pk")


def drawn_workshops():
    """Workshops whose draw is published."""
    return Workshop.objects.exclude(record=None).select_related("place")


def taught_by(account):
    """A trainer's own workshops, from the day they are published."""
    return Workshop.objects.filter(trainer=account).exclude(state=State.DRAFT).select_related("place")


def learners_of(account):
    """Seats of women who come to her workshops: who has one, or had one to the end. Wishes are not hers to see."""
    coming = [Seat.State.BOOKED, Seat.State.ATTENDED, Seat.State.EXCUSED, Seat.State.ABSENT]
    rows = Seat.objects.filter(workshop__in=taught_by(account), state__in=coming).filter(unblocked(account))
    return rows.select_related("person").order_by("person__sort_key", "pk")


def sessions_taught_by(account):
    return Session.objects.filter(workshop__in=taught_by(account)).select_related("workshop__place")


def sessions_booked_by(person):
    """Sessions of the workshops in which she has a seat."""
    booked = Seat.objects.filter(person=person, state=Seat.State.BOOKED)
    return Session.objects.filter(workshop__in=booked.values("workshop")).select_related("workshop__place")


def certificates_of(person):
    rows = Certificate.objects.filter(seat__person=person)
    return rows.select_related("seat__person", "seat__workshop__place", "seat__workshop__trainer")


def certificate_numbered(number):
    """The certificate of that number, for whoever checks a paper; None without one."""
    rows = Certificate.objects.filter(number=number, seat__person__erased_at=None)
    return rows.select_related("seat__workshop").first()


def finished_workshops():
    return Workshop.objects.filter(state=State.FINISHED)


def materials_for(person):
    """Materials of workshops in which she has a seat or which she completed."""
    own = Seat.objects.filter(person=person, state__in=[Seat.State.BOOKED, Seat.State.ATTENDED])
    return Material.objects.filter(workshop__in=own.values("workshop"))
