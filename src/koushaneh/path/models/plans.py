"""A woman's own path: her plan with its versions, her steps, and who asked after her."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine
from koushaneh.path.models.templates import Kind, PathTemplate, Titled

ACCOUNT = settings.AUTH_USER_MODEL


class PathPlan(models.Model):
    """The path of one woman (برنامهٔ مسیر). One that is walked today, former ones kept."""

    class Ending(models.TextChoices):
        FINISHED = "finished", _("به پایان رسید")
        MOVED = "moved", _("به شهر دیگری رفت")
        PAUSED = "paused", _("فعلاً نمی‌خواهد")
        OTHER = "other", _("دلیل دیگر")

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="path_plans")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="path_plans")
    template = models.ForeignKey(PathTemplate, models.PROTECT, related_name="plans")
    enrolment = models.OneToOneField(
        "screening.Enrolment", models.PROTECT, null=True, blank=True, related_name="path_plan"
    )
    officer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="path_plans")
    starts_on = models.DateField()
    next_contact_at = models.DateTimeField()
    last_contact_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    why = models.CharField(max_length=200, blank=True)

    DEADLINES = ("next_contact_at",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_path_walked_per_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ending="") | (~Q(ended_at=None) & ~Q(ending="")),
                name="an_ended_path_says_how",
            ),
        ]

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(ended_at=None).select_related("place")

    @property
    def deadline_place(self):
        return self.place


class PlanVersion(models.Model):
    """What she wants, in her own words (هدف‌ها), and that she agreed to it. The newest counts."""

    class Confirmation(models.TextChoices):
        SELF = "self", _("خودش در صفحه‌اش")
        PRESENT = "present", _("حضوری، نزد کارشناس")
        SPOKEN = "spoken", _("گفتاری، با تلفن")

    plan = models.ForeignKey(PathPlan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    goals = models.TextField()
    author = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    confirmation = models.CharField(max_length=8, choices=Confirmation, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None, confirmation="")
                | (~Q(agreed_at=None) & ~Q(agreed_by=None) & ~Q(confirmation="")),
                name="agreeing_says_who_and_how",
            ),
        ]

    @property
    def mark(self):
        """Says which words these are: other words of the same version have another mark."""
        return f"{self.number}-{self.made_at.timestamp():.6f}"


class State(models.TextChoices):
    """Where a step stands (وضعیت گام)."""

    PLANNED = "planned", _("برنامه‌ریزی شد")
    SCHEDULED = "scheduled", _("نوبت دارد")
    DONE = "done", _("انجام شد")
    MISSED = "missed", _("نیامد")
    EXCUSED = "excused", _("با دلیل نیامد")
    MADE_UP = "made_up", _("جبران شد")
    DROPPED = "dropped", _("برداشته شد")


OPEN = (State.PLANNED, State.SCHEDULED)
FINISHED = (State.DONE, State.MADE_UP)
ABSENT = (State.MISSED, State.EXCUSED)


class PathStep(Titled):
    """One step of her path (گام)."""

    MACHINE = Machine(
        "state",
        {
            State.PLANNED: {State.SCHEDULED, State.DONE, State.MISSED, State.EXCUSED, State.DROPPED},
            State.SCHEDULED: {State.PLANNED, State.DONE, State.MISSED, State.EXCUSED, State.DROPPED},
            State.MISSED: {State.EXCUSED, State.MADE_UP},
            State.EXCUSED: {State.MADE_UP},
        },
    )

    plan = models.ForeignKey(PathPlan, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    follows = models.SlugField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    settled_on = models.DateField(null=True, blank=True)

    DEADLINES = ("due_at",)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="one_step_per_key")]

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state__in=OPEN, plan__ended_at=None).select_related("plan__place")

    @property
    def deadline_place(self):
        return self.plan.place

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_finished(self):
        return self.state in FINISHED


class FollowUp(models.Model):
    """The follow-up officer asked after her (پیگیری): that it happened and what was agreed, no confidence."""

    class Way(models.TextChoices):
        PHONE = "phone", _("تلفن")
        OFFICE = "office", _("در اداره")
        VISIT = "visit", _("دیدار در محل کار او")

    plan = models.ForeignKey(PathPlan, models.CASCADE, related_name="follow_ups")
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
