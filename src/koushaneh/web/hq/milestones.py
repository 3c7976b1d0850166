"""What counts as a milestone: the list of a city, one written or changed, retired and offered again."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_where
from koushaneh.path.actions import definitions as actions
from koushaneh.path.models import Milestone
from koushaneh.path.rules import milestones_for
from koushaneh.web.fields import CleanCharField
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import go, page, reply

MAY = Permission.MILESTONE_DEFINE
NAMES = ("title", "title_en", "evidence", "evidence_en", "about", "about_en", "verifier")


class MilestoneForm(forms.Form):
    title = CleanCharField(label=_("نام دستاورد"), max_length=120)
    evidence = CleanCharField(
        label=_("چه چیزی آن را نشان می‌دهد؟"), help_text=_("خودش می‌خواند."), max_length=200
    )
    verifier = forms.ChoiceField(
        label=_("چه کسی تأیید می‌کند؟"), choices=Milestone.Verifier.choices, widget=forms.RadioSelect
    )
    about = CleanCharField(label=_("چند کلمه برای او"), max_length=300, required=False)
    title_en = CleanCharField(label=_("نام انگلیسی"), max_length=120, required=False)
    evidence_en = CleanCharField(label=_("نشانهٔ آن به انگلیسی"), max_length=200, required=False)
    about_en = CleanCharField(label=_("همان چند کلمه به انگلیسی"), max_length=300, required=False)

    def __init__(self, data=None, *, milestone=None):
        super().__init__(
            data, initial={name: getattr(milestone, name) for name in NAMES} if milestone else None
        )


def milestone_or_404(request, milestone_id):
    return get_object_or_404(milestones_for(request.user), pk=milestone_id)


@page(may=MAY)
def milestones(request):
    verified = Count("claims", filter=Q(claims__state="verified"))
    listing = Listing(
        request,
        milestones_for(request.user).annotate(verified_count=verified),
        name="milestone_list",
        columns=[
            Column(
                "title",
                _("دستاورد"),
                value=str,
                sort="title",
                href=lambda one: reverse("hq:milestone", args=[one.pk]),
            ),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("verifier", _("تأییدکننده"), value=lambda one: one.get_verifier_display()),
            Column("verified_count", _("رسیده‌اند"), kind="number", sort="verified_count"),
            Column("retired_at", _("کنار گذاشته"), kind="date", sort="retired_at"),
        ],
        sort="title",
        empty={
            "title": _("هنوز دستاوردی نوشته نشده است"),
            "text": _("بنویسید به چه چیزی رسیدن مهم است."),
        },
    )
    return listing.reply("hq/milestones.html")


@page(may=MAY, methods="GET POST")
def new_milestone(request):
    form = MilestoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = places_where(request.user, MAY)[0]
        actions.put_milestone(place, by=request.user, **form.cleaned_data)
        messages.success(request, _t("نوشته شد. زنان این شهر از این پس آن را می‌بینند."))
        return go(request, reverse("hq:milestones"))
    return reply(request, "hq/milestone.html", "", {"form": form}, status=422 if form.errors else 200)


@page(may=MAY, methods="GET POST")
def milestone(request, milestone_id):
    found = milestone_or_404(request, milestone_id)
    form = MilestoneForm(request.POST or None, milestone=found)
    if request.method == "POST" and form.is_valid():
        actions.put_milestone(found.place, by=request.user, milestone=found, **form.cleaned_data)
        messages.success(request, _t("تغییر ثبت شد."))
        return go(request, reverse("hq:milestones"))
    context = {"form": form, "milestone": found}
    return reply(request, "hq/milestone.html", "", context, status=422 if form.errors else 200)


@page(may=MAY, methods="POST")
def retirement(request, milestone_id):
    actions.retire_milestone(milestone_or_404(request, milestone_id), by=request.user)
    messages.success(request, _t("کنار گذاشته شد. آنچه تأیید شده می‌ماند."))
    return go(request, reverse("hq:milestones"))


@page(may=MAY, methods="POST")
def restoring(request, milestone_id):
    actions.restore_milestone(milestone_or_404(request, milestone_id), by=request.user)
    messages.success(request, _t("دوباره برقرار شد."))
    return go(request, reverse("hq:milestones"))


ONE = "milestones/<int:milestone_id>/"
urls = [
    path("milestones/", milestones, name="milestones"),
    path("milestones/new/", new_milestone, name="new_milestone"),
    path(ONE, milestone, name="milestone"),
    path(f"{ONE}retirement/", retirement, name="milestone_retirement"),
    path(f"{ONE}restoring/", restoring, name="milestone_restoring"),
]
