from django.db import models
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField, public_id


class Instrument(models.Model):
    """A questionnaire as it stood in one version (ابزار سنجش)."""

    code = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    definition = models.JSONField()  # the file of engine/scales
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_definition_per_version")]


class Wave(models.Model):
    """A time at which people are asked (موج). Wave 0 of a call asks every applicant, chosen or not."""

    about = models.CharField(max_length=60, unique=True)  # "call:12"
    title = models.CharField(max_length=120)
    instruments = models.ManyToManyField(Instrument, related_name="waves")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)


class Sitting(models.Model):
    """One woman's answers in a wave (نوبت پاسخ). No role that decides can reach it."""

    class Mode(models.TextChoices):
        SELF = "self", _("خودش")
        INTERVIEW = "interview", _("با خواندن کارشناس")

    code = models.CharField(max_length=12, unique=True, default=public_id)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="sittings")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="sittings")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SELF)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="one_sitting_per_wave")]


class Response(models.Model):
    """The answer to one item, sealed (پاسخ سنجش); empty means skipped."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="responses")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    item = models.CharField(max_length=40)
    value = EncryptedTextField(blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "instrument", "item"], name="one_response_per_item")
        ]
