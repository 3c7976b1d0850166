"""Days: which of them are worked at a place, and where a deadline moves."""

from datetime import timedelta

from koushaneh.core.time import TEHRAN
from koushaneh.places.models import ClosedDay, Place


class Days:
    """The working days of one place: two queries, whatever is asked afterwards."""

    def __init__(self, place):
        roots = place.roots
        chain = Place.objects.filter(pk__in=roots).order_by("path").values_list("free_weekdays", flat=True)
        self.weekend = set(next((free for free in reversed(chain) if free is not None), []))
        self.closed = set(ClosedDay.objects.filter(place__in=roots).values_list("day", flat=True))

    def is_working(self, day):
        return day.weekday() not in self.weekend and day not in self.closed

    def next_working(self, day):
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def deadline(self, instant):
        """Return the same hour on the next working day, or `instant` itself if it falls on one."""
        local = instant.astimezone(TEHRAN)
        return local + timedelta(days=(self.next_working(local.date()) - local.date()).days)


def working_deadline(instant, place):
    return Days(place).deadline(instant)
