"""Her own interview: choose a time that suits her, change it, or say why she cannot come."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.models import Interview
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.ui.homes import waiting

State = Interview.State
MAY_BOOK = (State.INVITED, State.BOOKED, State.NO_SHOW, State.EXCUSED)


def _hers(person):
    rows = Interview.objects.filter(application__person=person, application__state="interview")
    return rows.select_related("application__call", "application__place", "slot__office__place")


def _found(request, code):
    return get_object_or_404(_hers(request.person), application__tracking_code=code)


def _address(code):
    return reverse("mine:interview", args=[code])


@page(may=PERSON)
def interview(request, code):
    found = _found(request, code)
    context = {
        "interview": found,
        "code": code,
        "review_code": found.application.review_code,
        "may_book": found.state in MAY_BOOK,
        "slots": actions.free_slots(found)[:40] if found.state in MAY_BOOK else [],
    }
    return reply(request, "mine/interview.html", "", context)


@page(may=PERSON, methods="POST")
def booking(request, code):
    found = _found(request, code)
    slots = {str(slot.pk): slot for slot in actions.free_slots(found)}
    slot = slots.get(request.POST.get("slot", ""))
    if slot is None:
        raise actions.SlotTaken()
    actions.book_slot(found, by=request.user, slot=slot)
    messages.success(request, _t("نوبت شما ثبت شد."))
    return go(request, _address(code))


@page(may=PERSON, methods="POST")
def absence(request, code):
    found = _found(request, code)
    actions.excuse(found, by=request.user, why=request.POST.get("why", "")[:200])
    messages.success(request, _t("ثبت شد که در این نوبت نمی‌آیید. هر وقت خواستید نوبت دیگری بگیرید."))
    return go(request, _address(code))


def _ahead(request):
    return _hers(request.person).exclude(state__in=[State.HELD, State.RATED])


@waiting(_ahead)
def card(request, _count):
    """The talk she is invited to, for her home page."""
    found = _ahead(request).first()
    if found is None:
        return None
    is_booked = found.state == State.BOOKED
    return {
        "title": _t("نوبت گفت‌وگوی شما") if is_booked else _t("برای گفت‌وگو نوبت بگیرید"),
        "text": str(found.slot.office) if is_booked else _t("گفت‌وگویی کوتاه و دوستانه دربارهٔ کار شما."),
        "href": _address(found.application.tracking_code),
        "action": _t("دیدن یا عوض کردن نوبت") if is_booked else _t("روز و ساعت را انتخاب کنید"),
        "due": found.slot.starts_at if is_booked else None,
        "icon": "messages-square",
        "order": 60 if is_booked else 8,
    }


urls = [
    path("interview/<str:code>/", interview, name="interview"),
    path("interview/<str:code>/booking/", booking, name="interview_booking"),
    path("interview/<str:code>/absence/", absence, name="interview_absence"),
]
