"""Figures that may be published (آمار): of which districts, and how a count that is withheld is written."""

from django.utils.translation import pgettext

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_where
from koushaneh.places.models import Place
from koushaneh.web.ui import values


def places_of(request):
    """The districts below the account's places; an office of one district reports itself."""
    roots = places_where(request.user, Permission.FILE_FIGURES)
    below = Place.objects.within(*roots).filter(kind=Place.Kind.DISTRICT)
    return list(below.order_by("sort_key")) or roots


def cell(count):
    """A count as a page shows it."""
    return few() if count is None else values.grouped(count)


def in_sheet(count):
    """A count as a sheet holds it: a number that can be reckoned with, or the word."""
    return few() if count is None else count


def few():
    """What stands for a count that is withheld."""
    return pgettext("withheld count", "کم")
