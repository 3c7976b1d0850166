"""The board of follow-up: who is new, stuck, overdue, twice absent, and what to do next; beginning a path."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.path.actions.plans import begin_plan
from koushaneh.path.models import PathPlan
from koushaneh.path.queries import STANDINGS, board_of
from koushaneh.path.rules import plans_for
from koushaneh.registry.rules import files_for
from koushaneh.web.district.path_forms import BeginForm
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

P = Permission
CALM = ("new", "on_way")
MINE = [("mine", _("فقط زنانی که با من‌اند"))]


def address(plan):
    return reverse("district:path_plan", args=[plan.pk])


def board_rows(request):
    return board_of(plans_for(request.user), timezone.now())


@page(may=P.PATH_WORK)
def board(request):
    listing = Listing(
        request,
        board_rows(request),
        name="path",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda plan: plan.person.full_name,
                sort="person__sort_key",
                href=address,
            ),
            Column("standing", _("وضعیت"), value=lambda plan: STANDINGS[plan.standing][0], sort="standing"),
            Column("next", _("کار بعدی"), value=lambda plan: STANDINGS[plan.standing][1]),
            Column("next_due_at", _("گام بعدی"), kind="date", sort="next_due_at"),
            Column("next_contact_at", _("احوال‌پرسی"), kind="date", sort="next_contact_at"),
            Column("done_count", _("گام‌های رفته"), kind="number", sort="done_count"),
        ],
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=[
            Filter("standing", _("وضعیت"), [(code, words[0]) for code, words in STANDINGS.items()]),
            Filter(
                "officer", _("کارشناس"), MINE, apply=lambda rows, _value: rows.filter(officer=request.user)
            ),
        ],
        sort="next_contact_at",
        empty={
            "title": _("هنوز کسی در مسیر نیست"),
            "text": _("از پروندهٔ هر بانو می‌توانید مسیر او را آغاز کنید."),
        },
        seen=lambda shown: record_reading("path.listed", [one.person_id for one in shown], by=request.user),
    )
    return listing.reply("district/board.html")


@page(may=P.PATH_BEGIN, methods="GET POST")
def beginning(request, file_id):
    file = get_object_or_404(
        files_for(request.user, P.PATH_BEGIN).select_related("person", "place"), pk=file_id
    )
    form = BeginForm(file.place, request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = begin_plan(file.person, by=request.user, place=file.place, **form.cleaned_data)
        messages.success(request, _t("مسیر آغاز شد و گام‌هایش روز گرفت."))
        works = may(request.user, P.PATH_WORK)
        return go(request, address(plan) if works else reverse("district:file", args=[file.pk]))
    record_reading("file.read", [file.person_id], by=request.user, opened=True, place=file.place)
    walking = PathPlan.objects.filter(person=file.person, ended_at=None).first()
    context = {"file": file, "form": form, "walking": walking, "may_work": may(request.user, P.PATH_WORK)}
    return reply(request, "district/path_begin.html", "", context)


def uneasy(request):
    return board_rows(request).exclude(standing__in=CALM) if may(request.user, P.PATH_WORK) else None


@waiting(uneasy)
def card(request, count):
    """Whom the follow-up officer should ask after, the most pressing first."""
    return {
        "title": _t("چه کسی کمک می‌خواهد؟"),
        "text": _t("در مسیر، این زنان منتظر تماس یا روز تازه‌اند."),
        "count": count,
        "href": reverse("district:board"),
        "action": _t("ببینید و پیگیری کنید"),
        "icon": "route",
        "order": 15,
    }


urls = [
    path("path/", board, name="board"),
    path("files/<int:file_id>/path/", beginning, name="path_beginning"),
]
