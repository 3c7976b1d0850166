"""An interviewer's pages: her day, one talk by its code, her anchors, the other's once hers are locked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.core.time import end_of, start_of, today
from koushaneh.screening import rules
from koushaneh.screening.actions import interviews as actions
from koushaneh.screening.actions import rating as rating_actions
from koushaneh.screening.blind import judged
from koushaneh.screening.models import Interview, InterviewRating
from koushaneh.screening.queries import interviewer_indicators
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.review.forms import AnchorForm, ReasonForm
from koushaneh.web.ui.values import digits, isolated

State = Interview.State
OPEN = (State.BOOKED, State.HELD)


def _mine(request):
    rows = rules.interviews_for(request.user)
    return rows.select_related("slot__office", "application__call__indicators")


def _found(request, code):
    return get_object_or_404(_mine(request), application__review_code=code)


def _address(code):
    return reverse("review:interview", args=[code])


@page(may=Permission.INTERVIEW)
def interviews(request):
    day = today()
    slots = rules.slots_for(request.user).filter(starts_at__gte=start_of(day), starts_at__lte=end_of(day))
    listing = Listing(
        request,
        _mine(request),
        name="interviews",
        columns=[
            Column(
                "code",
                _("کد درخواست"),
                value=lambda row: row.application.review_code,
                href=lambda row: _address(row.application.review_code),
                sort="application__review_code",
                kind="code",
            ),
            Column(
                "when",
                _("زمان"),
                value=lambda row: row.slot and row.slot.starts_at,
                sort="slot__starts_at",
                kind="time",
            ),
            Column("where", _("کجا"), value=lambda row: row.slot.office if row.slot else "—"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        filters=[Filter("state", _("وضعیت"), State.choices)],
        sort="when",
        empty={"title": _("هنوز گفت‌وگویی برای شما نیست")},
    )
    context = {
        "slots": slots.select_related("office", "interview__application").order_by("starts_at"),
        "day": day,
    }
    return listing.reply("review/interviews.html", context)


@page(may=Permission.INTERVIEW)
def interview(request, code):
    return reply(request, "review/interview.html", "", _context(request, _found(request, code)))


def _context(request, found, form=None):
    is_locked = rating_actions.own_is_locked(found, request.user)
    own = {
        one.indicator.code: one
        for one in found.ratings.filter(rater=request.user).select_related("indicator")
    }
    indicators = _indicators(found)
    initial = {f"score_{code}": rating.anchor for code, rating in own.items()}
    initial |= {f"note_{code}": rating.note for code, rating in own.items()}
    return {
        "interview": found,
        "code": found.application.review_code,
        "form": form or AnchorForm(initial=initial, indicators=indicators),
        "reason_form": ReasonForm(),
        "is_locked": is_locked,
        "is_open": found.state in OPEN and not is_locked,
        "is_waiting": found.state == State.BOOKED,
        "ratings": _visible_ratings(found) if is_locked else [],
    }


def _indicators(found):
    return tuple(judged(one) for one in interviewer_indicators(found.application.call))


def _visible_ratings(found):
    rows = found.ratings.exclude(locked_at=None).select_related("indicator", "rater").order_by("pk")
    return [(one.rater, str(one.indicator), one.anchor, one.note) for one in rows]


@page(may=Permission.INTERVIEW, methods="POST")
def rating(request, code):
    return _rate(request, code, lock=False)


@page(may=Permission.INTERVIEW, methods="POST")
def rating_lock(request, code):
    return _rate(request, code, lock=True)


def _rate(request, code, *, lock):
    found = _found(request, code)
    form = AnchorForm(request.POST, indicators=_indicators(found), unfinished=not lock)
    if not form.is_valid():
        return reply(request, "review/interview.html", "", _context(request, found, form), status=422)
    given = form.read()
    rating_actions.rate(found, by=request.user, scores=given["scores"], notes=given["notes"], lock=lock)
    messages.success(request, _t("نمرهٔ شما ثبت نهایی شد.") if lock else _t("نمرهٔ شما نگه داشته شد."))
    return go(request, _address(code))


@page(may=Permission.INTERVIEW, methods="POST")
def no_show(request, code):
    actions.mark_no_show(_found(request, code), by=request.user)
    messages.success(request, _t("ثبت شد که نیامد. او می‌تواند نوبت دیگری بگیرد."))
    return go(request, reverse("review:interviews"))


@page(may=Permission.INTERVIEW, methods="POST")
def excuse(request, code):
    found = _found(request, code)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return reply(
            request,
            "review/interview.html",
            "",
            {**_context(request, found), "reason_form": form},
            status=422,
        )
    actions.excuse(found, by=request.user, why=form.cleaned_data["reason"])
    messages.success(request, _t("عذر او ثبت شد. او می‌تواند نوبت دیگری بگیرد."))
    return go(request, reverse("review:interviews"))


def card(request):
    """The interviewer's next talk, for the home page."""
    if not may(request.user, Permission.INTERVIEW):
        return None
    own = InterviewRating.objects.filter(rater=request.user).exclude(locked_at=None).values("interview")
    waiting = rules.interviews_for(request.user).filter(state__in=OPEN).exclude(slot=None)
    soon = waiting.exclude(pk__in=own).order_by("slot__starts_at", "pk")
    first = soon.select_related("slot", "application").first()
    if first is None:
        return None
    return {
        "title": _t("%(count)s گفت‌وگو پیش رو") % {"count": digits(soon.count())},
        "text": _t("نزدیک‌ترین: درخواست %(code)s") % {"code": isolated(first.application.review_code)},
        "href": _address(first.application.review_code),
        "action": _t("به گفت‌وگو بروید"),
        "due": first.slot.starts_at,
        "icon": "messages-square",
        "order": 11,
    }


urls = [
    path("interviews/", interviews, name="interviews"),
    path("interviews/<str:code>/", interview, name="interview"),
    path("interviews/<str:code>/rating/", rating, name="interview_rating"),
    path("interviews/<str:code>/lock/", rating_lock, name="interview_lock"),
    path("interviews/<str:code>/no-show/", no_show, name="interview_no_show"),
    path("interviews/<str:code>/excuse/", excuse, name="interview_excuse"),
]
