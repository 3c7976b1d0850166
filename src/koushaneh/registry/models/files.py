"""Files, facts, proofs, services, referrals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine


class Category(models.Model):
    """A kind of headship (نوع سرپرستی), with the proofs that show it and how long they hold."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    proofs = models.JSONField(default=list)  # [{"code": "death_certificate", "name": ..., "name_en": ...}]
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name


class FileQuerySet(models.QuerySet):
    def live(self):
        """Return the files of women who are in the support cycle, up to the day they leave it."""
        return self.filter(state__in=File.LIVE)

    def verified_heads(self, day):
        return self.filter(head_verified_on__lte=day).filter(Q(head_until=None) | Q(head_until__gte=day))


class File(models.Model):
    """A woman's file in the Women's Empowerment System (پرونده)."""

    class State(models.TextChoices):
        APPLICANT = "applicant", _("متقاضی")
        ACTIVE = "active", _("فعال")
        SUSPENDED = "suspended", _("معلق")
        GRADUATION_REVIEW = "graduation_review", _("در بررسی استقلال")
        GRADUATING = "graduating", _("در آستانهٔ استقلال")
        GRADUATED = "graduated", _("مستقل")
        CLOSED = "closed", _("بسته")
        EXITED = "exited", _("خارج‌شده")

    LIVE = (State.APPLICANT, State.ACTIVE, State.SUSPENDED, State.GRADUATION_REVIEW, State.GRADUATING)
    MACHINE = Machine(
        "state",
        {
            State.APPLICANT: {State.ACTIVE, State.EXITED},
            State.ACTIVE: {State.SUSPENDED, State.GRADUATION_REVIEW, State.EXITED},
            State.SUSPENDED: {State.ACTIVE, State.EXITED},
            State.GRADUATION_REVIEW: {State.GRADUATING, State.ACTIVE},
            State.GRADUATING: {State.GRADUATED, State.ACTIVE},
            State.GRADUATED: {State.CLOSED, State.ACTIVE},
            State.EXITED: {State.ACTIVE},  # returned: history kept, never shown as a failure
        },
    )

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="files")
    number = models.CharField(max_length=40, db_index=True)  # the number in the city's own system
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="files")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="files")
    state = models.CharField(max_length=20, choices=State, default=State.APPLICANT)
    is_head = models.BooleanField(default=True)  # a person of the register who heads a household
    head_verified_on = models.DateField(null=True, blank=True)
    head_until = models.DateField(null=True, blank=True)
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="caseload"
    )
    covered_by = models.JSONField(default=list)  # who else covers her: ["welfare", "relief_committee", ...]
    bound_at = models.DateTimeField(
        null=True, blank=True
    )  # she proved by code or at the office that it is hers
    opened_on = models.DateField()

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=~Q(state__in=["closed", "exited"]),
                name="one_active_file_per_person",
            )
        ]


class FileEvent(models.Model):
    """A change of a file (رویداد پرونده), append-only."""

    file = models.ForeignKey(File, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    change = models.CharField(max_length=40)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]


class Evidence(models.TextChoices):
    """How well a fact is known (پشتوانه)."""

    DECLARED = "declared", _("گفتهٔ خود او")
    DOCUMENT = "document", _("با مدرک")
    VERIFIED = "verified", _("بررسی‌شده")


class Fact(models.Model):
    """What is true of a woman from a day until another, by whose word (واقعیت). Kinds: `registry/kinds.py`."""

    file = models.ForeignKey(File, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=30, db_index=True)
    value = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60)  # "import:12", "application:40", "officer"
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.DECLARED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]


class Proof(models.Model):
    """A paper that shows something (مدرک). "Original seen" keeps no copy, on purpose."""

    class State(models.TextChoices):
        ASKED = "asked", _("خواسته شد")
        ORIGINAL_SEEN = "original_seen", _("اصل دیده شد")
        COPY_KEPT = "copy_kept", _("رونوشت نگهداری شد")
        REFUSED = "refused", _("پذیرفته نشد")

    file = models.ForeignKey(File, models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=14, choices=State)
    copy = models.FileField(upload_to="proofs/", blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)


class Service(models.Model):
    """A service that an office gave (خدمت)."""

    class Kind(models.TextChoices):
        LOAN = "loan", _("وام")
        INSURANCE = "insurance", _("بیمه")
        TOOLS = "tools", _("ابزار کار")
        LEGAL_AID = "legal_aid", _("کمک حقوقی")
        TRAINING = "training", _("آموزش")
        LIVELIHOOD = "livelihood", _("کمک معیشتی")
        OTHER = "other", _("دیگر")

    file = models.ForeignKey(File, models.CASCADE, related_name="services")
    kind = models.CharField(max_length=12, choices=Kind)
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="services")
    given_on = models.DateField()
    amount_rials = models.BigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class ReferralOut(models.Model):
    """A woman sent to another body (ارجاع), and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("در انتظار پاسخ")
        HELPED = "helped", _("کمک شد")
        REFUSED = "refused", _("نپذیرفتند")
        NO_ANSWER = "no_answer", _("پاسخی نیامد")

    file = models.ForeignKey(File, models.CASCADE, related_name="referrals")
    body = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    referred_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    outcome_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
