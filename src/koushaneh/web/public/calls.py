"""Public pages of calls: what is open, who can take part, how it decides, the rules as bytes."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.calls.actions.invitations import note_read
from koushaneh.calls.models import Call
from koushaneh.calls.published import canonical
from koushaneh.engine.persian import to_ascii
from koushaneh.web.calls import context_of
from koushaneh.web.pages import PUBLIC, go, page, reply

S = Call.State
RUNNING = [S.ANNOUNCED, S.OPEN, S.GRACE]
OPENED = "opened_calls"  # calls whose code this session has given


class CodeForm(forms.Form):
    access_code = forms.CharField(
        label=_("کد ورود این فراخوان"),
        help_text=_("روی دعوت‌نامهٔ شما نوشته شده است؛ اگر آن را ندارید از ادارهٔ منطقه بپرسید."),
        max_length=20,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )


@page(may=PUBLIC)
def calls(request):
    listed = rules.public_calls().filter(access_code="")
    context = {
        "running": listed.filter(state__in=RUNNING).order_by("closes_at"),
        "over": listed.exclude(state__in=RUNNING).order_by("-closes_at")[:20],
    }
    return reply(request, "public/calls.html", "", context)


@page(may=PUBLIC, methods="GET POST")
def call(request, code):
    found = get_object_or_404(rules.public_calls().select_related("policy", "indicators"), code=code)
    if not _is_open_to(request, found):
        return _ask_for_code(request, found)
    if request.person:
        note_read(found, request.person)
    return reply(request, "public/call.html", "", context_of(found))


def _is_open_to(request, call):
    return not call.is_limited or call.code in request.session.get(OPENED, [])


def _ask_for_code(request, call):
    """A limited call shows nothing of itself until its code is given."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = to_ascii(form.cleaned_data["access_code"].strip())
        if constant_time_compare(typed, call.access_code):
            request.session[OPENED] = [*request.session.get(OPENED, []), call.code]
            return go(request, reverse("public:call", args=[call.code]))
        form.add_error("access_code", _("این کد درست نیست. آن را یک بار دیگر از روی دعوت‌نامه بنویسید."))
    return reply(request, "public/call_code.html", "", {"form": form})


@page(may=PUBLIC)
def call_rules(request, code, number=None):
    """The published bytes: their SHA-256 is the fingerprint on the page of the call."""
    found = get_object_or_404(rules.public_calls(), code=code)
    versions = found.rules_versions.all()
    version = versions.filter(number=number).first() if number else versions.last()
    if version is None or not _is_open_to(request, found):
        raise Http404
    response = HttpResponse(canonical(version.record), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="rules-{found.code}-{version.number}.json"'
    return response


urls = [
    path("calls/", calls, name="calls"),
    path("calls/<slug:code>/", call, name="call"),
    path("calls/<slug:code>/rules.json", call_rules, name="call_rules"),
    path("calls/<slug:code>/rules/<int:number>.json", call_rules, name="call_rules_version"),
]
