"""Asking for a seat, answering an offer, giving it back; every one of these holds the row of the workshop."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.workshops.actions.allotting import move_up, offer_until
from koushaneh.workshops.actions.composing import locked_workshop
from koushaneh.workshops.actions.telling import tell
from koushaneh.workshops.models import Seat, Workshop
from koushaneh.workshops.models.seats import GIVEN_UP, HOLDING
from koushaneh.workshops.queries import named_count, next_rank, next_seats, partner_of

S, W = Seat.State, Workshop.State
ACTIVE = (S.REQUESTED, S.WAITING, *HOLDING)


class WindowClosed(Refusal):
    """Wishes are not taken now: not yet, no longer, or the workshop is over."""

    code = "workshops.window_closed"


class NoSuchFriend(Refusal):
    """The code is of nobody who asked for this workshop, or she comes with somebody already."""

    code = "workshops.no_such_friend"


class OfferOver(Refusal):
    code = "workshops.offer_over"


class Begun(Refusal):
    """The workshop has begun: who cannot come tells the trainer."""

    code = "workshops.begun"


class NoneReserved(Refusal):
    code = "workshops.none_reserved"


def behalf(person, by):
    """Return the person on whose behalf `by` acts, None where she acts herself."""
    return None if person.account_id and person.account_id == getattr(by, "pk", None) else person


def has_begun(workshop):
    return workshop.sessions.filter(starts_at__lte=timezone.now()).exists()


def _seat_of(workshop, person):
    seat = Seat.objects.select_for_update(of=("self",)).filter(workshop=workshop, person=person).first()
    return seat or Seat(workshop=workshop, person=person, asked_at=timezone.now())


def _locked(seat):
    workshop = locked_workshop(seat.workshop)
    rows = Seat.objects.select_for_update(of=("self",)).select_related("person", "friend", "beside")
    seat = rows.get(pk=seat.pk)
    seat.workshop = workshop
    return seat


@transaction.atomic
def ask_seat(workshop, person, *, by, friend_code="", children=0):
    """Ask for a seat, with a friend who has asked before where her code is given. Safe to repeat.

    In the window it is a wish for the draw. After the draw it is first come: a seat at once where one is
    free for her, otherwise a place at the end of the line.
    """
    workshop = locked_workshop(workshop)
    now, seat = timezone.now(), _seat_of(workshop, person)
    seat.workshop = workshop
    if seat.pk and seat.state in ACTIVE:
        return _asked_again(seat, friend_code, by)
    seat.asked_at, seat.children = now, children if workshop.childcare else 0
    if workshop.takes_wishes(now):
        return _wish(seat, friend_code, by)
    if workshop.state == W.ALLOTTED and not has_begun(workshop):
        return _late(seat, by)
    raise WindowClosed()


def _asked_again(seat, friend_code, by):
    if friend_code and seat.state == S.REQUESTED and partner_of(seat) is None:
        _come_with(seat, friend_code)
        record("workshop.friend_named", about=seat, by=by, place=seat.workshop.place)
    return seat


def _enter(seat, by):
    """Write a wish down: a new row, or one that was given up and is asked for anew."""
    place, on_behalf_of = seat.workshop.place, behalf(seat.person, by)
    if seat.pk is None:
        seat.save()
        record("seat.requested", about=seat, by=by, on_behalf_of=on_behalf_of, place=place)
        return seat
    seat.is_late = seat.is_reserved = False
    seat.rank, seat.points, seat.expires_at = None, [], None
    also = ["asked_at", "children", "is_late", "is_reserved", "rank", "points", "expires_at"]
    return change_state(seat, S.REQUESTED, by=by, on_behalf_of=on_behalf_of, place=place, also=also)


def _wish(seat, friend_code, by):
    seat = _enter(seat, by)
    if friend_code:
        _come_with(seat, friend_code)
    return seat


def _come_with(seat, friend_code):
    rows = Seat.objects.select_for_update(of=("self",)).filter(workshop=seat.workshop, state=S.REQUESTED)
    friend = rows.select_related("friend", "beside").filter(code=friend_code.strip().lower()).first()
    if friend is None or friend.pk == seat.pk or partner_of(friend):
        raise NoSuchFriend()
    seat.friend = friend
    seat.save(update_fields=["friend"])


def _late(seat, by):
    workshop = seat.workshop
    seat = _enter(seat, by)
    seat.rank, seat.is_late = next_rank(workshop), True
    change_state(seat, S.WAITING, by=by, place=workshop.place, also=["rank", "is_late"])
    if any(one.pk == seat.pk for one in next_seats(workshop)):
        change_state(seat, S.BOOKED, by=by, on_behalf_of=behalf(seat.person, by), place=workshop.place)
    return seat


@transaction.atomic
def accept_seat(seat, *, by):
    """She takes the seat that was offered. Safe to repeat; the office may write down what she said."""
    seat = _locked(seat)
    if seat.state == S.BOOKED:
        return seat
    _check_offer(seat)
    return _answer(seat, S.BOOKED, by)


@transaction.atomic
def decline_seat(seat, *, by):
    """She leaves the seat to the next in line. Safe to repeat."""
    seat = _locked(seat)
    if seat.state == S.DECLINED:
        return seat
    _check_offer(seat)
    _answer(seat, S.DECLINED, by)
    _part(seat)
    move_up(seat.workshop, by=by)
    return seat


def _check_offer(seat):
    if seat.state != S.OFFERED or seat.expires_at < timezone.now():
        raise OfferOver()


def _answer(seat, state, by, why=""):
    place = seat.workshop.place
    return change_state(seat, state, by=by, why=why, on_behalf_of=behalf(seat.person, by), place=place)


def _part(seat):
    """Who gives up comes with nobody; her friend keeps what she has."""
    Seat.objects.filter(friend=seat).update(friend=None)
    if seat.friend_id:
        seat.friend = None
        seat.save(update_fields=["friend"])


@transaction.atomic
def withdraw_seat(seat, *, by):
    """She takes her wish back or gives her seat up before the workshop begins. Safe to repeat."""
    seat = _locked(seat)
    if seat.state in GIVEN_UP:
        return seat
    if seat.state == S.BOOKED and has_begun(seat.workshop):
        raise Begun()
    _answer(seat, S.WITHDRAWN, by)
    _part(seat)
    if seat.workshop.state == W.ALLOTTED:
        move_up(seat.workshop, by=by)
    return seat


@transaction.atomic
def reserve_seat(workshop, person, *, by):
    """Offer one of the reserved seats to a woman whom the office names. Safe to repeat."""
    workshop = locked_workshop(workshop)
    seat = _seat_of(workshop, person)
    seat.workshop = workshop
    if seat.pk and seat.state in HOLDING:
        return seat
    if not workshop.is_live or has_begun(workshop):
        raise WindowClosed()
    if named_count(workshop) >= workshop.reserved:
        raise NoneReserved()
    if seat.pk is None or seat.state in GIVEN_UP:
        seat = _enter(seat, by)
    seat.is_reserved, seat.expires_at = True, offer_until(workshop, timezone.now())
    also = ["is_reserved", "expires_at"]
    change_state(seat, S.OFFERED, by=by, place=workshop.place, why="reserved", also=also)
    tell(seat, workshop, "workshop_offered", until=seat.expires_at)
    return seat


@transaction.atomic
def release_reserved(workshop, *, by):
    """Give the reserved seats that nobody has to the line. Safe to repeat."""
    workshop = locked_workshop(workshop)
    named = named_count(workshop)
    if workshop.reserved <= named:
        return workshop
    before, workshop.reserved = workshop.reserved, named
    workshop.save(update_fields=["reserved"])
    record("workshop.reserve_released", about=workshop, by=by, place=workshop.place, count=before - named)
    if workshop.state == W.ALLOTTED:
        move_up(workshop, by=by)
    return workshop
