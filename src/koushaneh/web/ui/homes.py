"""Home pages: what to do now on top, what waits beneath it, then all the places one may go.

Each audience keeps a list of card functions `card(request) -> dict, list of them, or None` in its `home.py`.
A card that stands for waiting rows says which (`@waiting(rows)`): all are counted by one query, and
the card is made, as `card(request, count)`, only where there are any.
"""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render

from koushaneh.core.counting import counts_of
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


def waiting(rows):
    """Mark a card that stands for `rows(request)`: a queryset, or None for who may not."""

    def decorate(card):
        card.rows = rows
        return card

    return decorate


def home_page(audience, cards, *, may):
    """Return the home view of an audience."""

    @page(may=may)
    def home(request):
        found = [HomeCard(**card) for card in _made(request, cards)]
        found.sort(key=lambda card: card.order)
        first = found[0] if found and found[0].order < NOW else None
        places = [place for place in places_of(request, audience) if not place.url.endswith(":home")]
        context = {"first": first, "cards": found[1:] if first else found, "places": places}
        return render(request, "ui/home.html", context)

    return home


def _made(request, cards):
    counts = counts_of({card: card.rows(request) for card in cards if hasattr(card, "rows")})
    for card in cards:
        if card not in counts:
            yield from _listed(card(request))
        elif counts[card]:
            yield from _listed(card(request, counts[card]))


def _listed(made):
    return made if isinstance(made, list) else [made] if made else []
