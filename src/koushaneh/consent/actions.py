"""The ledger of consent: giving is as easy as withdrawing."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.consent.models import Consent


@transaction.atomic
def give(person, purpose, *, wording, channel, by, about="", until=None):
    """Write down what she allowed, in these words. Safe to repeat: a live consent stays as it is."""
    consent, is_new = Consent.objects.get_or_create(
        person=person,
        purpose=purpose,
        about=about,
        withdrawn_at=None,
        defaults={
            "wording": wording,
            "channel": channel,
            "given_at": timezone.now(),
            "given_by": by if getattr(by, "pk", None) else None,
            "until": until,
        },
    )
    if is_new:
        record("consent.given", about=person, by=by, purpose=purpose, consent=consent.pk, channel=channel)
    return consent


@transaction.atomic
def withdraw(consent, *, by):
    """End a consent from now on. Safe to repeat."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        record("consent.withdrawn", about=consent.person, by=by, purpose=consent.purpose, consent=consent.pk)
    return consent


def holds(person, purpose, about=""):
    """Say whether she allows it today."""
    today = timezone.localdate()
    live = Consent.objects.filter(person=person, purpose=purpose, about=about, withdrawn_at=None)
    return any(consent.until is None or consent.until >= today for consent in live)
