"""What follows a signed run: letters, offers, the waiting list, appeals, the cohort."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.models import Application
from koushaneh.core.fields import public_id
from koushaneh.core.states import Machine
from koushaneh.core.values import in_both, in_language

ACCOUNT = settings.AUTH_USER_MODEL


class Letter(models.Model):
    """A letter to a woman (نامه); its words are in `web/templates/letters`, named by code."""

    DEADLINES = ("appeal_until",)

    decision = models.OneToOneField("screening.Decision", models.PROTECT, related_name="letter")
    number = models.CharField(max_length=12, unique=True, default=public_id)  # on the verification page
    code = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    released_at = models.DateTimeField(null=True, blank=True)
    appeal_until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # by telephone, recorded as told
    told_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    told_note = models.CharField(max_length=200, blank=True)

    @classmethod
    def pending_deadlines(cls):
        rows = cls.objects.filter(appeal_until__isnull=False, decision__appeal=None)
        return rows.select_related("decision__application__place")

    @property
    def deadline_place(self):
        return self.decision.application.place

    @property
    def has_reached_her(self):
        return bool(self.read_at or self.told_at)


class Offer(models.Model):
    """A seat offered to a woman until a time (پیشنهاد جا)."""

    class State(models.TextChoices):
        OPEN = "open", _("در انتظار پاسخ او")
        ACCEPTED = "accepted", _("پذیرفت")
        DECLINED = "declined", _("نپذیرفت")
        EXPIRED = "expired", _("مهلت گذشت")
        WITHDRAWN = "withdrawn", _("پس گرفته شد")

    MACHINE = Machine(
        "state",
        {
            State.OPEN: {State.ACCEPTED, State.DECLINED, State.EXPIRED, State.WITHDRAWN},
            State.ACCEPTED: {State.WITHDRAWN},  # until she is enrolled
        },
    )
    DEADLINES = ("expires_at",)

    call = models.ForeignKey("calls.Call", models.PROTECT, related_name="offers")
    application = models.OneToOneField("calls.Application", models.PROTECT, related_name="offer")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)  # once, because nobody had reached her
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    confirmation = models.CharField(max_length=12, choices=Application.Confirmation, blank=True)
    note = models.CharField(max_length=200, blank=True)  # of who wrote her spoken answer down
    is_remedy = models.BooleanField(default=False)  # of an upheld appeal

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.OPEN).select_related("application__place")

    @property
    def deadline_place(self):
        return self.application.place


class WaitEntry(models.Model):
    """A place in the waiting list (نوبت انتظار). Its rank is stored and never changes without an event."""

    call = models.ForeignKey("calls.Call", models.PROTECT, related_name="waiting")
    application = models.OneToOneField("calls.Application", models.PROTECT, related_name="waiting")
    rank = models.PositiveIntegerField()
    is_remedy = models.BooleanField(default=False)  # of an upheld appeal: goes first, ranks stay
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=20, blank=True)  # promoted | withdrawn | closed

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["call", "rank"], name="one_woman_per_rank")]


class Appeal(models.Model):
    """A woman objects (اعتراض)."""

    class State(models.TextChoices):
        FILED = "filed", _("رسید")
        ADMISSIBLE = "admissible", _("پذیرفته برای رسیدگی")
        LATE = "late", _("پس از مهلت")
        OUT_OF_SCOPE = "out_of_scope", _("بیرون از موضوع")
        UPHELD = "upheld", _("وارد بود")
        PARTLY = "partly", _("بخشی وارد بود")
        REJECTED = "rejected", _("وارد نبود")
        REMEDIED = "remedied", _("جبران شد")
        WITHDRAWN = "withdrawn", _("پس گرفت")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.FILED: {S.ADMISSIBLE, S.LATE, S.OUT_OF_SCOPE, S.WITHDRAWN},
            S.ADMISSIBLE: {S.UPHELD, S.PARTLY, S.REJECTED, S.WITHDRAWN},
            S.UPHELD: {S.REMEDIED},
            S.PARTLY: {S.REMEDIED},
        },
    )
    DEADLINES = ("answer_due_at",)

    class Channel(models.TextChoices):
        SELF = "self", _("خودش نوشت")
        OFFICE = "office", _("حضوری در اداره")
        PHONE = "phone", _("تلفنی")

    decision = models.OneToOneField("screening.Decision", models.PROTECT, related_name="appeal")
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.SELF)
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.FILED)
    answer_due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    admitted_at = models.DateTimeField(null=True, blank=True)
    admitted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    remedy = models.CharField(max_length=20, blank=True)  # offer | waiting_list | check_again
    remedied_at = models.DateTimeField(null=True, blank=True)

    @classmethod
    def pending_deadlines(cls):
        waiting = [cls.State.FILED, cls.State.ADMISSIBLE]
        return cls.objects.filter(state__in=waiting).select_related("decision__application__place")

    @property
    def deadline_place(self):
        return self.decision.application.place


class AppealHearing(models.Model):
    """One member of the panel that hears an appeal (عضو هیئت)."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="hearings")
    member = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="hearings")
    vote = models.CharField(max_length=10, blank=True)  # upheld | partly | rejected
    note = models.TextField(blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appeal", "member"], name="one_voice_per_member")]


class Cohort(models.Model):
    """Women who begin together (هم‌دوره‌ها)."""

    call = models.OneToOneField("calls.Call", models.PROTECT, null=True, blank=True, related_name="cohort")
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="cohorts")
    starts_on = models.DateField()
    seats = models.PositiveIntegerField()

    def __str__(self):
        return in_language(in_both(self.title, self.title_en))


class Enrolment(models.Model):
    """A woman in a cohort (هم‌دوره)."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="enrolments")
    application = models.OneToOneField(
        "calls.Application", models.PROTECT, null=True, blank=True, related_name="enrolment"
    )
    enrolled_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="one_enrolment_per_cohort")]
