"""A woman's wish to be erased: asked for with her word, waited for, taken back, decided where something runs."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.access.actions import NeedsAnother
from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at, offices_where
from koushaneh.access.signing import MayNotSign, SameOffice
from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean
from koushaneh.notify.actions import reachable
from koushaneh.notify.codes import ask_code, check_code
from koushaneh.people.models import Person
from koushaneh.places.days import working_deadline
from koushaneh.registry.actions.calling import close_call_task, open_call_task
from koushaneh.registry.models import CallTask
from koushaneh.rights.actions.telling import place_of, tell
from koushaneh.rights.matters import matters_of
from koushaneh.rights.models import ErasureRequest

WAITS = timedelta(days=7)  # in which she can take it back
DECIDED_WITHIN = timedelta(days=10)
AT_LEAST = timedelta(days=2)  # between a decision and the erasure
POSTPONED_AT_MOST = timedelta(days=90)
S, Channel, Confirmation = ErasureRequest.State, ErasureRequest.Channel, ErasureRequest.Confirmation


class NoPhone(Refusal):
    code = "rights.no_phone"


class NotHerWord(Refusal):
    """Nothing shows that she asked for it herself."""

    code = "rights.not_her_word"


class StaffNotHere(Refusal):
    """The row stands for a colleague in an access block; it is no woman who asks."""

    code = "rights.staff"


class TooLate(Refusal):
    """It has been carried out, or taken back before."""

    code = "rights.too_late"


class WhyMissing(Refusal):
    code = "rights.why_missing"


class TooFar(Refusal):
    code = "rights.postponed_too_far"


def purpose_of(person):
    return f"erasure:{person.pk}"


@transaction.atomic
def ask_word(person, *, by):
    """Send a code to her phone; whoever helps her asks her for it. Returns the code that was asked for."""
    if is_herself(person, by):
        return ask_code(by.phone, purpose_of(person), person=person, template="confirmation_code")
    contact = reachable(person)
    if contact is None:
        raise NoPhone()
    record("erasure.word_asked", about=person, by=by, place=place_of(person))
    return ask_code(contact.phone, purpose_of(person), person=person, template="confirmation_code")


def is_herself(person, account):
    return person.account_id is not None and person.account_id == getattr(account, "pk", None)


def is_her_word(person, asked, typed):
    """Say whether the typed code is the one that went to her for this. A wrong try is counted."""
    return asked.purpose == purpose_of(person) and check_code(asked, typed)


@transaction.atomic
def file_erasure(person, *, by, confirmation, said=""):
    """Write down that she wants to be erased, confirmed by her. Safe to repeat: one open wish.

    After seven days it is carried out by the clock; until then she can take it back. Where it would end
    an application, a seat or a membership, headquarters looks at it first, and silence is a yes.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if found := ErasureRequest.objects.filter(person=person, state__in=ErasureRequest.OPEN).first():
        return found
    _check(person, by, confirmation, said)
    request = _written(person, by, confirmation, said)
    record(
        "erasure.asked",
        about=request,
        by=by,
        on_behalf_of=None if is_herself(person, by) else person,
        place=request.place,
        matters=request.matters,
        confirmation=str(confirmation),
    )
    _announce(request)
    return request


def _check(person, by, confirmation, said):
    if person.is_colleague or person.erased_at:
        raise StaffNotHere()
    if confirmation not in Confirmation.values or (confirmation == Confirmation.SPOKEN and not said.strip()):
        raise NotHerWord()
    if confirmation == Confirmation.SPOKEN and is_herself(person, by):
        raise NotHerWord()


def _written(person, by, confirmation, said):
    now, place, matters = timezone.now(), place_of(person), matters_of(person)
    is_looked_at = bool(matters) and place is not None
    return ErasureRequest.objects.create(
        person=person,
        place=place,
        channel=Channel.SELF if is_herself(person, by) else Channel.OFFICE,
        filed_at=now,
        filed_by=by,
        confirmation=confirmation,
        said=clean(said)[:300],
        state=S.DECIDING if is_looked_at else S.WAITING,
        matters=matters,
        decide_until=working_deadline(now + DECIDED_WITHIN, place) if is_looked_at else None,
        erase_at=now + WAITS,
    )


def _announce(request):
    """Tell her, and let the office call where something is at stake: it may not have been she who asked."""
    tell(request, "erasure_asked")
    if request.state == S.DECIDING:
        open_call_task(request.person, place=request.place, reason=CallTask.Reason.ERASURE, by=None)


def locked(request):
    rows = ErasureRequest.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=request.pk)


@transaction.atomic
def take_back(request, *, by):
    """She changes her mind, until the last moment. Safe to repeat."""
    request = locked(request)
    if request.state == S.TAKEN_BACK:
        return request
    if request.state not in ErasureRequest.OPEN:
        raise TooLate()
    person = request.person
    request.ended_at, request.ended_by = timezone.now(), by
    behalf = None if is_herself(person, by) else person
    also = ["ended_at", "ended_by"]
    change_state(request, S.TAKEN_BACK, by=by, on_behalf_of=behalf, place=request.place, also=also)
    close_call_task(person, CallTask.Reason.ERASURE, by=by)
    tell(request, "erasure_taken_back")
    return request


@transaction.atomic
def let_go(request, *, by=None):
    """Say that nothing stands against it: it is carried out when the days to take it back are over. Safe to repeat."""
    request = locked(request)
    if request.state == S.WAITING:
        return request
    request.decided_by, request.decided_at, request.postpone_until = by, timezone.now(), None
    request.erase_at = max(request.erase_at, timezone.now() + AT_LEAST)
    also = ["decided_by", "decided_at", "postpone_until", "erase_at"]
    return change_state(request, S.WAITING, by=by, place=request.place, also=also)


@transaction.atomic
def propose_postponement(request, *, by, until, why):
    """Propose another day, with the reason that she will read. A second person of another house must sign it."""
    request = locked(request)
    if request.state != S.DECIDING:
        raise TooLate()
    if len(clean(why)) < 10:
        raise WhyMissing()
    if not timezone.now() + AT_LEAST <= until <= request.filed_at + POSTPONED_AT_MOST:
        raise TooFar(days=POSTPONED_AT_MOST.days)
    request.postpone_until, request.why = until, clean(why)[:300]
    request.decided_by, request.decided_at = by, timezone.now()
    request.save(update_fields=["postpone_until", "why", "decided_by", "decided_at"])
    record("erasure.postponement_proposed", about=request, by=by, place=request.place)
    return request


def _proposed(request, by):
    request = locked(request)
    if not request.waits_for_signature:
        raise TooLate()
    if not may_at(by, Permission.ERASURE_SIGN, request.place):
        raise MayNotSign()
    if by in (request.decided_by, request.filed_by):
        raise NeedsAnother()
    houses = {*offices_where(by, Permission.ERASURE_SIGN)} | {
        *offices_where(request.decided_by, Permission.ERASURE_DECIDE)
    }
    if len(houses) < 2:
        raise SameOffice()
    return request


@transaction.atomic
def sign_postponement(request, *, by):
    """Put the second name under a postponement: she is told the day and the reason."""
    request = _proposed(request, by)
    request.signed_by, request.signed_at, request.erase_at = by, timezone.now(), request.postpone_until
    also = ["signed_by", "signed_at", "erase_at"]
    change_state(request, S.POSTPONED, by=by, place=request.place, also=also)
    tell(request, "erasure_postponed")
    return request


@transaction.atomic
def drop_postponement(request, *, by):
    """Refuse to postpone: what she wished goes on."""
    request = _proposed(request, by)
    request.why = ""
    request.save(update_fields=["why"])
    return let_go(request, by=by)
