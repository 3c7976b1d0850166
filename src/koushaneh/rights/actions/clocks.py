"""What happens to wishes by itself: silence becomes a yes, she is reminded, the day comes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state
from koushaneh.rights.actions.erasing import S, let_go, locked
from koushaneh.rights.actions.executing import erase_person
from koushaneh.rights.actions.telling import tell
from koushaneh.rights.models import ErasureRequest
from koushaneh.rights.models.erasing import code_index

REMIND_AHEAD = timedelta(days=1)
MOST = 20  # in one turn of the clock


def decide_overdue(now):
    """Let wishes go on that nobody has decided in time: silence is a yes. Safe to repeat."""
    late = ErasureRequest.objects.filter(state=S.DECIDING, decide_until__lt=now)
    return len([let_go(request) for request in late.order_by("pk")[:MOST]])


@transaction.atomic
def remind(now):
    """Tell her once that tomorrow is the day."""
    near = ErasureRequest.objects.filter(
        state__in=[S.WAITING, S.POSTPONED], reminded_at=None, erase_at__lte=now + REMIND_AHEAD
    )
    due = list(near.select_related("person").order_by("pk")[:MOST])
    for request in due:
        tell(request, "erasure_tomorrow")
        request.reminded_at = now
        request.save(update_fields=["reminded_at"])
    return len(due)


def carry_out_due(now):
    """Erase whose day has come, each in a transaction of her own. Safe to repeat."""
    due = ErasureRequest.objects.filter(state__in=[S.WAITING, S.POSTPONED], erase_at__lte=now)
    return len([carry_out(request) for request in due.order_by("erase_at", "pk")[:MOST]])


@transaction.atomic
def carry_out(request, *, by=None):
    """Erase her and close the wish; returns the receipt. Safe to repeat."""
    request = locked(request)
    index = code_index(request.code)
    if request.state not in (S.WAITING, S.POSTPONED):
        return None
    request.ended_at, request.ended_by = timezone.now(), by
    change_state(request, S.ERASED, by=by, place=request.place, also=["ended_at", "ended_by"])
    return erase_person(request.person, by=by, code_index=index, asked_at=request.filed_at)


def keep_wishes(now):
    """The clock of erasures: decide, remind, carry out."""
    return decide_overdue(now) + remind(now) + carry_out_due(now)
