"""Letters before they leave, and what follows the release: offers, the waiting list, rates, the end."""

from django.contrib import messages
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.screening import rules_results as rules
from koushaneh.screening.actions import closing, releasing
from koushaneh.screening.actions.studying import ask_for_study
from koushaneh.screening.models import Offer
from koushaneh.screening.queries_results import letter_counts, live_run, public_result, selection_rates
from koushaneh.web.hq.runs import call_or_404, run_or_404
from koushaneh.web.letters import TITLES, sheet_of_draft
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.values import digits

P = Permission
READ_AHEAD = 30  # letters of each kind that the preview offers to read


def _executed(request, run_id):
    run = run_or_404(request, run_id, P.RESULT_RELEASE)
    if run.result is None:
        raise Http404
    return run


@page(may=P.RESULT_RELEASE)
def release(request, run_id):
    """Every letter by kind, and some of each to read, before any of them leaves."""
    run = _executed(request, run_id)
    drafts = releasing.drafts_of(run)
    kinds = {code: [draft for draft in drafts if draft.code == code] for code in TITLES}
    counts = [(code, TITLES[code], len(found), found[:READ_AHEAD]) for code, found in kinds.items() if found]
    context = {"run": run, "call": run.call, "kinds": counts, "total": len(drafts)}
    return reply(request, "hq/release.html", "", context)


@page(may=P.RESULT_RELEASE)
def draft(request, run_id, code):
    run = _executed(request, run_id)
    found = next((one for one in releasing.drafts_of(run) if one.application.review_code == code), None)
    if found is None:
        raise Http404
    return reply(request, "hq/draft.html", "", {"run": run, "call": run.call, "sheet": sheet_of_draft(found)})


@page(may=P.RESULT_RELEASE, methods="POST")
def releasing_all(request, run_id):
    run = releasing.release_run(run_or_404(request, run_id, P.RESULT_RELEASE), by=request.user)
    messages.success(request, _t("همهٔ نامه‌ها یکجا فرستاده شد و نتیجه با کد منتشر شد."))
    return go(request, reverse("hq:outcome", args=[run.call.code]))


@page(may=P.RESULT_RELEASE, methods="POST")
def ineligible_letters(request, code):
    found = releasing.release_ineligible(call_or_404(request, code, P.RESULT_RELEASE), by=request.user)
    messages.success(request, _t("{count} نامه فرستاده شد.").format(count=digits(len(found))))
    return go(request, reverse("hq:run", args=[code]))


@page(may=P.RESULT_RELEASE)
def outcome(request, code):
    call = call_or_404(request, code, P.RESULT_RELEASE)
    listing = Listing(
        request,
        rules.city_offers_for(request.user).filter(call=call),
        name="offers",
        columns=[
            Column("code", _("کد"), value=lambda offer: offer.application.review_code, kind="code"),
            Column(
                "place",
                _("منطقه"),
                value=lambda offer: offer.application.place,
                sort="application__place__sort_key",
            ),
            Column("state", _("پاسخ"), kind="state", sort="state"),
            Column("expires_at", _("مهلت"), kind="time", sort="expires_at"),
            Column("answered_at", _("پاسخ داد"), kind="time", sort="answered_at"),
            Column(
                "confirmation",
                _("چگونه"),
                value=lambda offer: offer.get_confirmation_display() if offer.answered_at else "",
            ),
        ],
        filters=[Filter("state", _("پاسخ"), Offer.State.choices)],
        sort="expires_at",
        empty={"title": _("هنوز جایی پیشنهاد نشده است")},
    )
    context = {
        "call": call,
        "run": live_run(call),
        "result": public_result(call),
        "waiting": rules.waiting_for(request.user).filter(call=call),
        "letters": [(TITLES[code], count) for code, count in letter_counts(call).items()],
        "open_appeals": closing.open_appeals(call).count(),
    }
    return listing.reply("hq/outcome.html", context)


@page(may=P.RESULT_RELEASE, methods="POST")
def finishing(request, code):
    closing.finish_call(call_or_404(request, code, P.RESULT_RELEASE), by=request.user)
    messages.success(request, _t("نتیجه نهایی شد و فهرست انتظار بسته شد."))
    return go(request, reverse("hq:outcome", args=[code]))


@page(may=P.RUN_READ)
def rates(request, run_id):
    """Selection rates of groups and how firmly the run stands; a question, not a verdict."""
    run = run_or_404(request, run_id, P.RUN_READ)
    if run.result is None:
        raise Http404
    context = {"run": run, "call": run.call, "rates": _titled(selection_rates(run), run.call)}
    context |= {"firm": _firmness(run), "changed": _changed(run)}
    return reply(request, "hq/rates.html", "", context)


@page(may=P.RUN_PREPARE, methods="POST")
def study(request, run_id):
    run = ask_for_study(run_or_404(request, run_id, P.RUN_PREPARE), by=request.user)
    messages.success(request, _t("بررسی پایداری آغاز شد. می‌توانید بروید؛ نتیجه همین‌جا می‌آید."))
    return go(request, reverse("hq:rates", args=[run.pk]))


FEATURES = {
    "place": _("منطقه"),
    "age": _("سن"),
    "track": _("راه کار"),
    "disability": _("معلولیت یا بیماری در خانه"),
}
GROUPS = {
    "yes": _("بله"),
    "no": _("نه"),
    "?": _("نامعلوم"),
    "producer": _("تولید یا فروش"),
    "trainer": _("آموزش"),
    "service": _("خدمات"),
    "0-29": _("تا ۲۹ سال"),
    "30-39": _("۳۰ تا ۳۹ سال"),
    "40-49": _("۴۰ تا ۴۹ سال"),
    "50-150": _("۵۰ سال و بیشتر"),
}


def _titled(found, call):
    places = {row.place.name: str(row.place) for row in call.seats.select_related("place")}
    titles = GROUPS | places
    for table in found:
        rows = [{**row, "group": titles.get(row["group"], row["group"])} for row in table["rows"]]
        yield FEATURES[table["feature"]], rows


def _firmness(run):
    """How many of the chosen stay chosen in nearly all draws of the weights."""
    if not run.sensitivity:
        return None
    shares = run.sensitivity["share_chosen"]
    chosen = [shares.get(code, 0) for code in run.result["chosen"]]
    return {
        "draws": run.sensitivity["draws"],
        "firm": sum(share >= 0.9 for share in chosen),
        "shaky": sum(share < 0.5 for share in chosen),
        "of": len(chosen),
        "worst_reviewer": max(run.sensitivity["without_reviewer"], default=0),
        "reviewers": len(run.sensitivity["without_reviewer"]),
    }


def _changed(run):
    if not run.sensitivity:
        return []
    names = {one.code: str(one) for one in run.call.indicators.items.all()}
    return [(names.get(code, code), *counts) for code, counts in run.sensitivity["changed"].items()]


urls = [
    path("run/<int:run_id>/letters/", release, name="release"),
    path("run/<int:run_id>/letters/release/", releasing_all, name="releasing"),
    path("run/<int:run_id>/letters/<slug:code>/", draft, name="draft"),
    path("run/<int:run_id>/rates/", rates, name="rates"),
    path("run/<int:run_id>/study/", study, name="study"),
    path("runs/<slug:code>/ineligible-letters/", ineligible_letters, name="ineligible_letters"),
    path("runs/<slug:code>/outcome/", outcome, name="outcome"),
    path("runs/<slug:code>/finishing/", finishing, name="finishing"),
]
