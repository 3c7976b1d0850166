"""Correcting rules after opening (اصلاح پس از گشایش): a further version, a reason, a second signature.

The version that was published stays, with everything that was scored by it. Indicators are copied, so
scores of the former version keep pointing at the former indicators; match them by code.
"""

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.rules import offices_where
from koushaneh.audit.actions import record
from koushaneh.calls.actions.approval import ReasonNeeded
from koushaneh.calls.actions.calls import locked, publish_rules
from koushaneh.calls.actions.composing import UnknownIndicator
from koushaneh.calls.gates import GATES, UnknownGate
from koushaneh.calls.models import Call, CallNotice, Indicator, IndicatorSet
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.published import hash_of, record_of
from koushaneh.calls.readiness import chain_of, deciding
from koushaneh.calls.weights import WeightsRefused, problems_of
from koushaneh.core.refusal import Refusal
from koushaneh.places.models import ApprovalStep

CORRECTABLE = {
    Call.State.OPEN,
    Call.State.GRACE,
    Call.State.CLOSED,
    Call.State.CHECKING,
    Call.State.REVIEWING,
}
MISSING = set(Indicator.Missing.values)


class NotCorrectable(Refusal):
    code = "calls.not_correctable"


class CorrectionWaits(Refusal):
    code = "calls.correction_waits"


class NeedsAnotherSigner(Refusal):
    code = "calls.needs_another_signer"


def waiting_correction(call):
    """Return the correction that waits for its second signature, or None."""
    return call.indicators.corrections.filter(signed_at=None, refused_at=None).first()


@transaction.atomic
def propose_correction(call, *, by, why, weights=None, gates=None, missing=None):
    """Propose other weights (by code), gates or missing policies (by code) for a call that has opened."""
    call = locked(call)
    if call.state not in CORRECTABLE:
        raise NotCorrectable(state=call.get_state_display())
    if not why.strip():
        raise ReasonNeeded()
    if waiting_correction(call):
        raise CorrectionWaits()
    proposed = _copy(call.indicators, by, why.strip(), gates)
    _change(proposed, weights or {}, missing or {})
    _check_weights(call, proposed)
    record(
        "call.correction_proposed",
        about=call,
        by=by,
        place=call.place,
        why=why,
        weights=weights or {},
        missing=missing or {},
        gates=gates,
    )
    return proposed


def _copy(former, by, why, gates):
    for gate in gates or []:
        if gate.get("code") not in GATES:
            raise UnknownGate(gate=str(gate.get("code")))
    copy = IndicatorSet.objects.create(
        profile=former.profile,
        version=former.version + 1,
        gates=former.gates if gates is None else gates,
        corrects=former,
        why=why,
        by=by,
    )
    items = list(former.items.all())
    for item in items:
        item.pk, item.indicators, item._state.adding = None, copy, True
    Indicator.objects.bulk_create(items)
    return copy


def _change(proposed, weights, missing):
    items = {item.code: item for item in proposed.items.all()}
    if unknown := (weights.keys() | missing.keys()) - items.keys():
        raise UnknownIndicator(codes=sorted(unknown))
    for code, weight in weights.items():
        items[code].weight = weight
    for code, policy in missing.items():
        if policy not in MISSING:
            raise UnknownIndicator(codes=[policy])
        items[code].missing = policy
    Indicator.objects.bulk_update(items.values(), ["weight", "missing"])


def _check_weights(call, proposed):
    items = list(proposed.items.all())
    weights = {item.code: item.weight for item in items if item.is_enabled}
    blocks = {item.code: item.block for item in items}
    if problems := problems_of(weights, blocks, PROFILES[call.profile].block_points):
        raise WeightsRefused(problem=problems[0][0])


def may_second(call, proposed, account):
    """Say whether this account may give the second signature: another person, from an office of the chain."""
    if account.pk in (proposed.by_id, call.author_id):
        return False
    steps = deciding(chain_of(call, ApprovalStep.Act.CORRECTION)) or deciding(chain_of(call))
    offices = {office.pk for office in offices_where(account, Permission.CALL_APPROVE)}
    return any(step.office_id in offices for step in steps)


@transaction.atomic
def sign_correction(call, *, by):
    """Put a proposed correction into force: published under the next number, everything is scored again."""
    call, proposed = _waiting(call, by)
    now, former = timezone.now(), call.rules_hash
    proposed.signed_by, proposed.signed_at, proposed.frozen_at = by, now, now
    proposed.save(update_fields=["signed_by", "signed_at", "frozen_at"])
    call.indicators = proposed
    call.rules_record = record_of(call)
    call.rules_hash = hash_of(call.rules_record)
    call.save(update_fields=["indicators", "rules_record", "rules_hash"])
    publish_rules(call, now=now, why=proposed.why)
    change = {"rules_hash": [former, call.rules_hash]}
    CallNotice.objects.create(call=call, kind="corrected", text=proposed.why[:400], by=by, change=change)
    record("call.corrected", about=call, by=by, place=call.place, why=proposed.why, **change)
    return call


@transaction.atomic
def refuse_correction(call, *, by):
    """Turn a proposed correction down; the published rules go on as they are."""
    call, proposed = _waiting(call, by)
    proposed.refused_at = timezone.now()
    proposed.save(update_fields=["refused_at"])
    record("call.correction_refused", about=call, by=by, place=call.place, why=proposed.why)
    return call


def _waiting(call, by):
    call = locked(call)
    proposed = waiting_correction(call)
    if proposed is None or call.state not in CORRECTABLE:
        raise NotCorrectable(state=call.get_state_display())
    if not may_second(call, proposed, by):
        raise NeedsAnotherSigner()
    return call, proposed
