"""The ledger of consent: giving is as easy as withdrawing."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.consent.models import Consent
from koushaneh.core.time import end_of, today


@transaction.atomic
def give(person, purpose, *, wording, channel, by, about="", until=None):
    """Write down what she allowed, in these words. Safe to repeat: a live consent stays as it is."""
    end_lapsed(person, purpose, about)
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


def end_lapsed(person, purpose, about):
    """Close the line whose time is over, so that a new one can be given; nothing changes for a live one."""
    lapsed = Consent.objects.filter(
        person=person, purpose=purpose, about=about, withdrawn_at=None, until__lt=today()
    )
    for consent in lapsed:
        consent.withdrawn_at = end_of(consent.until)
        consent.save(update_fields=["withdrawn_at"])
        record("consent.lapsed", about=person, purpose=purpose, consent=consent.pk)


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
    live = Consent.objects.filter(person=person, purpose=purpose, about=about, withdrawn_at=None)
    return any(consent.until is None or consent.until >= today() for consent in live)
