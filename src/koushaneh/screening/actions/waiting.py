"""Seats and the waiting list (فهرست انتظار): never over, never reordered.

Every act that takes or frees a seat locks the row of the call first, so that two of them wait for each other.
"""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.models import Application, Call
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.letters import Desk, write_letter
from koushaneh.screening.models import Offer, Run, WaitEntry
from koushaneh.screening.turns import Waiting, next_in_turn

S = Application.State
GIVING = (Call.State.RESULTS, Call.State.APPEALS)


def locked_call(call):
    return Call.objects.select_for_update().get(pk=call.pk)


def seats_of(call):
    """Return how many seats the released run gave; before, those of the call."""
    run = call.runs.filter(state=Run.State.RELEASED).first()
    return run.inputs["seats"] if run else call.seat_count


def taken_by_place(call):
    """Return {place code: seats that are offered or accepted}."""
    counts = {}
    live = call.offers.filter(state__in=[Offer.State.OPEN, Offer.State.ACCEPTED])
    for place in live.values_list("application__place__code", flat=True):
        counts[place] = counts.get(place, 0) + 1
    return counts


def free_seats(call):
    return seats_of(call) - sum(taken_by_place(call).values())


def make_offer(application, *, by, now=None, is_remedy=False, desk=None):
    """Offer a free seat until the policy's hours have passed. The caller holds the lock of the call."""
    desk, now = desk or Desk(), now or timezone.now()
    expires_at = desk.offer_until(application.place, application.call.policy, now)
    offer = Offer.objects.create(
        call=application.call, application=application, expires_at=expires_at, is_remedy=is_remedy
    )
    change_state(application, S.OFFERED, by=by, place=application.place)
    return offer


@transaction.atomic
def promote_waiting(call, *, by=None):
    """Offer every free seat to whose turn it is. Safe to repeat; returns the new offers."""
    call = locked_call(call)
    if call.state not in GIVING:
        return []
    run = call.runs.get(state=Run.State.RELEASED)
    offers = []
    while free_seats(call) > 0 and (entry := next_entry(call, run)):
        offers.append(_promoted(entry, call, by))
    return offers


def next_entry(call, run):
    """Return the entry whose turn it is, or None."""
    entries = {
        entry.pk: entry
        for entry in call.waiting.filter(left_at=None).select_related(
            "application__place", "application__person"
        )
        if entry.application.state == S.WAITLISTED
    }
    waiting = [
        Waiting(pk, entry.application.place.code, entry.rank, entry.is_remedy, entry.joined_at.isoformat())
        for pk, entry in entries.items()
    ]
    quotas = {value: (low, high) for feature, value, low, high in run.inputs["quotas"] if feature == "place"}
    found = next_in_turn(waiting, taken_by_place(call), quotas, run.inputs["neighbours"])
    return entries[found.id] if found else None


def _promoted(entry, call, by):
    application = entry.application
    application.call = call
    leave(entry, "promoted", by=by)
    offer = make_offer(application, by=by, is_remedy=entry.is_remedy)
    reasons = [{"code": "result.promoted", "facts": {"rank": entry.rank}}]
    decision = decide(application, "selected", reasons, by=by)
    write_letter(decision, "promoted", {"rank": entry.rank, "expires_at": offer.expires_at.isoformat()})
    return offer


def join(application, *, by, is_remedy=False):
    """Put a woman behind all others; the ranks before her stay. A remedy goes first when a seat is free."""
    call = locked_call(application.call)
    last = WaitEntry.objects.filter(call=call).order_by("-rank").values_list("rank", flat=True).first() or 0
    entry = WaitEntry.objects.create(
        call=call, application=application, rank=last + 1, is_remedy=is_remedy, joined_at=timezone.now()
    )
    change_state(application, S.WAITLISTED, by=by, place=application.place)
    record("waiting.joined", about=entry, by=by, place=application.place, rank=entry.rank, remedy=is_remedy)
    return entry


def leave(entry, because, *, by):
    entry.left_at, entry.left_because = timezone.now(), because
    entry.save(update_fields=["left_at", "left_because"])
    record("waiting.left", about=entry, by=by, why=because, rank=entry.rank)
    return entry


@transaction.atomic
def close_waiting(call, *, by):
    """End the waiting list: whom no seat was left for gets a letter that says so."""
    call = locked_call(call)
    desk = Desk()
    for entry in call.waiting.filter(left_at=None).select_related(
        "application__person", "application__place"
    ):
        application = entry.application
        application.call = call
        leave(entry, "closed", by=by)
        if application.state == S.WAITLISTED:
            change_state(application, S.NOT_SELECTED, by=by, place=application.place)
            reasons = [{"code": "result.list_closed", "facts": {"rank": entry.rank}}]
            decision = decide(application, "not_selected", reasons, by=by)
            write_letter(decision, "list_closed", {"rank": entry.rank}, desk=desk)
    return call
