"""Telling her how her wish stands (خبر): the text to her phone says no more than she chose."""

from koushaneh.core.time import TEHRAN
from koushaneh.notify.actions import send
from koushaneh.places.models import Place
from koushaneh.places.offices import office_of

PAGE = "/my/privacy/erasure/"


def place_of(person):
    """Return the place whose office answers for her: that of her file, else of her last application; or None."""
    of_files = Place.objects.filter(files__person=person).order_by("-files__pk")
    of_applications = Place.objects.filter(applications__person=person).order_by("-applications__pk")
    return of_files.first() or of_applications.first()


def tell(request, template):
    """Send one of the texts about an erasure; each may name the day."""
    place = request.place
    return send(
        request.person,
        template,
        {"day": request.erase_at.astimezone(TEHRAN).date()},
        about=f"erasure:{request.pk}",
        link=PAGE,
        office=office_of(place) if place else None,
    )
