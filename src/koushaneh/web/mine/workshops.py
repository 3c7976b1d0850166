"""Workshops on her own pages: what is open to her, her seat, and why it came out as it did."""

from django import forms
from django.contrib import messages
from django.db.models import Min
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.web.fields import CleanCharField, FoldedIntegerField
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.ui.homes import waiting
from koushaneh.web.workshop_words import STANDING, told_points
from koushaneh.workshops.actions import seats as actions
from koushaneh.workshops.models import Seat, Workshop
from koushaneh.workshops.models.seats import GIVEN_UP
from koushaneh.workshops.queries import explained, free_seats, partner_of
from koushaneh.workshops.rules import materials_for, seats_of, workshops_at, workshops_seen_by

S, W = Seat.State, Workshop.State
SHOWN = 30


class AskForm(forms.Form):
    friend_code = CleanCharField(
        label=_("کد دوستتان"),
        max_length=8,
        required=False,
        help_text=_("اگر با دوستی می‌آیید که پیش از شما درخواست داده است. یا هر دو جا می‌گیرید یا هیچ‌کدام."),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    children = FoldedIntegerField(
        label=_("چند کودک همراه شماست؟"), min_value=0, max_value=9, required=False, initial=0
    )

    def __init__(self, workshop, data=None):
        super().__init__(data)
        if not workshop.childcare:
            del self.fields["children"]
        if workshop.state != W.OPEN:
            del self.fields["friend_code"]


@page(may=PERSON)
def workshops(request):
    now, mine = timezone.now(), list(seats_of(request.person).order_by("-asked_at")[:SHOWN])
    asked = {seat.workshop_id for seat in mine if seat.state not in GIVEN_UP}
    rows = workshops_at(request.person).annotate(first_at=Min("sessions__starts_at")).filter(first_at__gt=now)
    rows = [one for one in rows.order_by("first_at")[:SHOWN] if one.pk not in asked]
    context = {
        "open": [one for one in rows if one.takes_wishes(now)],
        "late": [one for one in rows if one.state == W.ALLOTTED],
        "soon": [one for one in rows if one.state == W.OPEN and one.opens_at > now],
        "seats": [(seat, STANDING[S(seat.state)]) for seat in mine],
    }
    return reply(request, "mine/workshops.html", "", context)


def workshop_or_404(request, workshop_code):
    return get_object_or_404(workshops_seen_by(request.person), code=workshop_code)


def address(workshop):
    return reverse("mine:workshop", args=[workshop.code])


@page(may=PERSON)
def workshop(request, workshop_code):
    found = workshop_or_404(request, workshop_code)
    return reply(request, "mine/workshop.html", "", context_of(request, found))


def context_of(request, found, form=None):
    seat = seats_of(request.person).filter(workshop=found).first()
    why = explained(seat) if seat else None
    return {
        "workshop": found,
        "sessions": _sessions(found, seat),
        "seat": seat,
        "standing": STANDING[S(seat.state)] if seat else None,
        "why": why,
        "points": told_points(why["points"]) if why else [],
        "friend": partner_of(seat) if seat else None,
        "free": free_seats(found) if found.state == W.ALLOTTED else None,
        "materials": list(materials_for(request.person).filter(workshop=found)),
        "may_ask": _may_ask(found, seat),
        "form": form or AskForm(found),
    }


def _sessions(found, seat):
    """Each session with her mark in it, None where nobody has written one."""
    marks = {one.session_id: one for one in seat.attendances.all()} if seat else {}
    return [(session, marks.get(session.pk)) for session in found.sessions.all()]


def _may_ask(found, seat):
    if seat and seat.state not in GIVEN_UP:
        return False
    if found.state == W.ALLOTTED:
        return not actions.has_begun(found)
    return found.takes_wishes(timezone.now())


@page(may=PERSON, methods="POST")
def asking(request, workshop_code):
    found = workshop_or_404(request, workshop_code)
    form = AskForm(found, request.POST)
    if not form.is_valid():
        return reply(request, "mine/workshop.html", "", context_of(request, found, form), status=422)
    given = form.cleaned_data
    seat = actions.ask_seat(
        found,
        request.person,
        by=request.user,
        friend_code=given.get("friend_code", ""),
        children=given.get("children") or 0,
    )
    messages.success(request, STANDING[S(seat.state)][0])
    return go(request, address(found))


def with_seat(act, words):
    """Return a page on which she does something with her own seat."""

    @page(may=PERSON, methods="POST")
    def view(request, workshop_code):
        found = workshop_or_404(request, workshop_code)
        act(get_object_or_404(seats_of(request.person), workshop=found), by=request.user)
        messages.success(request, words())
        return go(request, address(found))

    return view


acceptance = with_seat(actions.accept_seat, lambda: _t("جای شما ثبت شد. می‌بینیمتان."))
declining = with_seat(actions.decline_seat, lambda: _t("ثبت شد. جا به نفر بعدی رسید."))
withdrawal = with_seat(actions.withdraw_seat, lambda: _t("درخواست را پس گرفتید."))


def offers_to(request):
    return seats_of(request.person).filter(state=S.OFFERED)


def booked_by(request):
    return seats_of(request.person).filter(state=S.BOOKED, workshop__state=W.ALLOTTED)


def open_to(request):
    """Workshops that take wishes now and for which she has not asked."""
    now = timezone.now()
    asked = seats_of(request.person).exclude(state__in=GIVEN_UP).values("workshop")
    rows = workshops_at(request.person).filter(state=W.OPEN, opens_at__lte=now, closes_at__gt=now)
    return rows.exclude(pk__in=asked)


def waits(rows, title, action, order):
    """Return a card of her home page that counts these rows and leads to her workshops."""

    @waiting(rows)
    def card(request, count):
        return {
            "title": title,
            "count": count,
            "href": reverse("mine:workshops"),
            "action": action,
            "icon": "presentation",
            "order": order,
        }

    return card


offered_card = waits(offers_to, _("در کارگاه برای شما جا هست"), _("پاسخ دهید"), 9)
booked_card = waits(booked_by, _("کارگاه‌های من"), _("روز و ساعت را ببینید"), 65)
open_card = waits(open_to, _("کارگاه‌هایی که باز است"), _("ببینید و درخواست دهید"), 75)

ONE = "workshops/<slug:workshop_code>/"
urls = [
    path("workshops/", workshops, name="workshops"),
    path(ONE, workshop, name="workshop"),
    path(f"{ONE}asking/", asking, name="workshop_asking"),
    path(f"{ONE}acceptance/", acceptance, name="workshop_acceptance"),
    path(f"{ONE}declining/", declining, name="workshop_declining"),
    path(f"{ONE}withdrawal/", withdrawal, name="workshop_withdrawal"),
]
