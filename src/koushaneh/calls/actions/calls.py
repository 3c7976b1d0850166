"""The life of a call: announced, opened, amended, closed, cancelled. The worker's clock calls `advance_calls`."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.actions.applications import lapse_draft
from koushaneh.calls.actions.approval import ReasonNeeded, next_step
from koushaneh.calls.actions.confirming import drop_unconfirmed
from koushaneh.calls.deadlines import last_moment
from koushaneh.calls.models import Application, Call, CallNotice, RulesVersion
from koushaneh.calls.published import hash_of, record_of
from koushaneh.core.refusal import Refusal
from koushaneh.notify.actions import send
from koushaneh.people.models import Person
from koushaneh.places.offices import office_of

S = Call.State
AMENDABLE = {"title", "title_en", "summary", "summary_en", "closes_at", "results_on"}
OVER = {Application.State.WITHDRAWN, Application.State.LAPSED}


class NotYetApproved(Refusal):
    code = "calls.not_yet_approved"


class TooEarly(Refusal):
    code = "calls.too_early"


class TooLateToAmend(Refusal):
    code = "calls.too_late_to_amend"


class NotAmendable(Refusal):
    code = "calls.not_amendable"


class OnlyLater(Refusal):
    code = "calls.only_later"


def locked(call):
    return Call.objects.select_for_update().select_related("place", "indicators", "form").get(pk=call.pk)


@transaction.atomic
def announce_call(call, *, by):
    """Publish an approved call; it opens by itself at its hour."""
    call = locked(call)
    if call.state != S.APPROVAL or next_step(call) is not None:
        raise NotYetApproved()
    change_state(call, S.ANNOUNCED, by=by, place=call.place)
    CallNotice.objects.create(call=call, kind="announced", by=by)
    return call


@transaction.atomic
def open_call(call, *, by=None, now=None):
    """Open an announced call at its hour: hash the rules, publish the hash, freeze what it covers."""
    call, now = locked(call), now or timezone.now()
    if now < call.opens_at:
        raise TooEarly()
    call.rules_record = record_of(call)
    call.rules_hash = hash_of(call.rules_record)
    change_state(
        call,
        S.OPEN,
        by=by,
        place=call.place,
        also=("rules_record", "rules_hash"),
        verb="call.opened",
        rules_hash=call.rules_hash,
    )
    _freeze(call, now)
    CallNotice.objects.create(call=call, kind="opened", by=by)
    return call


def _freeze(call, now):
    for part in (call.indicators, call.form):
        part.frozen_at = part.frozen_at or now  # a form may serve an earlier call
        part.save(update_fields=["frozen_at"])
    publish_rules(call, now=now)


def publish_rules(call, *, now, why=""):
    """Keep the record under the next number; earlier numbers stay as they were published."""
    return RulesVersion.objects.create(
        call=call,
        number=call.rules_versions.count() + 1,
        indicators=call.indicators,
        record=call.rules_record,
        hash=call.rules_hash,
        made_at=now,
        why=why,
    )


@transaction.atomic
def amend_call(call, *, by, why, why_en="", now=None, **changes):
    """Change texts, or move the closing or the day of results later, before the call closes.

    The rules stay as they were hashed. The change is told publicly, and to every woman who was
    invited or has begun.
    """
    call, now = locked(call), now or timezone.now()
    _check_amendment(call, why, changes, now)
    change = {name: [_plain(getattr(call, name)), _plain(value)] for name, value in changes.items()}
    for name, value in changes.items():
        setattr(call, name, value)
    call.save(update_fields=sorted(changes))
    words = {"text": why.strip(), "text_en": why_en.strip()}
    notice = CallNotice.objects.create(call=call, kind="amended", by=by, change=change, **words)
    told = _tell_everybody(call, "call_amended", {"why": notice.text_in_both})
    record("call.amended", about=call, by=by, place=call.place, why=why, change=change, told=told)
    return call


def _check_amendment(call, why, changes, now):
    if call.state not in (S.ANNOUNCED, S.OPEN) or now >= call.closes_at:
        raise TooLateToAmend(state=call.get_state_display())
    if not why.strip():
        raise ReasonNeeded()
    if not changes or changes.keys() - AMENDABLE:
        raise NotAmendable(accepted=sorted(AMENDABLE))
    for name in ("closes_at", "results_on"):
        before = getattr(call, name)
        if name in changes and before and changes[name] < before:
            raise OnlyLater()


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction.atomic
def cancel_call(call, *, by, reason, reason_en=""):
    """Cancel a call that has no result yet, with a public reason; who applied or was invited is told."""
    if not reason.strip():
        raise ReasonNeeded()
    call = locked(call)
    was_public = call.state not in (S.DRAFT, S.APPROVAL)
    call.cancel_reason, call.cancel_reason_en = reason.strip()[:200], reason_en.strip()[:200]
    also = ("cancel_reason", "cancel_reason_en")
    change_state(call, S.CANCELLED, by=by, place=call.place, why=reason, also=also)
    if was_public:
        words = {"text": call.cancel_reason, "text_en": call.cancel_reason_en}
        notice = CallNotice.objects.create(call=call, kind="cancelled", by=by, **words)
        _tell_everybody(call, "call_cancelled", {"why": notice.text_in_both})
    return call


def _tell_everybody(call, template, facts):
    """Tell each woman who was invited or has an application that lives; returns how many."""
    applied = call.applications.exclude(state__in=OVER).values("person")
    invited = call.invitations.filter(batch__undone_at=None).values("file__person")
    persons = Person.objects.filter(pk__in=applied.union(invited)).prefetch_related("contacts")
    office = office_of(call.place)
    facts = {"call": call.title_in_both, **facts}
    for person in persons:
        send(person, template, facts, about=f"call:{call.pk}", link=f"/calls/{call.code}/", office=office)
    return len(persons)


@transaction.atomic
def begin_grace(call, *, by=None, now=None):
    """Take no new application; what was begun may be sent for some minutes more."""
    call, now = locked(call), now or timezone.now()
    if now < call.closes_at:
        raise TooEarly()
    return change_state(call, S.GRACE, by=by, place=call.place)


@transaction.atomic
def close_call(call, *, by=None, now=None):
    """Stop taking applications, let drafts lapse, drop changes that she never confirmed. Safe to repeat."""
    call, now = locked(call), now or timezone.now()
    if call.state == S.CLOSED:
        return call
    if now < last_moment(call):
        raise TooEarly()
    drafts = call.applications.filter(state=Application.State.DRAFT).select_related("person", "place", "call")
    for draft in drafts:
        lapse_draft(draft, by=by)
    for changed in call.applications.exclude(unconfirmed_since=None):
        drop_unconfirmed(changed, by=by)
    change_state(call, S.CLOSED, by=by, place=call.place, lapsed=len(drafts))
    CallNotice.objects.create(call=call, kind="closed", by=by)
    return call


@transaction.atomic
def archive_call(call, *, by):
    """Put a finished call away; its public page and its rules stay."""
    call = locked(call)
    return change_state(call, S.ARCHIVED, by=by, place=call.place)


@transaction.atomic
def tell_postponed(now):
    """Tell the women of calls whose closing a public closure has moved. Called by the clock; each once."""
    waiting = CallNotice.objects.select_for_update(of=("self",)).filter(
        kind=CallNotice.POSTPONED, told_at=None
    )
    notices = list(waiting.select_related("call__place").order_by("pk"))
    for notice in notices:
        facts = {"why": notice.text_in_both, "closes": notice.call.closes_at}
        told = _tell_everybody(notice.call, "call_postponed", facts)
        record("call.postponement_told", about=notice.call, place=notice.call.place, told=told)
    CallNotice.objects.filter(pk__in=[notice.pk for notice in notices]).update(told_at=now)
    return len(notices)


def advance_calls(now):
    """Move every call whose hour has come: open, grace, close. Called by the worker; returns what moved.

    Each move is a transaction of its own, so that one call that refuses holds up no other.
    """
    moves = (
        (S.ANNOUNCED, lambda call: call.opens_at, open_call),
        (S.OPEN, lambda call: call.closes_at, begin_grace),
        (S.GRACE, last_moment, close_call),
    )
    moved = []
    for state, moment, move in moves:
        for call in Call.objects.filter(state=state).order_by("pk"):
            if moment(call) <= now:
                moved.append((call.code, move(call, now=now).state))
    return moved
