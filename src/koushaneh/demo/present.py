"""The present of a demo (اکنون نمونه): the real time, and how far the clock of the demo is ahead of it.

A process of a demo home calls `follow` once, when it starts; from then on `timezone.now` tells the
demo's time. It calls `look` before each request and each turn of the worker, so all processes agree.

What protects keeps real time, because it asks `time.time()`: idle sessions, limits for an address,
second keys, signed values, terms of cookies and of the cache. The cache in the database takes the
name `now` over when it is imported, so it is imported here, before the name means another time.
"""

from datetime import timedelta

from django.core.cache.backends import db as cache_in_database
from django.utils import timezone

from koushaneh.demo.models import DemoClock


class _Present:
    """What this process knows. All its threads share it, as they share `timezone.now`."""

    ahead = timedelta()


REAL = cache_in_database.tz_now  # what the cache goes on asking


def now():
    return REAL() + _Present.ahead


def follow():
    """Let this process keep the demo's time from now on. Only the start of a process of a demo home calls it."""
    timezone.now = now


def look():
    """Read how far ahead the clock is; a database that is no demo has no clock, so it is not ahead."""
    be_ahead(DemoClock.objects.values_list("ahead", flat=True).first() or timedelta())


def be_ahead(ahead):
    _Present.ahead = ahead
