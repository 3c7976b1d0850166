"""Whom an office telephones."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CallTask(models.Model):
    """A woman whom the office should telephone (تماس امروز), and why."""

    class Reason(models.TextChoices):
        UNANSWERED = "unanswered", _("به دعوت پاسخ نداده")
        UNREACHED = "unreached", _("پیامک نرسیده یا لغو شده")
        MISSING = "missing", _("مدرک کم دارد")
        CALL_ME = "call_me", _("خواسته با او تماس بگیرید")
        RESULT = "result", _("نتیجه را تلفنی بگویید")
        CORRECTION = "correction", _("می‌گوید چیزی نادرست است")
        ERASURE = "erasure", _("خواسته داده‌هایش پاک شود")

    class Result(models.TextChoices):
        REACHED = "reached", _("گفت‌وگو شد")
        NO_ANSWER = "no_answer", _("جواب نداد")
        WRONG_NUMBER = "wrong_number", _("شماره اشتباه بود")
        LATER = "later", _("وقت دیگر")

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="call_tasks")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="call_tasks")
    reason = models.CharField(max_length=12, choices=Reason)
    about = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)  # what she said, for the officer who calls
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reason", "about"],
                condition=Q(done_at=None),
                name="one_open_task_per_reason",
            )
        ]


class CallAttempt(models.Model):
    """One try to telephone (تلاش برای تماس)."""

    task = models.ForeignKey(CallTask, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    result = models.CharField(max_length=12, choices=CallTask.Result)
    note = models.CharField(max_length=200, blank=True)
