"""What a call decides by: indicators, form, policy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Track(models.TextChoices):
    """In what way she works (راه کار)."""

    PRODUCER = "producer", _("تولید یا فروش")
    TRAINER = "trainer", _("آموزش")
    SERVICE = "service", _("خدمات")


class IndicatorSet(models.Model):
    """Indicators and gates of a call (شاخص‌ها), a version of them, copied from a profile.

    After opening it changes only by a correction: a further version with a reason and two signatures.
    """

    class Profile(models.TextChoices):
        FOUNDING = "founding", _("هستهٔ اولیه")
        ENTRY = "entry", _("ورود به مسیر")
        SEEKERS = "seekers", _("کارجویان")

    profile = models.CharField(max_length=10, choices=Profile)
    version = models.PositiveIntegerField(default=1)
    gates = models.JSONField(default=list)  # [{"code": "head_verified"}, {"code": "age", "minimum": 18}, ...]
    frozen_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=models.F("by")), name="two_persons_correct_rules"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="correction_signed_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(signed_at=None, refused_at=None),
                name="one_correction_at_a_time",
            ),
        ]

    @property
    def enabled(self):
        return self.items.filter(is_enabled=True)


class Indicator(models.Model):
    """One thing that counts (شاخص): where its value comes from, its weight, what if it is missing."""

    class Block(models.TextChoices):
        PATH = "path", _("مسیر کار")
        SOCIAL = "social", _("کار برای دیگران")
        READINESS = "readiness", _("آمادگی")
        NEED = "need", _("نیاز")

    class Source(models.TextChoices):
        FACT = "fact", _("پرونده")
        ANSWER = "answer", _("پاسخ خودش")
        REVIEWER = "reviewer", _("داور")
        INTERVIEWER = "interviewer", _("مصاحبه‌گر")

    class Missing(models.TextChoices):
        BLOCK = "block", _("رتبه‌بندی را نگه می‌دارد")
        ASK = "ask", _("از او پرسیده می‌شود")
        NEUTRAL = "neutral", _("میانهٔ متقاضیان")
        ZERO = "zero", _("صفر")

    indicators = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="items")
    code = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField()
    block = models.CharField(max_length=10, choices=Block)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Source)
    key = models.CharField(max_length=40)  # kind of fact, or key of the question
    value = models.JSONField()  # {"kind": "linear", "low": 0, "high": 24} and so on: calls/values.py
    missing = models.CharField(max_length=8, choices=Missing)
    anchors = models.JSONField(default=list)  # [{"score": 1, "fa": ..., "en": ...}, ...] for reviewers
    is_enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["indicators", "code"], name="one_indicator_per_code"),
            models.CheckConstraint(condition=Q(weight__lte=20), name="no_indicator_above_twenty"),
        ]

    def __str__(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name


class FormVersion(models.Model):
    """The questions of a call (فرم), as they stood when it opened.

    Never written twice: every change of a draft's questions makes the next version. One without
    `made_for` is as it ships, and calls share it with its recordings.
    """

    name = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    questions = models.JSONField()  # calls/questions.py gives their schema
    made_for = models.ForeignKey(
        "calls.Call", models.PROTECT, null=True, blank=True, related_name="form_versions"
    )
    before = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    change = models.JSONField(default=dict)  # {"did": "edited", "question": "plan"}
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["made_for", "version"], name="one_form_per_call_and_version")
        ]


class SelectionPolicy(models.Model):
    """How this call decides (شیوهٔ گزینش)."""

    class Tie(models.TextChoices):
        LOTTERY = "lottery", _("قرعهٔ آشکار")

    reviewers = models.PositiveSmallIntegerField(default=2)
    discrepancy = models.PositiveSmallIntegerField(default=2)  # a gap of so many anchors asks for one more
    tie_rule = models.CharField(max_length=10, choices=Tie, default=Tie.LOTTERY)
    public_source = models.CharField(max_length=200, blank=True)  # named future source of the seed
    interview_band = models.PositiveSmallIntegerField(default=20)  # so many on each side of the cut at most
    waiting_share = models.PositiveSmallIntegerField(default=100)  # waiting list, in percent of the seats
    info_days = models.PositiveSmallIntegerField(default=7)
    info_requests = models.PositiveSmallIntegerField(default=2)
    offer_hours = models.PositiveSmallIntegerField(default=72)
    appeal_days = models.PositiveSmallIntegerField(default=10)
    redistribution = models.JSONField(default=list)  # ["neighbours", "city"]
    feature_quotas = models.JSONField(default=list)  # [{"feature": "track", "value", "minimum", "maximum"}]

    @property
    def track_seats(self):
        """Return (track in words, least, most) for every track that has bounds of its own."""
        rows = [row for row in self.feature_quotas if row["feature"] == "track"]
        return [(Track(row["value"]).label, row["minimum"], row["maximum"]) for row in rows]
