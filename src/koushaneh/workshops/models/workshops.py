"""A workshop and its sessions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField, public_id
from koushaneh.core.states import Machine
from koushaneh.path.models.templates import Titled

ACCOUNT = settings.AUTH_USER_MODEL


class Workshop(Titled):
    """A workshop (کارگاه آموزشی): topic, trainer, where, how many seats, and the window to ask for one."""

    class Topic(models.TextChoices):
        BUSINESS = "business", _("کسب‌وکار خرد")
        COST = "cost", _("قیمت و بهای تمام‌شده")
        SELLING = "selling", _("فروش و مشتری")
        DIGITAL = "digital", _("کار با گوشی و اینترنت")
        CRAFT = "craft", _("حرفه و مهارت")
        MONEY = "money", _("پس‌انداز و حساب")
        LAW = "law", _("حق و قانون")
        SELF = "self", _("خودباوری و ارتباط")

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        OPEN = "open", _("درخواست می‌پذیرد")
        ALLOTTED = "allotted", _("جاها داده شد")
        FINISHED = "finished", _("برگزار شد")
        CANCELLED = "cancelled", _("لغو شد")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DRAFT: {S.OPEN, S.CANCELLED},
            S.OPEN: {S.ALLOTTED, S.CANCELLED},
            S.ALLOTTED: {S.FINISHED, S.CANCELLED},
        },
    )
    DEADLINES = ("closes_at",)

    code = models.CharField(max_length=12, unique=True, default=public_id)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="workshops")
    topic = models.CharField(max_length=10, choices=Topic)
    trainer = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="workshops")
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    childcare = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField()
    reserved = models.PositiveSmallIntegerField(default=0)  # held back for whom the office names
    step_key = models.SlugField(max_length=40, blank=True)  # the step of the path that it is
    needed_sessions = models.PositiveSmallIntegerField(default=1)  # so many attended make it done
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    secret = EncryptedTextField(blank=True)  # until the draw, nobody reads it
    commitment = models.CharField(max_length=64, blank=True)
    record = models.JSONField(null=True, blank=True)  # of the draw, as it is published
    allotted_at = models.DateTimeField(null=True, blank=True)
    author = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(venue="", link=""), name="a_workshop_is_somewhere"),
            models.CheckConstraint(condition=Q(reserved__lte=F("seats")), name="reserved_seats_are_seats"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_window_has_an_end"),
            models.CheckConstraint(
                condition=Q(allotted_at=None, record=None) | (~Q(allotted_at=None) & ~Q(record=None)),
                name="allotted_with_its_record",
            ),
        ]

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.OPEN).select_related("place")

    @property
    def deadline_place(self):
        return self.place

    @property
    def is_live(self):
        return self.state in (self.State.OPEN, self.State.ALLOTTED)

    def takes_wishes(self, now):
        return self.state == self.State.OPEN and self.opens_at <= now < self.closes_at


class Session(models.Model):
    """One meeting of a workshop (جلسه)."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=120)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "starts_at"], name="one_session_at_a_time")
        ]
