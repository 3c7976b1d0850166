"""What anybody may check: the result by codes, the record of the draw, whether a letter is genuine."""

from django import forms
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.screening import rules_results
from koushaneh.screening.models import Letter
from koushaneh.screening.queries_results import live_run, public_record, public_result
from koushaneh.web.fields import CleanCharField
from koushaneh.web.letters import is_current
from koushaneh.web.limits import LETTERS_AN_HOUR, spend
from koushaneh.web.pages import PUBLIC, go, page, reply


class NumberForm(forms.Form):
    number = CleanCharField(
        label=_("شمارهٔ نامه"), max_length=20, help_text=_("پایین نامه، کنار نقش چهارخانه.")
    )


def _call(code):
    """Return a call that has a published commitment or result; a stranger call is a 404 like any other."""
    found = rules_results.committed_runs().filter(call__code=code).order_by("number").last()
    if found is None:
        raise Http404
    return found.call


@page(may=PUBLIC)
def results(request):
    return reply(
        request, "public/results.html", "", {"calls": rules_results.announced_calls().order_by("-closes_at")}
    )


@page(may=PUBLIC)
def result(request, code):
    call = _call(code)
    runs = rules_results.committed_runs().filter(call=call).order_by("number")
    context = {
        "call": call,
        "runs": runs,
        "live": live_run(call),
        "result": public_result(call),
        "wanted": request.GET.get("code", "").strip().lower()[:12],
    }
    return reply(request, "public/result.html", "", {**context, **_place_in(context)})


def _place_in(context):
    """Say where a code stands, for a woman who looks for hers."""
    wanted, result = context["wanted"], context["result"]
    if not wanted or result is None:
        return {}
    ranks = {code: rank for rank, code, _left in result["waiting"]}
    return {"is_selected": wanted in result["selected"], "rank": ranks.get(wanted)}


@page(may=PUBLIC)
def record(request, code, number):
    run = get_object_or_404(rules_results.committed_runs(), call__code=code, number=number)
    return JsonResponse(public_record(run), json_dumps_params={"ensure_ascii": False, "indent": 1})


@page(may=PUBLIC)
def verify(request):
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return go(request, reverse("public:verified", args=[form.cleaned_data["number"].lower()]))
    return reply(request, "public/verify.html", "", {"form": form})


@page(may=PUBLIC)
def verified(request, number):
    """Say that a letter is genuine, when it was issued and for which call; never what it says.

    So many letters an hour for one address, so that nobody finds numbers by trying.
    """
    spend(request, "letters", most=LETTERS_AN_HOUR)
    rows = Letter.objects.filter(released_at__isnull=False).select_related("decision__application__call")
    letter = rows.filter(number=number).first()
    context = {"letter": letter, "number": number, "is_current": letter is not None and is_current(letter)}
    return reply(request, "public/verified.html", "", context)


urls = [
    path("results/", results, name="results"),
    path("results/<slug:code>/", result, name="result"),
    path("results/<slug:code>/<int:number>/record.json", record, name="record"),
    path("verify/", verify, name="verify"),
    path("verify/<slug:number>/", verified, name="verified"),
]
