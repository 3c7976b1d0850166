"""Her talks with a counsellor: telephones that help at once, her turn, and time that she can take."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from koushaneh.counselling.actions import booking as actions
from koushaneh.counselling.models import Episode, State
from koushaneh.counselling.queries import free_slots
from koushaneh.counselling.rules import bookings_of
from koushaneh.path.rules import plans_of
from koushaneh.places.models import Place
from koushaneh.places.queries import lines_at
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.pledges import COUNSELLING


def walked(request):
    return (
        plans_of(request.person).filter(ended_at=None).select_related("person", "place", "template").first()
    )


def walked_path(request):
    """Return the path she walks; without one no time is open to her."""
    plan = walked(request)
    if plan is None:
        raise actions.NotForHer()
    return plan


def her_place(request, plan):
    """Where she is looked after: of her path, of her file, or the country."""
    if plan:
        return plan.place
    held = Place.objects.filter(files__person=request.person).first()
    return held or Place.objects.filter(kind=Place.Kind.COUNTRY).first()


@page(may=PERSON)
def counselling(request):
    return reply(request, "mine/counselling.html", "", context_of(request))


def context_of(request):
    plan = walked(request)
    turns = list(bookings_of(request.person).order_by("-slot__starts_at")[:20])
    now = timezone.now()
    place = her_place(request, plan)
    agreed = Episode.objects.filter(person=request.person, ended_at=None, consent__withdrawn_at=None)
    slots = free_slots(plan) if plan else []
    known = set(agreed.values_list("counsellor", flat=True)) if slots else set()
    ahead = [one for one in turns if one.state == State.BOOKED and one.slot.starts_at > now]
    has_own = any(not one.slot.is_group for one in ahead)
    return {
        "plan": plan,
        "lines": lines_at(place) if place else [],
        "ahead": [(one, _others(one, slots)) for one in ahead],
        "former": [one for one in turns if one not in ahead and one.state != State.LEFT],
        "slots": [slot for slot in slots if slot.is_group or not has_own],
        "consent": COUNSELLING,
        "needs_consent": any(slot.counsellor_id not in known for slot in slots),
    }


def _others(turn, slots):
    """Slots to which this turn may be moved: of the same counsellor and kind."""
    same = (turn.slot.counsellor_id, turn.slot.kind)
    return [slot for slot in slots if (slot.counsellor_id, slot.kind) == same]


def _chosen(request, plan):
    free = {str(slot.pk): slot for slot in free_slots(plan)}
    slot = free.get(request.POST.get("slot", ""))
    if slot is None:
        raise actions.SlotTaken()
    return slot


def done(request, words):
    messages.success(request, words)
    return go(request, reverse("mine:counselling"))


@page(may=PERSON, methods="POST")
def booking(request):
    plan = walked_path(request)
    wording = str(COUNSELLING) if request.POST.get("consent") else ""
    actions.book(plan, _chosen(request, plan), by=request.user, wording=wording)
    return done(request, _t("نوبت شما ثبت شد."))


def turn_or_404(request, booking_id):
    return get_object_or_404(bookings_of(request.person), pk=booking_id)


@page(may=PERSON, methods="POST")
def moving(request, booking_id):
    turn = turn_or_404(request, booking_id)
    plan = walked_path(request)
    actions.move_booking(turn, _chosen(request, plan), by=request.user)
    return done(request, _t("نوبت شما عوض شد."))


@page(may=PERSON, methods="POST")
def leaving(request, booking_id):
    actions.leave_booking(turn_or_404(request, booking_id), by=request.user)
    return done(request, _t("نوبت لغو شد. هر وقت خواستید وقت دیگری بگیرید."))


urls = [
    path("counselling/", counselling, name="counselling"),
    path("counselling/booking/", booking, name="counselling_booking"),
    path("counselling/<int:booking_id>/moving/", moving, name="counselling_moving"),
    path("counselling/<int:booking_id>/leaving/", leaving, name="counselling_leaving"),
]
