"""Telling a woman about her seat; texts without a name of the workshop go out where she chose covered ones."""

from koushaneh.core.values import in_both
from koushaneh.notify.actions import send
from koushaneh.places.offices import office_of


def tell(seat, workshop, template, **facts):
    """Send one text about a seat; it leads to the page of the workshop."""
    send(
        seat.person,
        template,
        {"title": in_both(workshop.title, workshop.title_en), **facts},
        about=f"workshop:{workshop.pk}",
        link=f"/my/workshops/{workshop.code}/",
        office=office_of(workshop.place),
    )
