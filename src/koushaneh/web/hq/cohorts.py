"""Cohorts: who begins together, and when."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import record_reading
from koushaneh.screening.actions.cohort import plan_cohort
from koushaneh.screening.rules_results import cohorts_for, enrolments_for
from koushaneh.web.fields import CleanCharField, JalaliDateField
from koushaneh.web.hq.paths import SetOutForm
from koushaneh.web.lists import Column, Listing, words_in
from koushaneh.web.pages import go, page, reply

P = Permission


class PlanForm(forms.Form):
    title = CleanCharField(label=_("نام هم‌دوره‌ها"), max_length=120)
    title_en = CleanCharField(label=_("همان به انگلیسی"), max_length=120, required=False)
    starts_on = JalaliDateField(label=_("روز آغاز"))


@page(may=P.COHORT_READ)
def cohorts(request):
    listing = Listing(
        request,
        cohorts_for(request.user).annotate(count=Count("enrolments")),
        name="cohorts",
        columns=[
            Column(
                "title",
                _("نام"),
                value=str,
                sort="title",
                href=lambda one: reverse("hq:cohort", args=[one.pk]),
            ),
            Column("place", _("کجا"), sort="place__sort_key"),
            Column("starts_on", _("آغاز"), kind="date", sort="starts_on"),
            Column("count", _("هم‌دوره"), kind="number", sort="count"),
            Column("seats", _("شمار جاها"), kind="number", sort="seats"),
        ],
        sort="-starts_on",
        empty={"title": _("هنوز هم‌دوره‌ای نیست"), "text": _("با اعلام نتیجهٔ هر فراخوان یکی ساخته می‌شود.")},
    )
    return listing.reply("hq/cohorts.html")


def cohort_or_404(request, cohort_id, permission=P.COHORT_READ):
    return get_object_or_404(cohorts_for(request.user, permission), pk=cohort_id)


@page(may=P.COHORT_READ)
def cohort(request, cohort_id):
    found = cohort_or_404(request, cohort_id)
    return _members(request, found).reply("hq/cohort.html", _context(request, found))


def _context(request, found, form=None):
    return {
        "cohort": found,
        "count": found.enrolments.count(),
        "form": form or PlanForm(initial={name: getattr(found, name) for name in PlanForm.base_fields}),
        "may_plan": may_at(request.user, P.RESULT_RELEASE, found.place),
        "path_form": SetOutForm(found.place) if may_at(request.user, P.PATH_TEMPLATE, found.place) else None,
    }


def _members(request, found):
    return Listing(
        request,
        enrolments_for(request.user).filter(cohort=found),
        name="members",
        columns=[
            Column("person", _("نام"), value=lambda one: one.person.full_name, sort="person__sort_key"),
            Column("place", _("منطقه"), value=lambda one: one.application.place if one.application else ""),
            Column("enrolled_at", _("از"), kind="date", sort="enrolled_at"),
        ],
        search=words_in("person__search_text"),
        search_label=_("نام"),
        sort="person",
        empty={"title": _("هنوز کسی نپذیرفته است")},
        seen=lambda rows: record_reading(
            "cohort.listed", [row.person_id for row in rows], by=request.user, place=found.place
        ),
    )


@page(may=P.RESULT_RELEASE, methods="POST")
def planning(request, cohort_id):
    found, form = cohort_or_404(request, cohort_id, P.RESULT_RELEASE), PlanForm(request.POST)
    if not form.is_valid():
        context = {**_context(request, found, form), "listing": _members(request, found)}
        return reply(request, "hq/cohort.html", "", context, status=422)
    plan_cohort(found, by=request.user, **form.cleaned_data)
    messages.success(request, _t("نام و روز آغاز ثبت شد."))
    return go(request, reverse("hq:cohort", args=[found.pk]))


urls = [
    path("cohorts/", cohorts, name="cohorts"),
    path("cohorts/<int:cohort_id>/", cohort, name="cohort"),
    path("cohorts/<int:cohort_id>/plan/", planning, name="cohort_plan"),
]
