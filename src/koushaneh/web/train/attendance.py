"""Attendance of a session on a trainer's page: everybody is present until she says otherwise."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.audit.actions import record_reading
from koushaneh.web.fields import CleanCharField
from koushaneh.web.pages import go, page, reply
from koushaneh.web.train.workshops import MAY, address, workshop_or_404
from koushaneh.workshops.actions import attendance as actions
from koushaneh.workshops.models import Attendance
from koushaneh.workshops.rules import learners_of, sessions_taught_by

Mark = Attendance.Mark


class ListForm(forms.Form):
    """One choice and one reason for each woman; the fields are named by her code."""

    def __init__(self, seats, marks, data=None):
        super().__init__(data)
        self.seats = seats
        for seat in seats:
            known, name = marks.get(seat.pk), seat.person.full_name
            self.fields[f"mark_{seat.code}"] = forms.ChoiceField(
                label=name, choices=Mark.choices, initial=known.mark if known else Mark.PRESENT
            )
            self.fields[f"why_{seat.code}"] = CleanCharField(
                label=_("دلیل {name}").format(name=name),
                max_length=200,
                required=False,
                initial=known.why if known else "",
            )

    def clean(self):
        given = super().clean()
        for seat in self.seats:
            if given.get(f"mark_{seat.code}") == Mark.EXCUSED and not given.get(f"why_{seat.code}"):
                self.add_error(f"why_{seat.code}", _t("بنویسید چرا نتوانست بیاید."))
        return given

    def read(self):
        """Return what `mark_list` takes."""
        given = self.cleaned_data
        return [
            actions.Ticked(seat.code, given[f"mark_{seat.code}"], given[f"why_{seat.code}"])
            for seat in self.seats
        ]

    @property
    def rows(self):
        return [(self[f"mark_{seat.code}"], self[f"why_{seat.code}"]) for seat in self.seats]


def session_or_404(request, session_id):
    return get_object_or_404(sessions_taught_by(request.user), pk=session_id)


def form_of(request, session, data=None):
    seats = list(learners_of(request.user).filter(workshop=session.workshop))
    marks = {one.seat_id: one for one in Attendance.objects.filter(session=session)}
    return ListForm(seats, marks, data), marks


@page(may=MAY, methods="GET POST")
def session(request, session_id):
    found = session_or_404(request, session_id)
    form, marks = form_of(request, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.mark_list(found, form.read(), by=request.user)
        messages.success(request, _t("حضور و غیاب ثبت شد. تا پایان کارگاه می‌توانید درستش کنید."))
        return go(request, address(found.workshop))
    persons = [seat.person_id for seat in form.seats]
    record_reading("workshop.listed", persons, by=request.user, place=found.workshop.place)
    context = {
        "session": found,
        "workshop": found.workshop,
        "form": form,
        "is_open": found.starts_at - actions.DOORS_OPEN <= timezone.now(),
        "is_marked": bool(marks),
        "is_over": found.workshop.state != "allotted",
    }
    return reply(request, "train/session.html", "", context, status=422 if form.errors else 200)


@page(may=MAY, methods="POST")
def finishing(request, workshop_code):
    found = actions.finish_workshop(workshop_or_404(request, workshop_code), by=request.user)
    messages.success(request, _t("کارگاه به پایان رسید و گام هر کس ثبت شد. خسته نباشید."))
    return go(request, address(found))


def session_address(found):
    return reverse("train:session", args=[found.pk])


def card(request):
    """Sessions that have taken place and whose list is not written yet."""
    now = timezone.now()
    rows = sessions_taught_by(request.user).filter(workshop__state="allotted", starts_at__lte=now)
    found = rows.filter(attendances=None, workshop__taken__state="booked").distinct().first()
    if found is None:
        return None
    return {
        "title": _("حضور و غیاب"),
        "text": str(found.workshop),
        "href": session_address(found),
        "action": _("فهرست را ثبت کنید"),
        "due": None,
        "icon": "list-checks",
        "order": 10,
    }


urls = [
    path("sessions/<int:session_id>/", session, name="session"),
    path("workshops/<slug:workshop_code>/finishing/", finishing, name="workshop_finishing"),
]
