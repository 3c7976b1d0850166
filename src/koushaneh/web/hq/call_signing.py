"""Signing: a call in the chain, with everything that is being approved; a correction and its second signature."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.calls import rules
from koushaneh.calls.actions import approval, corrections
from koushaneh.calls.actions.approval import next_step, said_in_round, step_for
from koushaneh.calls.models import Call, SelectionPolicy
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.readiness import chain_of
from koushaneh.registry.models import File
from koushaneh.web.calls import gates_in_words
from koushaneh.web.hq.call_forms import NoteForm
from koushaneh.web.hq.form_story import parts_of_form
from koushaneh.web.hq.policy_form import ORDERS, PolicyForm
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui import values

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
        "parts": parts_of_form(found),
        "chain": chain_in_words(found),
        "step": step_for(found, request.user),
        "differences": differences(found),
        "earlier": returns_of(found),
        "form": NoteForm(),
    }
    return reply(request, "hq/call_approval.html", "", context)


def returns_of(call):
    """Return what sent this call back in earlier rounds, the newest first."""
    back = call.approvals.filter(is_approved=False, step__observes_only=False)
    return back.select_related("step", "by").order_by("-pk")


def differences(call):
    """Return (what, as it ships, in this call) for every rule that is not as the profile has it."""
    profile = PROFILES[call.profile]
    found = [
        (item.name, profile.weights.get(item.code, 0), item.weight if item.is_enabled else 0)
        for item in call.indicators.items.all()
    ]
    if call.indicators.gates != list(profile.gates):
        gates = (gates_in_words(profile.gates), gates_in_words(call.indicators.gates))
        found.append((_t("شرط‌ها"), *(" ".join(each) for each in gates)))
    found += [(field.label, *_policy_pair(call, name)) for name, field in PolicyForm.base_fields.items()]
    found += [
        (_t("جای «{track}»").format(track=track), "—", _t("{least} تا {most}").format(least=least, most=most))
        for track, least, most in call.policy.track_seats
    ]
    return [row for row in found if row[1] != row[2]]


def _policy_pair(call, name):
    """Return a part of the policy as it ships and as it is here, in words."""
    if name == "redistribution":
        orders = dict(ORDERS)
        return str(orders["neighbours,city"]), str(orders[",".join(call.policy.redistribution)])
    return SelectionPolicy._meta.get_field(name).get_default(), getattr(call.policy, name)


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
    context = {
        "call": found,
        "proposed": proposed,
        "changes": _changes_of(found, proposed) if proposed else [],
        "may_sign": proposed is not None and corrections.may_second(found, proposed, request.user),
    }
    return reply(request, "hq/call_correction_review.html", "", context)


def _gates_with_states(gates):
    """Return the gates as sentences, and the states of a file that they accept."""
    accepted = [state for gate in gates for state in gate.get("states", ())]
    names = values.listed([str(File.State(state).label) for state in accepted])
    return " ".join([*gates_in_words(gates), f"({names})" if names else ""]).strip()


def _changes_of(call, proposed):
    """Return (what, as published, as proposed) for every rule that a correction changes, in words."""
    before = {item.code: item for item in call.indicators.items.all()}
    rows = []
    for item in proposed.items.all():
        former = before[item.code]
        rows.append((str(item), values.grouped(former.weight), values.grouped(item.weight)))
        name = _t("اگر پاسخی نباشد: {name}").format(name=item)
        rows.append((name, former.get_missing_display(), item.get_missing_display()))
    rows.append((_t("شرط‌ها"), _gates_with_states(call.indicators.gates), _gates_with_states(proposed.gates)))
    return [row for row in rows if row[1] != row[2]]


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
