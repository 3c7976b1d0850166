"""Interviews booked for a woman who telephones or comes to the office; marked as done on her behalf."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.screening import rules
from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.models import Interview
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting
from koushaneh.web.ui.values import digits

State = Interview.State
MAY_BOOK = (State.INVITED, State.BOOKED, State.NO_SHOW, State.EXCUSED)


def _mine(request):
    rows = rules.assisted_interviews_for(request.user)
    return rows.select_related(
        "application__person", "application__place", "application__call", "slot__office"
    )


def _found(request, code):
    return get_object_or_404(_mine(request), application__tracking_code=code)


def _address(code):
    return reverse("district:interview", args=[code])


@page(may=Permission.APPLICATION_ASSIST)
def interviews(request):
    def told(rows):
        record_reading("interviews.listed", [row.application.person_id for row in rows], by=request.user)

    listing = Listing(
        request,
        _mine(request),
        name="interviews",
        columns=[
            Column(
                "name",
                _("نام"),
                value=lambda row: row.application.person,
                sort="application__person__sort_key",
                href=lambda row: _address(row.application.tracking_code),
            ),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("when", _("نوبت"), value=lambda row: row.slot and row.slot.starts_at, kind="time"),
            Column("where", _("کجا"), value=lambda row: row.slot.office if row.slot else "—"),
        ],
        search=words_in("application__person__search_text"),
        search_label=_("نام"),
        filters=[Filter("state", _("وضعیت"), State.choices)],
        sort="name",
        seen=told,
        empty={"title": _("کسی از این منطقه به گفت‌وگو دعوت نشده است")},
    )
    return listing.reply("district/interviews.html")


@page(may=Permission.APPLICATION_ASSIST)
def interview(request, code):
    found = _found(request, code)
    person = found.application.person
    record_reading(
        "interview.opened", [person.pk], by=request.user, opened=True, place=found.application.place
    )
    slots = actions.free_slots(found)[:40] if found.state in MAY_BOOK else []
    context = {"interview": found, "person_of": person, "code": code, "slots": slots}
    return reply(request, "district/interview.html", "", context)


@page(may=Permission.APPLICATION_ASSIST, methods="POST")
def booking(request, code):
    found = _found(request, code)
    slots = {str(slot.pk): slot for slot in actions.free_slots(found)}
    slot = slots.get(request.POST.get("slot", ""))
    if slot is None:
        raise actions.SlotTaken()
    actions.book_slot(found, by=request.user, slot=slot, on_behalf_of=found.application.person)
    messages.success(request, _t("نوبت او ثبت شد و پیامی برایش رفت."))
    return go(request, _address(code))


def without_time(request):
    if not may(request.user, Permission.APPLICATION_ASSIST):
        return None
    return rules.assisted_interviews_for(request.user).filter(state=State.INVITED)


@waiting(without_time)
def card(request, count):
    """Women who are invited and have no time yet, for the home page."""
    return {
        "title": _t("%(count)s نفر هنوز نوبت گفت‌وگو نگرفته‌اند") % {"count": digits(count)},
        "text": _t("اگر تلفن ندارند یا نمی‌توانند، برایشان نوبت بگیرید."),
        "href": reverse("district:interviews"),
        "action": _t("ببینید"),
        "icon": "messages-square",
        "order": 35,
    }


urls = [
    path("interviews/", interviews, name="interviews"),
    path("interviews/<str:code>/", interview, name="interview"),
    path("interviews/<str:code>/booking/", booking, name="interview_booking"),
]
