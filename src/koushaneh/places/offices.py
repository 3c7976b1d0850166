"""Offices of a place (اداره‌های یک مکان): who answers for it."""

from koushaneh.places.models import Office


def office_of(place):
    """Return the open district office of a place, or of the nearest place above it; None without one."""
    above = [int(pk) for pk in place.path.strip("/").split("/") if pk]
    offices = Office.objects.filter(place__in=above, closed_on=None, kind=Office.Kind.DISTRICT_OFFICE)
    return max(offices.select_related("place"), key=lambda office: len(office.place.path), default=None)
