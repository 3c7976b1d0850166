"""Releasing the results (اعلام نتیجه): one batch of decisions, letters, offers and waiting places."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, change_states, record
from koushaneh.calls.models import Application, Call
from koushaneh.core.refusal import Refusal
from koushaneh.screening.actions.cohort import open_cohort
from koushaneh.screening.actions.deciding import AGAINST, NoReason
from koushaneh.screening.actions.letters import Desk, announce, new_letter
from koushaneh.screening.actions.running import locked_run
from koushaneh.screening.actions.waiting import promote_waiting
from koushaneh.screening.explaining import reasons_of
from koushaneh.screening.models import Decision, Letter, Offer, Run, RunRow, WaitEntry

S = Application.State
O = RunRow.Outcome  # noqa: E741  the outcomes are named on every second line
LETTER_OF = {O.SELECTED: "offer", O.WAITLISTED: "waiting", O.NOT_SELECTED: "not_selected"}
STATE_OF = {O.SELECTED: S.SELECTED, O.WAITLISTED: S.WAITLISTED, O.NOT_SELECTED: S.NOT_SELECTED}


class NothingToHandOut(Refusal):
    code = "letter.nothing_to_hand_out"


@dataclass(frozen=True)
class Draft:
    """A letter as it would leave: to whom, of which kind, with which facts and reasons."""

    application: Application
    code: str
    outcome: str
    facts: dict
    reasons: list
    row: RunRow | None = None


def drafts_of(run):
    """Return every letter that the release would hand out, for the preview and for the release itself."""
    rows = run.rows.filter(application__state=S.RANKED).select_related(
        "application__person", "application__place"
    )
    rows = rows.prefetch_related("application__person__contacts").order_by("application__review_code")
    return [_draft(row, run.call) for row in rows] + drafts_of_ineligible(run.call)


def _draft(row, call):
    row.application.call = call
    return Draft(
        row.application,
        LETTER_OF[row.outcome],
        row.outcome,
        letter_facts(row),
        reasons_of(row.outcome, row.explanation),
        row,
    )


def letter_facts(row):
    """What the letter says of her score, frozen with it."""
    return {**row.explanation, "score": row.score, "low": row.low, "high": row.high, "rank": row.rank}


def drafts_of_ineligible(call):
    """Return the letters of those whom a gate excluded and who have none yet."""
    decisions = Decision.objects.filter(
        application__call=call, application__state=S.INELIGIBLE, outcome="ineligible", letter=None
    )
    decisions = decisions.select_related("application__person", "application__place")
    last = {}
    for decision in decisions.prefetch_related("application__person__contacts").order_by("pk"):
        decision.application.call = call
        last[decision.application_id] = decision
    return [
        Draft(one.application, "ineligible", "ineligible", {"decision": one.pk}, one.reasons)
        for one in last.values()
    ]


@transaction.atomic
def release_run(run, *, by):
    """Hand out every letter of a signed run at once, offer seats, open waiting list and cohort."""
    run = locked_run(run)
    Run.MACHINE.check(run, Run.State.RELEASED)
    now, desk, call = timezone.now(), Desk(), run.call
    drafts = drafts_of(run)
    rows = [draft for draft in drafts if draft.row]
    decisions = _decisions(rows, run, by, now)
    for outcome, state in STATE_OF.items():
        change_states([one.application for one in rows if one.outcome == outcome], state, by=by)
    chosen = [one.application for one in rows if one.outcome == O.SELECTED]
    change_states(chosen, S.OFFERED, by=by)
    Offer.objects.bulk_create(
        Offer(call=call, application=one, expires_at=desk.offer_until(one.place, call.policy, now))
        for one in chosen
    )
    _wait(rows, call, now)
    letters = _hand_out(rows, decisions, desk, now, call) + _hand_out_ineligible(drafts, desk, now, call)
    counts = {
        code: sum(one.code == code for one in letters) for code in sorted({one.code for one in letters})
    }
    change_state(run, Run.State.RELEASED, by=by, place=call.place, letters=counts)
    change_state(call, Call.State.RESULTS, by=by, place=call.place)
    open_cohort(call, by=by, starts_on=call.results_on)
    promote_waiting(call, by=by)  # the seats of who withdrew between preparation and release
    return run


def _decisions(drafts, run, by, now):
    if any(draft.outcome in AGAINST and not draft.reasons for draft in drafts):
        raise NoReason()
    return Decision.objects.bulk_create(
        (
            Decision(
                application=draft.application,
                run=run,
                outcome=draft.outcome,
                reasons=draft.reasons,
                at=now,
                by=by,
            )
            for draft in drafts
        ),
        batch_size=500,
    )


def _wait(drafts, call, now):
    waiting = [draft.row for draft in drafts if draft.outcome == O.WAITLISTED]
    WaitEntry.objects.bulk_create(
        WaitEntry(call=call, application=row.application, rank=row.rank, joined_at=now) for row in waiting
    )


def _hand_out(drafts, decisions, desk, now, call):
    letters = [
        new_letter(decision, draft.code, draft.facts, desk, now)
        for draft, decision in zip(drafts, decisions, strict=True)
    ]
    Letter.objects.bulk_create(letters, batch_size=500)
    for letter in letters:
        announce(letter, desk, batch=f"results:{call.pk}")
    return letters


def _hand_out_ineligible(drafts, desk, now, call):
    left = [draft for draft in drafts if draft.code == "ineligible"]
    by_id = Decision.objects.in_bulk([draft.facts["decision"] for draft in left])
    decisions = []
    for draft in left:
        decision = by_id[draft.facts["decision"]]
        decision.application = draft.application
        decisions.append(decision)
    return _hand_out(left, decisions, desk, now, call)


@transaction.atomic
def release_ineligible(call, *, by):
    """Hand out the letters of those whom a gate excluded, before the run, so that they can still appeal.

    Safe to repeat: nobody gets a second letter. Refuses while the gates are being checked.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    drafts = drafts_of_ineligible(call)
    if call.state == Call.State.CHECKING or not drafts:
        raise NothingToHandOut()
    letters = _hand_out_ineligible(drafts, Desk(), timezone.now(), call)
    record("letters.handed_out", about=call, by=by, place=call.place, ineligible=len(letters))
    return letters
