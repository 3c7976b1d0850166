from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField
from koushaneh.core.states import Machine


class Message(models.Model):
    """A message in the outbox (پیام): written with the act that caused it, sent by the worker."""

    class State(models.TextChoices):
        WAITING = "waiting", _("در صف")
        SENT = "sent", _("فرستاده")
        DELIVERED = "delivered", _("رسیده")
        FAILED = "failed", _("نرسیده")
        OPTED_OUT = "opted_out", _("لغو پیامک")
        CANCELLED = "cancelled", _("پس گرفته")

    MACHINE = Machine(
        "state",
        {
            State.WAITING: {State.SENT, State.FAILED, State.OPTED_OUT, State.CANCELLED},
            State.SENT: {State.DELIVERED, State.FAILED, State.OPTED_OUT},
        },
    )

    class Kind(models.TextChoices):
        CODE = "code", _("کد ورود")
        NOTICE = "notice", _("خبر")

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, blank=True, related_name="outbox")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTICE)
    template = models.CharField(max_length=60)  # names a text in notify/texts.py
    to = EncryptedTextField()
    text = EncryptedTextField()  # already neutral where she chose covered messages
    about = models.CharField(max_length=60, blank=True, db_index=True)  # "invitation:12"
    batch = models.CharField(max_length=40, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"])]


class NoticeQuerySet(models.QuerySet):
    def shown(self, *, at):
        """Those that she may read by now; one that can still be taken back is not there yet."""
        return self.filter(Q(not_before=None) | Q(not_before__lte=at))


class Notice(models.Model):
    """What a person reads in her own pages (خبر)."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notices")
    template = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True, blank=True)  # until then it can be taken back
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()


class PhoneCode(models.Model):
    """A code that went to a phone (کد پیامکی). Tries are counted here and, over all codes, for the phone."""

    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=60)  # "sign_in", "confirm:application:12"
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone_index", "sent_at"])]
