"""Home pages: what to do now on top, what waits beneath it, then all the places one may go.

Each audience keeps a list of card functions `card(request) -> dict or None` in its `home.py`.
"""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render

from koushaneh.web.menu import places_of
from koushaneh.web.pages import page

NOW = 100  # cards below this order ask for something now


@dataclass(frozen=True)
class HomeCard:
    """One thing that waits. The smallest `order` under 100 becomes the "Now" card."""

    title: str
    text: str = ""
    href: str = ""
    action: str = ""
    count: int | None = None
    due: date | None = None
    tone: str = ""
    icon: str = ""
    order: int = 50


def home_page(audience, cards, *, may):
    """Return the home view of an audience."""

    @page(may=may)
    def home(request):
        found = [HomeCard(**card) for make in cards if (card := make(request))]
        found.sort(key=lambda card: card.order)
        first = found[0] if found and found[0].order < NOW else None
        places = [place for place in places_of(request, audience) if not place.url.endswith(":home")]
        context = {"first": first, "cards": found[1:] if first else found, "places": places}
        return render(request, "ui/home.html", context)

    return home
