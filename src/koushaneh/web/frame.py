"""The frame of every page: who is here, in which place and role, and where she can go."""

from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from koushaneh.access.rules import posts_of
from koushaneh.core.time import today
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
        "moment": timezone.now(),
        "has_font": has_font(),
        "languages": settings.LANGUAGES,
        "today": today(),  # the day of a printout
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

    @cached_property
    def places(self):
        return [(place, address_of(place.url)) for place in places_of(self.request, self.audience)]

    @cached_property
    def current(self):
        """The address of the place in which this page lies."""
        path = getattr(self.request, "path", "")
        return max((href for _place, href in self.places if path.startswith(href)), key=len, default="")

    @property
    def key(self):
        """On what the drawing of the menu hangs, beside the language."""
        return self.audience, self.current, tuple(href for _place, href in self.places)

    def __iter__(self):
        for number, (place, href) in enumerate(self.places, 1):
            yield {
                "place": place,
                "href": href,
                "is_current": href == self.current,
                "is_on_desks_only": self.is_long and number >= PLACES_ON_A_PHONE,
            }

    @property
    def is_long(self):
        return len(self.places) > PLACES_ON_A_PHONE

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
