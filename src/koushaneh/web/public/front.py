"""The front page: who this is for, three doors, what is open now."""

from django.shortcuts import render
from django.urls import path

from koushaneh.calls.models import Call
from koushaneh.core.time import today
from koushaneh.places.models import Office
from koushaneh.web.pages import PUBLIC, page

CALLS_SHOWN = 6


@page(may=PUBLIC)
def front(request):
    calls = Call.objects.public().filter(state__in=[Call.State.OPEN, Call.State.GRACE], access_code="")
    context = {
        "calls": calls.select_related("place").order_by("closes_at")[:CALLS_SHOWN],
        "figures": _figures(),
        "today": today(),
    }
    return render(request, "public/front.html", context)


def _figures():
    """Return what can be counted today, without anything that says who takes part."""
    return {
        "offices": Office.objects.filter(kind=Office.Kind.DISTRICT_OFFICE, closed_on=None).count(),
        "calls": Call.objects.public().count(),
    }


urls = [path("", front, name="front")]
