"""A reviewer's pages: what waits for her, one application by code, her scores, then the next one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.places.queries import move_of
from koushaneh.screening import rules
from koushaneh.screening.actions import assigning, reviewing
from koushaneh.screening.blind import blind_view
from koushaneh.screening.models import Assignment
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.review.forms import ReasonForm, ReviewForm
from koushaneh.web.ui.values import digits

OPEN = (*Assignment.OPEN, Assignment.State.OVERDUE)


def _mine(request):
    rows = rules.assignments_for(request.user)
    return rows.select_related(
        "application__call__form", "application__call__indicators", "application__redaction"
    )


def _found(request, code):
    return get_object_or_404(_mine(request), application__review_code=code)


@page(may=Permission.REVIEW)
def reviews(request):
    listing = Listing(
        request,
        _mine(request),
        name="reviews",
        columns=[
            Column(
                "code",
                _("کد درخواست"),
                value=lambda row: row.application.review_code,
                sort="application__review_code",
                href=lambda row: reverse("review:review", args=[row.application.review_code]),
                kind="code",
            ),
            Column("track", _("راه کار"), value=lambda row: row.application.get_track_display()),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("due_at", _("تا"), kind="date", sort="due_at"),
        ],
        search=lambda rows, text: rows.filter(application__review_code__contains=text.lower()),
        search_label=_("کد درخواست"),
        filters=[Filter("state", _("وضعیت"), Assignment.State.choices)],
        sort="due_at",
        empty={"title": _("هنوز درخواستی به شما سپرده نشده است")},
    )
    return listing.reply("review/reviews.html", _progress(request))


def _progress(request):
    states = list(rules.assignments_for(request.user).values_list("state", flat=True))
    done = states.count(Assignment.State.LOCKED)
    proposed = states.count(Assignment.State.PROPOSED)
    return {"done": done, "total": len(states), "proposed": proposed, "next": _next_open(request)}


def _next_open(request, after=""):
    """Return the address of the next review that waits, round from the one just left; "" when all are done."""
    codes = list(
        rules.assignments_for(request.user)
        .filter(state__in=OPEN)
        .order_by("due_at", "application__review_code")
        .values_list("application__review_code", flat=True)
    )
    others = [code for code in codes if code != after]
    return reverse("review:review", args=[others[0]]) if others else ""


@page(may=Permission.REVIEW, methods="POST")
def acceptance(request):
    given = rules.assignments_for(request.user).filter(state=Assignment.State.PROPOSED)
    accepted = reviewing.accept_assignments(given, by=request.user)
    if accepted:
        messages.success(request, _t("پذیرفتید. مهلت هر درخواست را در فهرست می‌بینید."))
    return go(request, reverse("review:reviews"))


@page(may=Permission.REVIEW)
def review(request, code):
    assignment = _found(request, code)
    return reply(request, "review/review.html", "", _context(request, assignment))


def _context(request, assignment, form=None):
    view = blind_view(assignment.application)
    latest = reviewing.last_review(assignment)
    is_locked = latest is not None and latest.locked_at is not None
    return {
        "assignment": assignment,
        "moved": move_of(assignment, "due_at"),
        "view": view,
        "form": form or ReviewForm(initial=_initial(latest), indicators=view.indicators),
        "reason_form": ReasonForm(auto_id="recusal_%s"),
        "decline_form": ReasonForm(auto_id="decline_%s"),
        "may_decline": assignment.state in (Assignment.State.PROPOSED, Assignment.State.ACCEPTED),
        "may_revise": assignment.application.state in reviewing.REVISABLE,
        "review": latest,
        "is_locked": is_locked,
        "own": _told(latest) if is_locked else [],
        "others": [
            _told(reviewing.last_locked(one)) for one in rules.other_reviews_for(assignment, request.user)
        ],
        **_progress(request),
    }


def _initial(latest):
    if latest is None:
        return {}
    initial = {"note": latest.note}
    for score in latest.scores.select_related("indicator"):
        initial |= {f"score_{score.indicator.code}": score.anchor, f"note_{score.indicator.code}": score.note}
    return initial


def _told(latest):
    scores = [(str(one.indicator), one.anchor, one.note) for one in latest.scores.select_related("indicator")]
    return {"scores": scores, "note": latest.note}


def _read(request, assignment, *, unfinished=False):
    indicators = blind_view(assignment.application).indicators
    form = ReviewForm(request.POST, indicators=indicators, unfinished=unfinished)
    return form, form.is_valid()


def _then(request, code):
    return _next_open(request, after=code) or reverse("review:reviews")


@page(may=Permission.REVIEW, methods="POST")
def saving(request, code):
    assignment = _found(request, code)
    form, is_valid = _read(request, assignment, unfinished=True)
    if not is_valid:
        return reply(request, "review/review.html", "", _context(request, assignment, form), status=422)
    reviewing.save_review(assignment, by=request.user, **form.read())
    messages.success(request, _t("داوری شما نگه داشته شد. هنوز می‌توانید آن را تغییر دهید."))
    return go(request, _then(request, code))


@page(may=Permission.REVIEW, methods="POST")
def locking(request, code):
    assignment = _found(request, code)
    form, is_valid = _read(request, assignment)
    if not is_valid:
        return reply(request, "review/review.html", "", _context(request, assignment, form), status=422)
    reviewing.lock_review(assignment, by=request.user, **form.read())
    messages.success(request, _t("داوری شما ثبت نهایی شد."))
    return go(request, _then(request, code))


@page(may=Permission.REVIEW, methods="POST")
def revision(request, code):
    reviewing.revise_review(_found(request, code), by=request.user)
    return go(request, reverse("review:review", args=[code]))


@page(may=Permission.REVIEW, methods="POST")
def recusal(request, code):
    assigning.recuse(_found(request, code), by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _t("کنار رفتن شما ثبت شد و این درخواست به داور دیگری می‌رسد."))
    return go(request, _then(request, code))


@page(may=Permission.REVIEW, methods="POST")
def declining(request, code):
    assigning.decline_assignment(
        _found(request, code), by=request.user, reason=request.POST.get("reason", "")
    )
    messages.success(request, _t("این درخواست به داور دیگری سپرده می‌شود."))
    return go(request, _then(request, code))


def card(request):
    """The reviewer's own work, for the home page."""
    if not may(request.user, Permission.REVIEW):
        return None
    waiting = rules.assignments_for(request.user).filter(state__in=OPEN).order_by("due_at").first()
    if waiting is None:
        return None
    progress = _progress(request)
    left = progress["total"] - progress["done"]
    return {
        "title": _t("%(count)s درخواست در انتظار داوری شماست") % {"count": digits(left)},
        "text": _t("نام و نشانی هیچ‌کس را نمی‌بینید؛ فقط متن ویرایش‌شده و چند پاسخ."),
        "href": progress["next"],
        "action": _t("درخواست بعدی را داوری کنید"),
        "due": waiting.due_at,
        "icon": "scale",
        "order": 10,
    }


urls = [
    path("reviews/", reviews, name="reviews"),
    path("reviews/acceptance/", acceptance, name="reviews_acceptance"),
    path("reviews/<str:code>/", review, name="review"),
    path("reviews/<str:code>/saving/", saving, name="review_saving"),
    path("reviews/<str:code>/locking/", locking, name="review_locking"),
    path("reviews/<str:code>/revision/", revision, name="review_revision"),
    path("reviews/<str:code>/recusal/", recusal, name="review_recusal"),
    path("reviews/<str:code>/declining/", declining, name="review_declining"),
]
