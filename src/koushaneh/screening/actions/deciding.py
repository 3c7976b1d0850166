"""Decisions (تصمیم): what was decided for an application, with structured reasons."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.screening.models import Decision


class NoReason(Refusal):
    """A decision against her needs at least one structured reason."""

    code = "screening.no_reason"


AGAINST = frozenset({"ineligible", "not_selected"})


@transaction.atomic
def decide(application, outcome, reasons, *, by, run=None):
    """Keep a decision with its reasons `[{"code", "facts"}]`; it replaces the last one of this application.

    The state of the application is moved by the caller. Refuses a decision against her without a reason.
    """
    if outcome in AGAINST and not reasons:
        raise NoReason()
    decision = Decision.objects.create(
        application=application,
        run=run,
        outcome=outcome,
        reasons=list(reasons),
        at=timezone.now(),
        by=by,
        replaces=application.decisions.order_by("-pk").first(),
    )
    codes = [reason["code"] for reason in reasons]
    record("decision.made", about=application, by=by, outcome=outcome, reasons=codes)
    return decision
