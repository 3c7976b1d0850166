"""Appeals at headquarters: admitted or not, a panel without any part in it, by code and without names."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.screening import rules_results as rules
from koushaneh.screening.actions import appeals as acting
from koushaneh.screening.actions.rechecking import place_after_check
from koushaneh.screening.models import Appeal
from koushaneh.screening.queries_results import blind_appeal
from koushaneh.web.fields import CleanCharField
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

P = Permission


class ReasonForm(forms.Form):
    reason = CleanCharField(label=_("دلیل"), max_length=300)


def appeal_or_404(request, appeal_id):
    return get_object_or_404(rules.appeals_for(request.user), pk=appeal_id)


@page(may=P.APPEAL_ADMIT)
def appeals(request):
    listing = Listing(
        request,
        rules.appeals_for(request.user),
        name="appeals",
        columns=[
            Column(
                "code",
                _("کد درخواست"),
                value=lambda appeal: appeal.decision.application.review_code,
                href=lambda appeal: reverse("hq:appeal", args=[appeal.pk]),
                kind="code",
            ),
            Column("call", _("فراخوان"), value=lambda appeal: str(appeal.decision.application.call)),
            Column("filed_at", _("رسید"), kind="date", sort="filed_at"),
            Column("channel", _("چگونه"), value=lambda appeal: appeal.get_channel_display()),
            Column("answer_due_at", _("پاسخ تا"), kind="date", sort="answer_due_at"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        filters=[Filter("state", _("وضعیت"), Appeal.State.choices)],
        sort="answer_due_at",
        empty={"title": _("اعتراضی نرسیده است"), "text": _("هر اعتراض همین‌جا می‌آید، با مهلت پاسخ.")},
    )
    return listing.reply("hq/appeals.html")


@page(may=P.APPEAL_ADMIT)
def appeal(request, appeal_id):
    found = appeal_or_404(request, appeal_id)
    return reply(request, "hq/appeal.html", "", _context(found))


def _context(found, form=None):
    hearings = found.hearings.select_related("member").order_by("pk")
    text = blind_appeal(found)
    return {"appeal": found, "text": text, "hearings": hearings, "form": form or ReasonForm()}


@page(may=P.APPEAL_ADMIT, methods="POST")
def admission(request, appeal_id):
    found = acting.admit_appeal(appeal_or_404(request, appeal_id), by=request.user)
    messages.success(request, _t("برای رسیدگی پذیرفته شد و دو عضو بی‌طرف آن را می‌خوانند."))
    return go(request, reverse("hq:appeal", args=[found.pk]))


@page(may=P.APPEAL_ADMIT, methods="POST")
def turning_down(request, appeal_id):
    found, form = appeal_or_404(request, appeal_id), ReasonForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/appeal.html", "", _context(found, form), status=422)
    acting.refuse_appeal(found, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _t("پاسخ با دلیل برای او رفت."))
    return go(request, reverse("hq:appeal", args=[found.pk]))


@page(may=P.APPEAL_ADMIT, methods="POST")
def replacing(request, appeal_id, hearing_id):
    found, form = appeal_or_404(request, appeal_id), ReasonForm(request.POST)
    hearing = get_object_or_404(found.hearings, pk=hearing_id)
    if not form.is_valid():
        return reply(request, "hq/appeal.html", "", _context(found, form), status=422)
    acting.replace_member(hearing, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _t("عضو دیگری جای او را گرفت."))
    return go(request, reverse("hq:appeal", args=[found.pk]))


@page(may=P.APPEAL_ADMIT, methods="POST")
def placing(request, appeal_id):
    found = appeal_or_404(request, appeal_id)
    place_after_check(found.decision.application, by=request.user)
    messages.success(request, _t("گزینش با امتیاز او دوباره حساب شد و نامه‌اش رفت. جای کسی عوض نشد."))
    return go(request, reverse("hq:appeal", args=[found.pk]))


def filed(request):
    rows = rules.appeals_for(request.user).filter(state=Appeal.State.FILED)
    return rows if may(request.user, P.APPEAL_ADMIT) else None


@waiting(filed)
def card(request, count):
    """Appeals that nobody has looked at yet."""
    first = filed(request).order_by("answer_due_at", "pk").first()
    return first and {
        "title": _t("اعتراض‌های رسیده"),
        "text": _t("ببینید به نتیجه مربوط است یا نه؛ سامانه دو عضو بی‌طرف پیدا می‌کند."),
        "count": count,
        "due": first.answer_due_at,
        "href": reverse("hq:appeals") + "?state=filed",
        "action": _t("ببینید"),
        "order": 15,
        "icon": "message-square-warning",
    }


urls = [
    path("appeals/", appeals, name="appeals"),
    path("appeals/<int:appeal_id>/", appeal, name="appeal"),
    path("appeals/<int:appeal_id>/admission/", admission, name="appeal_admission"),
    path("appeals/<int:appeal_id>/turning-down/", turning_down, name="appeal_turning_down"),
    path("appeals/<int:appeal_id>/placing/", placing, name="appeal_placing"),
    path("appeals/<int:appeal_id>/members/<int:hearing_id>/replacing/", replacing, name="appeal_replacing"),
]
