from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.core.values import in_both, in_language


class PlaceQuerySet(models.QuerySet):
    def within(self, *places):
        """The places of these subtrees, themselves included."""
        condition = Q(pk__in=[])
        for place in places:
            condition |= Q(path__startswith=place.path)
        return self.filter(condition)


class Place(models.Model):
    """A node of the tree of places (مکان)."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("کشور")
        PROVINCE = "province", _("استان")
        COUNTY = "county", _("شهرستان")
        CITY = "city", _("شهر")
        DISTRICT = "district", _("منطقه")
        SUBDISTRICT = "subdistrict", _("ناحیه")
        NEIGHBOURHOOD = "neighbourhood", _("محله")

    kind = models.CharField(max_length=15, choices=Kind)
    code = models.CharField(max_length=40, unique=True)  # "ir", "ir-23", "tehran", "tehran-07", ...
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, db_index=True)  # "/1/24/" : ids from the root down
    free_weekdays = models.JSONField(null=True, blank=True)  # Monday is 0; None: as the parent
    population = models.PositiveIntegerField(null=True, blank=True)
    grid_row = models.SmallIntegerField(null=True, blank=True)
    grid_column = models.SmallIntegerField(null=True, blank=True)
    neighbours = models.ManyToManyField("self", blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "code"]

    @property
    def roots(self):
        """The keys of the places that it lies in, the outermost first and its own last; the path is of its ids."""
        return [int(pk) for pk in self.path.strip("/").split("/") if pk]

    def __str__(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Office(models.Model):
    """A bureau of the government side (اداره). Its names are dated in `OfficeName`."""

    class Kind(models.TextChoices):
        DIRECTORATE = "directorate", _("ادارهٔ کل")
        HEADQUARTERS = "headquarters", _("ستاد")
        OVERSIGHT = "oversight", _("بازرسی")
        DISTRICT_OFFICE = "district_office", _("ادارهٔ امور بانوان منطقه")
        INTAKE_DESK = "intake_desk", _("میز پذیرش")

    kind = models.CharField(max_length=20, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="offices")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)  # the name of today; former ones are in OfficeName
    name_en = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)  # the landline that covered messages name
    address = models.CharField(max_length=200, blank=True)
    opening_hours = models.CharField(max_length=120, blank=True)
    approves = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="approved_by")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name


class OfficeName(models.Model):
    """What an office was called, from a day until another (نام اداره)."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)


class ClosedDay(models.Model):
    """A day on which nobody works at a place (روز تعطیل): an official holiday or a sudden closure."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("تعطیل رسمی")
        CLOSURE = "closure", _("تعطیلی ناگهانی")

    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="closed_days")
    reason = models.CharField(max_length=120)
    reason_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day", "place"], name="one_closure_per_day_and_place")]

    @property
    def why_in_both(self):
        return in_both(self.reason, self.reason_en)

    @property
    def why(self):
        return in_language(self.why_in_both)


class MovedDeadline(models.Model):
    """A deadline that a closed day has moved (مهلت جابه‌جاشده): what its owner is told, and reads beside it."""

    model = models.CharField(max_length=60)  # "calls.inforequest": a lower app cannot name an upper table
    row = models.BigIntegerField()
    column = models.CharField(max_length=40)
    before = models.DateTimeField()
    after = models.DateTimeField()
    closed_day = models.ForeignKey(ClosedDay, models.PROTECT, related_name="moved")
    made_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True)  # when the clock told whom it concerns

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["model", "row", "column"])]


class EmergencyLine(models.Model):
    """A telephone that helps at once (خط اضطراری), at a place and everywhere beneath it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="emergency_lines")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="one_line_per_number")]

    def __str__(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name


class ApprovalStep(models.Model):
    """One link of the chain that approves an act of an office (زنجیرهٔ تأیید), for example a call."""

    class Act(models.TextChoices):
        CALL = "call", _("فراخوان")
        RUN = "run", _("اجرای گزینش")
        FOUNDING = "founding", _("مصوبهٔ تأسیس")
        CORRECTION = "correction", _("اصلاح پس از گشایش")

    act = models.CharField(max_length=12, choices=Act)
    place = models.ForeignKey(Place, models.PROTECT, related_name="approval_steps")
    order = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)  # "معاون", "مدیرکل", "بازرس (ناظر)"
    title_en = models.CharField(max_length=80, blank=True)
    observes_only = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)  # another chain took its place

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "place", "order"], condition=Q(retired_at=None), name="one_live_link_per_order"
            )
        ]

    @property
    def title_shown(self):
        return in_language(in_both(self.title, self.title_en))
