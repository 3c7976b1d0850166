"""The clock of the demo in the browser. Anybody who may enter as anybody may also move the time."""

from datetime import timedelta

from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from koushaneh.access.models import Installation
from koushaneh.demo import actions
from koushaneh.demo.models import DemoClock
from koushaneh.demo.moments import coming
from koushaneh.demo.passed import passed
from koushaneh.web.pages import PUBLIC, go, page, reply

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


def demo_or_404():
    if not Installation.objects.filter(is_demo=True).exists():
        raise Http404


def _back(request, wanted):
    """Return the page of ours from which she came, or nothing."""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _here(request):
    back = _back(request, request.POST.get("back", ""))
    return reverse("demo:clock") + (f"?{urlencode({'back': back})}" if back else "")


@page(may=PUBLIC)
def clock(request):
    demo_or_404()
    now, found = timezone.now(), DemoClock.objects.first()
    context = {
        "now": now,
        "back": _back(request, request.GET.get("back", "")),
        "clock": found,
        "moments": coming(now),
        "passed": passed(found) if found and found.arrived_at else [],
    }
    if found and found.is_moving:
        context |= {"done": _days(now - found.began_at), "total": _days(found.goal_at - found.began_at)}
    return reply(request, "demo/clock.html", "progress", context)


def _days(span):
    return -(-span // timedelta(days=1))


@page(may=PUBLIC, methods="POST")
def moves(request):
    demo_or_404()
    if goal := _goal(request.POST.get("to", "")):
        actions.move_clock(goal, by=request.user)
    return go(request, _here(request))


def _goal(asked):
    """Return the instant that was asked for: a step from now, or one of the moments that the page names."""
    if asked in STEPS:
        return timezone.now() + STEPS[asked]
    try:
        found = parse_datetime(asked)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@page(may=PUBLIC, methods="POST")
def stopping(request):
    demo_or_404()
    actions.stop_clock(by=request.user)
    return go(request, _here(request))


urls = [
    path("clock/", clock, name="clock"),
    path("clock/moves/", moves, name="clock_moves"),
    path("clock/stopping/", stopping, name="clock_stopping"),
]
