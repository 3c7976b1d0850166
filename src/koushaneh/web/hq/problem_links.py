"""Where to go for what a draft still lacks: every problem of the list leads to the page that mends it."""

from urllib.parse import urlencode

from django.urls import reverse

BY_BEGINNING = (
    ("calls.form_", "hq:call_form"),
    ("calls.weight", "hq:call_indicators"),
    ("calls.block_", "hq:call_indicators"),
    ("calls.no_gates", "hq:call_gates"),
    ("calls.no_seats", "hq:call_seats"),
    ("calls.seats_", "hq:call_seats"),
    ("calls.tracks_", "hq:call_policy"),
)


def links_of(call, problems):
    """Return one address for each (code, facts), in their order."""
    return [_link(call, code, facts) for code, facts in problems]


def _link(call, code, facts):
    if code == "calls.chain_too_short":
        return reverse("hq:chains")
    if "slot" in facts:
        return reverse("hq:question_new", args=[call.code]) + "?" + urlencode({"slot": facts["slot"]})
    if "question" in facts:
        return reverse("hq:question", args=[call.code, facts["question"]])
    page = next((page for beginning, page in BY_BEGINNING if code.startswith(beginning)), "hq:call_basics")
    return reverse(page, args=[call.code])
