"""A counsellor's time: open slots, see who comes, write down what became of each turn."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.counselling.actions import attending
from koushaneh.counselling.actions import slots as actions
from koushaneh.counselling.models import Slot, State
from koushaneh.counselling.rules import bookings_for, slots_for
from koushaneh.web.counsel import forms
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.values import digits

COUNSEL = Permission.COUNSEL
WHEN = [("ahead", _("پیش رو")), ("past", _("گذشته"))]


def address(slot_id):
    return reverse("counsel:slot", args=[slot_id])


def slot_or_404(request, slot_id):
    return get_object_or_404(slots_for(request.user), pk=slot_id)


def booking_or_404(request, booking_id):
    return get_object_or_404(bookings_for(request.user), pk=booking_id)


def by_time(rows, value):
    now = timezone.now()
    return rows.filter(starts_at__gte=now) if value == "ahead" else rows.filter(starts_at__lt=now)


def listing_of(request):
    taken = Count("bookings", filter=~Q(bookings__state=State.LEFT))
    return Listing(
        request,
        slots_for(request.user).filter(cancelled_at=None).annotate(taken=taken),
        name="slots",
        columns=[
            Column("starts_at", _("زمان"), kind="time", sort="starts_at", href=lambda row: address(row.pk)),
            Column("kind", _("گونه"), value=lambda row: row.topic or row.get_kind_display()),
            Column("office", _("کجا")),
            Column("taken", _("گرفته"), kind="number", sort="taken"),
            Column("seats", _("جا"), kind="number"),
        ],
        filters=[
            Filter("when", _("کی"), WHEN, apply=by_time),
            Filter("kind", _("گونه"), Slot.Kind.choices),
        ],
        sort="-starts_at",
        empty={"title": _("هنوز وقتی باز نکرده‌اید"), "text": _("در فرم زیر چند وقت باز کنید.")},
    )


@page(may=COUNSEL)
def slots(request):
    return listing_of(request).reply("counsel/slots.html", {"form": forms.SlotsForm(request.user)})


@page(may=COUNSEL, methods="POST")
def opening(request):
    form = forms.SlotsForm(request.user, request.POST)
    if not form.is_valid():
        context = {"form": form, "listing": listing_of(request)}
        return reply(request, "counsel/slots.html", "", context, status=422)
    made = actions.open_slots(request.user, **form.read())
    messages.success(request, _t("%(count)s وقت باز شد.") % {"count": digits(len(made))})
    return go(request, reverse("counsel:slots"))


def slot_context(request, found, form=None):
    bookings = list(bookings_for(request.user).filter(slot=found).exclude(state=State.LEFT))
    return {
        "slot": found,
        "bookings": bookings,
        "is_due": found.starts_at <= timezone.now(),
        "form": form or forms.MinutesForm(initial={"minutes": found.minutes}),
    }


@page(may=COUNSEL)
def slot(request, slot_id):
    found = slot_or_404(request, slot_id)
    context = slot_context(request, found)
    women = [one.episode.person_id for one in context["bookings"]]
    record_reading("counselling.listed", women, by=request.user)
    return reply(request, "counsel/slot.html", "", context)


@page(may=COUNSEL, methods="POST")
def slot_end(request, slot_id):
    actions.cancel_slot(slot_or_404(request, slot_id), by=request.user)
    messages.success(request, _t("این وقت برداشته شد. هر که نوبت داشت خبر می‌گیرد."))
    return go(request, reverse("counsel:slots"))


@page(may=COUNSEL, methods="POST")
def meeting(request, booking_id):
    found, form = booking_or_404(request, booking_id), forms.MinutesForm(request.POST)
    if not form.is_valid():
        return reply(request, "counsel/slot.html", "", slot_context(request, found.slot, form), status=422)
    attending.note_held(found, by=request.user, **form.cleaned_data)
    messages.success(request, _t("ثبت شد که برگزار شد."))
    return go(request, address(found.slot_id))


@page(may=COUNSEL, methods="POST")
def absence(request, booking_id):
    found = booking_or_404(request, booking_id)
    attending.note_missed(found, by=request.user)
    messages.success(request, _t("ثبت شد که نیامد. کارشناس پیگیری فقط همین را می‌بیند."))
    return go(request, address(found.slot_id))


@page(may=COUNSEL, methods="POST")
def excuse(request, booking_id):
    found = booking_or_404(request, booking_id)
    attending.note_excused(found, by=request.user)
    messages.success(request, _t("ثبت شد که با عذر نیامد. دلیلش جایی نوشته نمی‌شود."))
    return go(request, address(found.slot_id))


def turns_of(request):
    """Return her open turns by time, read once for a request, because two cards of her home need them."""
    if not hasattr(request, "her_turns"):
        rows = bookings_for(request.user).filter(state=State.BOOKED)
        request.her_turns = list(rows.order_by("slot__starts_at", "pk"))
    return request.her_turns


def unsettled_card(request):
    """Turns whose hour has passed and of which nobody knows what became."""
    if not may(request.user, COUNSEL):
        return None
    waiting = [turn for turn in turns_of(request) if turn.slot.starts_at < timezone.now()]
    if not waiting:
        return None
    return {
        "title": _t("بنویسید چه شد"),
        "text": _t("ساعت این نوبت‌ها گذشته است."),
        "count": len(waiting),
        "href": address(waiting[0].slot_id),
        "action": _t("نخستین را ببینید"),
        "icon": "clipboard-check",
        "order": 10,
    }


def next_card(request):
    if not may(request.user, COUNSEL):
        return None
    first = next((turn for turn in turns_of(request) if turn.slot.starts_at >= timezone.now()), None)
    if first is None:
        return None
    return {
        "title": _t("نوبت بعدی شما"),
        "text": str(first.slot.office),
        "due": first.slot.starts_at,
        "href": address(first.slot_id),
        "action": _t("نوبت را ببینید"),
        "icon": "messages-square",
        "order": 20,
    }


def open_card(request):
    """An invitation to open time where none is ahead."""
    if not may(request.user, COUNSEL):
        return None
    if slots_for(request.user).filter(cancelled_at=None, starts_at__gte=timezone.now()).exists():
        return None
    return {
        "title": _t("وقت تازه باز کنید"),
        "text": _t("اکنون هیچ وقت آزادی برای زنان نیست."),
        "href": reverse("counsel:slots"),
        "action": _t("وقت باز کنید"),
        "icon": "calendar-plus",
        "order": 30,
    }


urls = [
    path("slots/", slots, name="slots"),
    path("slots/opening/", opening, name="slot_opening"),
    path("slots/<int:slot_id>/", slot, name="slot"),
    path("slots/<int:slot_id>/end/", slot_end, name="slot_end"),
    path("turns/<int:booking_id>/meeting/", meeting, name="meeting"),
    path("turns/<int:booking_id>/absence/", absence, name="absence"),
    path("turns/<int:booking_id>/excuse/", excuse, name="excuse"),
]
