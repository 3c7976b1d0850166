"""Headquarters plans interviews: slots with two raters, invitations near the cut, a third rater. No names."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.calls.models import Application
from koushaneh.core.time import TEHRAN, today
from koushaneh.people.models import Account
from koushaneh.places.models import Office
from koushaneh.screening import rules
from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.actions import rating as rating_actions
from koushaneh.screening.actions.conflicts import judges_of
from koushaneh.screening.models import Interview, InterviewSlot
from koushaneh.screening.scoring import near_the_cut
from koushaneh.web.fields import CleanCharField, FoldedIntegerField, HourField, JalaliDateField
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.values import digits

S, State = Application.State, Interview.State


class SlotForm(forms.Form):
    office = forms.ModelChoiceField(label=_("کجا"), queryset=None)
    day = JalaliDateField(label=_("روز"))
    hour = HourField(label=_("از ساعت"), max_length=5)
    minutes = FoldedIntegerField(label=_("هر نوبت چند دقیقه"), min_value=10, max_value=120, initial=30)
    count = FoldedIntegerField(label=_("چند نوبت پشت هم"), min_value=1, max_value=20, initial=6)
    first = forms.ModelChoiceField(label=_("مصاحبه‌گر نخست"), queryset=None)
    second = forms.ModelChoiceField(label=_("مصاحبه‌گر دوم"), queryset=None)

    def __init__(self, *args, call, **options):
        super().__init__(*args, **options)
        self.fields["day"].earliest = today()
        within = Office.objects.filter(place__path__startswith=call.place.path, closed_on=None)
        self.fields["office"].queryset = within.order_by("code")
        for name in ("first", "second"):
            self.fields[name].queryset = interviewers_of(call)

    def read(self):
        """Return what `open_slots` takes."""
        given = self.cleaned_data
        starts_at = datetime.combine(given["day"], given["hour"], TEHRAN)
        raters = [given["first"], given["second"]]
        return {key: given[key] for key in ("office", "minutes", "count")} | {
            "starts_at": starts_at,
            "raters": raters,
        }


class ThirdForm(forms.Form):
    rater = forms.ModelChoiceField(label=_("مصاحبه‌گر سوم"), queryset=None)

    def __init__(self, *args, call, **options):
        super().__init__(*args, **options)
        self.fields["rater"].queryset = interviewers_of(call)


class WhyForm(forms.Form):
    why = CleanCharField(label=_("دلیل"), max_length=200)


def interviewers_of(call):
    ids = {post.account_id for post in judges_of(call, Permission.INTERVIEW)}
    return Account.objects.filter(pk__in=ids).order_by("name", "pk")


def _found(request, call_id):
    calls = rules.planned_calls_for(request.user, Permission.INTERVIEW_PLAN)
    return get_object_or_404(calls.select_related("policy", "place", "indicators"), pk=call_id)


def _address(call_id):
    return reverse("hq:interviews", args=[call_id])


def _listing(request, call):
    return Listing(
        request,
        Interview.objects.filter(application__call=call).select_related("application", "slot__office"),
        name="interviews",
        columns=[
            Column(
                "code",
                _("کد درخواست"),
                value=lambda row: row.application.review_code,
                href=lambda row: reverse("hq:interview", args=[call.pk, row.application.review_code]),
                sort="application__review_code",
                kind="code",
            ),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column(
                "when",
                _("نوبت"),
                value=lambda row: row.slot and row.slot.starts_at,
                kind="time",
                sort="slot__starts_at",
            ),
            Column("no_shows", _("نیامدن"), kind="number", sort="no_shows"),
        ],
        filters=[
            Filter("state", _("وضعیت"), State.choices),
            Filter(
                "third",
                _("نفر سوم"),
                [("yes", _("لازم است"))],
                apply=lambda rows, value: rows.filter(needs_third=True),
            ),
        ],
        sort="code",
        empty={"title": _("هنوز کسی دعوت نشده است")},
    )


def _facts(call):
    invited = set(Interview.objects.filter(application__call=call).values_list("application_id", flat=True))
    near = [one for one in near_the_cut(call) if one.application_id not in invited]
    open_reviews = call.applications.filter(state__in=[S.ELIGIBLE, S.IN_REVIEW]).count()
    slots = InterviewSlot.objects.filter(call=call, cancelled_at=None, starts_at__gte=timezone.now())
    slots = slots.select_related("office", "interview").prefetch_related("raters").order_by("starts_at", "pk")
    return {
        "call": call,
        "near": len(near),
        "open_reviews": open_reviews,
        "slots": slots[:60],
        "free": sum(not hasattr(slot, "interview") for slot in slots),
    }


@page(may=Permission.INTERVIEW_PLAN)
def interviews(request, call_id):
    call = _found(request, call_id)
    return _listing(request, call).reply("hq/interviews.html", _facts(call) | {"form": SlotForm(call=call)})


@page(may=Permission.INTERVIEW_PLAN, methods="POST")
def slots(request, call_id):
    call = _found(request, call_id)
    form = SlotForm(request.POST, call=call)
    if not form.is_valid():
        context = {**_facts(call), "form": form, "listing": _listing(request, call)}
        return reply(request, "hq/interviews.html", "", context, status=422)
    opened = actions.open_slots(call, by=request.user, **form.read())
    messages.success(request, _t("%(count)s نوبت باز شد.") % {"count": digits(len(opened))})
    return go(request, _address(call.pk))


@page(may=Permission.INTERVIEW_PLAN, methods="POST")
def slot_end(request, call_id, slot_id):
    call = _found(request, call_id)
    slot = get_object_or_404(InterviewSlot.objects.filter(call=call), pk=slot_id)
    actions.cancel_slot(slot, by=request.user, why=request.POST.get("why", ""))
    messages.success(request, _t("نوبت لغو شد و اگر کسی آن را گرفته بود، خبردار شد."))
    return go(request, _address(call.pk))


@page(may=Permission.INTERVIEW_PLAN, methods="POST")
def invitations(request, call_id):
    invited = actions.invite_to_interviews(_found(request, call_id), by=request.user)
    messages.success(request, _t("%(count)s نفر دعوت شدند.") % {"count": digits(len(invited))})
    return go(request, _address(call_id))


def _one(request, call_id, code):
    call = _found(request, call_id)
    rows = Interview.objects.filter(application__call=call).select_related(
        "application", "slot__office", "third_rater"
    )
    return call, get_object_or_404(rows, application__review_code=code)


@page(may=Permission.INTERVIEW_PLAN)
def interview(request, call_id, code):
    call, found = _one(request, call_id, code)
    context = {
        "call": call,
        "interview": found,
        "code": code,
        "third_form": ThirdForm(call=call),
        "why_form": WhyForm(),
        "is_unheld": found.state in (State.NO_SHOW, State.EXCUSED),
    }
    return reply(request, "hq/interview.html", "", context)


@page(may=Permission.INTERVIEW_PLAN, methods="POST")
def third(request, call_id, code):
    call, found = _one(request, call_id, code)
    form = ThirdForm(request.POST, call=call)
    if form.is_valid():
        rating_actions.name_third_rater(found, by=request.user, rater=form.cleaned_data["rater"])
        messages.success(request, _t("نفر سوم تعیین شد."))
    return go(request, reverse("hq:interview", args=[call_id, code]))


@page(may=Permission.INTERVIEW_PLAN, methods="POST")
def unheld(request, call_id, code):
    """Go on without a talk that did not come about."""
    _call, found = _one(request, call_id, code)
    form = WhyForm(request.POST)
    if form.is_valid():
        rating_actions.close_unheld(found, by=request.user, why=form.cleaned_data["why"])
        messages.success(
            request, _t("بی‌گفت‌وگو ادامه می‌یابد. پیش از گزینش دو امضاکننده باید آن را کنار بگذارند.")
        )
    return go(request, reverse("hq:interview", args=[call_id, code]))


urls = [
    path("screening/<int:call_id>/interviews/", interviews, name="interviews"),
    path("screening/<int:call_id>/interviews/slots/", slots, name="interview_slots"),
    path("screening/<int:call_id>/interviews/slots/<int:slot_id>/end/", slot_end, name="interview_slot_end"),
    path("screening/<int:call_id>/interviews/invitations/", invitations, name="interview_invitations"),
    path("screening/<int:call_id>/interviews/<str:code>/", interview, name="interview"),
    path("screening/<int:call_id>/interviews/<str:code>/third/", third, name="interview_third"),
    path("screening/<int:call_id>/interviews/<str:code>/unheld/", unheld, name="interview_unheld"),
]
