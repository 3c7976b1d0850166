from django.conf import settings
from django.db import models
from django.db.models import Q


class RetentionRule(models.Model):
    """How long one kind of data is kept (مدت نگهداری). Kinds, what ships and the limits: `rights/keeping`."""

    kind = models.CharField(max_length=30, unique=True)
    days = models.PositiveIntegerField(null=True, blank=True)  # None: as it ships
    why = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    last_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(changed_at=None, changed_by=None)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="retention_changed_by_and_at",
            )
        ]
