"""Seats as an office touches them: a woman named, an answer that she gave by telephone, the reserve let go."""

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.registry.rules import files_for
from koushaneh.web.district import workshop_forms as forms
from koushaneh.web.district.workshops import MAY, again, done, workshop_or_404
from koushaneh.web.pages import page
from koushaneh.workshops.actions import seats as actions
from koushaneh.workshops.rules import seats_for


@page(may=MAY, methods="POST")
def naming(request, workshop_code):
    found, form = workshop_or_404(request, workshop_code), forms.NamingForm(request.POST)
    file = _file(request, found, form) if form.is_valid() else None
    if file is None:
        return again(request, found, naming_form=form)
    if form.cleaned_data["how"] == "reserved":
        actions.reserve_seat(found, file.person, by=request.user)
        return done(request, found, _t("جا به او پیشنهاد شد. اگر با تلفن پذیرفت همین‌جا ثبت کنید."))
    actions.ask_seat(found, file.person, by=request.user)
    return done(request, found, _t("درخواست او ثبت شد."))


def _file(request, workshop, form):
    """The live file of that number, in the places of this officer and of the workshop."""
    rows = files_for(request.user, Permission.FILE_READ).exclude(state__in=["closed", "exited"])
    rows = rows.filter(place__path__startswith=workshop.place.path, number=form.cleaned_data["number"])
    file = rows.select_related("person").first()
    if file is None:
        form.add_error("number", _t("پروندهٔ بازی با این شماره در این جا پیدا نشد."))
    return file


def answer(act, words):
    """Return a page that writes down what a woman said about her seat."""

    @page(may=MAY, methods="POST")
    def view(request, workshop_code, seat_code):
        found = workshop_or_404(request, workshop_code)
        seat = get_object_or_404(seats_for(request.user).filter(workshop=found), code=seat_code)
        act(seat, by=request.user)
        return done(request, found, words())

    return view


acceptance = answer(actions.accept_seat, lambda: _t("پذیرفتن او ثبت شد."))
declining = answer(actions.decline_seat, lambda: _t("نپذیرفتن او ثبت شد و نوبت به نفر بعدی رسید."))
withdrawal = answer(actions.withdraw_seat, lambda: _t("انصراف او ثبت شد و جا به نفر بعدی می‌رسد."))


@page(may=MAY, methods="POST")
def releasing(request, workshop_code):
    found = actions.release_reserved(workshop_or_404(request, workshop_code), by=request.user)
    return done(request, found, _t("جاهای نگه‌داشته به نوبت داده شد."))


ONE = "workshops/<slug:workshop_code>/"
SEAT = f"{ONE}seats/<slug:seat_code>/"
urls = [
    path(f"{ONE}naming/", naming, name="workshop_naming"),
    path(f"{ONE}releasing/", releasing, name="workshop_releasing"),
    path(f"{SEAT}acceptance/", acceptance, name="seat_acceptance"),
    path(f"{SEAT}declining/", declining, name="seat_declining"),
    path(f"{SEAT}withdrawal/", withdrawal, name="seat_withdrawal"),
]
