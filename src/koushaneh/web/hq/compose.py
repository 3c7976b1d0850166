"""Composing a call, section by section, with an outline beside it. What is still missing is always said."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.calls.actions import composing
from koushaneh.calls.actions.approval import submit_for_approval
from koushaneh.calls.models import Indicator
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.readiness import problems_of_call, seat_problems
from koushaneh.calls.rules import editable_calls_for
from koushaneh.calls.weights import block_range, block_sums, problems_of
from koushaneh.web.calls import problems_in_words
from koushaneh.web.hq.call_forms import (
    BasicsForm,
    GatesForm,
    NewCallForm,
    SeatCountForm,
    SeatsForm,
    WeightsForm,
)
from koushaneh.web.hq.policy_form import PolicyForm
from koushaneh.web.hq.problem_links import links_of
from koushaneh.web.pages import go, page, reply

BLOCKS = dict(Indicator.Block.choices)
SECTIONS = (
    ("basics", _("عنوان، چکیده و زمان")),
    ("gates", _("شرط‌های ورود")),
    ("indicators", _("شاخص‌ها و وزن‌ها")),
    ("form", _("پرسش‌ها")),
    ("seats", _("جای منطقه‌ها")),
    ("policy", _("شیوهٔ گزینش")),
)


def draft_or_404(request, code):
    calls = editable_calls_for(request.user).select_related("place", "indicators", "policy")
    return get_object_or_404(calls, code=code)


def outline(call, current=""):
    """Return the sections and what still stops this draft, for the column beside each of them."""
    problems = problems_of_call(call, now=timezone.now()) if call.is_editable else []
    return {
        "call": call,
        "current": current,
        "sections": [(key, title, reverse(f"hq:call_{key}", args=[call.code])) for key, title in SECTIONS],
        "problems": list(zip(problems_in_words(problems, BLOCKS), links_of(call, problems), strict=True)),
    }


def _saved(request, call, section):
    messages.success(request, _t("این بخش ثبت شد."))
    keys = [key for key, _title in SECTIONS]
    following = keys[keys.index(section) + 1 :]
    then = f"hq:call_{following[0]}" if following else "hq:call"
    return go(request, reverse(then, args=[call.code]))


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def new_call(request):
    form = NewCallForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        call = composing.compose_call(by=request.user, **form.values())
        return go(request, reverse("hq:call_basics", args=[call.code]))
    return reply(request, "hq/call_new.html", "", {"form": form, "profiles": PROFILES.values()})


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def basics(request, code):
    call = draft_or_404(request, code)
    form = BasicsForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        composing.edit_call(call, by=request.user, **form.values())
        return _saved(request, call, "basics")
    return reply(request, "hq/call_section.html", "", {**outline(call, "basics"), "form": form})


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def gates(request, code):
    call = draft_or_404(request, code)
    form = GatesForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        composing.set_gates(call, form.gates(), by=request.user)
        return _saved(request, call, "gates")
    return reply(request, "hq/call_section.html", "", {**outline(call, "gates"), "form": form})


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def indicators(request, code):
    call = draft_or_404(request, code)
    form = WeightsForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        composing.set_weights(call, form.weights(), by=request.user)
        composing.set_indicators(call, by=request.user, enabled=form.enabled())
        return _saved(request, call, "indicators")
    context = {**outline(call, "indicators"), "form": form, "blocks": _rows_by_block(form)}
    return reply(request, "hq/call_indicators.html", "", {**context, **_sums(call, form)})


@page(may=Permission.CALL_COMPOSE)
def weight_sum(request, code):
    """The live check: the sum and the rules for what is typed now. Nothing is written."""
    call = draft_or_404(request, code)
    if not request.htmx:
        return go(request, reverse("hq:call_indicators", args=[code]))
    form = WeightsForm(request.GET, call=call)
    form.is_valid()
    return reply(request, "hq/call_indicators.html", "sum", {**outline(call), **_sums(call, form)})


def _rows_by_block(form):
    rows = {}
    for item, weight, is_on in form.rows():
        rows.setdefault(item.get_block_display(), []).append((item, weight, is_on))
    return rows.items()


def _sums(call, form):
    """Return what the weights make as they stand in the form; what cannot be read counts nothing."""
    weights = {item.code: _typed(form, item) for item in form.items if _is_on(form, item)}
    blocks = {item.code: item.block for item in form.items}
    defaults = PROFILES[call.profile].block_points
    sums = block_sums(weights, blocks)
    return {
        "total": sum(weights.values()),
        "sums": [(BLOCKS[block], points, *block_range(defaults[block])) for block, points in sums.items()],
        "wrong": problems_in_words(problems_of(weights, blocks, defaults), BLOCKS),
    }


def _typed(form, item):
    if not form.is_bound:
        return item.weight
    return form.cleaned_data.get(f"w_{item.code}") or 0


def _is_on(form, item):
    return form.cleaned_data.get(f"on_{item.code}") if form.is_bound else item.is_enabled


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def seats(request, code):
    call = draft_or_404(request, code)
    form = SeatsForm(request.POST or None, call=call, places=composing.districts_of(call.place))
    if request.method == "POST" and form.is_valid():
        composing.edit_call(call, by=request.user, seat_count=form.cleaned_data["seat_count"])
        composing.set_seats(call, form.seats(), by=request.user)
        return _saved(request, call, "seats")
    wrong = problems_in_words(seat_problems(call), BLOCKS)
    totals = [sum(getattr(seat, name) for seat in call.seats.all()) for name in ("minimum", "maximum")]
    context = {**outline(call, "seats"), "form": form, "wrong": wrong, "totals": totals}
    return reply(request, "hq/call_seats.html", "", context)


@page(may=Permission.CALL_COMPOSE, methods="POST")
def even_seats(request, code):
    call = draft_or_404(request, code)
    asked = SeatCountForm(request.POST)
    if asked.is_valid():
        call = composing.edit_call(call, by=request.user, **asked.cleaned_data)
    rows = composing.spread(composing.districts_of(call.place), call.seat_count)
    composing.set_seats(call, rows, by=request.user)
    return go(request, reverse("hq:call_seats", args=[call.code]))


@page(may=Permission.CALL_COMPOSE, methods="GET POST")
def policy(request, code):
    call = draft_or_404(request, code)
    form = PolicyForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        composing.set_policy(call, by=request.user, **form.cleaned_data)
        return _saved(request, call, "policy")
    return reply(request, "hq/call_section.html", "", {**outline(call, "policy"), "form": form})


@page(may=Permission.CALL_COMPOSE, methods="POST")
def submission(request, code):
    call = submit_for_approval(draft_or_404(request, code), by=request.user)
    messages.success(request, _t("فراخوان برای تأیید فرستاده شد. تا نظر امضاکنندگان چیزی تغییر نمی‌کند."))
    return go(request, reverse("hq:call", args=[call.code]))


urls = [
    path("calls/new/", new_call, name="new_call"),
    path("calls/<slug:code>/basics/", basics, name="call_basics"),
    path("calls/<slug:code>/gates/", gates, name="call_gates"),
    path("calls/<slug:code>/indicators/", indicators, name="call_indicators"),
    path("calls/<slug:code>/indicators/sum/", weight_sum, name="call_weight_sum"),
    path("calls/<slug:code>/seats/", seats, name="call_seats"),
    path("calls/<slug:code>/seats/even/", even_seats, name="call_even_seats"),
    path("calls/<slug:code>/policy/", policy, name="call_policy"),
    path("calls/<slug:code>/submission/", submission, name="call_submission"),
]
