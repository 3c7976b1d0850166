from datetime import timedelta

from django.db import models
from django.db.models import F, Q


class DemoClock(models.Model):
    """How far the time of a demo is ahead of the real one (ساعت نمونه). One row, and only in a demo database.

    `began_at` and `goal_at` are instants of the demo: between them the worker is on its way, until
    `arrived_at` says where it stopped.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField(default=timedelta())
    began_at = models.DateTimeField(null=True, blank=True)
    goal_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_clock_of_the_demo"),
            models.CheckConstraint(condition=Q(ahead__gte=timedelta()), name="clock_never_behind"),
            models.CheckConstraint(
                condition=Q(began_at=None, goal_at=None) | Q(goal_at__gt=F("began_at")),
                name="clock_goes_forward",
            ),
        ]

    @property
    def is_moving(self):
        return self.goal_at is not None and self.arrived_at is None
