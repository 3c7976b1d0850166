"""What belongs to an application: answers, files, snapshot, requests for what is missing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.models.application import Application
from koushaneh.calls.models.rules import FormVersion
from koushaneh.core.states import Machine


class Answer(models.Model):
    """One answer of an application (پاسخ); the last one counts, earlier ones are kept."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"],
                condition=Q(is_current=True),
                name="one_current_answer_per_question",
            ),
            models.UniqueConstraint(
                fields=["application", "key", "revision"], name="one_answer_per_revision"
            ),
        ]


class Attachment(models.Model):
    """A picture or document of an application (پیوست): re-encoded, its metadata gone."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=40)
    content = models.FileField(upload_to="attachments/")
    kind = models.CharField(max_length=10)  # picture | document | voice
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, default="")  # the same file sent twice is one
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)


class QuestionAudio(models.Model):
    """A question read aloud (خوانش پرسش), uploaded by the office."""

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="recordings")
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="fa")
    content = models.FileField(upload_to="audio/")
    is_synthetic = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "key", "language"], name="one_recording_per_question")
        ]


class FactSnapshot(models.Model):
    """The facts of her file as they stood when she submitted (عکس لحظه)."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="snapshot")
    facts = models.JSONField()
    taken_at = models.DateTimeField(auto_now_add=True)
    hash = models.CharField(max_length=64)


class InfoRequest(models.Model):
    """A request for what is missing, with a clock (درخواست مدرک)."""

    class State(models.TextChoices):
        OPEN = "open", _("در انتظار او")
        ANSWERED = "answered", _("پاسخ داد")
        SETTLED = "settled", _("رسیدگی شد")
        EXPIRED = "expired", _("مهلت گذشت")

    MACHINE = Machine(
        "state",
        {
            State.OPEN: {State.ANSWERED, State.SETTLED, State.EXPIRED},
            State.ANSWERED: {State.SETTLED, State.OPEN},
        },
    )
    DEADLINES = ("due_at",)

    application = models.ForeignKey(Application, models.CASCADE, related_name="info_requests")
    about = models.CharField(max_length=40)  # code of a gate or an indicator
    text = models.CharField(max_length=400)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.OPEN).select_related("application__place")

    @property
    def deadline_place(self):
        return self.application.place
