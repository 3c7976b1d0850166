"""A woman's seat in a workshop, from her wish to its end."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import tracking_code
from koushaneh.core.states import Machine
from koushaneh.workshops.models.workshops import Workshop


class Seat(models.Model):
    """One woman and one workshop (جا). Each state is an event of its own; none follows from another."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("درخواست داده")
        WAITING = "waiting", _("در فهرست انتظار")
        OFFERED = "offered", _("جا پیشنهاد شد")
        BOOKED = "booked", _("جا دارد")
        DECLINED = "declined", _("نپذیرفت")
        EXPIRED = "expired", _("مهلت پاسخ گذشت")
        WITHDRAWN = "withdrawn", _("پس گرفت")
        CLOSED = "closed", _("جایی نماند")
        ATTENDED = "attended", _("گذراند")
        EXCUSED = "excused", _("با دلیل نیامد")
        ABSENT = "absent", _("نیامد")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.REQUESTED: {S.WAITING, S.OFFERED, S.WITHDRAWN, S.CLOSED},
            S.WAITING: {S.OFFERED, S.WITHDRAWN, S.CLOSED, S.BOOKED},
            S.OFFERED: {S.BOOKED, S.DECLINED, S.EXPIRED, S.WITHDRAWN, S.CLOSED},
            S.BOOKED: {S.WITHDRAWN, S.ATTENDED, S.EXCUSED, S.ABSENT, S.CLOSED},
            S.DECLINED: {S.REQUESTED},
            S.EXPIRED: {S.REQUESTED},
            S.WITHDRAWN: {S.REQUESTED},
        },
    )
    DEADLINES = ("expires_at",)

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="taken")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="workshop_seats")
    code = models.CharField(max_length=8, unique=True, default=tracking_code)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    friend = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="beside")
    children = models.PositiveSmallIntegerField(default=0)  # who come along to the childcare
    points = models.JSONField(default=list)  # [[reason, points]], as they counted in the draw
    rank = models.PositiveIntegerField(null=True, blank=True)  # place in the line; never changes afterwards
    is_reserved = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)  # taken first come, after the draw
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "person"], name="one_seat_per_woman_and_workshop"),
            models.CheckConstraint(
                condition=Q(state="offered", expires_at__isnull=False) | ~Q(state="offered"),
                name="an_offered_seat_has_an_end",
            ),
        ]

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.OFFERED).select_related("workshop__place")

    @property
    def deadline_place(self):
        return self.workshop.place

    @property
    def score(self):
        return sum(points for _reason, points in self.points)

    @property
    def is_over(self):
        return self.state in OVER


HOLDING = (Seat.State.OFFERED, Seat.State.BOOKED)
OVER = (Seat.State.ATTENDED, Seat.State.EXCUSED, Seat.State.ABSENT, Seat.State.CLOSED)
GIVEN_UP = (Seat.State.DECLINED, Seat.State.EXPIRED, Seat.State.WITHDRAWN)
