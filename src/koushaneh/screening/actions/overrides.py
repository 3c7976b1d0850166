"""Departures from the rule (دخالت): proposed with a reason, valid with two signatures, counted in public."""

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.signing import SIGNATURES, sign
from koushaneh.audit.actions import record
from koushaneh.calls.models import Call
from koushaneh.core.refusal import Refusal
from koushaneh.screening.actions.running import frozen_inputs
from koushaneh.screening.models import Override
from koushaneh.screening.selecting import relaxation_of

Kind = Override.Kind


class NothingToRelax(Refusal):
    code = "override.nothing_to_relax"


class NeedsReason(Refusal):
    code = "override.needs_reason"


class OverrideClosed(Refusal):
    code = "override.closed"


@transaction.atomic
def propose_relaxation(call, *, by, reason):
    """Propose the smallest change of bounds under which the quotas can be met. Safe to repeat.

    Nothing is applied before two signers have signed it.
    """
    call = _before_the_run(call, reason)
    waiting = call.overrides.filter(kind=Kind.RELAX_QUOTA, dropped_at=None, second_signed_at=None).first()
    if waiting:
        return waiting
    inputs, _scored = frozen_inputs(call)
    bounds = relaxation_of(inputs)
    if not bounds:
        raise NothingToRelax()
    return _proposed(call, Kind.RELAX_QUOTA, reason, by, {"bounds": bounds})


@transaction.atomic
def propose_set_aside(application, *, by, reason):
    """Propose to rank an application although something is missing that stops it. Safe to repeat."""
    call = _before_the_run(application.call, reason)
    live = call.overrides.filter(
        kind=Kind.SET_MISSING_ASIDE, application=application, dropped_at=None
    ).first()
    return live or _proposed(call, Kind.SET_MISSING_ASIDE, reason, by, {}, application)


def _before_the_run(call, reason):
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.state != Call.State.REVIEWING:
        raise OverrideClosed()
    if not reason.strip():
        raise NeedsReason()
    return call


def _proposed(call, kind, reason, by, detail, application=None):
    override = Override.objects.create(
        call=call, application=application, kind=kind, reason=reason.strip(), detail=detail, by=by
    )
    record("override.proposed", about=override, by=by, place=call.place, why=reason, kind=str(kind))
    return override


@transaction.atomic
def sign_override(override, *, by):
    """Put the next of two signatures; with the second one it holds."""
    override = _open(override)
    is_complete = sign(
        override, by=by, permission=Permission.OVERRIDE_SIGN, place=override.call.place, authors=[override.by]
    )
    override.save(update_fields=SIGNATURES)
    record("override.signed", about=override, by=by, place=override.call.place, complete=is_complete)
    return override


@transaction.atomic
def drop_override(override, *, by, reason):
    """Refuse or take back a proposal that has not both signatures."""
    override = _open(override)
    override.dropped_at, override.dropped_by = timezone.now(), by
    override.save(update_fields=["dropped_at", "dropped_by"])
    record("override.dropped", about=override, by=by, place=override.call.place, why=reason)
    return override


def _open(override):
    call = Call.objects.select_for_update().get(pk=override.call_id)
    override = Override.objects.select_for_update().get(pk=override.pk)
    override.call = call
    if override.dropped_at or override.is_signed or call.state != Call.State.REVIEWING:
        raise OverrideClosed()
    return override
