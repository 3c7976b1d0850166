"""Gates, redaction, blind reviews, interviews."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine

ACCOUNT = settings.AUTH_USER_MODEL


class Eligibility(models.Model):
    """What one gate said of an application, and on what ground (احراز شرایط)."""

    class Result(models.TextChoices):
        PASSED = "passed", _("برقرار")
        FAILED = "failed", _("برقرار نیست")
        UNKNOWN = "unknown", _("مدرک می‌خواهد")

    application = models.ForeignKey("calls.Application", models.CASCADE, related_name="eligibility")
    rule = models.CharField(max_length=40)
    result = models.CharField(max_length=8, choices=Result)
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")  # None: computed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "rule"], name="one_result_per_gate")]


class Redaction(models.Model):
    """The edited twin of her free texts (ویرایش). No review opens before it is released."""

    class State(models.TextChoices):
        WAITING = "waiting", _("در صف")
        WORKING = "working", _("در حال ویرایش")
        RELEASED = "released", _("آمادهٔ داوری")

    MACHINE = Machine(
        "state",
        {State.WAITING: {State.WORKING, State.RELEASED}, State.WORKING: {State.RELEASED, State.WAITING}},
    )

    application = models.OneToOneField("calls.Application", models.CASCADE, related_name="redaction")
    texts = models.JSONField(default=dict)  # key -> edited text
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    editor = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    is_automatic = models.BooleanField(default=False)  # she wrote no free text: there was nothing to edit


class Conflict(models.Model):
    """Why somebody must not judge an application (تعارض منافع). A found one is pinned."""

    class Kind(models.TextChoices):
        DECLARED = "declared", _("خودش گفت")
        CASEWORKER = "caseworker", _("کارشناس پروندهٔ او")
        HELPER = "helper", _("فرم او را پر کرد")
        CHECKER = "checker", _("شرایط او را بررسی کرد")
        EDITOR = "editor", _("متن او را ویرایش کرد")
        SAME_OFFICE = "same_office", _("همان اداره")
        BLOCK = "block", _("منع دسترسی")
        HOUSEHOLD = "household", _("هم‌خانوار یا هم‌نشانی")
        SAME_PERSON = "same_person", _("خود او")

    application = models.ForeignKey("calls.Application", models.CASCADE, related_name="conflicts")
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=Kind)
    is_pinned = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "account", "kind"], name="one_conflict_per_kind")
        ]


class Assignment(models.Model):
    """A reviewer given an application to judge blindly (سپردن به داور)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("سپرده شد")
        ACCEPTED = "accepted", _("پذیرفت")
        WORKING = "working", _("در حال داوری")
        LOCKED = "locked", _("ثبت نهایی")
        DECLINED = "declined", _("نپذیرفت")
        RECUSED = "recused", _("کناره گرفت")
        OVERDUE = "overdue", _("دیر شد")
        REPLACED = "replaced", _("جایگزین شد")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.PROPOSED: {S.ACCEPTED, S.WORKING, S.DECLINED, S.RECUSED, S.OVERDUE, S.REPLACED},
            S.ACCEPTED: {S.WORKING, S.DECLINED, S.RECUSED, S.OVERDUE, S.REPLACED},
            S.WORKING: {S.LOCKED, S.RECUSED, S.OVERDUE, S.REPLACED},
            S.OVERDUE: {S.WORKING, S.REPLACED},
            S.DECLINED: {S.REPLACED},
            S.RECUSED: {S.REPLACED},
        },
    )
    DEADLINES = ("due_at",)

    class Phase(models.TextChoices):
        FIRST = "first", _("داوری نخست")
        EXTRA = "extra", _("داوری افزوده")

    application = models.ForeignKey("calls.Application", models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="assignments")
    phase = models.CharField(max_length=6, choices=Phase, default=Phase.FIRST)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    LIVE = (S.PROPOSED, S.ACCEPTED, S.WORKING, S.LOCKED)
    OPEN = (S.PROPOSED, S.ACCEPTED, S.WORKING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_assignment_per_reviewer")
        ]

    @classmethod
    def pending_deadlines(cls):
        waiting = [cls.State.PROPOSED, cls.State.ACCEPTED, cls.State.WORKING]
        return cls.objects.filter(state__in=waiting).select_related("application__call__place")

    @property
    def deadline_place(self):
        return self.application.call.place  # reviewers work for the whole city


class Review(models.Model):
    """What one reviewer thinks (داوری). Once locked it is never edited: a revision is a new row."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reviews")
    revision = models.PositiveSmallIntegerField(default=1)
    locked_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "revision"], name="one_review_per_revision")
        ]


class Score(models.Model):
    """One anchored score of a review (نمره)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    indicator = models.ForeignKey("calls.Indicator", models.PROTECT, related_name="+")
    anchor = models.PositiveSmallIntegerField()  # 1..5
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "indicator"], name="one_score_per_indicator"),
            models.CheckConstraint(condition=Q(anchor__gte=1, anchor__lte=5), name="anchor_from_one_to_five"),
        ]


class InterviewSlot(models.Model):
    """A time at which a pair of interviewers can talk with one woman (نوبت مصاحبه)."""

    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="slots")
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    raters = models.ManyToManyField(ACCOUNT, related_name="interview_slots")
    cancelled_at = models.DateTimeField(null=True, blank=True)


class Interview(models.Model):
    """The talk with a woman near the cut (مصاحبه)."""

    class State(models.TextChoices):
        INVITED = "invited", _("دعوت شد")
        BOOKED = "booked", _("نوبت گرفت")
        HELD = "held", _("برگزار شد")
        NO_SHOW = "no_show", _("نیامد")
        EXCUSED = "excused", _("عذر داشت")
        RATED = "rated", _("نمره گرفت")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.INVITED: {S.BOOKED, S.NO_SHOW, S.EXCUSED},
            S.BOOKED: {S.HELD, S.NO_SHOW, S.EXCUSED, S.INVITED},
            S.NO_SHOW: {S.INVITED, S.BOOKED},
            S.EXCUSED: {S.INVITED, S.BOOKED},
            S.HELD: {S.RATED},
        },
    )

    application = models.OneToOneField("calls.Application", models.CASCADE, related_name="interview")
    slot = models.OneToOneField(
        InterviewSlot, models.PROTECT, null=True, blank=True, related_name="interview"
    )
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    invited_at = models.DateTimeField(auto_now_add=True)
    no_shows = models.PositiveSmallIntegerField(default=0)
    needs_third = models.BooleanField(default=False)  # its two raters differ by two or more
    third_rater = models.ForeignKey(
        ACCOUNT, models.PROTECT, null=True, blank=True, related_name="third_interviews"
    )


class InterviewRating(models.Model):
    """One rater's anchored judgment of an interview (نمرهٔ مصاحبه)."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="ratings")
    rater = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="ratings")
    indicator = models.ForeignKey("calls.Indicator", models.PROTECT, related_name="+")
    anchor = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=400, blank=True)
    is_third = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "rater", "indicator"], name="one_rating_per_rater"),
            models.CheckConstraint(condition=Q(anchor__gte=1, anchor__lte=5), name="rating_from_one_to_five"),
        ]
