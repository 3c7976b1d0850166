from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a woman is asked to allow (هدف)."""

    FILE = "file", _("نگهداری و به‌کارگیری پروندهٔ من در سامانهٔ توانمندسازی")
    APPLICATION = "application", _("بررسی درخواست من در این فراخوان")
    BASELINE = "baseline", _("پرسش‌نامهٔ آغازین، فقط برای سنجش برنامه‌ها")
    CONTACT = "contact", _("پیامک و تلفن از اداره")
    COUNSELLING = "counselling", _("گفت‌وگو با مشاور و نگهداری یادداشت او")
    ASSOCIATION = "association", _("بردن نام و کار من از سامانه به کانون")


class Consent(models.Model):
    """One line of the ledger (رضایت): given with these words, by this channel, and perhaps withdrawn."""

    class Channel(models.TextChoices):
        SELF = "self", _("خودش در سامانه")
        SMS = "sms", _("با کد پیامکی")
        SPOKEN = "spoken", _("گفتاری، ثبت‌شده")
        PAPER = "paper", _("برگهٔ کاغذی")

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    about = models.CharField(max_length=60, blank=True)  # for example "call:12"
    wording = models.TextField()
    channel = models.CharField(max_length=8, choices=Channel)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "about"],
                condition=models.Q(withdrawn_at=None),
                name="one_live_consent_per_purpose",
            )
        ]
