"""Milestones: claimed by her or for her, shown by evidence, verified by another or sent back with what is missing."""

from django.db import transaction
from django.utils import timezone

from koushaneh.access.rules import may_at
from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.core.values import in_both
from koushaneh.core.written import files_follow
from koushaneh.engine.persian import clean
from koushaneh.notify.actions import send
from koushaneh.path.actions.plans import locked_plan
from koushaneh.path.actions.steps import finish_step
from koushaneh.path.models import Kind, MilestoneClaim, MilestoneEvidence, PathStep
from koushaneh.path.models.plans import OPEN
from koushaneh.path.rules import VERIFIERS
from koushaneh.places.offices import office_of

State = MilestoneClaim.State
Permit = MilestoneClaim.Permit
FIRST_SALE = "first_sale"


class BadClaim(Refusal):
    """Something that this milestone needs is not said: `part` is story, product, permit, number or day."""

    code = "milestone.incomplete"


class AlreadyClaimed(Refusal):
    code = "milestone.already_claimed"


class NotOffered(Refusal):
    """The milestone is retired, or belongs to another place."""

    code = "milestone.not_offered"


class ClaimClosed(Refusal):
    code = "milestone.claim_closed"


class NoEvidence(Refusal):
    code = "milestone.no_evidence"


class NoFirstSale(Refusal):
    code = "milestone.no_first_sale"


class PermitWaited(Refusal):
    code = "milestone.permit_waited"


class NotYours(Refusal):
    """Nobody verifies what she has claimed herself, or at a place that is not hers."""

    code = "milestone.not_yours"


class SayWhat(Refusal):
    code = "milestone.say_what"


@transaction.atomic
def claim_milestone(plan, milestone, *, by, reached_on, story, **more):
    """She says that she has reached a milestone; a returned claim is sent again with what was missing.

    `more` are product, permit and permit_number. Refuses where one waits or is verified already.
    """
    plan = locked_plan(plan)
    if milestone.retired_at or not plan.place.path.startswith(milestone.place.path):
        raise NotOffered()
    values = _checked(milestone, reached_on=reached_on, story=story, **more)
    found = plan.claims.select_for_update().filter(milestone=milestone).exclude(state=State.WITHDRAWN).first()
    if found and found.state != State.RETURNED:
        raise AlreadyClaimed()
    values |= {"made_at": timezone.now(), "made_by": by}
    if found is None:
        found = MilestoneClaim.objects.create(plan=plan, milestone=milestone, **values)
        record("milestoneclaim.claimed", about=found, by=by, place=plan.place, milestone=milestone.code)
        return found
    for name, value in values.items():
        setattr(found, name, value)
    also = list(values)
    return change_state(found, State.CLAIMED, by=by, place=plan.place, also=also)


def _checked(milestone, *, reached_on, story, product="", permit="", permit_number=""):
    """Return what the claim keeps; a launch also needs a product and a word about the permit."""
    values = {"reached_on": reached_on, "story": clean(story)}
    if reached_on > today():
        raise BadClaim(part="day")
    if not values["story"]:
        raise BadClaim(part="story")
    if not milestone.is_launch:
        return values
    number = clean(permit_number) if permit == Permit.HELD else ""
    values |= {"product": clean(product), "permit": permit, "permit_number": number}
    if not values["product"]:
        raise BadClaim(part="product")
    if permit not in Permit.values:
        raise BadClaim(part="permit")
    if permit == Permit.HELD and not number:
        raise BadClaim(part="number")
    return values


def _locked(claim):
    plan = locked_plan(claim.plan)
    claim = (
        MilestoneClaim.objects.select_for_update(of=("self",)).select_related("milestone").get(pk=claim.pk)
    )
    claim.plan = plan
    return claim


def _open(claim):
    claim = _locked(claim)
    if not claim.is_open:
        raise ClaimClosed()
    return claim


@files_follow()
@transaction.atomic
def show_evidence(claim, copy, *, by, about):
    """Add a picture or a paper that shows it."""
    claim = _open(claim)
    shown = MilestoneEvidence.objects.create(
        claim=claim, about=clean(about), copy=copy, at=timezone.now(), by=by
    )
    record("milestone.shown", about=claim, by=by, place=claim.plan.place, evidence=shown.pk)
    return shown


@transaction.atomic
def see_evidence(claim, *, by, about):
    """Write down that an officer saw the original; no copy is kept, on purpose."""
    claim, now = _open(claim), timezone.now()
    seen = MilestoneEvidence.objects.create(
        claim=claim, about=clean(about), seen_at=now, seen_by=by, at=now, by=by
    )
    record("milestone.seen", about=claim, by=by, place=claim.plan.place, evidence=seen.pk)
    return seen


@transaction.atomic
def verify_claim(claim, *, by):
    """Another person confirms it; an open step of the same code is done with it. Safe to repeat."""
    claim = _locked(claim)
    if claim.state == State.VERIFIED:
        return claim
    _check_verifier(claim, by)
    _check_ground(claim)
    claim.decided_at, claim.decided_by, claim.missing = timezone.now(), by, ""
    also = ["decided_at", "decided_by", "missing"]
    change_state(claim, State.VERIFIED, by=by, place=claim.plan.place, also=also)
    steps = PathStep.objects.filter(
        plan=claim.plan, kind=Kind.MILESTONE, key=claim.milestone.code, state__in=OPEN
    )
    for step in steps:
        finish_step(step, by=by, on=claim.reached_on, source=f"milestone:{claim.pk}")
    return _told(claim, "milestone_verified")


def _told(claim, template):
    """Tell her what came of it."""
    named = in_both(claim.milestone.title, claim.milestone.title_en)
    link, office = f"/my/milestones/claims/{claim.pk}/", office_of(claim.plan.place)
    send(claim.plan.person, template, {"milestone": named}, link=link, office=office)
    return claim


def _check_verifier(claim, by):
    is_hers = claim.made_by_id == by.pk or claim.plan.person.account_id == by.pk
    if is_hers or not may_at(by, VERIFIERS[claim.milestone.verifier], claim.plan.place):
        raise NotYours()


def _check_ground(claim):
    if not claim.evidence.exists():
        raise NoEvidence()
    if not claim.milestone.is_launch:
        return
    if claim.permit == Permit.ASKED:
        raise PermitWaited()
    sold = claim.plan.claims.filter(milestone__code=FIRST_SALE, state=State.VERIFIED)
    if not sold.exists():
        raise NoFirstSale()


@transaction.atomic
def return_claim(claim, *, by, missing):
    """Send a claim back and say what is missing; she can complete it."""
    claim = _open(claim)
    _check_verifier(claim, by)
    if not clean(missing):
        raise SayWhat()
    claim.missing, claim.decided_at, claim.decided_by = clean(missing), timezone.now(), by
    also = ["missing", "decided_at", "decided_by"]
    change_state(claim, State.RETURNED, by=by, place=claim.plan.place, also=also)
    return _told(claim, "milestone_returned")


@transaction.atomic
def withdraw_claim(claim, *, by):
    """She takes it back; she can claim it anew at any time. Safe to repeat."""
    claim = _locked(claim)
    if claim.state == State.WITHDRAWN:
        return claim
    if claim.state == State.VERIFIED:
        raise ClaimClosed()
    return change_state(claim, State.WITHDRAWN, by=by, place=claim.plan.place)
