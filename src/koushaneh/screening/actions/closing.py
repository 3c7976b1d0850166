"""The end of a call (پایان فراخوان): the days to appeal pass, what is open is settled, the list closes."""

from django.db import transaction

from koushaneh.audit.actions import change_state
from koushaneh.calls.models import Call
from koushaneh.core.refusal import Refusal
from koushaneh.screening.actions.waiting import close_waiting, locked_call
from koushaneh.screening.models import Appeal, Letter, Offer


class StillOpen(Refusal):
    """Appeals or offers wait for an answer."""

    code = "call.still_open"


@transaction.atomic
def close_appeals(now, *, by=None):
    """Move calls on whose days to appeal are over. Run by the clock; safe to repeat."""
    moved = 0
    for call in Call.objects.filter(state=Call.State.RESULTS).order_by("pk"):
        call = locked_call(call)
        if call.state == Call.State.RESULTS and not _may_still_appeal(call, now):
            change_state(call, Call.State.APPEALS, by=by, place=call.place)
            moved += 1
    return moved


def _may_still_appeal(call, now):
    return Letter.objects.filter(decision__application__call=call, appeal_until__gte=now).exists()


def open_appeals(call):
    """Return the appeals of a call that wait for an answer."""
    waiting = [Appeal.State.FILED, Appeal.State.ADMISSIBLE]
    return Appeal.objects.filter(decision__application__call=call, state__in=waiting)


@transaction.atomic
def finish_call(call, *, by):
    """Close the waiting list and call the result final. Refuses while an appeal or an offer is open."""
    call = locked_call(call)
    appeals, offers = open_appeals(call).count(), call.offers.filter(state=Offer.State.OPEN).count()
    if appeals or offers:
        raise StillOpen(appeals=appeals, offers=offers)
    Call.MACHINE.check(call, Call.State.FINAL)
    close_waiting(call, by=by)
    return change_state(call, Call.State.FINAL, by=by, place=call.place)
