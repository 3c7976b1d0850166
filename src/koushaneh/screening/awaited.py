"""What a call waits for now, and who may do it (در انتظار). Codes, counts and accounts; words are in `web/way.py`.

A stage says which rows it counts (`rows_…`), and what follows from their counts. So the counts of all
calls of a page come from one query, and whose turn it is is asked only where a page says it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils import timezone

from koushaneh.access.models import Post
from koushaneh.access.roles import Permission as P
from koushaneh.calls.actions.approval import first_open, said_in_round
from koushaneh.calls.deadlines import last_moment
from koushaneh.calls.models import Application, Call
from koushaneh.calls.readiness import chain_of, problems_of_call
from koushaneh.core.time import today
from koushaneh.people.models import Account
from koushaneh.places.models import Place
from koushaneh.screening.actions.conflicts import roles_with
from koushaneh.screening.awaited_by import Found, Holders, Named, SecondSigners, Women

S, A = Call.State, Application.State
NOBODY = Named()


@dataclass(frozen=True)
class Awaited:
    """One thing that a call waits for. `due` gives a deadline, or the moment for which everybody waits."""

    code: str
    count: int = 0
    who: Named | Holders | SecondSigners | Found = NOBODY
    due: Callable[[], datetime | None] = lambda: None
    is_optional: bool = False

    @cached_property
    def accounts(self):
        return self.who.accounts()

    @cached_property
    def until(self):
        return self.due()

    @property
    def of_women(self):
        """A woman is counted before colleagues and never named."""
        return isinstance(self.who, Women)


def no_rows(_call):
    return {}


def draft(call, _rows, _counts):
    is_ready = not problems_of_call(call, now=timezone.now())
    yield Awaited("send_draft" if is_ready else "finish_draft", who=Named((call.author,)))


def approval(call, _rows, _counts):
    said, chain = said_in_round(call), chain_of(call)
    turn = first_open(chain, said)
    silent = {call.author_id, *(approval.by_id for approval in said)}
    if turn is None:
        yield Awaited("announce", who=Holders(P.CALL_COMPOSE, [call.place]))
    else:
        yield Awaited("approve", who=_of_link(turn, silent))
    done = {approval.step_id for approval in said}
    for step in chain:
        if step.observes_only and step.pk not in done:
            yield Awaited("observe", who=_of_link(step, silent), is_optional=True)


def _of_link(step, silent):
    posts = Post.objects.live_on(today()).filter(role__in=roles_with(P.CALL_APPROVE), office=step.office_id)
    return Found(Account.objects.filter(pk__in=posts.values("account")).exclude(pk__in=silent))


def rows_announced(call):
    """Districts with seats that have invited nobody yet."""
    invited = call.invitations.filter(batch__undone_at=None, file__place__path__startswith=OuterRef("path"))
    places = Place.objects.filter(pk__in=call.seats.filter(maximum__gt=0).values("place"))
    return {"invite": places.exclude(Exists(invited))}


def announced(call, rows, counts):
    yield Awaited("opening", due=lambda: call.opens_at)
    yield from _inviting(rows, counts)


def rows_taking(call):
    return rows_announced(call) | {"finish_application": call.applications.filter(state=A.DRAFT)}


def taking(call, rows, counts):
    if call.state == S.OPEN:
        yield from _inviting(rows, counts)
        yield Awaited("apply", who=Women(Application.objects.none()), due=lambda: call.closes_at)
        yield Awaited("closing", due=lambda: call.closes_at)
    if count := counts["finish_application"]:
        women = Women(rows["finish_application"])
        yield Awaited("finish_application", count, women, due=lambda: last_moment(call))
    if call.state == S.GRACE:
        yield Awaited("closing", due=lambda: last_moment(call))


def _inviting(rows, counts):
    if count := counts["invite"]:
        yield Awaited("invite", count, Holders(P.CALL_INVITE, rows["invite"]))


def rows_closed(call):
    return {"start_checks": call.applications.filter(state=A.SUBMITTED)}


def closed(call, _rows, counts):
    yield Awaited("start_checks", counts["start_checks"], Holders(P.REVIEW_PLAN, [call.place]))
