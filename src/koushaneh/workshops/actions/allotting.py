"""The draw, and the line after it: offers that lapse by the clock, the next moved up by the same rule."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.engine.seating import Wish, seating_record
from koushaneh.places.days import Days
from koushaneh.workshops.actions.composing import locked_workshop
from koushaneh.workshops.actions.telling import tell
from koushaneh.workshops.models import Seat, Workshop
from koushaneh.workshops.points import points_of
from koushaneh.workshops.queries import free_seats, next_seats, partner_of

S, W = Seat.State, Workshop.State
ANSWER_WITHIN = timedelta(hours=48)


class StillOpen(Refusal):
    """Seats are given when the window has closed, not before."""

    code = "workshops.still_open"


def offer_until(workshop, now):
    """Return until when an offer stands: two days and a working day, never after the first session begins."""
    until = Days(workshop.place).deadline(now + ANSWER_WITHIN)
    first = workshop.sessions.first()
    return min(until, first.starts_at) if first else until


@transaction.atomic
def allot_seats(workshop, *, by=None, now=None):
    """Give the seats: need first, friends together, lots among equals. Safe to repeat; what was drawn stays."""
    workshop, now = locked_workshop(workshop), now or timezone.now()
    if workshop.state != W.OPEN:
        return workshop
    if workshop.closes_at > now:
        raise StillOpen()
    seats = {seat.code: seat for seat in _wishes(workshop)}
    drawn = seating_record(
        max(0, free_seats(workshop)), [_wish(seat) for seat in seats.values()], workshop.secret
    )
    workshop.record, workshop.allotted_at = drawn, now
    change_state(
        workshop,
        W.ALLOTTED,
        by=by,
        place=workshop.place,
        also=["record", "allotted_at"],
        seats=drawn["seats"],
        wishes=len(seats),
        hash=drawn["hash"],
    )
    for rank, codes in enumerate(drawn["line"], 1):
        for code in codes:
            _place(seats[code], workshop, rank, code in set(drawn["seated"]), now, by)
    return workshop


def _wishes(workshop):
    rows = workshop.taken.filter(state=S.REQUESTED).select_related("person", "friend", "beside")
    seats = list(rows.order_by("pk"))
    points = points_of(workshop, [seat.person_id for seat in seats])
    for seat in seats:
        seat.points = points[seat.person_id]
    return seats


def _wish(seat):
    partner = partner_of(seat)
    friend = partner.code if partner and partner.state == S.REQUESTED else ""
    return Wish(seat.code, seat.score, friend)


def _place(seat, workshop, rank, is_seated, now, by):
    seat.rank = rank
    if is_seated:
        _offer(seat, workshop, now, by, "workshop_offered", also=["rank", "points"])
    else:
        change_state(seat, S.WAITING, by=by, place=workshop.place, also=["rank", "points"])
        tell(seat, workshop, "workshop_waiting", rank=rank)


def _offer(seat, workshop, now, by, template, also=()):
    seat.expires_at = offer_until(workshop, now)
    change_state(seat, S.OFFERED, by=by, place=workshop.place, also=["expires_at", *also])
    tell(seat, workshop, template, until=seat.expires_at)


@transaction.atomic
def move_up(workshop, *, by=None):
    """Offer every free seat to those whose turn it is. Safe to repeat; returns the seats."""
    workshop, now = locked_workshop(workshop), timezone.now()
    if workshop.state != W.ALLOTTED or workshop.sessions.filter(starts_at__lte=now).exists():
        return []
    seats = next_seats(workshop)
    for seat in seats:
        _offer(seat, workshop, now, by, "workshop_moved_up")
    return seats


@transaction.atomic
def keep_workshops(now):
    """What the clock does: draw where a window closed, let offers lapse, end the line when a workshop begins.

    Safe to repeat; returns how many workshops and seats moved.
    """
    closed = Workshop.objects.filter(state=W.OPEN, closes_at__lte=now)
    drawn = [allot_seats(workshop, now=now) for workshop in closed.order_by("pk")]
    return len(drawn) + _lapse(now) + _end_lines(now)


def _lapse(now):
    late = Seat.objects.filter(state=S.OFFERED, expires_at__lte=now).exclude(workshop__state=W.CANCELLED)
    count = 0
    for workshop in Workshop.objects.filter(pk__in=late.values("workshop")).order_by("pk"):
        workshop = locked_workshop(workshop)
        for seat in late.filter(workshop=workshop).select_related("person", "friend", "beside"):
            change_state(seat, S.EXPIRED, by=None, place=workshop.place)
            tell(seat, workshop, "workshop_expired")
            count += 1
        if workshop.state == W.ALLOTTED:
            move_up(workshop)
    return count


def _end_lines(now):
    waiting = Seat.objects.filter(
        state=S.WAITING, workshop__state=W.ALLOTTED, workshop__sessions__starts_at__lte=now
    ).distinct()
    seats = list(waiting.select_related("workshop__place", "person").order_by("pk"))
    for seat in seats:
        change_state(seat, S.CLOSED, by=None, place=seat.workshop.place)
        tell(seat, seat.workshop, "workshop_full")
    if seats:
        record("workshops.lines_ended", count=len(seats))
    return len(seats)
