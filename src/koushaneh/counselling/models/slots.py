"""Who may counsel, when she has time, and who has taken it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine

ACCOUNT = settings.AUTH_USER_MODEL


class Licence(models.Model):
    """A counsellor's permit to practise (پروانهٔ مشاوره). Without a valid one nobody can take time with her."""

    account = models.OneToOneField(ACCOUNT, models.PROTECT, related_name="counselling_licence")
    number = models.CharField(max_length=40)
    issuer = models.CharField(max_length=80)
    valid_until = models.DateField()
    noted_at = models.DateTimeField()


class Slot(models.Model):
    """A time that a counsellor offers (وقت مشاوره): to one woman, or to a group with a topic."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("فردی")
        GROUP = "group", _("گروهی")

    counsellor = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="counselling_slots")
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="counselling_slots")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INDIVIDUAL)
    topic = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    seats = models.PositiveSmallIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["counsellor", "starts_at"],
                condition=Q(cancelled_at=None),
                name="one_slot_of_a_counsellor_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="group", seats__gt=1) | Q(kind="individual", seats=1),
                name="an_individual_slot_has_one_seat",
            ),
        ]

    @property
    def is_group(self):
        return self.kind == self.Kind.GROUP


class State(models.TextChoices):
    """What became of a booking (وضعیت نوبت)."""

    BOOKED = "booked", _("نوبت دارد")
    HELD = "held", _("برگزار شد")
    MISSED = "missed", _("نیامد")
    EXCUSED = "excused", _("با عذر نیامد")
    LEFT = "left", _("لغو شد")


class Booking(models.Model):
    """A woman's turn in a slot (نوبت). Seats are numbered, so that the database itself refuses one too many."""

    MACHINE = Machine("state", {State.BOOKED: {State.HELD, State.MISSED, State.EXCUSED, State.LEFT}})

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    episode = models.ForeignKey("counselling.Episode", models.PROTECT, related_name="bookings")
    step = models.ForeignKey("path.PathStep", models.SET_NULL, null=True, blank=True, related_name="+")
    seat = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.BOOKED)
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["slot__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seat"], condition=~Q(state="left"), name="one_woman_per_seat_of_a_slot"
            ),
            models.UniqueConstraint(
                fields=["slot", "episode"], condition=~Q(state="left"), name="one_seat_of_a_slot_per_woman"
            ),
        ]
