"""She reads the code at the door with her telephone and says that she is here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.workshops.actions.attendance import enter_door
from koushaneh.workshops.door import check_fresh, session_of
from koushaneh.workshops.rules import sessions_booked_by


def session_or_404(request, token):
    found = session_of(token)
    if found is None:
        raise Http404
    return get_object_or_404(sessions_booked_by(request.person), pk=found)


@page(may=PERSON)
def door(request, token):
    found = session_or_404(request, token)
    check_fresh(token)
    attendance = found.attendances.filter(seat__person=request.person).first()
    context = {"session": found, "workshop": found.workshop, "token": token, "attendance": attendance}
    return reply(request, "mine/door.html", "", context)


@page(may=PERSON, methods="POST")
def entering(request, token):
    found = session_or_404(request, token)
    check_fresh(token)
    enter_door(found, request.person, by=request.user)
    messages.success(request, _t("حضور شما ثبت شد. خوش آمدید."))
    return go(request, reverse("mine:workshop", args=[found.workshop.code]))


urls = [
    path("door/<str:token>/", door, name="door"),
    path("door/<str:token>/entering/", entering, name="door_entering"),
]
