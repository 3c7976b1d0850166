"""Approving a call (تأیید فراخوان): link after link of the chain, never the author, two persons at least."""

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.rules import offices_where
from koushaneh.audit.actions import change_state, record
from koushaneh.calls.actions.composing import draft
from koushaneh.calls.models import Call, CallApproval
from koushaneh.calls.readiness import chain_of, deciding, problems_of_call
from koushaneh.core.refusal import Refusal


class NotReady(Refusal):
    code = "calls.not_ready"


class NotYourStep(Refusal):
    code = "calls.not_your_step"


class AuthorMayNotApprove(Refusal):
    code = "calls.author_may_not_approve"


class AlreadyApproved(Refusal):
    code = "calls.already_approved"


class ReasonNeeded(Refusal):
    code = "calls.reason_needed"


@transaction.atomic
def submit_for_approval(call, *, by):
    """Send a draft along its chain. Refuses while anything on the list of `readiness` is open."""
    call = draft(call)
    if problems := problems_of_call(call, now=timezone.now()):
        raise NotReady(count=len(problems), codes=[code for code, _facts in problems])
    return change_state(call, Call.State.APPROVAL, by=by, place=call.place, verb="call.submitted")


def round_of(call):
    """Return the number of this round; every return by a deciding link begins the next one."""
    return 1 + call.approvals.filter(is_approved=False, step__observes_only=False).count()


def said_in_round(call):
    said = list(call.approvals.select_related("step", "by"))
    returns = sum(not approval.is_approved and not approval.step.observes_only for approval in said)
    return [approval for approval in said if approval.round == 1 + returns]


def next_step(call):
    """Return the deciding link whose turn it is; None when all have approved."""
    return first_open(chain_of(call), said_in_round(call))


def first_open(chain, said):
    """Return the first deciding link of a chain that has said nothing yet, or None."""
    done = {approval.step_id for approval in said}
    return next((step for step in deciding(chain) if step.pk not in done), None)


def step_for(call, account):
    """Return the link that this account may act for now: the one whose turn it is, or an observer's."""
    if call.state != Call.State.APPROVAL or account == call.author:
        return None
    said = said_in_round(call)
    if any(approval.by_id == account.pk for approval in said):
        return None
    offices = {office.pk for office in offices_where(account, Permission.CALL_APPROVE)}
    done = {approval.step_id for approval in said}
    chain = chain_of(call)
    turn = first_open(chain, said)
    observers = [step for step in chain if step.observes_only and step.pk not in done]
    links = [*([turn] if turn else []), *observers]
    return next((step for step in links if step.office_id in offices), None)


@transaction.atomic
def approve_step(call, *, by, note=""):
    """Approve for the link whose turn it is, or leave an observer's note. Each person acts once a round."""
    call, step = _turn(call, by)
    return _say(call, step, by, note, is_approved=True)


@transaction.atomic
def return_call(call, *, by, note):
    """Send a call back to draft with the reason; the next round begins with the first link again."""
    if not note.strip():
        raise ReasonNeeded()
    call, step = _turn(call, by)
    if step.observes_only:
        raise NotYourStep()
    _say(call, step, by, note, is_approved=False)
    return change_state(call, Call.State.DRAFT, by=by, place=call.place, why=note, verb="call.returned")


def _turn(call, by):
    call = Call.objects.select_for_update().select_related("place", "author").get(pk=call.pk)
    if by == call.author:
        raise AuthorMayNotApprove()
    if any(approval.by_id == by.pk for approval in said_in_round(call)):
        raise AlreadyApproved()
    step = step_for(call, by)
    if step is None:
        raise NotYourStep()
    return call, step


def _say(call, step, by, note, *, is_approved):
    approval = CallApproval.objects.create(
        call=call, step=step, by=by, is_approved=is_approved, note=note.strip(), round=round_of(call)
    )
    if is_approved:
        record("call.approved", about=call, by=by, place=call.place, step=step.title, why=note)
    return approval
