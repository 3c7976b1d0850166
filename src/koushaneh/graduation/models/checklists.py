"""What is asked before she leaves: versions of a checklist, price levels, what a household needs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.path.models.templates import Titled

ACCOUNT = settings.AUTH_USER_MODEL


class Checklist(models.Model):
    """A version of what is asked at a place (فهرست معیارها). The newest counts; reviews keep their own."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="checklists")
    version = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()  # so many criteria at least
    kept_months = models.PositiveSmallIntegerField(default=6)  # two quarters
    share_percent = models.PositiveSmallIntegerField(default=120)  # of what the household needs
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "version"], name="one_checklist_per_version"),
            models.CheckConstraint(condition=Q(needed__gte=1), name="a_checklist_needs_something"),
        ]


class Criterion(Titled):
    """One criterion of a checklist (معیار), and how it is known."""

    class Method(models.TextChoices):
        ASK = "ask", _("پرسیدن از خودش")
        VERIFY = "verify", _("پرسیدن و دیدن مدرک")
        COMPUTED = "computed", _("حساب از روی پرونده")

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=40)
    method = models.CharField(max_length=10, choices=Method)
    is_required = models.BooleanField(default=False)
    is_lasting = models.BooleanField(default=True)  # it must have been so for `kept_months`
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="one_criterion_per_code"),
        ]


class PriceIndex(models.Model):
    """The level of prices in one month (شاخص قیمت), by whose figures."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="price_levels")
    month_on = models.DateField()  # the first day of the Jalali month
    value = models.DecimalField(max_digits=10, decimal_places=2)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-month_on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "month_on"], name="one_price_level_per_month"),
            models.CheckConstraint(condition=Q(value__gt=0), name="a_price_level_is_positive"),
        ]


class HouseholdNeed(models.Model):
    """What a household of some size needs a month (نیاز خانوار), in the prices of a day."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="household_needs")
    persons = models.PositiveSmallIntegerField()
    rials = models.BigIntegerField()
    priced_on = models.DateField()
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["persons", "-priced_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "persons", "priced_on"], name="one_need_per_size_and_day"
            ),
            models.CheckConstraint(condition=Q(rials__gt=0, persons__gt=0), name="a_need_is_positive"),
        ]
