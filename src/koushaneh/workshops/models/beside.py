"""What goes with a workshop: materials to take home, and what women say of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from koushaneh.workshops.models.seats import Seat
from koushaneh.workshops.models.workshops import Workshop


class Material(models.Model):
    """A paper or a picture for those who have a seat (جزوه)."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="materials")
    title = models.CharField(max_length=120)
    content = models.FileField(upload_to="materials/")
    added_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["added_at", "pk"]


class Feedback(models.Model):
    """What a woman says of a workshop that she completed (نظر); nobody reads whose it is."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="feedback")
    score = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="score_from_one_to_five")
        ]
