"""Calls at headquarters: the list, a call with its story and figures, and what may be done with it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, may_at
from koushaneh.calls import queries, rules
from koushaneh.calls.actions import calls, corrections
from koushaneh.calls.actions.approval import next_step, step_for
from koushaneh.calls.models import Call, IndicatorSet
from koushaneh.web.calls import context_of, story
from koushaneh.web.hq.call_forms import AmendForm, CorrectionForm, GatesForm, PublicReasonForm, ReasonForm
from koushaneh.web.hq.call_signing import chain_in_words, returns_of
from koushaneh.web.hq.compose import draft_or_404, outline
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.way import stages_in_words, turns_of

C = Call.State
CANCELLABLE = {state for state, after in Call.MACHINE.table.items() if C.CANCELLED in after}


def call_or_404(request, code):
    found = rules.calls_for(request.user).select_related("place", "indicators", "policy", "author", "form")
    return get_object_or_404(found, code=code)


def _address(call):
    return reverse("hq:call", args=[call.code])


@page(may=Permission.CALL_READ)
def index(request):
    listing = Listing(
        request,
        rules.calls_for(request.user).select_related("place"),
        name="calls",
        columns=[
            Column("title", _("عنوان"), sort="title", value=str, href=_address),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("place", _("کجا"), sort="place__sort_key"),
            Column("profile", _("نمایه"), value=lambda call: call.get_profile_display(), sort="profile"),
            Column("seat_count", _("جا"), kind="number", sort="seat_count"),
            Column("opens_at", _("گشایش"), kind="date", sort="opens_at"),
            Column("closes_at", _("پایان مهلت"), kind="date", sort="closes_at"),
        ],
        search=lambda rows, text: rows.filter(title__contains=text),
        search_label=_("عنوان فراخوان"),
        filters=[
            Filter("state", _("وضعیت"), C.choices),
            Filter("profile", _("نمایه"), IndicatorSet.Profile.choices),
        ],
        sort="-opens_at",
        empty=_first_call(request),
    )
    return listing.reply("hq/calls.html", {"may_compose": may(request.user, Permission.CALL_COMPOSE)})


def _first_call(request):
    empty = {"title": _("هنوز فراخوانی نیست"), "text": _("از یکی از سه نمایهٔ آماده آغاز کنید.")}
    if may(request.user, Permission.CALL_COMPOSE):
        empty |= {"href": reverse("hq:new_call"), "action": _("فراخوان تازه بنویسید")}
    return empty


@page(may=Permission.CALL_READ)
def call(request, code):
    found = call_or_404(request, code)
    rows = queries.figures(found)
    composes = may_at(request.user, Permission.CALL_COMPOSE, found.place)
    context = {
        **outline(found),
        "rows": rows,
        "totals": queries.totals(rows),
        "story": story(found, found.notices.all()),
        "versions": found.rules_versions.all(),
        "chain": chain_in_words(found),
        "step": step_for(found, request.user),
        "earlier": returns_of(found),
        "correction": corrections.waiting_correction(found),
        "composes": composes,
        "may_announce": composes and found.state == C.APPROVAL and next_step(found) is None,
        "may_amend": composes and found.state in (C.ANNOUNCED, C.OPEN),
        "may_correct": composes and found.state in corrections.CORRECTABLE,
        "may_cancel": composes and str(found.state) in CANCELLABLE,
        "may_archive": composes and found.state == C.FINAL,
        "form": PublicReasonForm(),
        "stages": stages_in_words(found),
        "turns": turns_of(found, request.user),
    }
    return reply(request, "hq/call.html", "", context)


@page(may=Permission.CALL_COMPOSE)
def preview(request, code):
    """The public page as everybody will see it, from the same template."""
    found = draft_or_404(request, code)
    return reply(request, "hq/call_preview.html", "", {**outline(found, "preview"), **context_of(found)})


@page(may=Permission.CALL_COMPOSE, methods="POST")
def announcement(request, code):
    found = calls.announce_call(draft_or_404(request, code), by=request.user)
    messages.success(request, _t("فراخوان اعلام شد و سر ساعت خودش باز می‌شود."))
    return go(request, _address(found))


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def amendment(request, code):
    found = draft_or_404(request, code)
    form = AmendForm(request.POST or None, call=found)
    if request.method == "POST" and form.is_valid():
        reason = {key: form.cleaned_data[key] for key in ("why", "why_en")}
        calls.amend_call(found, by=request.user, **reason, **form.changes())
        messages.success(request, _t("اصلاح ثبت و به متقاضیان و دعوت‌شدگان گفته شد."))
        return go(request, _address(found))
    return reply(request, "hq/call_amendment.html", "", {"call": found, "form": form})


@page(may=Permission.CALL_COMPOSE, methods="POST")
def cancellation(request, code):
    found = calls.cancel_call(
        draft_or_404(request, code),
        by=request.user,
        reason=request.POST.get("why", "")[:200],
        reason_en=request.POST.get("why_en", "")[:200],
    )
    messages.success(request, _t("فراخوان لغو شد و دلیل آن گفته شد."))
    return go(request, _address(found))


@page(may=Permission.CALL_COMPOSE, methods="POST")
def archiving(request, code):
    return go(request, _address(calls.archive_call(draft_or_404(request, code), by=request.user)))


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def correction(request, code):
    """Propose other weights, gates or rules for what is missing; a second person must sign."""
    found = draft_or_404(request, code)
    form, gates = (
        CorrectionForm(request.POST or None, call=found),
        GatesForm(request.POST or None, call=found),
    )
    reason = ReasonForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), gates.is_valid(), reason.is_valid()]):
        change = {
            "weights": form.changed_weights(),
            "missing": form.changed_missing(),
            "gates": gates.gates() if gates.has_changed() else None,
        }
        if any(change.values()):
            corrections.propose_correction(found, by=request.user, why=reason.cleaned_data["why"], **change)
            messages.success(request, _t("پیشنهاد ثبت شد و تا امضای دوم چیزی تغییر نمی‌کند."))
            return go(request, _address(found))
        form.add_error(None, _t("چیزی تغییر نکرده است. وزن، شرط یا شیوهٔ پاسخ‌های خالی را درست کنید."))
    context = {"call": found, "form": form, "gates": gates, "reason": reason}
    return reply(request, "hq/call_correction.html", "", context)


urls = [
    path("calls/", index, name="calls"),
    path("calls/<slug:code>/", call, name="call"),
    path("calls/<slug:code>/preview/", preview, name="call_preview"),
    path("calls/<slug:code>/announcement/", announcement, name="call_announcement"),
    path("calls/<slug:code>/amendment/", amendment, name="call_amendment"),
    path("calls/<slug:code>/cancellation/", cancellation, name="call_cancellation"),
    path("calls/<slug:code>/archiving/", archiving, name="call_archiving"),
    path("calls/<slug:code>/correction/", correction, name="call_correction"),
]
