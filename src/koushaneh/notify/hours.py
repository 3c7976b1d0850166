"""Quiet hours (ساعت آرامش): nothing but codes leaves at night."""

from datetime import timedelta

from django.conf import settings

from koushaneh.core.time import TEHRAN


def awake(instant):
    """Return the first instant, from `instant` on, at which a notice may leave."""
    local = instant.astimezone(TEHRAN)
    night, morning = settings.QUIET_HOURS
    if morning <= local.hour < night:
        return local
    if local.hour >= night:
        local += timedelta(days=1)
    return local.replace(hour=morning, minute=0, second=0, microsecond=0)
