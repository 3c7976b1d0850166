"""Calls in a district: how far it is, whom to invite, what to hand on, the poster for the neighbourhood house."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, places_where
from koushaneh.calls import queries, rules
from koushaneh.calls.actions.invitations import INVITABLE, facts_of_invitation
from koushaneh.calls.models import Call
from koushaneh.notify.texts import text_of
from koushaneh.places.offices import office_of
from koushaneh.web.calls import gates_in_words
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import page, reply

SHOWN_ON_HOME = 3


def call_or_404(request, code, permission=Permission.CALL_READ):
    found = rules.calls_for(request.user, permission).select_related("place", "indicators")
    return get_object_or_404(found, code=code)


def places_of(request, call, permission=Permission.CALL_READ):
    """Return the places of the call that lie where this account works."""
    roots = places_where(request.user, permission)
    seats = call.seats.select_related("place").order_by("place__sort_key", "place__code")
    inside = [seat.place for seat in seats]
    return [one for one in inside if any(_meet(one, root) for root in roots)]


def _meet(place, root):
    return place.path.startswith(root.path) or root.path.startswith(place.path)


@page(may=Permission.CALL_READ)
def index(request):
    listing = Listing(
        request,
        rules.calls_for(request.user).select_related("place"),
        name="calls",
        columns=[
            Column(
                "title",
                _("عنوان"),
                sort="title",
                value=str,
                href=lambda call: reverse("district:call", args=[call.code]),
            ),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("opens_at", _("گشایش"), kind="date", sort="opens_at"),
            Column("closes_at", _("پایان مهلت"), kind="date", sort="closes_at"),
        ],
        filters=[Filter("state", _("وضعیت"), Call.State.choices)],
        sort="-opens_at",
        empty={
            "title": _("هنوز فراخوانی برای این منطقه نیست"),
            "text": _("وقتی ستاد فراخوانی را اعلام کند همین‌جا دیده می‌شود."),
        },
    )
    return listing.reply("district/calls.html")


@page(may=Permission.CALL_READ)
def call(request, code):
    found = call_or_404(request, code)
    places = places_of(request, found)
    rows = queries.figures(found, places)
    now = timezone.now()
    context = {
        "call": found,
        "rows": rows,
        "totals": queries.totals(rows),
        "gates": gates_in_words(found.indicators.gates),
        "may_invite": may(request.user, Permission.CALL_INVITE) and _is_invitable(found, now),
        "can_list": may(request.user, Permission.CALL_INVITE),
        "batches": _batches(request, found, now),
        "text": ready_text(found, places),
        "notices": found.notices.all(),
    }
    return reply(request, "district/call.html", "", context)


def _is_invitable(call, now):
    return call.state in INVITABLE and now < call.closes_at


def _batches(request, call, now):
    """Return the batches of my places, newest first, and whether each can still be undone."""
    batches = rules.batches_for(request.user).filter(call=call).select_related("place", "by")
    rows = queries.with_counts(batches)[:10]
    return [(batch, batch.undone_at is None and now < batch.leaves_at) for batch in rows]


def ready_text(call, places):
    """Return the Persian text for messenger groups; it greets nobody and names no woman."""
    office = office_of(places[0] if places else call.place)
    with override("fa"):
        facts = facts_of_invitation(call, office)
        text = text_of("call_invitation", "open", facts)
    return text if facts["office_phone"] else text.rsplit("\n", 1)[0]  # no line of help without its phone


@page(may=Permission.CALL_READ)
def poster(request, code):
    """One A4 sheet for the wall of a neighbourhood house, with the address as a QR code."""
    found = call_or_404(request, code)
    places = places_of(request, found)
    context = {
        "call": found,
        "address": f"{settings.ORIGIN}{reverse('public:call', args=[found.code])}",
        "gates": gates_in_words(found.indicators.gates),
        "office": office_of(places[0] if places else found.place),
    }
    return reply(request, "district/poster.html", "", context)


def open_card(request):
    """A card of each call that is open in her district, and until when; one without invitations comes first."""
    if not may(request.user, Permission.CALL_INVITE):
        return []
    mine = rules.batches_for(request.user).filter(call=OuterRef("pk"), undone_at=None)
    calls = rules.calls_for(request.user, Permission.CALL_INVITE).filter(state=Call.State.OPEN)
    calls = calls.annotate(has_invited=Exists(mine)).order_by("has_invited", "closes_at")
    return [_open_card(call) for call in calls[:SHOWN_ON_HOME]]


def _open_card(call):
    text = _t("این فراخوان باز است. ببینید چه کسانی هنوز دعوت نشده‌اند یا آغاز نکرده‌اند.")
    return {
        "title": str(call),
        "text": text if call.has_invited else _t("این فراخوان باز است و هنوز کسی را دعوت نکرده‌اید."),
        "href": reverse("district:call", args=[call.code]),
        "action": _t("فراخوان را ببینید"),
        "due": call.closes_at,
        "icon": "megaphone",
        "order": 60 if call.has_invited else 15,
    }


urls = [
    path("calls/", index, name="calls"),
    path("calls/<slug:code>/", call, name="call"),
    path("calls/<slug:code>/poster/", poster, name="call_poster"),
]
