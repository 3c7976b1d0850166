"""A woman's wish to be erased, and the receipt that is left of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField, blind_index, public_id
from koushaneh.core.states import Machine

ACCOUNT = settings.AUTH_USER_MODEL


def code_index(code):
    """Return the fingerprint by which a receipt is found; spaces and hyphens of the printed form do not count."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return blind_index(plain, "rights.receipt")


class ErasureRequest(models.Model):
    """She wants her data erased (درخواست پاک‌شدن): confirmed by her, waiting, perhaps decided, carried out."""

    class State(models.TextChoices):
        DECIDING = "deciding", _("در انتظار ستاد")
        WAITING = "waiting", _("در مهلت پشیمانی")
        POSTPONED = "postponed", _("به روز دیگری افتاد")
        TAKEN_BACK = "taken_back", _("پس گرفته شد")
        ERASED = "erased", _("پاک شد")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DECIDING: {S.WAITING, S.POSTPONED, S.TAKEN_BACK},
            S.WAITING: {S.ERASED, S.TAKEN_BACK},
            S.POSTPONED: {S.ERASED, S.TAKEN_BACK},
        },
    )
    OPEN = (S.DECIDING, S.WAITING, S.POSTPONED)
    DEADLINES = ("decide_until",)

    class Channel(models.TextChoices):
        SELF = "self", _("خودش")
        OFFICE = "office", _("با کمک اداره")

    class Confirmation(models.TextChoices):
        CODE = "code", _("با کد پیامکی")
        SPOKEN = "spoken", _("گفتاری")

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="erasure_requests")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    code = EncryptedTextField(blank=True, default=public_id)  # of the receipt; emptied when it is carried out
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.SELF)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    confirmation = models.CharField(max_length=8, choices=Confirmation)
    said = models.CharField(max_length=300, blank=True)  # what she said, where she confirmed by word of mouth
    state = models.CharField(max_length=10, choices=State)
    matters = models.JSONField(default=list)  # what was going on when she asked: ["offer", "membership", ...]
    decide_until = models.DateTimeField(null=True, blank=True)  # silence after that is a yes
    erase_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)  # why it should be postponed
    postpone_until = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["deciding", "waiting", "postponed"]),
                name="one_open_erasure_per_person",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("decided_by")),
                name="two_persons_postpone_an_erasure",
            ),
            models.CheckConstraint(
                condition=~Q(state="postponed") | Q(signed_by__isnull=False, postpone_until__isnull=False),
                name="a_postponed_erasure_is_signed",
            ),
        ]

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.DECIDING, place__isnull=False).select_related("place")

    @property
    def deadline_place(self):
        return self.place

    @property
    def waits_for_signature(self):
        """A postponement has been proposed and waits for the second person."""
        return self.state == self.State.DECIDING and self.postpone_until is not None


class Receipt(models.Model):
    """What was erased, what stays and until when (رسید پاک‌شدن). It leads to nobody."""

    code_index = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    at = models.DateTimeField()
    erased = models.JSONField(default=dict)  # {line: how many}
    stays = models.JSONField(default=list)  # [{"code", "until": date or None}]
