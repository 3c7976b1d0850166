from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine

ACCOUNT = settings.AUTH_USER_MODEL


class CorrectionRequest(models.Model):
    """She says that something kept of her is wrong (درخواست اصلاح); her office answers."""

    class About(models.TextChoices):
        NAME = "name", _("نام")
        NUMBER = "number", _("کد ملی یا تاریخ تولد")
        PHONE = "phone", _("شمارهٔ تلفن")
        ADDRESS = "address", _("نشانی یا منطقه")
        FAMILY = "family", _("خانواده و سرپرستی")
        WORK = "work", _("کار، درآمد یا آموزش")
        OTHER = "other", _("چیز دیگر")

    class State(models.TextChoices):
        OPEN = "open", _("در انتظار اداره")
        CORRECTED = "corrected", _("درست شد")
        KEPT = "kept", _("همان ماند")

    S = State
    MACHINE = Machine("state", {S.OPEN: {S.CORRECTED, S.KEPT}})
    DEADLINES = ("due_at",)

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="corrections")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-filed_at", "-pk"]

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.OPEN).select_related("place")

    @property
    def deadline_place(self):
        return self.place
