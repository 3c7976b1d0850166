"""Whether she was there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.workshops.models.seats import Seat
from koushaneh.workshops.models.workshops import Session


class Attendance(models.Model):
    """A woman in a session (حضور و غیاب). Without a row nobody has said anything: that is not "absent"."""

    class Mark(models.TextChoices):
        PRESENT = "present", _("حاضر")
        LATE = "late", _("با تأخیر آمد")
        EXCUSED = "excused", _("با دلیل نیامد")
        ABSENT = "absent", _("نیامد")

    class Way(models.TextChoices):
        LIST = "list", _("فهرست مربی")
        DOOR = "door", _("خودش، با نقش چهارخانهٔ در")

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    mark = models.CharField(max_length=8, choices=Mark)
    why = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=4, choices=Way, default=Way.LIST)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["session__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "session"], name="one_mark_per_seat_and_session"),
            models.CheckConstraint(
                condition=~Q(mark="excused") | ~Q(why=""), name="an_excuse_has_its_reason"
            ),
        ]


class Tick(models.Model):
    """One mark that came in from a device which had no connection (تیک): its key counts once."""

    key = models.CharField(max_length=40, unique=True)
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="ticks")
    session = models.ForeignKey(Session, models.PROTECT, related_name="ticks")
    mark = models.CharField(max_length=8, choices=Attendance.Mark)
    at = models.DateTimeField()  # when she wrote it, by the clock of her device
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)


CAME = (Attendance.Mark.PRESENT, Attendance.Mark.LATE)
