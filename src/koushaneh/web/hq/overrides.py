"""Departures from the rule: proposed with a reason, signed by two, counted in public."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.screening import rules_results as rules
from koushaneh.screening.actions import overrides
from koushaneh.web.hq.runs import ReasonForm, call_or_404, context_of
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

P = Permission


@page(may=P.OVERRIDE_PROPOSE, methods="POST")
def relaxation(request, code):
    call, form = call_or_404(request, code, P.OVERRIDE_PROPOSE), ReasonForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/run.html", "", context_of(request, call, reason_form=form), status=422)
    overrides.propose_relaxation(call, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _t("کمترین جابه‌جایی پیشنهاد شد و در انتظار دو امضاست."))
    return go(request, reverse("hq:run", args=[code]))


@page(may=P.OVERRIDE_PROPOSE, methods="POST")
def set_aside(request, code):
    call, form = call_or_404(request, code, P.OVERRIDE_PROPOSE), ReasonForm(request.POST)
    rows = rules.blocked_applications_for(request.user).filter(call=call)
    application = get_object_or_404(rows, review_code=request.POST.get("review_code", "").strip().lower())
    if not form.is_valid():
        return reply(request, "hq/run.html", "", context_of(request, call, reason_form=form), status=422)
    overrides.propose_set_aside(application, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _t("پیشنهاد شد و در انتظار دو امضاست."))
    return go(request, reverse("hq:run", args=[code]))


@page(may=P.OVERRIDE_SIGN, methods="POST")
def override_signature(request, override_id):
    found = get_object_or_404(rules.overrides_for(request.user, P.OVERRIDE_SIGN), pk=override_id)
    found = overrides.sign_override(found, by=request.user)
    messages.success(request, _t("امضا شد."))
    return go(request, reverse("hq:run", args=[found.call.code]))


@page(may=P.OVERRIDE_SIGN, methods="POST")
def override_dropping(request, override_id):
    found = get_object_or_404(rules.overrides_for(request.user, P.OVERRIDE_SIGN), pk=override_id)
    found = overrides.drop_override(found, by=request.user, reason=request.POST.get("reason", "")[:200])
    messages.success(request, _t("پیشنهاد رد شد."))
    return go(request, reverse("hq:run", args=[found.call.code]))


def unsigned(request):
    rows = rules.overrides_for(request.user, P.OVERRIDE_SIGN)
    rows = rows.filter(second_signed_at=None, dropped_at=None, call__state="reviewing")
    return rows.exclude(by=request.user).exclude(first_signer=request.user)


@waiting(unsigned)
def card(request, _count):
    """Proposals that wait for a signature of this account."""
    first = unsigned(request).select_related("call").order_by("pk").first()
    return first and {
        "title": _t("پیشنهاد دخالت در قاعده"),
        "text": first.reason,
        "href": reverse("hq:run", args=[first.call.code]),
        "action": _t("ببینید و تصمیم بگیرید"),
        "order": 12,
        "icon": "hand",
    }


urls = [
    path("runs/<slug:code>/relaxation/", relaxation, name="run_relaxation"),
    path("runs/<slug:code>/setting-aside/", set_aside, name="run_set_aside"),
    path("overrides/<int:override_id>/signature/", override_signature, name="override_signature"),
    path("overrides/<int:override_id>/dropping/", override_dropping, name="override_dropping"),
]
