"""That she completed a workshop, for whoever she wants to show it to."""

from django.db import models

from koushaneh.core.fields import public_id
from koushaneh.workshops.models.seats import Seat


class Certificate(models.Model):
    """A certificate (گواهی): given when a workshop ends, found by its number, told about to nobody."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=12, unique=True, default=public_id)
    issued_at = models.DateTimeField()
