"""Signing: a call in the chain, with everything that is being approved; a correction and its second signature."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.calls import rules
from koushaneh.calls.actions import approval, corrections
from koushaneh.calls.actions.approval import next_step, said_in_round, step_for
from koushaneh.calls.models import Call, Indicator
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.readiness import chain_of
from koushaneh.web.calls import gates_in_words
from koushaneh.web.hq.call_forms import NoteForm
from koushaneh.web.pages import go, page, reply

C = Call.State


def chain_in_words(call):
    """Return the links with what was said in this round, for the page and for the signers."""
    said = {approval.step_id: approval for approval in said_in_round(call)}
    turn = next_step(call) if call.state == C.APPROVAL else None
    return [(step, said.get(step.pk), turn is not None and step.pk == turn.pk) for step in chain_of(call)]


def public_view(call):
    return {
        "gates": gates_in_words(call.indicators.gates),
        "items": call.indicators.enabled,
        "seats": call.seats.select_related("place").order_by("place__sort_key", "place__code"),
    }


def to_approve_or_404(request, code):
    found = rules.calls_to_approve_for(request.user).select_related(
        "place", "indicators", "policy", "author", "form"
    )
    return get_object_or_404(found, code=code, state=C.APPROVAL)


@page(may=Permission.CALL_APPROVE)
def call_approval(request, code):
    """Everything that is being approved, on one page, with what differs from the profile."""
    found = to_approve_or_404(request, code)
    context = {
        "call": found,
        **public_view(found),
        "chain": chain_in_words(found),
        "step": step_for(found, request.user),
        "differences": differences(found),
        "earlier": found.approvals.filter(is_approved=False).select_related("step", "by"),
        "form": NoteForm(),
    }
    return reply(request, "hq/call_approval.html", "", context)


def differences(call):
    """Return (what, in the profile, in this call) for every rule that is not as it ships."""
    profile, blocks = PROFILES[call.profile], []
    for item in call.indicators.items.all():
        shipped = profile.weights.get(item.code)
        weight = item.weight if item.is_enabled else 0
        if shipped != weight:
            blocks.append((item.name, shipped, weight))
    if call.indicators.gates != list(profile.gates):
        gates = (gates_in_words(profile.gates), gates_in_words(call.indicators.gates))
        blocks.append((_t("شرط‌ها"), *(" ".join(each) for each in gates)))
    return blocks


@page(may=Permission.CALL_APPROVE, methods="POST")
def agreement(request, code):
    found = to_approve_or_404(request, code)
    approval.approve_step(found, by=request.user, note=request.POST.get("note", "")[:300])
    messages.success(request, _t("نظر شما ثبت شد."))
    return go(request, reverse("hq:call_approval", args=[found.code]))


@page(may=Permission.CALL_APPROVE, methods="POST")
def sending_back(request, code):
    found = to_approve_or_404(request, code)
    approval.return_call(found, by=request.user, note=request.POST.get("note", "")[:300])
    messages.success(request, _t("فراخوان با دلیل شما به نویسنده برگشت."))
    return go(request, reverse("hq:calls"))


@page(may=Permission.CALL_APPROVE)
def correction_review(request, code):
    found = get_object_or_404(rules.calls_to_approve_for(request.user), code=code)
    proposed = corrections.waiting_correction(found)
    before = dict(found.indicators.items.values_list("code", "weight"))
    items = proposed.items.all() if proposed else Indicator.objects.none()
    context = {
        "call": found,
        "proposed": proposed,
        "changes": [(item, before[item.code]) for item in items if before[item.code] != item.weight],
        "may_sign": proposed is not None and corrections.may_second(found, proposed, request.user),
    }
    return reply(request, "hq/call_correction_review.html", "", context)


@page(may=Permission.CALL_APPROVE, methods="POST")
def correction_signature(request, code):
    found = get_object_or_404(rules.calls_to_approve_for(request.user), code=code)
    corrections.sign_correction(found, by=request.user)
    messages.success(request, _t("اصلاح با دو امضا منتشر شد؛ همه چیز دوباره شمرده می‌شود."))
    return go(request, reverse("hq:call_correction_review", args=[code]))


@page(may=Permission.CALL_APPROVE, methods="POST")
def correction_refusal(request, code):
    found = get_object_or_404(rules.calls_to_approve_for(request.user), code=code)
    corrections.refuse_correction(found, by=request.user)
    messages.success(request, _t("پیشنهاد رد شد؛ قواعد همان است که منتشر شده بود."))
    return go(request, reverse("hq:call_correction_review", args=[code]))


urls = [
    path("calls/<slug:code>/approval/", call_approval, name="call_approval"),
    path("calls/<slug:code>/approval/agreement/", agreement, name="call_agreement"),
    path("calls/<slug:code>/approval/return/", sending_back, name="call_return"),
    path("calls/<slug:code>/correction/review/", correction_review, name="call_correction_review"),
    path("calls/<slug:code>/correction/signature/", correction_signature, name="call_correction_signature"),
    path("calls/<slug:code>/correction/refusal/", correction_refusal, name="call_correction_refusal"),
]
