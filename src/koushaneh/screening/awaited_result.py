"""What the result of a call waits for: the source, a replay, signatures, letters, answers, appeals, the end."""

from django.db.models import Max, Min
from django.utils import timezone

from koushaneh.access.roles import Permission as P
from koushaneh.calls.models import Call
from koushaneh.people.models import Account
from koushaneh.places.models import Place
from koushaneh.screening.actions.closing import open_appeals
from koushaneh.screening.awaited import Awaited
from koushaneh.screening.awaited_by import Found, Holders, SecondSigners, Women
from koushaneh.screening.models import Appeal, AppealHearing, Letter, Offer, Run
from koushaneh.screening.queries_results import live_run


def running(call, _rows, _counts):
    run, here = live_run(call), [call.place]
    if run is None:
        return
    if run.state == Run.State.PREPARED and run.public_at > timezone.now():
        yield Awaited("source", due=lambda: run.public_at)
    elif run.state == Run.State.PREPARED:
        yield Awaited("execute", who=Holders(P.RUN_EXECUTE, here))
    elif run.state == Run.State.EXECUTED:
        yield Awaited("replay", who=Holders(P.RUN_REPLAY, here, apart=_authors(run)))
    elif run.state == Run.State.REPLAYED:
        yield _signature(run, here)
    elif run.state == Run.State.SIGNED:
        yield Awaited("release", who=Holders(P.RESULT_RELEASE, here))


def _authors(run):
    return (run.prepared_by_id, run.executed_by_id)


def _signature(run, here):
    """The next signature: no author's, and the second from another office than the first."""
    able = Holders(P.RUN_SIGN, here, apart=(*_authors(run), run.first_signer_id))
    if run.first_signer_id is None:
        return Awaited("sign", 2, able)
    return Awaited("sign", 1, SecondSigners(able, run.first_signer))


def rows_answering(call):
    offers = call.offers.filter(state=Offer.State.OPEN)
    unread = Letter.objects.filter(released_at__isnull=False, read_at=None, told_at=None)
    offered = call.applications.filter(offer__in=offers)
    appeals = Appeal.objects.filter(decision__application__call=call)
    heard = appeals.filter(state=Appeal.State.ADMISSIBLE)
    hearings = AppealHearing.objects.filter(appeal__in=heard)
    return {
        "answer_offer": offers,
        "tell": offered.filter(decisions__letter__in=unread).distinct(),
        "admit_appeal": appeals.filter(state=Appeal.State.FILED),
        "hear": hearings.filter(voted_at=None),
        "answer_appeal": heard.exclude(hearings__voted_at=None).distinct(),
        "open_appeals": open_appeals(call),
    }


def answering(call, rows, counts):
    """Offers, appeals, and the end, when nothing is open any more."""
    yield from _offers(call, rows, counts)
    yield from _appeals(call, rows, counts)
    if call.state == Call.State.RESULTS:
        letters = Letter.objects.filter(decision__application__call=call)
        yield Awaited("appeals_end", due=lambda: letters.aggregate(last=Max("appeal_until"))["last"])
    elif not counts["open_appeals"] and not counts["answer_offer"]:
        yield Awaited("finish", who=Holders(P.RESULT_RELEASE, [call.place]))


def _offers(call, rows, counts):
    offers = rows["answer_offer"]
    if count := counts["answer_offer"]:
        women = Women(call.applications.filter(offer__in=offers))
        yield Awaited("answer_offer", count, women, due=lambda: _first(offers, "expires_at"))
    if count := counts["tell"]:
        places = Place.objects.filter(pk__in=rows["tell"].values("place"))
        due = lambda: _first(offers, "expires_at")  # noqa: E731  the same deadline as above
        yield Awaited("tell", count, Holders(P.RESULT_TELL, places), due=due)


def _first(rows, moment):
    return rows.aggregate(first=Min(moment))["first"]


def _appeals(call, rows, counts):
    filed, silent, decided = rows["admit_appeal"], rows["hear"], rows["answer_appeal"]
    if count := counts["admit_appeal"]:
        panel = Holders(P.APPEAL_ADMIT, [call.place])
        yield Awaited("admit_appeal", count, panel, due=lambda: _first(filed, "answer_due_at"))
    if count := counts["hear"]:
        members = Found(Account.objects.filter(hearings__in=silent))
        yield Awaited("hear", count, members, due=lambda: _first(silent, "appeal__answer_due_at"))
    if count := counts["answer_appeal"]:
        members = Found(Account.objects.filter(hearings__appeal__in=decided))
        yield Awaited("answer_appeal", count, members, due=lambda: _first(decided, "answer_due_at"))
