"""Runs: prepared, executed, replayed, signed, voided; the minutes for paper."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.core.time import TEHRAN
from koushaneh.screening import rules_results as rules
from koushaneh.screening.actions import running, signing
from koushaneh.screening.actions.releasing import drafts_of_ineligible
from koushaneh.screening.models import Run
from koushaneh.screening.queries_results import live_run, unfinished_of
from koushaneh.web.fields import CleanCharField, JalaliDateField
from koushaneh.web.hq.call_forms import hours
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.way import turns_of

P, S = Permission, Run.State


class PrepareForm(forms.Form):
    public_source = CleanCharField(
        label=_("کدام منبع همگانی؟"),
        max_length=200,
        help_text=_("چیزی که همه می‌بینند و کسی از پیش نمی‌داند؛ مانند «شاخص کل بورس تهران در پایان روز»."),
    )
    day = JalaliDateField(label=_("منبع در چه روزی سخن می‌گوید؟"))
    hour = forms.ChoiceField(label=_("ساعت"), choices=hours, initial="13")

    @property
    def public_at(self):
        found = self.cleaned_data
        return datetime.combine(found["day"], time(int(found["hour"])), TEHRAN)


class ValueForm(forms.Form):
    public_value = CleanCharField(
        label=_("منبع چه گفت؟"), max_length=200, help_text=_("درست همان‌گونه که اعلام شد، با رقم‌های لاتین.")
    )


class ReasonForm(forms.Form):
    reason = CleanCharField(label=_("دلیل"), max_length=300)


class MinutesForm(forms.Form):
    number = CleanCharField(label=_("شمارهٔ نامه"), max_length=40)
    on = JalaliDateField(label=_("تاریخ نامه"))


def call_or_404(request, code, permission=P.RUN_READ):
    return get_object_or_404(rules.run_calls_for(request.user, permission), code=code)


def run_or_404(request, run_id, permission):
    return get_object_or_404(rules.runs_for(request.user, permission), pk=run_id)


def back(run):
    return reverse("hq:run", args=[run.call.code])


@page(may=P.RUN_READ)
def runs(request):
    listing = Listing(
        request,
        rules.run_calls_for(request.user),
        name="runs",
        columns=[
            Column(
                "title",
                _("فراخوان"),
                value=str,
                sort="title",
                href=lambda call: reverse("hq:run", args=[call.code]),
            ),
            Column("place", _("کجا"), sort="place__sort_key"),
            Column("seat_count", _("جاها"), kind="number", sort="seat_count"),
            Column("closes_at", _("پایان دریافت"), kind="date", sort="closes_at"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        sort="-closes_at",
        empty={
            "title": _("هنوز فراخوانی به گزینش نرسیده است"),
            "text": _("پس از آغاز داوری، فراخوان همین‌جا می‌آید."),
        },
    )
    return listing.reply("hq/runs.html")


@page(may=P.RUN_READ)
def run(request, code):
    call = call_or_404(request, code)
    return reply(request, "hq/run.html", "", context_of(request, call))


def context_of(request, call, **forms):
    found = live_run(call)
    context = {
        "call": call,
        "run": found and rules.runs_for(request.user).filter(pk=found.pk).first(),
        "old_runs": call.runs.filter(state=S.VOID).order_by("number"),
        "unfinished": unfinished_of(call).count() if found is None else 0,
        "excluded": len(drafts_of_ineligible(call)),
        "overrides": rules.overrides_for(request.user).filter(call=call).order_by("pk"),
        "form": PrepareForm(initial={"public_source": call.policy.public_source}),
        "value_form": ValueForm(),
        "reason_form": ReasonForm(),
        "minutes_form": MinutesForm(),
    }
    context["story"] = _story(context["run"]) if context["run"] else []
    context["has_spoken"] = bool(found) and found.public_at <= timezone.now()
    context["turns"] = turns_of(call, request.user)
    _name_places(context, call)
    return {**context, **_allowed(request, call), **forms}


def _name_places(context, call):
    """Put the names of places where a run and its departures keep their codes."""
    names = {row.place.code: str(row.place) for row in call.seats.select_related("place")}
    moves = context["run"].inputs["moves"] if context["run"] else []
    context["moves"] = [(names.get(source), names.get(target, ""), seats) for source, target, seats in moves]
    context["overrides"] = list(context["overrides"])
    for one in context["overrides"]:
        bounds = one.detail.get("bounds", [])
        one.bounds = [{**bound, "value": names.get(bound["value"], bound["value"])} for bound in bounds]


def _story(found):
    """Return what has happened to a run, for the timeline."""
    entries = [
        (found.prepared_at, _("آماده شد و تعهد منتشر شد"), found.prepared_by),
        (found.executed_at, _("اجرا شد"), found.executed_by),
        (found.replayed_at, _("بازاجرا شد، برابر"), found.replayed_by),
        (found.first_signed_at, _("امضای نخست"), found.first_signer),
        (found.second_signed_at, _("امضای دوم"), found.second_signer),
    ]
    return [{"at": at, "title": title, "by": by} for at, title, by in entries if at]


def _allowed(request, call):
    asked = {
        "may_prepare": P.RUN_PREPARE,
        "may_execute": P.RUN_EXECUTE,
        "may_replay": P.RUN_REPLAY,
        "may_sign": P.RUN_SIGN,
        "may_release": P.RESULT_RELEASE,
        "may_propose": P.OVERRIDE_PROPOSE,
        "may_sign_override": P.OVERRIDE_SIGN,
    }
    return {name: may_at(request.user, permission, call.place) for name, permission in asked.items()}


@page(may=P.RUN_PREPARE, methods="POST")
def preparation(request, code):
    call, form = call_or_404(request, code, P.RUN_PREPARE), PrepareForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/run.html", "", context_of(request, call, form=form), status=422)
    source = form.cleaned_data["public_source"]
    found = running.prepare_run(call, by=request.user, public_source=source, public_at=form.public_at)
    messages.success(request, _t("گزینش آماده شد و تعهد آن همین حالا منتشر شد."))
    return go(request, back(found))


@page(may=P.RUN_EXECUTE, methods="POST")
def execution(request, run_id):
    found, form = run_or_404(request, run_id, P.RUN_EXECUTE), ValueForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/run.html", "", context_of(request, found.call, value_form=form), status=422)
    running.execute_run(found, by=request.user, public_value=form.cleaned_data["public_value"])
    messages.success(request, _t("گزینش اجرا شد. اکنون نفر دوم باید آن را بازاجرا کند."))
    return go(request, back(found))


@page(may=P.RUN_REPLAY, methods="POST")
def replay(request, run_id):
    found = run_or_404(request, run_id, P.RUN_REPLAY)
    signing.replay_run(found, by=request.user)
    messages.success(request, _t("بازاجرا با نتیجهٔ ثبت‌شده برابر بود."))
    return go(request, back(found))


@page(may=P.RUN_SIGN, methods="POST")
def signature(request, run_id):
    found = signing.sign_run(run_or_404(request, run_id, P.RUN_SIGN), by=request.user)
    done = found.state == S.SIGNED
    messages.success(request, _t("هر دو امضا گذاشته شد.") if done else _t("امضا شد؛ امضای دوم مانده است."))
    return go(request, back(found))


@page(may=P.RUN_SIGN, methods="POST")
def void_proposal(request, run_id):
    found, form = run_or_404(request, run_id, P.RUN_SIGN), ReasonForm(request.POST)
    if not form.is_valid():
        return reply(
            request, "hq/run.html", "", context_of(request, found.call, reason_form=form), status=422
        )
    signing.propose_void(found, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _t("پیشنهاد ابطال ثبت شد؛ امضاکنندهٔ دوم باید بپذیرد."))
    return go(request, back(found))


@page(may=P.RUN_SIGN, methods="POST")
def voiding(request, run_id):
    found = signing.void_run(run_or_404(request, run_id, P.RUN_SIGN), by=request.user)
    messages.success(request, _t("گزینش باطل شد و فراخوان به داوری برگشت."))
    return go(request, back(found))


@page(may=P.RUN_READ)
def minutes(request, run_id):
    """The minutes of the panel for paper (صورت‌جلسه), by codes, with blocks for wet signatures."""
    found = run_or_404(request, run_id, P.RUN_READ)
    rows = found.rows.select_related("application__place").order_by("application__review_code")
    context = {
        "run": found,
        "call": found.call,
        "chosen": rows.filter(outcome="selected"),
        "waiting": rows.filter(outcome="waitlisted").order_by("rank"),
        "others": rows.filter(outcome="not_selected").count(),
        "overrides": rules.overrides_for(request.user).filter(call=found.call).exclude(second_signed_at=None),
    }
    return reply(request, "hq/minutes.html", "", context)


@page(may=P.RUN_EXECUTE, methods="POST")
def minutes_number(request, run_id):
    found, form = run_or_404(request, run_id, P.RUN_EXECUTE), MinutesForm(request.POST)
    if not form.is_valid():
        return reply(
            request, "hq/run.html", "", context_of(request, found.call, minutes_form=form), status=422
        )
    running.record_minutes(found, by=request.user, **form.cleaned_data)
    messages.success(request, _t("شماره و تاریخ صورت‌جلسه ثبت شد."))
    return go(request, back(found))


urls = [
    path("runs/", runs, name="runs"),
    path("runs/<slug:code>/", run, name="run"),
    path("runs/<slug:code>/preparation/", preparation, name="run_preparation"),
    path("run/<int:run_id>/execution/", execution, name="run_execution"),
    path("run/<int:run_id>/replay/", replay, name="run_replay"),
    path("run/<int:run_id>/signature/", signature, name="run_signature"),
    path("run/<int:run_id>/void-proposal/", void_proposal, name="run_void_proposal"),
    path("run/<int:run_id>/voiding/", voiding, name="run_voiding"),
    path("run/<int:run_id>/minutes/", minutes, name="run_minutes"),
    path("run/<int:run_id>/minutes/number/", minutes_number, name="run_minutes_number"),
]
