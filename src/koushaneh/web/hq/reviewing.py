"""Headquarters plans the screening of a call: checking, reviewers in one act, progress by counts only."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.calls.models import Call
from koushaneh.screening import progress, rules
from koushaneh.screening.actions import assigning, checking, redaction, reviewing
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.values import digits
from koushaneh.web.way import turns_of

C = Call.State
SCREENED = (C.CLOSED, C.CHECKING, C.REVIEWING, C.RUN_PREPARED, C.RUN_SIGNED, C.RESULTS, C.APPEALS, C.FINAL)


def _calls(request):
    return rules.planned_calls_for(request.user).filter(state__in=SCREENED)


def _found(request, call_id):
    return get_object_or_404(_calls(request).select_related("policy", "place", "indicators"), pk=call_id)


def _board(call_id):
    return reverse("hq:screening", args=[call_id])


@page(may=Permission.REVIEW_PLAN)
def screenings(request):
    listing = Listing(
        request,
        _calls(request),
        name="screenings",
        columns=[
            Column("title", _("فراخوان"), value=str, sort="title", href=lambda call: _board(call.pk)),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("closes_at", _("بسته شد"), kind="date", sort="closes_at"),
        ],
        sort="-closes_at",
        empty={
            "title": _("هنوز فراخوانی بسته نشده است"),
            "text": _("پس از بسته شدن فراخوان، بررسی از همین‌جا آغاز می‌شود."),
        },
    )
    return listing.reply("hq/screenings.html")


@page(may=Permission.REVIEW_PLAN)
def screening(request, call_id):
    call = _found(request, call_id)
    listing = Listing(
        request,
        progress.reviewers_of(call),
        name="reviewers",
        columns=[
            Column("name", _("داور"), sort="name"),
            Column("held", _("سپرده"), kind="number", sort="held"),
            Column("locked", _("ثبت نهایی"), kind="number", sort="locked"),
            Column("given_back", _("پس داده یا گرفته شده"), kind="number", sort="given_back"),
        ],
        sort="name",
        empty={"title": _("هنوز داوری سمت ندارد"), "text": _("نخست به داوران سمت بدهید.")},
    )
    return listing.reply("hq/screening.html", _facts(request, call))


def _facts(request, call):
    return {
        "call": call,
        "stages": progress.stages_of(call),
        "reviews": progress.reviews_of(call),
        "interviews": progress.interviews_of(call),
        "editors": progress.editors_of(call),
        "may_start": call.state in (C.CLOSED, C.CHECKING),
        "may_assign": call.state in (C.CHECKING, C.REVIEWING),
        "may_interview": may(request.user, Permission.INTERVIEW_PLAN),
        "turns": turns_of(call, request.user),
    }


@page(may=Permission.REVIEW_PLAN, methods="POST")
def checks_start(request, call_id):
    call = checking.start_checking(_found(request, call_id), by=request.user)
    messages.success(request, _t("شرط‌های همهٔ درخواست‌ها سنجیده شد و به صف منطقه‌ها رفت."))
    return go(request, _board(call.pk))


@page(may=Permission.REVIEW_PLAN, methods="GET POST")
def plan(request, call_id):
    call = _found(request, call_id)
    if request.method == "POST":
        done = assigning.assign_reviews(call, by=request.user)
        messages.success(request, _t("%(count)s داوری سپرده شد.") % {"count": digits(len(done.pairs))})
        return go(request, _board(call.pk))
    found = assigning.plan_reviews(call)
    loads = progress.loads_of(call, found)
    context = {
        "call": call,
        "plan": found,
        "loads": loads,
        "highest": max((row[3] for row in loads), default=0),
    }
    return reply(request, "hq/screening_plan.html", "", context)


@page(may=Permission.REVIEW_PLAN, methods="POST")
def overdue(request, call_id):
    count = assigning.replace_overdue(timezone.now(), by=request.user, call=_found(request, call_id))
    messages.success(request, _t("%(count)s داوری دیرشده به داور دیگری رسید.") % {"count": digits(count)})
    return go(request, _board(call_id))


@page(may=Permission.REVIEW_PLAN, methods="POST")
def settling(request, call_id):
    """Try again to find a third reviewer for applications on which two differ."""
    stuck = list(progress.stuck_in_review(_found(request, call_id)))
    for application in stuck:
        reviewing.settle_reviews(application, by=request.user)
    messages.success(request, _t("%(count)s درخواست دوباره بررسی شد.") % {"count": digits(len(stuck))})
    return go(request, _board(call_id))


@page(may=Permission.REVIEW_PLAN, methods="POST")
def freeing(request, call_id, editor_id):
    """Take the texts of an editor who is away back into the queue."""
    call = _found(request, call_id)
    editor = get_object_or_404(progress.editors_of(call), pk=editor_id)
    count = redaction.free_texts(call, editor, by=request.user)
    messages.success(request, _t("%(count)s متن به صف برگشت.") % {"count": digits(count)})
    return go(request, _board(call_id))


urls = [
    path("screening/", screenings, name="screenings"),
    path("screening/<int:call_id>/", screening, name="screening"),
    path("screening/<int:call_id>/checks/", checks_start, name="checks_start"),
    path("screening/<int:call_id>/plan/", plan, name="screening_plan"),
    path("screening/<int:call_id>/overdue/", overdue, name="screening_overdue"),
    path("screening/<int:call_id>/editors/<int:editor_id>/freeing/", freeing, name="screening_freeing"),
    path("screening/<int:call_id>/settling/", settling, name="screening_settling"),
]
