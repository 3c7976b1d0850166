"""Clocks (ساعت‌ها): what happens by itself, and how often. Each action takes the present instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from koushaneh.audit import chain, journal
from koushaneh.calls.actions.applications import remind_drafts
from koushaneh.calls.actions.calls import advance_calls, tell_postponed
from koushaneh.calls.actions.info import lapse_info_requests, remind_info_requests
from koushaneh.calls.actions.invitations import list_unanswered
from koushaneh.counselling.actions.booking import remind_bookings
from koushaneh.counselling.actions.notes import lock_notes
from koushaneh.graduation.actions.leaving import keep_graduations
from koushaneh.notify.actions import drain
from koushaneh.registry.actions.calling import feed_unreached
from koushaneh.rights.actions.clocks import keep_wishes
from koushaneh.rights.actions.keeping import sweep_due
from koushaneh.screening.actions.assigning import replace_overdue
from koushaneh.screening.actions.closing import close_appeals
from koushaneh.screening.actions.moving import free_closed_slots, tell_moved
from koushaneh.screening.actions.offers import expire_offers
from koushaneh.workshops.actions.allotting import keep_workshops


@dataclass(frozen=True)
class Clock:
    name: str
    seconds: int
    action: Callable


REMIND_AHEAD = timedelta(days=2)


def _remind(now):
    """Remind women of drafts and of papers that are asked for; the texts wait for the morning."""
    return remind_drafts(now, ahead=REMIND_AHEAD) + remind_info_requests(now, ahead=REMIND_AHEAD)


CLOCKS = (
    Clock("outbox", 3, drain),
    Clock("calls", 5, lambda now: len(advance_calls(now))),
    Clock("postponed", 60, tell_postponed),
    Clock("moved", 60, tell_moved),
    Clock("closed_slots", 60, free_closed_slots),
    Clock("unanswered", 3600, list_unanswered),
    Clock("info_requests", 300, lapse_info_requests),
    Clock("reminders", 3600, _remind),
    Clock("appointments", 600, remind_bookings),
    Clock("notes", 300, lock_notes),
    Clock("unreached", 600, feed_unreached),
    Clock("seal", 30, lambda now: chain.seal_all()),
    Clock("reviews", 3600, replace_overdue),
    Clock("offers", 300, expire_offers),
    Clock("workshops", 60, keep_workshops),
    Clock("graduations", 3600, keep_graduations),
    Clock("appeals", 3600, close_appeals),
    Clock("erasures", 300, keep_wishes),
    Clock("retention", 600, sweep_due),
    Clock("journal", 60, lambda now: journal.write()),
    Clock("checkpoint", 86_400, lambda now: chain.write_checkpoint()),
)
