"""Time (زمان): stored in UTC, decided in Asia/Tehran."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

TEHRAN = ZoneInfo("Asia/Tehran")


def today():
    return timezone.now().astimezone(TEHRAN).date()


def end_of(day):
    """Return the last instant of a day in Tehran."""
    return datetime.combine(day, time(23, 59, 59), TEHRAN)


def start_of(day):
    return datetime.combine(day, time.min, TEHRAN)
