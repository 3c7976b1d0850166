"""The board of follow-up: who is new, stuck, overdue, twice absent, and what comes next."""

from datetime import timedelta

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from koushaneh.core.time import TEHRAN
from koushaneh.path.models import PathStep, PlanVersion, State
from koushaneh.path.models.plans import FINISHED, OPEN

NEW_DAYS = 30
STUCK_DAYS = 14
TWICE = 2

STANDINGS = {  # the first that fits; each with what the officer does next
    "absent": (_("دو بار نیامده"), _("به او زنگ بزنید و بپرسید چه شده است.")),
    "contact": (_("وقت احوال‌پرسی گذشته"), _("با او تماس بگیرید.")),
    "unsigned": (_("برنامه‌اش هنوز با او بسته نشده"), _("هدف‌هایش را با او بنویسید تا بپذیرد.")),
    "stuck": (_("گامش عقب افتاده"), _("با او روز تازه‌ای بگذارید.")),
    "new": (_("تازه آمده"), _("خوش‌آمد بگویید و گام نخست را یادآوری کنید.")),
    "on_way": (_("در راه است"), _("کاری لازم نیست.")),
}


def board_of(plans, now):
    """Return walking plans with `standing`, `late_count`, `absent_count`, `done_count`, `open_count`, `next_due_at`.

    One query, whatever the rows.
    """
    is_open, steps = Q(steps__state__in=OPEN), "steps"
    since_contact = Q(last_contact_on=None) | Q(steps__settled_on__gt=F("last_contact_on"))
    rows = plans.filter(ended_at=None).annotate(
        late_count=Count(steps, filter=is_open & Q(steps__due_at__lt=now - timedelta(days=STUCK_DAYS))),
        absent_count=Count(steps, filter=Q(steps__state=State.MISSED) & since_contact),
        done_count=Count(steps, filter=Q(steps__state__in=FINISHED)),
        open_count=Count(steps, filter=is_open),
        next_due_at=Min("steps__due_at", filter=is_open),
        is_agreed=Exists(PlanVersion.objects.filter(plan=OuterRef("pk")).exclude(agreed_at=None)),
    )
    return rows.annotate(standing=_standing(now))


def _standing(now):
    new = now.astimezone(TEHRAN).date() - timedelta(days=NEW_DAYS)
    return Case(
        When(absent_count__gte=TWICE, then=Value("absent")),
        When(next_contact_at__lt=now, then=Value("contact")),
        When(is_agreed=False, then=Value("unsigned")),
        When(late_count__gt=0, then=Value("stuck")),
        When(starts_on__gte=new, then=Value("new")),
        default=Value("on_way"),
        output_field=CharField(),
    )


def with_next(plans):
    """Return plans with `is_written` and `agreed_at` of the newest goals and her next step, in one query."""
    newest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number")
    step = PathStep.objects.filter(plan=OuterRef("pk"), state__in=OPEN).order_by("due_at", "pk")
    return plans.annotate(
        is_written=Exists(newest),
        agreed_at=Subquery(newest.values("agreed_at")[:1]),
        next_title=Subquery(step.values("title")[:1]),
        next_title_en=Subquery(step.values("title_en")[:1]),
        next_due_at=Subquery(step.values("due_at")[:1]),
    )


def way_of(plan):
    """Return her steps in three heaps: behind her, now, ahead; dropped ones are left out."""
    steps = [step for step in plan.steps.all() if step.state != State.DROPPED]
    behind = [step for step in steps if step.is_finished]
    ahead = [step for step in steps if step.is_open]
    missed = [step for step in steps if not step.is_open and not step.is_finished]
    return {"behind": behind, "missed": missed, "now": ahead[0] if ahead else None, "ahead": ahead[1:]}
