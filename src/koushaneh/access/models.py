from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine


class Role(models.TextChoices):
    """What a post lets one do (نقش). The permissions of each are in `access/roles.py`."""

    DIRECTORATE_MANAGER = "directorate_manager", _("مدیر ادارهٔ کل")
    SIGNER = "signer", _("امضاکننده")
    HQ_OFFICER = "hq_officer", _("کارشناس ستاد")
    DISTRICT_OFFICER = "district_officer", _("کارشناس منطقه")
    INTAKE = "intake", _("میز پذیرش")
    REVIEWER = "reviewer", _("داور")
    TEXT_EDITOR = "text_editor", _("ویراستار")
    INTERVIEWER = "interviewer", _("مصاحبه‌گر")
    APPEAL_PANEL = "appeal_panel", _("هیئت رسیدگی به اعتراض")
    AUDITOR = "auditor", _("بازرس")
    FOLLOW_UP = "follow_up", _("کارشناس پیگیری")
    TRAINER = "trainer", _("مربی")
    COUNSELLOR = "counsellor", _("مشاور")
    CUSTODIAN = "custodian", _("امین کلید")
    SYSTEM_ADMIN = "system_admin", _("مدیر سامانه")


GRAVEST = {Role.SYSTEM_ADMIN, Role.SIGNER, Role.AUDITOR, Role.CUSTODIAN}


class PostQuerySet(models.QuerySet):
    def live_on(self, day):
        return self.filter(state=Post.State.ACTIVE, starts_on__lte=day).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )


class Post(models.Model):
    """A role held in an office for a time (سمت)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("در انتظار نفر دوم")
        ACTIVE = "active", _("برقرار")
        REFUSED = "refused", _("رد شده")
        ENDED = "ended", _("پایان‌یافته")

    MACHINE = Machine(
        "state",
        {State.PROPOSED: {State.ACTIVE, State.REFUSED}, State.ACTIVE: {State.ENDED}},
    )

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=24, choices=Role)
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="posts")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("given_by")),
                name="two_persons_give_a_grave_post",
            )
        ]


class DoneOnce(models.Model):
    """A form that was posted with this key (یک‌بار): the same key again gets the same answer."""

    key = models.CharField(max_length=64)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    location = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="one_answer_per_key")]


class Installation(models.Model):
    """This installation (نصب): one row. A demo database says so itself, and nothing else can."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)
    demo_chapters = models.PositiveSmallIntegerField(default=0)  # written with each chapter: a break resumes
    made_at = models.DateTimeField(auto_now_add=True)
