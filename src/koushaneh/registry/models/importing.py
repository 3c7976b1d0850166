"""Registers that came as a file, and pairs that may be one woman."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField, random_code
from koushaneh.core.states import Machine


class Import(models.Model):
    """A register that came as a file (ورود فهرست): mapped, tried out, then committed."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("رسید")
        MAPPED = "mapped", _("ستون‌ها شناخته شد")
        CHECKING = "checking", _("در حال آزمودن")
        CHECKED = "checked", _("آزموده")
        COMMITTING = "committing", _("در حال ورود")
        DONE = "done", _("انجام شد")
        FAILED = "failed", _("ناتمام")
        CANCELLED = "cancelled", _("رها شد")

    MACHINE = Machine(
        "state",
        {
            State.UPLOADED: {State.MAPPED, State.CANCELLED},
            State.MAPPED: {State.MAPPED, State.CHECKING, State.CANCELLED},
            State.CHECKING: {State.CHECKED, State.FAILED, State.CANCELLED},
            State.CHECKED: {State.MAPPED, State.COMMITTING, State.CANCELLED},
            State.COMMITTING: {State.DONE, State.FAILED},
            State.FAILED: {State.CHECKING, State.COMMITTING, State.CANCELLED},
        },
    )

    code = models.CharField(max_length=10, unique=True, default=random_code)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="imports")
    upload = models.FileField(upload_to="imports/")
    file_name = models.CharField(max_length=120)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # field -> column
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)  # resume continues here
    counts = models.JSONField(default=dict)  # new, changed, same, left, refused


class ImportRow(models.Model):
    """One row of an import and what it would do (سطر): sealed, because it holds identities."""

    class Outcome(models.TextChoices):
        NEW = "new", _("تازه")
        CHANGED = "changed", _("تغییر")
        SAME = "same", _("بی‌تغییر")
        DUPLICATE = "duplicate", _("تکراری در همین فهرست")
        REFUSED = "refused", _("نیازمند اصلاح")

    source = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    sealed = EncryptedTextField()  # the row as JSON
    outcome = models.CharField(max_length=10, choices=Outcome)
    problems = models.JSONField(default=list)  # [{"column", "code", "facts"}]
    committed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="one_row_per_number")]


class MergeCandidate(models.Model):
    """Two persons who may be one (احتمال تکرار)."""

    class State(models.TextChoices):
        OPEN = "open", _("باز")
        MERGED = "merged", _("یکی شدند")
        DIFFERENT = "different", _("دو نفرند")

    MACHINE = Machine("state", {State.OPEN: {State.MERGED, State.DIFFERENT}})

    left = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    right = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=30)  # same_phone, same_name_and_birth, ...
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="one_candidate_per_pair")]
