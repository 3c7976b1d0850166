"""Workshops as an office writes them: listed, composed, given sessions, published, called off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.web.district import workshop_forms as forms
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui import values
from koushaneh.workshops.actions import allotting
from koushaneh.workshops.actions import composing as actions
from koushaneh.workshops.models import Session, Workshop
from koushaneh.workshops.queries import free_seats, named_count, with_counts
from koushaneh.workshops.rules import seats_for, workshops_for

MAY = Permission.WORKSHOP_COMPOSE
State = Workshop.State


def workshop_or_404(request, workshop_code):
    return get_object_or_404(workshops_for(request.user), code=workshop_code)


def address(workshop):
    return reverse("district:workshop", args=[workshop.code])


def done(request, workshop, words):
    messages.success(request, words)
    return go(request, address(workshop))


@page(may=MAY)
def workshops(request):
    listing = Listing(
        request,
        with_counts(workshops_for(request.user)),
        name="workshops",
        columns=[
            Column("title", _("کارگاه"), value=str, sort="title", href=address),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("trainer", _("مربی"), sort="trainer__name"),
            Column("first_at", _("نخستین جلسه"), kind="time", sort="first_at"),
            Column("asked_count", _("درخواست"), kind="number", sort="asked_count"),
            Column("held_count", _("جای داده‌شده"), value=_held, sort="held_count"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        filters=[
            Filter("state", _("وضعیت"), State.choices),
            Filter("topic", _("موضوع"), Workshop.Topic.choices),
        ],
        sort="-first_at",
        empty={
            "title": _("هنوز کارگاهی نیست"),
            "text": _("نخستین کارگاه را بنویسید؛ تا اعلام نکنید کسی نمی‌بیند."),
            "href": reverse("district:new_workshop"),
            "action": _("کارگاه تازه بنویسید"),
        },
    )
    return listing.reply("district/workshops.html")


def _held(workshop):
    return _t("%(held)s از %(seats)s") % {
        "held": values.digits(workshop.held_count),
        "seats": values.digits(workshop.seats),
    }


@page(may=MAY, methods="GET POST")
def new_workshop(request):
    form = forms.WorkshopForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        workshop = actions.draft_workshop(by=request.user, **form.cleaned_data)
        return done(request, workshop, _t("کارگاه نوشته شد. اکنون روز و ساعت جلسه‌ها را بیفزایید."))
    return reply(
        request, "district/workshop_form.html", "", {"form": form}, status=422 if form.errors else 200
    )


@page(may=MAY, methods="GET POST")
def workshop_writing(request, workshop_code):
    found = workshop_or_404(request, workshop_code)
    form = forms.WorkshopForm(request.POST or None, account=request.user, workshop=found)
    if request.method == "POST" and form.is_valid():
        actions.edit_workshop(found, by=request.user, **form.cleaned_data)
        return done(request, found, _t("کارگاه تغییر کرد."))
    context = {"form": form, "workshop": found}
    return reply(request, "district/workshop_form.html", "", context, status=422 if form.errors else 200)


@page(may=MAY)
def workshop(request, workshop_code):
    found = workshop_or_404(request, workshop_code)
    return reply(request, "district/workshop.html", "", context_of(request, found))


def context_of(request, found, **more):
    """Everything on the page; names only for who may read files."""
    has_names = may(request.user, Permission.FILE_READ)
    seats = list(seats_for(request.user).filter(workshop=found).order_by("rank", "asked_at", "pk"))
    if has_names:
        persons = [seat.person_id for seat in seats]
        record_reading("workshop.listed", persons, by=request.user, place=found.place)
    return {
        "workshop": found,
        "sessions": list(found.sessions.all()),
        "seats": seats,
        "has_names": has_names,
        "free": free_seats(found),
        "unnamed": max(0, found.reserved - named_count(found)),
        "is_draft": found.state == State.DRAFT,
        "may_draw": found.state == State.OPEN and found.closes_at <= timezone.now(),
        "session_form": forms.SessionForm(),
        "why_form": forms.WhyForm(),
        "naming_form": forms.NamingForm(),
        **more,
    }


def again(request, found, **more):
    context = context_of(request, found, **more)
    return reply(request, "district/workshop.html", "", context, status=422)


@page(may=MAY, methods="POST")
def workshop_sessions(request, workshop_code):
    found, form = workshop_or_404(request, workshop_code), forms.SessionForm(request.POST)
    if not form.is_valid():
        return again(request, found, session_form=form)
    actions.add_session(found, by=request.user, **form.read())
    return done(request, found, _t("جلسه افزوده شد."))


@page(may=MAY, methods="POST")
def session_removal(request, workshop_code, session_id):
    found = workshop_or_404(request, workshop_code)
    session = get_object_or_404(Session.objects.filter(workshop=found), pk=session_id)
    actions.drop_session(session, by=request.user)
    return done(request, found, _t("جلسه برداشته شد."))


@page(may=MAY, methods="POST")
def workshop_publication(request, workshop_code):
    found = actions.publish_workshop(workshop_or_404(request, workshop_code), by=request.user)
    return done(request, found, _t("کارگاه اعلام شد. زنان در صفحهٔ خود آن را می‌بینند."))


@page(may=MAY, methods="POST")
def workshop_drawing(request, workshop_code):
    found = allotting.allot_seats(workshop_or_404(request, workshop_code), by=request.user)
    return done(request, found, _t("جاها داده شد و به هر کس با دلیل گفته شد."))


@page(may=MAY, methods="POST")
def workshop_cancelling(request, workshop_code):
    found, form = workshop_or_404(request, workshop_code), forms.WhyForm(request.POST)
    if not form.is_valid():
        return again(request, found, why_form=form)
    actions.cancel_workshop(found, by=request.user, **form.cleaned_data)
    return done(request, found, _t("کارگاه لغو شد و به همه گفته شد."))


ONE = "workshops/<slug:workshop_code>/"
urls = [
    path("workshops/", workshops, name="workshops"),
    path("workshops/new/", new_workshop, name="new_workshop"),
    path(ONE, workshop, name="workshop"),
    path(f"{ONE}writing/", workshop_writing, name="workshop_writing"),
    path(f"{ONE}sessions/", workshop_sessions, name="workshop_sessions"),
    path(f"{ONE}sessions/<int:session_id>/removal/", session_removal, name="workshop_session_removal"),
    path(f"{ONE}publication/", workshop_publication, name="workshop_publication"),
    path(f"{ONE}drawing/", workshop_drawing, name="workshop_drawing"),
    path(f"{ONE}cancelling/", workshop_cancelling, name="workshop_cancelling"),
]
