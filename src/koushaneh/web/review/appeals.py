"""The panel's page: an appeal by code, the reasons it is about, one's own voice, then the answer."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.calls.values import ONE
from koushaneh.screening.actions import appeals as acting
from koushaneh.screening.blind import blind_view
from koushaneh.screening.models import Appeal, Redaction, RunRow
from koushaneh.screening.queries_results import blind_appeal
from koushaneh.screening.rules_results import hearings_for
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

P = Permission


class VoteForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("رأی شما"),
        widget=forms.RadioSelect,
        choices=[
            (Appeal.State.UPHELD, _("اعتراض درست است")),
            (Appeal.State.PARTLY, _("بخشی از آن درست است")),
            (Appeal.State.REJECTED, _("نتیجهٔ پیشین درست است")),
        ],
    )
    note = forms.CharField(label=_("چرا؟"), widget=forms.Textarea({"rows": 4}), max_length=2000)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("پاسخ به او"),
        help_text=_("ساده و محترمانه: چه دیدید، چه نتیجه گرفتید، چرا. او همین را می‌خواند."),
        widget=forms.Textarea({"rows": 7}),
        max_length=4000,
    )


def hearing_or_404(request, hearing_id):
    return get_object_or_404(hearings_for(request.user), pk=hearing_id)


@page(may=P.APPEAL_HEAR)
def hearings(request):
    listing = Listing(
        request,
        hearings_for(request.user),
        name="hearings",
        columns=[
            Column(
                "code",
                _("کد درخواست"),
                value=lambda one: one.appeal.decision.application.review_code,
                href=lambda one: reverse("review:hearing", args=[one.pk]),
                kind="code",
            ),
            Column("call", _("فراخوان"), value=lambda one: str(one.appeal.decision.application.call)),
            Column(
                "due",
                _("پاسخ تا"),
                value=lambda one: one.appeal.answer_due_at,
                kind="date",
                sort="appeal__answer_due_at",
            ),
            Column("voted_at", _("رأی شما"), kind="date", sort="voted_at"),
            Column("state", _("وضعیت"), value=lambda one: one.appeal, kind="state", sort="appeal__state"),
        ],
        sort="due",
        empty={"title": _("اکنون اعتراضی نزد شما نیست"), "text": _("وقتی عضو هیئتی شوید، همین‌جا می‌بینید.")},
    )
    return listing.reply("review/hearings.html")


@page(may=P.APPEAL_HEAR)
def hearing(request, hearing_id):
    return reply(request, "review/hearing.html", "", _context(hearing_or_404(request, hearing_id)))


def _context(found, **forms):
    appeal = found.appeal
    row = RunRow.objects.filter(
        run=appeal.decision.run_id, application=appeal.decision.application_id
    ).first()
    voted = found.voted_at is not None
    return {
        "hearing": found,
        "appeal": appeal,
        "text": blind_appeal(appeal),
        "row": row,
        "parts": _parts(row, appeal.decision.application.call) if row else [],
        "view": _blind(appeal.decision.application),
        "others": appeal.hearings.exclude(pk=found.pk).order_by("pk") if voted else [],
        "verdict": acting.verdict(appeal) if voted and appeal.state == Appeal.State.ADMISSIBLE else "",
        "vote_form": VoteForm(),
        "answer_form": AnswerForm(),
        **forms,
    }


def _parts(row, call):
    """Return how her score came about, as (indicator, points, weight in points)."""
    indicators = {one.code: one for one in call.indicators.items.all()}
    known = [(indicators[code], part) for code, part in row.parts.items() if code in indicators]
    known.sort(key=lambda pair: pair[0].order)
    return [(str(one), part["points"], one.weight * ONE) for one, part in known]


def _blind(application):
    """Return what the reviewers saw, if there was a review at all."""
    redaction = Redaction.objects.filter(application=application, state=Redaction.State.RELEASED)
    return blind_view(application) if redaction.exists() else None


@page(may=P.APPEAL_HEAR, methods="POST")
def voice(request, hearing_id):
    found, form = hearing_or_404(request, hearing_id), VoteForm(request.POST)
    if not form.is_valid():
        return reply(request, "review/hearing.html", "", _context(found, vote_form=form), status=422)
    acting.vote(found.appeal, by=request.user, **form.cleaned_data)
    messages.success(request, _t("رأی شما ثبت شد. اکنون رأی عضو دیگر را هم می‌بینید."))
    return go(request, reverse("review:hearing", args=[found.pk]))


@page(may=P.APPEAL_HEAR, methods="POST")
def answering(request, hearing_id):
    found, form = hearing_or_404(request, hearing_id), AnswerForm(request.POST)
    if not form.is_valid():
        return reply(request, "review/hearing.html", "", _context(found, answer_form=form), status=422)
    acting.answer_appeal(found.appeal, by=request.user, answer=form.cleaned_data["answer"])
    messages.success(request, _t("پاسخ برای او رفت و آنچه باید جبران شود انجام شد."))
    return go(request, reverse("review:hearing", args=[found.pk]))


def silent(request):
    return hearings_for(request.user).filter(voted_at=None, appeal__state=Appeal.State.ADMISSIBLE)


@waiting(silent)
def card(request, count):
    """Appeals that wait for one's voice, the nearest deadline first."""
    first = silent(request).select_related("appeal").order_by("appeal__answer_due_at").first()
    return first and {
        "title": _t("اعتراضی در انتظار رأی شماست"),
        "text": _t("شما در این تصمیم نقشی نداشته‌اید. بخوانید و رأی خود را با دلیل بنویسید."),
        "count": count,
        "due": first.appeal.answer_due_at,
        "href": reverse("review:hearing", args=[first.pk]),
        "action": _t("بخوانید و رأی دهید"),
        "order": 10,
        "icon": "scale",
    }


urls = [
    path("hearings/", hearings, name="hearings"),
    path("hearings/<int:hearing_id>/", hearing, name="hearing"),
    path("hearings/<int:hearing_id>/voice/", voice, name="hearing_voice"),
    path("hearings/<int:hearing_id>/answer/", answering, name="hearing_answer"),
]
