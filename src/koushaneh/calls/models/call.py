"""The call itself, its seats, its approvals, what was told of it, and invitations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.models.rules import FormVersion, IndicatorSet, SelectionPolicy
from koushaneh.core.fields import public_id
from koushaneh.core.states import Machine
from koushaneh.core.values import in_both, in_language


class CallQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(state__in=[Call.State.DRAFT, Call.State.APPROVAL, Call.State.CANCELLED])


class Call(models.Model):
    """A call to women of the System to join (فراخوان)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        APPROVAL = "approval", _("در زنجیرهٔ تأیید")
        ANNOUNCED = "announced", _("اعلام‌شده")
        OPEN = "open", _("باز")
        GRACE = "grace", _("دقایق پایانی")
        CLOSED = "closed", _("بسته")
        CHECKING = "checking", _("بررسی شرایط")
        REVIEWING = "reviewing", _("داوری")
        RUN_PREPARED = "run_prepared", _("گزینش آماده")
        RUN_SIGNED = "run_signed", _("گزینش امضا شده")
        RESULTS = "results", _("اعلام نتیجه")
        APPEALS = "appeals", _("رسیدگی به اعتراض‌ها")
        FINAL = "final", _("نهایی")
        ARCHIVED = "archived", _("بایگانی")
        CANCELLED = "cancelled", _("لغو شده")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DRAFT: {S.APPROVAL, S.CANCELLED},
            S.APPROVAL: {S.DRAFT, S.ANNOUNCED, S.CANCELLED},
            S.ANNOUNCED: {S.OPEN, S.CANCELLED},
            S.OPEN: {S.GRACE, S.CANCELLED},
            S.GRACE: {S.CLOSED, S.CANCELLED},
            S.CLOSED: {S.CHECKING, S.CANCELLED},
            S.CHECKING: {S.REVIEWING, S.CANCELLED},
            S.REVIEWING: {S.RUN_PREPARED, S.CANCELLED},
            S.RUN_PREPARED: {S.RUN_SIGNED, S.REVIEWING, S.CANCELLED},
            S.RUN_SIGNED: {S.RESULTS, S.REVIEWING, S.CANCELLED},
            S.RESULTS: {S.APPEALS},
            S.APPEALS: {S.FINAL},
            S.FINAL: {S.ARCHIVED},
        },
    )

    code = models.CharField(max_length=12, unique=True, default=public_id)  # in public addresses
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="calls")
    profile = models.CharField(max_length=10, choices=IndicatorSet.Profile)
    tracks = models.JSONField(default=list)
    indicators = models.ForeignKey(IndicatorSet, models.PROTECT, related_name="calls")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="calls")
    policy = models.OneToOneField(SelectionPolicy, models.PROTECT, related_name="call")
    seat_count = models.PositiveIntegerField(default=30)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_minutes = models.PositiveSmallIntegerField(default=60)
    results_on = models.DateField(null=True, blank=True)
    access_code = models.CharField(max_length=20, blank=True)  # a limited call opens with this code only
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    rules_hash = models.CharField(max_length=64, blank=True)
    rules_record = models.JSONField(null=True, blank=True)  # exactly what was hashed
    cancel_reason = models.CharField(max_length=200, blank=True)
    cancel_reason_en = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()
    DEADLINES = ("closes_at",)  # moved by a public closure, see places.actions.declare_closure

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state__in=[cls.State.ANNOUNCED, cls.State.OPEN])

    @property
    def deadline_place(self):
        return self.place

    def after_deadline_moved(self, column, before, closed, *, by):
        """Leave the public notice of a closing that a public closure has moved; the clock tells the women."""
        change = {column: [before.isoformat(), getattr(self, column).isoformat()]}
        self.notices.create(
            kind=CallNotice.POSTPONED, text=closed.reason, text_en=closed.reason_en, by=by, change=change
        )

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=models.F("closes_at")), name="opens_before_it_closes"
            )
        ]

    def __str__(self):
        return self.title_en if get_language() == "en" and self.title_en else self.title

    @property
    def title_in_both(self):
        return in_both(self.title, self.title_en)

    @property
    def summary_shown(self):
        return self.summary_en if get_language() == "en" and self.summary_en else self.summary

    @property
    def cancel_reason_shown(self):
        return in_language(in_both(self.cancel_reason, self.cancel_reason_en))

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def is_frozen(self):
        return self.rules_hash != ""

    @property
    def is_limited(self):
        return self.access_code != ""


class Seats(models.Model):
    """Seats of one place in a call (جا)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="seats")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "place"], name="one_quota_per_place"),
            models.CheckConstraint(
                condition=Q(minimum__lte=models.F("maximum")), name="minimum_below_maximum"
            ),
        ]


class CallApproval(models.Model):
    """One approval in the chain of a call (تأیید)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="approvals")
    step = models.ForeignKey("places.ApprovalStep", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_approved = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(default=1)  # a call sent back begins a new round

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "step", "round"], name="one_approval_per_link")
        ]


class CallNotice(models.Model):
    """What was told publicly of a call (آگهی): opened, amended and why, cancelled and why."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="notices")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    change = models.JSONField(default=dict)  # {field: [before, after]} of an amendment
    told_at = models.DateTimeField(null=True, blank=True)  # when the clock told the women of a postponement

    POSTPONED = "postponed"

    class Meta:
        ordering = ["-at", "-pk"]

    @property
    def text_in_both(self):
        return in_both(self.text, self.text_en)

    @property
    def text_shown(self):
        return in_language(self.text_in_both)


class RulesVersion(models.Model):
    """The rules as they were published and hashed (نسخهٔ قواعد); a correction adds the next one."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="rules_versions")
    number = models.PositiveSmallIntegerField(default=1)
    indicators = models.ForeignKey(IndicatorSet, models.PROTECT, related_name="+")
    record = models.JSONField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="one_record_per_version")]


class InvitationBatch(models.Model):
    """Invitations sent together (دستهٔ دعوت): previewed, counted, and for a while they can be undone."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="batches")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    leaves_at = models.DateTimeField()  # until then it can be undone
    undone_at = models.DateTimeField(null=True, blank=True)

    @property
    def messages(self):
        """The name under which the outbox keeps the messages of this batch."""
        return f"invitations:{self.pk}"


class Invitation(models.Model):
    """A woman invited to a call (دعوت)."""

    class Channel(models.TextChoices):
        SMS = "sms", _("پیامک")
        PHONE = "phone", _("تلفن")
        OFFICE = "office", _("حضوری")

    call = models.ForeignKey(Call, models.CASCADE, related_name="invitations")
    file = models.ForeignKey("registry.File", models.CASCADE, related_name="invitations")
    batch = models.ForeignKey(
        InvitationBatch, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "file"], name="one_invitation_per_file")]
