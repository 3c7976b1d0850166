"""A woman with her counsellor: from consent to the end, and the bare facts of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Episode(models.Model):
    """One woman in the care of one counsellor (دورهٔ مشاوره), begun with her consent."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="episodes")
    counsellor = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="episodes")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    consent = models.ForeignKey("consent.Consent", models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "counsellor"], condition=Q(ended_at=None), name="one_live_episode_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | (~Q(ended_at=None) & ~Q(ended_by=None)),
                name="an_ended_episode_says_who",
            ),
        ]


class Contact(models.Model):
    """That she met her counsellor (تماس مشاوره): day, kind, minutes. Never what was said."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("مشاورهٔ فردی")
        GROUP = "group", _("مشاورهٔ گروهی")
        PHONE = "phone", _("گفت‌وگوی تلفنی")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="contacts")
    booking = models.OneToOneField(
        "counselling.Booking", models.PROTECT, null=True, blank=True, related_name="contact"
    )
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    minutes = models.PositiveSmallIntegerField()
    noted_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
