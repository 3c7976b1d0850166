"""The review of one woman: what was found with her, who saw it, what she said, when it counts, how she is."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import public_id
from koushaneh.core.states import Machine
from koushaneh.graduation.models.checklists import Checklist, Criterion

ACCOUNT = settings.AUTH_USER_MODEL


class Graduation(models.Model):
    """Her leaving of the support cycle (خروج از چرخهٔ حمایت), from the draft to the day, and back where she wishes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("با هم می‌نویسند")
        SUBMITTED = "submitted", _("در انتظار بررسی دوم")
        CONFIRMED = "confirmed", _("در انتظار پاسخ او")
        AGREED = "agreed", _("او موافق است")
        APPROVED = "approved", _("روزش معلوم است")
        EFFECTIVE = "effective", _("مستقل")
        NOT_YET = "not_yet", _("هنوز نه")
        OBJECTED = "objected", _("اعتراض دارد")
        WITHDRAWN = "withdrawn", _("کنار گذاشته شد")
        CAME_BACK = "came_back", _("برگشت")

    class Confirmation(models.TextChoices):
        SELF = "self", _("خودش در صفحه‌اش")
        PRESENT = "present", _("حضوری، نزد کارشناس")
        SPOKEN = "spoken", _("گفتاری، با تلفن")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DRAFT: {S.SUBMITTED, S.WITHDRAWN},
            S.SUBMITTED: {S.DRAFT, S.CONFIRMED, S.WITHDRAWN},
            S.CONFIRMED: {S.AGREED, S.NOT_YET, S.OBJECTED},
            S.OBJECTED: {S.DRAFT, S.NOT_YET},
            S.AGREED: {S.APPROVED, S.NOT_YET},
            S.APPROVED: {S.EFFECTIVE, S.NOT_YET},
            S.EFFECTIVE: {S.CAME_BACK},
        },
    )
    OPEN = (S.DRAFT, S.SUBMITTED, S.CONFIRMED, S.OBJECTED, S.AGREED, S.APPROVED)

    plan = models.ForeignKey("path.PathPlan", models.PROTECT, related_name="graduations")
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="graduations")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    number = models.CharField(max_length=12, unique=True, default=public_id)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    statement = models.TextField(blank=True)  # in her own words
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    missing = models.CharField(max_length=300, blank=True)  # why a second person gave it back
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    confirmation = models.CharField(max_length=8, choices=Confirmation, blank=True)
    words = models.CharField(max_length=500, blank=True)  # what she says to it
    reply = models.CharField(max_length=500, blank=True)  # to an objection
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    effective_on = models.DateField(null=True, blank=True)
    took_effect_at = models.DateTimeField(null=True, blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)
    came_back_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    back_words = models.CharField(max_length=300, blank=True)  # what she needs now

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["draft", "submitted", "confirmed", "objected", "agreed", "approved"]),
                name="one_review_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, effective_on=None)
                | ~Q(approved_at=None)
                & ~Q(approved_by=None)
                & ~Q(effective_on=None)
                & ~Q(approved_by=F("drafted_by"))
                & ~Q(approved_by=F("submitted_by")),
                name="another_person_approves",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | ~Q(confirmed_at=None)
                & ~Q(confirmed_by=None)
                & ~Q(confirmed_by=F("drafted_by"))
                & ~Q(confirmed_by=F("submitted_by")),
                name="another_person_confirms",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["effective", "came_back"]) | ~Q(took_effect_at=None),
                name="who_left_says_since_when",
            ),
        ]

    @property
    def is_open(self):
        return self.state in self.OPEN


class Item(models.Model):
    """What was found about one criterion (یافته), by whom and by what it is shown."""

    class Verdict(models.TextChoices):
        OPEN = "open", _("هنوز نپرسیده‌اند")
        MET = "met", _("هست")
        NOT_MET = "not_met", _("هنوز نیست")

    graduation = models.ForeignKey(Graduation, models.CASCADE, related_name="items")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="items")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    since = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Criterion.Method, blank=True)  # by which it was found
    evidence = models.CharField(max_length=300, blank=True)
    found = models.JSONField(default=dict)  # the figures behind what was computed
    lack = models.CharField(max_length=30, blank=True)  # why it could not be computed
    at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["graduation", "criterion"], name="one_item_per_criterion"),
            models.CheckConstraint(
                condition=Q(verdict="open", way="") | ~Q(verdict="open") & ~Q(way="") & ~Q(at=None),
                name="what_was_found_says_how",
            ),
        ]


class CheckIn(models.Model):
    """Somebody asks how she is after she left (احوال‌پرسی پس از خروج): after 3, 6 and 12 months."""

    class State(models.TextChoices):
        PLANNED = "planned", _("در پیش است")
        DONE = "done", _("انجام شد")
        DROPPED = "dropped", _("لازم نشد")

    class Wish(models.TextChoices):
        WELL = "well", _("خوب است و کمکی نمی‌خواهد")
        ADVICE = "advice", _("راهنمایی می‌خواهد، بی‌آنکه برگردد")
        BACK = "back", _("می‌خواهد برگردد")
        UNREACHED = "unreached", _("پیدایش نکردیم")

    MACHINE = Machine("state", {State.PLANNED: {State.DONE, State.DROPPED}})

    graduation = models.ForeignKey(Graduation, models.CASCADE, related_name="check_ins")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    wish = models.CharField(max_length=10, choices=Wish, blank=True)
    note = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["graduation", "months"], name="one_check_in_per_time"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, wish="")
                | ~Q(done_at=None) & ~Q(done_by=None) & ~Q(wish=""),
                name="a_check_in_says_who_and_how_she_is",
            ),
        ]
