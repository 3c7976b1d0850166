"""The way of a call (راه فراخوان): its stages from draft to cohort, where it stands, and what it waits for."""

from koushaneh.calls.models import Call
from koushaneh.core.counting import counts_of
from koushaneh.screening import awaited
from koushaneh.screening import awaited_judging as judging
from koushaneh.screening import awaited_result as result

S = Call.State
STAGES = (
    ("writing", (S.DRAFT,)),
    ("approval", (S.APPROVAL,)),
    ("announcement", (S.ANNOUNCED,)),
    ("applying", (S.OPEN, S.GRACE)),
    ("checking", (S.CLOSED, S.CHECKING)),
    ("judging", (S.REVIEWING,)),
    ("run", (S.RUN_PREPARED, S.RUN_SIGNED)),
    ("answers", (S.RESULTS,)),
    ("appeals", (S.APPEALS,)),
    ("cohort", (S.FINAL, S.ARCHIVED)),
)
AWAITED = {  # which rows are counted of a call in this state, and what follows from the counts
    S.DRAFT: (awaited.no_rows, awaited.draft),
    S.APPROVAL: (awaited.no_rows, awaited.approval),
    S.ANNOUNCED: (awaited.rows_announced, awaited.announced),
    S.OPEN: (awaited.rows_taking, awaited.taking),
    S.GRACE: (awaited.rows_taking, awaited.taking),
    S.CLOSED: (awaited.rows_closed, awaited.closed),
    S.CHECKING: (judging.rows_checking, judging.checking),
    S.REVIEWING: (judging.rows_reviewing, judging.reviewing),
    S.RUN_PREPARED: (awaited.no_rows, result.running),
    S.RUN_SIGNED: (awaited.no_rows, result.running),
    S.RESULTS: (result.rows_answering, result.answering),
    S.APPEALS: (result.rows_answering, result.answering),
}
UNDER_WAY = tuple(AWAITED)  # calls in any other state wait for nobody


def stage_of(call):
    """Return the number of the stage in which a call stands; None for a cancelled one."""
    return next((number for number, (_name, states) in enumerate(STAGES) if call.state in states), None)


def awaited_of(call):
    """Return what a call waits for now, in the order in which it is done."""
    return awaited_of_each([call])[0]


def awaited_of_each(calls):
    """Return a list for each of these calls; all their rows are counted by one query."""
    rows = [AWAITED[call.state][0](call) if call.state in AWAITED else {} for call in calls]
    counted = counts_of({(at, name): found for at, each in enumerate(rows) for name, found in each.items()})
    return [
        _awaited(call, each, {name: counted[at, name] for name in each})
        for at, (call, each) in enumerate(zip(calls, rows, strict=True))
    ]


def _awaited(call, rows, counts):
    return list(AWAITED[call.state][1](call, rows, counts)) if call.state in AWAITED else []
