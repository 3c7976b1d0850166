"""A trainer's own workshops: when, where, and the names of who has a seat."""

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.audit.actions import record_reading
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import page, reply
from koushaneh.workshops.models import Session
from koushaneh.workshops.queries import feedback_of, with_counts
from koushaneh.workshops.rules import learners_of, taught_by

MAY = Permission.WORKSHOP_TEACH


def workshop_or_404(request, workshop_code):
    return get_object_or_404(taught_by(request.user), code=workshop_code)


def address(workshop):
    return reverse("train:workshop", args=[workshop.code])


@page(may=MAY)
def workshops(request):
    listing = Listing(
        request,
        with_counts(taught_by(request.user)),
        name="taught",
        columns=[
            Column("title", _("کارگاه"), value=str, sort="title", href=address),
            Column("first_at", _("نخستین جلسه"), kind="time", sort="first_at"),
            Column("held_count", _("شرکت‌کننده"), kind="number", sort="held_count"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        sort="-first_at",
        empty={
            "title": _("هنوز کارگاهی با شما نیست"),
            "text": _("وقتی اداره‌ای کارگاهی را با شما اعلام کند همین‌جا می‌بینید."),
        },
    )
    return listing.reply("train/workshops.html")


@page(may=MAY)
def workshop(request, workshop_code):
    found = workshop_or_404(request, workshop_code)
    seats = list(learners_of(request.user).filter(workshop=found))
    record_reading("workshop.listed", [seat.person_id for seat in seats], by=request.user, place=found.place)
    sessions = list(found.sessions.all())
    has_ended = bool(sessions) and sessions[-1].starts_at <= timezone.now()
    context = {
        "workshop": found,
        "sessions": sessions,
        "seats": seats,
        "materials": list(found.materials.all()),
        "feedback": feedback_of(found),
        "may_finish": has_ended and found.state == "allotted",
    }
    return reply(request, "train/workshop.html", "", context)


def card(request):
    """The session that comes next."""
    coming = Session.objects.filter(workshop__in=taught_by(request.user), starts_at__gte=timezone.now())
    session = coming.filter(workshop__state__in=["open", "allotted"]).select_related("workshop").first()
    if session is None:
        return None
    return {
        "title": str(session.workshop),
        "text": session.workshop.venue or _("از راه دور"),
        "due": session.starts_at,
        "href": address(session.workshop),
        "action": _("کارگاه را ببینید"),
        "icon": "presentation",
        "order": 60,
    }


urls = [
    path("workshops/", workshops, name="workshops"),
    path("workshops/<slug:workshop_code>/", workshop, name="workshop"),
]
