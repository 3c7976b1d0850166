"""Milestones: what counts as one, what shows it, who verifies it, and what a woman says she has reached."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine
from koushaneh.path.models.plans import PathPlan
from koushaneh.path.models.templates import Titled

ACCOUNT = settings.AUTH_USER_MODEL


class Milestone(Titled):
    """What counts as a milestone at a place (دستاورد). A step of the same code is done when one is verified."""

    class Verifier(models.TextChoices):
        FOLLOW_UP = "follow_up", _("کارشناس پیگیری")
        OFFICE = "office", _("کارشناس منطقه")

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="milestones")
    code = models.SlugField(max_length=40)
    evidence = models.CharField(max_length=200)  # what shows it, in words that she reads
    evidence_en = models.CharField(max_length=200, blank=True)
    verifier = models.CharField(max_length=10, choices=Verifier)
    is_launch = models.BooleanField(default=False)  # it also needs a first sale, a product, a permit
    author = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="one_milestone_per_code"),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None) | ~Q(retired_at=None) & ~Q(retired_by=None),
                name="a_retired_milestone_says_by_whom",
            ),
        ]

    @property
    def shown_by(self):
        return self.evidence_en if get_language() == "en" and self.evidence_en else self.evidence


class MilestoneClaim(models.Model):
    """She says that she has reached a milestone (اعلام دستاورد); another person verifies it."""

    class State(models.TextChoices):
        CLAIMED = "claimed", _("در انتظار تأیید")
        RETURNED = "returned", _("چیزی کم دارد")
        VERIFIED = "verified", _("تأیید شد")
        WITHDRAWN = "withdrawn", _("پس گرفته شد")

    class Permit(models.TextChoices):
        NOT_NEEDED = "not_needed", _("کار من مجوز نمی‌خواهد")
        HELD = "held", _("مجوز دارم")
        ASKED = "asked", _("درخواست داده‌ام و هنوز نیامده است")

    MACHINE = Machine(
        "state",
        {
            State.CLAIMED: {State.VERIFIED, State.RETURNED, State.WITHDRAWN},
            State.RETURNED: {State.CLAIMED, State.WITHDRAWN},
        },
    )

    plan = models.ForeignKey(PathPlan, models.CASCADE, related_name="claims")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="claims")
    state = models.CharField(max_length=10, choices=State, default=State.CLAIMED)
    reached_on = models.DateField()
    story = models.TextField()
    product = models.CharField(max_length=120, blank=True)
    permit = models.CharField(max_length=10, choices=Permit, blank=True)
    permit_number = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    missing = models.CharField(max_length=300, blank=True)  # what she is asked for

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "milestone"],
                condition=~Q(state="withdrawn"),
                name="one_claim_per_milestone",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | ~Q(decided_at=None) & ~Q(decided_by=models.F("made_by")),
                name="another_person_verifies",
            ),
        ]

    @property
    def is_open(self):
        return self.state in (self.State.CLAIMED, self.State.RETURNED)


class MilestoneEvidence(models.Model):
    """What shows it (پشتوانهٔ دستاورد): a picture or paper, or that the original was seen and not kept."""

    claim = models.ForeignKey(MilestoneClaim, models.CASCADE, related_name="evidence")
    about = models.CharField(max_length=120)
    copy = models.FileField(upload_to="milestones/", blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(copy="") & Q(seen_at=None, seen_by=None)
                | Q(copy="") & ~Q(seen_at=None) & ~Q(seen_by=None),
                name="evidence_is_kept_or_was_seen",
            )
        ]
