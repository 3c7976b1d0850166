"""Answering an offered seat (پیشنهاد جا): she says yes or no, or the time runs out."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.actions.applications import withdraw_application, write_withdrawal
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.notify.actions import reachable
from koushaneh.notify.codes import ask_code, check_code
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.letters import Desk, write_letter
from koushaneh.screening.actions.waiting import GIVING, leave, locked_call, promote_waiting
from koushaneh.screening.models import Offer

S = Application.State
State = Offer.State
HEARD = {Application.Confirmation.SMS, Application.Confirmation.SPOKEN, Application.Confirmation.FINGERPRINT}


class OfferClosed(Refusal):
    """The offer was answered before, or its time is over."""

    code = "offer.closed"


class NotConfirmed(Refusal):
    """Somebody else answers for her and nothing shows that she said so herself."""

    code = "offer.not_confirmed"


class NoPhone(Refusal):
    """A code cannot go out: no phone is known, or she wants no messages."""

    code = "offer.no_phone"


class AlreadyEnrolled(Refusal):
    """She is one of the cohort: she leaves it with the office, not by a button."""

    code = "offer.already_enrolled"


@transaction.atomic
def ask_word(offer, *, by):
    """Send a code to her phone, which she reads out to whoever answers the offer for her. Returns the code."""
    contact = reachable(offer.application.person)
    if contact is None:
        raise NoPhone()
    if offer.state != State.OPEN or offer.expires_at < timezone.now():
        raise OfferClosed(state=offer.get_state_display())
    record("offer.word_asked", about=offer, by=by, place=offer.application.place)
    purpose = _purpose(offer)
    return ask_code(contact.phone, purpose, person=offer.application.person, template="confirmation_code")


@transaction.atomic
def is_her_word(offer, asked, typed):
    """Say whether the code that she read out is right. It is used up with that, a wrong try is counted."""
    return asked.purpose == _purpose(offer) and check_code(asked, typed)


def _purpose(offer):
    return f"answer:offer:{offer.pk}"


def _locked(offer):
    call = locked_call(offer.call)
    offer = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("application__person", "application__place")
        .get(pk=offer.pk)
    )
    offer.call = offer.application.call = call
    return offer


def _answered(offer, state, by, confirmation, note):
    """Check who answers and when, and write the answer down."""
    now, person = timezone.now(), offer.application.person
    is_herself = person.account_id is not None and person.account_id == getattr(by, "pk", None)
    if not is_herself and confirmation not in HEARD:
        raise NotConfirmed()
    if offer.state != State.OPEN or offer.expires_at < now:
        raise OfferClosed(state=offer.get_state_display())
    offer.answered_at, offer.answered_by, offer.note = now, by, note
    offer.confirmation = Application.Confirmation.SELF if is_herself else confirmation
    return change_state(
        offer,
        state,
        by=by,
        on_behalf_of=None if is_herself else person,
        place=offer.application.place,
        also=["answered_at", "answered_by", "confirmation", "note"],
    )


@transaction.atomic
def accept_offer(offer, *, by, confirmation="", note=""):
    """Take the seat. Safe to repeat; whoever answers for her needs her confirmation."""
    offer = _locked(offer)
    if offer.state == State.ACCEPTED:
        return offer
    _answered(offer, State.ACCEPTED, by, confirmation, note)
    change_state(offer.application, S.ACCEPTED, by=by, place=offer.application.place)
    return offer


@transaction.atomic
def decline_offer(offer, *, by, confirmation="", note=""):
    """Leave the seat to the next of the waiting list. Safe to repeat."""
    offer = _locked(offer)
    if offer.state == State.DECLINED:
        return offer
    _answered(offer, State.DECLINED, by, confirmation, note)
    change_state(offer.application, S.DECLINED, by=by, place=offer.application.place)
    promote_waiting(offer.call, by=by)
    return offer


@transaction.atomic
def withdraw(application, *, by, why=""):
    """Take an application back at any state before enrolment, the seat she holds with it. Safe to repeat.

    A seat goes to the next in turn. After enrolment it refuses: leaving a cohort is talked over.
    """
    offer = Offer.objects.filter(application=application, state__in=[State.OPEN, State.ACCEPTED]).first()
    if offer is None:
        return withdraw_application(application, by=by, why=why)
    offer = _locked(offer)
    application = offer.application
    if application.state == S.ENROLLED:
        raise AlreadyEnrolled()
    if application.state != S.WITHDRAWN:
        change_state(offer, State.WITHDRAWN, by=by, place=application.place, why=why)
        write_withdrawal(application, by=by, why=why)
        promote_waiting(offer.call, by=by)
    return application


@transaction.atomic
def withdraw_offer(offer, *, by, reason):
    """Take back an offer of a woman who has withdrawn; the next in turn is asked. Safe to repeat."""
    offer = _locked(offer)
    if offer.state == State.WITHDRAWN:
        return offer
    if offer.application.state == S.ENROLLED:
        raise AlreadyEnrolled()
    change_state(offer, State.WITHDRAWN, by=by, place=offer.application.place, why=reason)
    if offer.application.state in (S.OFFERED, S.ACCEPTED):
        change_state(offer.application, S.WITHDRAWN, by=by, place=offer.application.place, why=reason)
    promote_waiting(offer.call, by=by)
    return offer


@transaction.atomic
def expire_offers(now, *, by=None):
    """Let offers lapse whose time is over, and give free seats on. Run by the clock; safe to repeat.

    An offer that nobody has managed to tell her of is extended once, and her office telephones.
    """
    waiting = Offer.objects.filter(state=State.OPEN, call__state__in=GIVING)
    ended = 0
    for offer in waiting.filter(expires_at__lt=now).order_by("call", "pk"):
        ended += _expired(offer, now, by)
    for offer in waiting.filter(application__state=S.WITHDRAWN):
        withdraw_offer(offer, by=by, reason="withdrawn")
        ended += 1
    _drop_withdrawn(by)
    return ended


def _expired(offer, now, by):
    offer = _locked(offer)
    if offer.state != State.OPEN or offer.expires_at >= now:
        return 0
    application, desk = offer.application, Desk()
    if not _was_reached(application) and offer.extended_at is None:
        offer.extended_at, offer.expires_at = now, desk.offer_until(application.place, offer.call.policy, now)
        offer.save(update_fields=["extended_at", "expires_at"])
        record("offer.extended", about=offer, by=by, place=application.place, why="not_reached")
        return 0
    change_state(offer, State.EXPIRED, by=by, place=application.place)
    if application.state == S.OFFERED:
        change_state(application, S.EXPIRED, by=by, place=application.place)
        decision = decide(application, "expired", [{"code": "result.offer_expired", "facts": {}}], by=by)
        write_letter(decision, "offer_expired", {}, desk=desk)
    promote_waiting(offer.call, by=by)
    return 1


def _was_reached(application):
    last = application.decisions.filter(letter__isnull=False).order_by("-pk").select_related("letter").first()
    return last is not None and last.letter.has_reached_her


def _drop_withdrawn(by):
    """Who withdrew her application waits no longer; her rank stays hers and nobody's rank moves."""
    for application in Application.objects.filter(
        state=S.WITHDRAWN, waiting__left_at=None, waiting__isnull=False
    ):
        leave(application.waiting, "withdrawn", by=by)
