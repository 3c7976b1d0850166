"""The calls under way, on the home page of headquarters: what is mine to do, and for whom the others wait."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.calls.models import Application, Call
from koushaneh.calls.rules import calls_for
from koushaneh.screening.way import UNDER_WAY
from koushaneh.web.ui.values import digits
from koushaneh.web.way import turns_of_each

SHOWN = 3
SAID_ELSEWHERE = {"approve", "observe", "admit_appeal"}  # cards of their own, over all calls
FIRST = {"release": 8, "execute": 10, "replay": 10, "sign": 10, "finish_draft": 28, "send_draft": 28}
NOT_SENT = (Application.State.DRAFT, Application.State.LAPSED)


def cards(request):
    """A card for each call under way, those that wait for me on top."""
    if not (may(request.user, Permission.CALL_COMPOSE) or may(request.user, Permission.RUN_SIGN)):
        return []
    sent = Count("applications", filter=~Q(applications__state__in=NOT_SENT), distinct=True)
    rows = calls_for(request.user).filter(state__in=UNDER_WAY).annotate(sent=sent)
    rows = rows.select_related("place", "policy", "author", "indicators").order_by("closes_at", "pk")
    calls = list(rows[:SHOWN])
    made = [_card(request, *each) for each in zip(calls, turns_of_each(calls, request.user), strict=True)]
    return [one for one in made if one]


def _card(request, call, turns):
    turns = [turn for turn in turns if not turn.is_optional]
    mine = next((turn for turn in turns if _is_for_here(turn) and turn.is_mine), None)
    if mine:
        return {
            "title": str(call),
            "text": mine.text,
            "href": mine.href,
            "action": _t("به این کار بروید"),
            "due": mine.until,
            "icon": "list-checks",
            "order": FIRST.get(mine.code, 20),
        }
    if not may(request.user, Permission.CALL_COMPOSE) or call.state == Call.State.DRAFT:
        return None
    return {
        "title": str(call),
        "text": _waits(call, turns),
        "href": reverse("hq:call", args=[call.code]),
        "action": _t("راه این فراخوان"),
        "icon": "hourglass",
        "order": 35 if call.state == Call.State.OPEN else 130,
        "due": call.closes_at if call.state == Call.State.OPEN else None,
    }


def _is_for_here(turn):
    """What is done on other home pages has its card there."""
    return turn.page.startswith("hq:") and turn.code not in SAID_ELSEWHERE


def _waits(call, turns):
    """Say for whom a call waits; of an open one, how many have applied."""
    parts = []
    if call.state == Call.State.OPEN:
        parts.append(_t("%(count)s درخواست رسیده است.") % {"count": digits(call.sent)})
    parts += [_t("در انتظار %(who)s: %(what)s.") % {"who": turn.who, "what": turn.text} for turn in turns[:2]]
    return " ".join(parts)
