"""Asking for her erasure at the office or by telephone: with the code that goes to her, or with what she says."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.audit.actions import record_reading
from koushaneh.core.time import today
from koushaneh.notify.queries import code_of
from koushaneh.rights.actions import erasing
from koushaneh.rights.lines import MATTERS
from koushaneh.rights.matters import matters_of
from koushaneh.rights.models import ErasureRequest
from koushaneh.rights.rules import erasure_of
from koushaneh.rights.staying import all_stays
from koushaneh.web.district.assisting import CodeForm, SpokenForm, file_of
from koushaneh.web.pages import go, page, reply

FILE = Permission.ERASURE_FILE
Way = ErasureRequest.Confirmation


def _back(request, file_id):
    return go(request, reverse("district:erasure", args=[file_id]))


def _asked(request, person):
    return code_of(request.session.get(f"erasure:{person.pk}"))


@page(may=FILE)
def erasure(request, file_id):
    """Her open wish; without one, what to read to her and the two ways of her word."""
    file = file_of(request, file_id, FILE)
    record_reading("file.opened", [file.person_id], by=request.user, opened=True, place=file.place)
    context = {
        "file": file,
        "wish": erasure_of(file.person),
        "matters": [MATTERS[code] for code in matters_of(file.person)],
        "stays": all_stays(on=today()),
        "days": erasing.WAITS.days,
        "was_sent": _asked(request, file.person) is not None,
        "code_form": CodeForm(),
        "spoken_form": SpokenForm(),
    }
    return reply(request, "district/erasure.html", "", context)


@page(may=FILE, methods="POST")
def erasure_code(request, file_id):
    file = file_of(request, file_id, FILE)
    request.session[f"erasure:{file.person_id}"] = erasing.ask_word(file.person, by=request.user).pk
    messages.success(request, _t("کد فرستاده شد. از او بخواهید کد را برایتان بخواند."))
    return _back(request, file_id)


@page(may=FILE, methods="POST")
def erasure_checking(request, file_id):
    file = file_of(request, file_id, FILE)
    asked = _asked(request, file.person)
    if asked and erasing.is_her_word(file.person, asked, request.POST.get("code", "")):
        erasing.file_erasure(file.person, by=request.user, confirmation=Way.CODE)
        messages.success(request, _t("درخواست ثبت شد. شمارهٔ رسید را برایش بخوانید."))
    else:
        messages.error(request, _t("این کد درست نبود. دوباره بپرسید یا کد تازه بفرستید."))
    return _back(request, file_id)


@page(may=FILE, methods="POST")
def erasure_spoken(request, file_id):
    file, form = file_of(request, file_id, FILE), SpokenForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["said"]
        erasing.file_erasure(file.person, by=request.user, confirmation=Way.SPOKEN, said=said)
        messages.success(request, _t("درخواست ثبت شد. شمارهٔ رسید را برایش بخوانید."))
    else:
        messages.error(request, _t("بنویسید چه گفت."))
    return _back(request, file_id)


@page(may=FILE, methods="POST")
def erasure_taking_back(request, file_id):
    file = file_of(request, file_id, FILE)
    if wish := erasure_of(file.person):
        erasing.take_back(wish, by=request.user)
        messages.success(request, _t("درخواست پس گرفته شد. چیزی پاک نشد."))
    return _back(request, file_id)


urls = [
    path("files/<int:file_id>/erasure/", erasure, name="erasure"),
    path("files/<int:file_id>/erasure/code/", erasure_code, name="erasure_code"),
    path("files/<int:file_id>/erasure/check/", erasure_checking, name="erasure_checking"),
    path("files/<int:file_id>/erasure/spoken/", erasure_spoken, name="erasure_spoken"),
    path("files/<int:file_id>/erasure/taking-back/", erasure_taking_back, name="erasure_taking_back"),
]
