"""The demo's clock: its chapters happened on their days, so actions must believe it is that day."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from koushaneh.core.time import TEHRAN


@contextmanager
def at(instant):
    """Let every action inside believe that it is `instant`. For the demo alone, before the server starts."""
    real = timezone.now
    timezone.now = lambda: instant
    try:
        yield instant
    finally:
        timezone.now = real


class Story:
    """Days of the story, counted back from the day on which the demo is made."""

    def __init__(self, now):
        self.now = now.astimezone(TEHRAN).replace(minute=0, second=0, microsecond=0)

    def day(self, ago, hour=10):
        """Return that hour in Tehran, so many days ago; of a day to come with a minus."""
        return (self.now - timedelta(days=ago)).replace(hour=hour)
