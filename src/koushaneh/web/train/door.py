"""The code at the door, shown on the trainer's screen; and what her device kept without a connection."""

import json
from datetime import datetime

from django import forms
from django.conf import settings
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone

from koushaneh.web.fields import CleanCharField
from koushaneh.web.pages import page, reply
from koushaneh.web.train.attendance import session_or_404
from koushaneh.web.train.workshops import MAY
from koushaneh.workshops.actions import attendance as actions
from koushaneh.workshops.door import GOOD_FOR, door_token
from koushaneh.workshops.models import Attendance

RENEWED = GOOD_FOR.seconds // 2
MOST_TICKS = 1000


@page(may=MAY)
def door(request, session_id):
    found = session_or_404(request, session_id)
    is_open = found.workshop.state == "allotted" and found.starts_at - actions.DOORS_OPEN <= timezone.now()
    context = {
        "session": found,
        "workshop": found.workshop,
        "is_open": is_open,
        "address": settings.ORIGIN + reverse("mine:door", args=[door_token(found)]) if is_open else "",
        "came": Attendance.objects.filter(session=found, way=Attendance.Way.DOOR).count(),
    }
    answer = reply(request, "train/door.html", "", context)
    if is_open:
        answer["Refresh"] = str(RENEWED)  # a fresh code without a script
    return answer


class TickForm(forms.Form):
    """One mark as a device kept it."""

    key = forms.RegexField(r"^[0-9a-zA-Z-]{8,40}$")
    code = forms.SlugField(max_length=8)
    mark = forms.ChoiceField(choices=Attendance.Mark.choices)
    why = CleanCharField(max_length=200, required=False)
    at = forms.CharField(max_length=40)

    def clean_at(self):
        try:
            found = datetime.fromisoformat(self.cleaned_data["at"])
        except ValueError as wrong:
            raise forms.ValidationError("at") from wrong
        if found.tzinfo is None or not 2020 < found.year < 2200:
            raise forms.ValidationError("at")
        return found


def read_ticks(body):
    """Return the ticks of a request body, None where it is not what a device of ours sends."""
    try:
        sent = json.loads(body)["ticks"]
        filled = [TickForm(one) for one in sent[:MOST_TICKS] if isinstance(one, dict)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if len(filled) != len(sent) or not all(form.is_valid() for form in filled):
        return None
    return [actions.Ticked(**form.cleaned_data) for form in filled]


@page(may=MAY, methods="POST")
def ticks(request, session_id):
    found = session_or_404(request, session_id)
    read = read_ticks(request.body) if request.content_type == "application/json" else None
    if read is None:
        return JsonResponse({"taken": 0}, status=422)
    return JsonResponse({"taken": actions.replay_ticks(found, read, by=request.user)})


urls = [
    path("sessions/<int:session_id>/door/", door, name="door"),
    path("sessions/<int:session_id>/ticks/", ticks, name="session_ticks"),
]
