"""A woman's application and its states."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.models.call import Call
from koushaneh.calls.models.rules import Track
from koushaneh.core import fields
from koushaneh.core.states import Machine


class Application(models.Model):
    """A woman's application to a call (درخواست)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        LAPSED = "lapsed", _("فرستاده نشد")
        SUBMITTED = "submitted", _("رسیده")
        CHECKING = "checking", _("در بررسی شرایط")
        INFO_REQUESTED = "info_requested", _("در انتظار مدرک")
        ELIGIBLE = "eligible", _("واجد شرایط")
        INELIGIBLE = "ineligible", _("خارج از شرایط")
        IN_REVIEW = "in_review", _("در داوری")
        SCORED = "scored", _("داوری شده")
        INTERVIEW = "interview", _("مصاحبه")
        RANKED = "ranked", _("رتبه‌بندی شده")
        SELECTED = "selected", _("برگزیده")
        OFFERED = "offered", _("جا پیشنهاد شده")
        ACCEPTED = "accepted", _("پذیرفته")
        ENROLLED = "enrolled", _("عضو هم‌دوره‌ها")
        DECLINED = "declined", _("انصراف از جا")
        EXPIRED = "expired", _("مهلت پاسخ گذشت")
        WAITLISTED = "waitlisted", _("فهرست انتظار")
        NOT_SELECTED = "not_selected", _("این بار انتخاب نشد")
        WITHDRAWN = "withdrawn", _("پس گرفته")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DRAFT: {S.SUBMITTED, S.LAPSED, S.WITHDRAWN},
            S.LAPSED: {S.DRAFT},  # by a paper form that had come in time
            S.SUBMITTED: {
                S.CHECKING,
                S.WITHDRAWN,
            },  # until the deadline she changes what she sent where it is
            S.CHECKING: {S.INFO_REQUESTED, S.ELIGIBLE, S.INELIGIBLE, S.WITHDRAWN},
            S.INFO_REQUESTED: {S.CHECKING, S.WITHDRAWN},
            S.ELIGIBLE: {S.IN_REVIEW, S.WITHDRAWN},
            S.INELIGIBLE: {S.ELIGIBLE, S.WITHDRAWN},  # by an upheld appeal
            S.IN_REVIEW: {S.SCORED, S.WITHDRAWN},
            S.SCORED: {S.INTERVIEW, S.RANKED, S.WITHDRAWN},
            S.INTERVIEW: {S.SCORED, S.WITHDRAWN},
            S.RANKED: {
                S.SELECTED,
                S.WAITLISTED,
                S.NOT_SELECTED,
                S.SCORED,
                S.WITHDRAWN,
            },  # scored: its run is void
            S.SELECTED: {S.OFFERED, S.WITHDRAWN},
            S.OFFERED: {S.ACCEPTED, S.DECLINED, S.EXPIRED, S.WITHDRAWN},
            S.ACCEPTED: {S.ENROLLED, S.WITHDRAWN},
            S.WAITLISTED: {S.OFFERED, S.NOT_SELECTED, S.WITHDRAWN},
            S.NOT_SELECTED: {S.OFFERED, S.WAITLISTED, S.WITHDRAWN},  # by an upheld appeal
            S.WITHDRAWN: {S.DRAFT, S.SUBMITTED},  # until the deadline
        },
    )

    class Channel(models.TextChoices):
        SELF = "self", _("خودش")
        ASSISTED = "assisted", _("با کمک کارشناس")
        PHONE = "phone", _("تلفنی")
        PAPER = "paper", _("برگهٔ کاغذی")

    class Confirmation(models.TextChoices):
        NONE = "", _("هنوز نه")
        SELF = "self", _("خودش فرستاد")
        SMS = "sms", _("با کد پیامکی")
        SPOKEN = "spoken", _("گفتاری")
        FINGERPRINT = "fingerprint", _("اثر انگشت و گواه")

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="applications")
    file = models.ForeignKey(
        "registry.File", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="applications")
    track = models.CharField(max_length=10, choices=Track, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.SELF)
    helped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="helped_applications"
    )
    confirmation = models.CharField(max_length=12, choices=Confirmation, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(  # who heard her say it, or took the code from her
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    unconfirmed_since = (
        models.DateTimeField(  # somebody changed an answer after sending; she has not said yes
            null=True, blank=True
        )
    )
    witness = models.CharField(max_length=120, blank=True)
    received_on = models.DateField(null=True, blank=True)  # a paper form counts from this day
    tracking_code = models.CharField(max_length=8, unique=True, default=fields.tracking_code)
    review_code = models.CharField(
        max_length=8, unique=True, default=fields.tracking_code
    )  # lists and reviewers
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT)
    state_before = models.CharField(max_length=15, blank=True)  # where a withdrawal returns to
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    read_result_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # that her draft waits
    emptied_at = models.DateTimeField(
        null=True, blank=True
    )  # answers and facts gone: it cannot be scored again

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_application_per_person_and_call")
        ]
