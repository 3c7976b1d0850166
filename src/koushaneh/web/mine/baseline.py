"""The baseline questionnaire: offered, one item a screen, skipped, resumed, declined, erased."""

from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from koushaneh.calls import rules
from koushaneh.measures.actions import (
    answer_item,
    begin_baseline,
    decline_baseline,
    erase_sitting,
    next_step,
    takes_baseline,
)
from koushaneh.measures.battery import find_step, steps_of
from koushaneh.measures.rules import sittings_of
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.pledges import BASELINE
from koushaneh.web.questionnaire import screen_of


def _application(request, code):
    return get_object_or_404(rules.applications_of(request.person), tracking_code=code)


def _sitting(request, application):
    return sittings_of(request.person).filter(wave__about=f"call:{application.call_id}").first()


@page(may=PERSON)
def offer(request, code):
    application = _application(request, code)
    sitting = _sitting(request, application)
    step = next_step(sitting) if sitting else None
    context = {
        "application": application,
        "sitting": sitting,
        "step": step,
        "is_open": takes_baseline(application),
        "pledge": BASELINE,
        "total": len(steps_of(sitting.wave)) if sitting else 0,
        "done": sitting.responses.count() if sitting else 0,
    }
    return reply(request, "mine/baseline.html", "", context)


def item_address(code, step):
    """Return the address of a screen; after the last one, the page of the questionnaire."""
    if step is None:
        return reverse("mine:baseline", args=[code])
    return reverse("mine:item", args=[code, step.stored.code, step.key])


@page(may=PERSON, methods="POST")
def beginning(request, code):
    sitting = begin_baseline(_application(request, code), by=request.user, wording=str(BASELINE))
    return go(request, item_address(code, next_step(sitting)))


@page(may=PERSON, methods="POST")
def refusal(request, code):
    decline_baseline(_application(request, code), by=request.user)
    return go(request, reverse("mine:baseline", args=[code]))


@page(may=PERSON, methods="POST")
def erasure(request, code):
    sitting = get_object_or_404(
        sittings_of(request.person), wave__about=f"call:{_application(request, code).call_id}"
    )
    erase_sitting(sitting, by=request.user)
    return go(request, reverse("mine:baseline", args=[code]))


@page(may=PERSON, methods="GET POST")
def item(request, code, instrument, key):
    application = _application(request, code)
    sitting = get_object_or_404(sittings_of(request.person), wave__about=f"call:{application.call_id}")
    step = find_step(sitting.wave, instrument, key)
    if request.method == "POST":
        answer_item(sitting, instrument, key, request.POST.get("value", ""), by=request.user)
        return _go_on(request, code, sitting, step)
    return reply(request, "mine/item.html", "item", _context(code, sitting, step))


def _go_on(request, code, sitting, step):
    """Go to the screen after this one; once all have been passed, to the end."""
    steps = steps_of(sitting.wave)
    here = [(one.stored.pk, one.key) for one in steps].index((step.stored.pk, step.key))
    after = steps[here + 1] if here + 1 < len(steps) else next_step(sitting)
    if getattr(request, "htmx", None) and after is not None:
        response = reply(request, "mine/item.html", "item", _context(code, sitting, after))
        response["HX-Push-Url"] = item_address(code, after)
        return response
    return go(request, item_address(code, after))


def _context(code, sitting, step):
    steps = steps_of(sitting.wave)
    here = [(one.stored.pk, one.key) for one in steps].index((step.stored.pk, step.key))
    given = sitting.responses.filter(instrument=step.stored, item=step.key).first()
    return {
        "code": code,
        "step": step,
        **screen_of(step, given.value if given else None),
        "number": here + 1,
        "total": len(steps),
        "before": item_address(code, steps[here - 1]) if here else "",
        "here": item_address(code, step),
    }


urls = [
    path("applications/<slug:code>/questionnaire/", offer, name="baseline"),
    path("applications/<slug:code>/questionnaire/beginning/", beginning, name="baseline_beginning"),
    path("applications/<slug:code>/questionnaire/refusal/", refusal, name="baseline_refusal"),
    path("applications/<slug:code>/questionnaire/erasure/", erasure, name="baseline_erasure"),
    path("applications/<slug:code>/questionnaire/<slug:instrument>/<slug:key>/", item, name="item"),
]
