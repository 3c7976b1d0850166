"""The frame of every page: who is here, in which place and role, and where she can go."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from koushaneh.access.rules import posts_of
from koushaneh.web.menu import AUDIENCES, PLACES_ON_A_PHONE, audience_of, is_open_to, places_of


def frame(request):
    """Return what `base.html` needs; it costs one query, for the posts."""
    posts = posts_of(request.user) if hasattr(request, "user") else []
    audience = _menu_audience(request)
    return {
        "person": getattr(request, "person", None),
        "posts": posts,
        "audience": audience,
        "menu": _Menu(request, audience),
        "is_demo": is_demo_home(),
        "has_font": has_font(),
        "languages": settings.LANGUAGES,
    }


def _menu_audience(request):
    """Return whose menu stands beside this page: its own audience's, a guest sees that of her own home."""
    here = audience_of(request)
    if here == "public" or not hasattr(request, "user"):
        return "public"
    homes = [audience.name for audience in AUDIENCES if is_open_to(request, audience.may)]
    return here if here in homes else next(iter(homes), "public")


@lru_cache(maxsize=256)
def address_of(url):
    """Return the address of a named page; every page of staff asks for a dozen of them."""
    return reverse(url)


class _Menu:
    """The places of this page's audience, looked up only if the template asks."""

    def __init__(self, request, audience):
        self.request, self.audience = request, audience

    def __iter__(self):
        places = [(place, address_of(place.url)) for place in places_of(self.request, self.audience)]
        path = getattr(self.request, "path", "")
        current = max((href for _place, href in places if path.startswith(href)), key=len, default="")
        is_long = len(places) > PLACES_ON_A_PHONE
        for number, (place, href) in enumerate(places, 1):
            is_on_desks_only = is_long and number >= PLACES_ON_A_PHONE
            yield {
                "place": place,
                "href": href,
                "is_current": href == current,
                "is_on_desks_only": is_on_desks_only,
            }

    @property
    def is_long(self):
        return len(places_of(self.request, self.audience)) > PLACES_ON_A_PHONE

    @property
    def all_href(self):
        """Where all places stand: the lower part of the audience's home page, the foot of a public page."""
        return next((f"{each.root}#places" for each in AUDIENCES if each.name == self.audience), "#foot")


@lru_cache(maxsize=1)
def has_font():
    """Say whether the font has been fetched (see `web/fonts.py`); without it the device's own is used."""
    collected = Path(settings.STATIC_ROOT) / "fonts" / "font.css"
    return collected.exists() or bool(finders.find("fonts/font.css"))


@lru_cache(maxsize=1)
def is_demo_home():
    """Say whether this home was filled by `--demo`. Only for words: entering by one click asks the database."""
    return (Path(settings.HOME) / "demo").exists()
