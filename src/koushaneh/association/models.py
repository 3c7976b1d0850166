from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine
from koushaneh.core.values import in_both, in_language

ACCOUNT = settings.AUTH_USER_MODEL


class Chapter(models.Model):
    """The association at a place (شعبهٔ کانون). It is not an office: it belongs to the women."""

    place = models.OneToOneField("places.Place", models.PROTECT, related_name="chapter")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches")
    founded_on = models.DateField()

    def __str__(self):
        return in_language(in_both(self.name, self.name_en))


class Membership(models.Model):
    """A main member of a chapter (عضو اصلی)."""

    class Origin(models.TextChoices):
        CALL = "call", _("از فراخوان")
        FOUNDING_ACT = "founding_act", _("از مصوبهٔ تأسیس")

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="memberships")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="memberships")
    origin = models.CharField(max_length=12, choices=Origin)
    is_founding = models.BooleanField(default=True)
    craft = models.CharField(max_length=80, blank=True)
    business_name = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "person"],
                condition=Q(ends_on=None),
                name="one_live_membership_per_chapter",
            )
        ]


class OfficeTerm(models.Model):
    """A post in a chapter, for a time (سمت در کانون)."""

    class Title(models.TextChoices):
        CHAIR = "chair", _("رئیس هیئت‌مدیره")
        BOARD = "board", _("عضو هیئت‌مدیره")
        COORDINATOR = "coordinator", _("هماهنگ‌کنندهٔ کانون")
        TREASURER = "treasurer", _("خزانه‌دار")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="terms")
    title = models.CharField(max_length=12, choices=Title)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)


class FoundingAct(models.Model):
    """Enters members and officers of an association that existed before (مصوبهٔ تأسیس), with two signatures."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        PROPOSED = "proposed", _("در انتظار امضای دوم")
        SIGNED = "signed", _("امضا شد")
        VOID = "void", _("رد شد")

    MACHINE = Machine(
        "state",
        {State.DRAFT: {State.PROPOSED, State.VOID}, State.PROPOSED: {State.SIGNED, State.VOID, State.DRAFT}},
    )

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="acts")
    title = models.CharField(max_length=160)
    letter_number = models.CharField(max_length=40, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    author = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    first_signer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    first_signed_at = models.DateTimeField(null=True, blank=True)
    second_signer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    second_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_signer=None) | ~Q(second_signer=F("first_signer")),
                name="two_sign_a_founding_act",
            )
        ]


class FoundingEntry(models.Model):
    """One woman of a founding act (نام در مصوبه)."""

    act = models.ForeignKey(FoundingAct, models.CASCADE, related_name="entries")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    craft = models.CharField(max_length=80, blank=True)
    business_name = models.CharField(max_length=120, blank=True)
    member_since = models.DateField()
    title = models.CharField(max_length=12, choices=OfficeTerm.Title, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "person"], name="one_entry_per_person")]
