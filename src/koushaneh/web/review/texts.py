"""The text editor's pages: a queue of codes, the original with marks beside an editable twin, release."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.calls.questions import questions_of
from koushaneh.places.models import Place
from koushaneh.screening import redacting, rules
from koushaneh.screening.actions import redaction as actions
from koushaneh.screening.models import Redaction
from koushaneh.screening.queries import originals_of
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.media import hand_out
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting
from koushaneh.web.ui.values import digits

State = Redaction.State


def _mine(request):
    rows = rules.redactions_for(request.user)
    return rows.select_related(
        "application__call__form", "application__person__identity", "application__place"
    )


def _found(request, code):
    return get_object_or_404(_mine(request), application__review_code=code)


def _waiting(request):
    """What she may take up: her own half-done texts first, then the queue in the order of arrival."""
    rows = rules.redactions_for(request.user)
    return rows.filter(Q(state=State.WAITING) | Q(state=State.WORKING, editor=request.user)).order_by(
        "-state", "pk"
    )


@page(may=Permission.TEXT_EDIT)
def texts(request):
    listing = Listing(
        request,
        rules.redactions_for(request.user).select_related("application", "editor"),
        name="texts",
        columns=[
            Column(
                "code",
                _("کد درخواست"),
                value=lambda row: row.application.review_code,
                sort="application__review_code",
                href=lambda row: reverse("review:text", args=[row.application.review_code]),
                kind="code",
            ),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("editor", _("ویراستار"), value=lambda row: row.editor or "—"),
            Column("released_at", _("آماده شد"), kind="date", sort="released_at"),
        ],
        search=lambda rows, text: rows.filter(application__review_code__contains=text.lower()),
        search_label=_("کد درخواست"),
        filters=[Filter("state", _("وضعیت"), State.choices)],
        sort="code",
        empty={
            "title": _("متنی در صف نیست"),
            "text": _("هر درخواستی که واجد شرایط شود، متنش به این‌جا می‌رسد."),
        },
    )
    return listing.reply("review/texts.html", {"waiting": _waiting(request).count()})


@page(may=Permission.TEXT_EDIT, methods="POST")
def next_text(request):
    """Take up the next text of the queue."""
    found = _waiting(request).first()
    if found is None:
        messages.success(request, _t("صف خالی است؛ همهٔ متن‌ها ویرایش شده‌اند."))
        return go(request, reverse("review:texts"))
    actions.take_text(found, by=request.user)
    return go(request, reverse("review:text", args=[found.application.review_code]))


@page(may=Permission.TEXT_EDIT)
def text(request, code):
    redaction = _found(request, code)
    record_reading("text.opened", [redaction.application.person_id], by=request.user, opened=True)
    return reply(request, "review/text.html", "", _context(request, redaction))


def _context(request, redaction):
    return {
        "redaction": redaction,
        "code": redaction.application.review_code,
        "twins": list(_twins(redaction)),
        "is_open": redaction.state != State.RELEASED and redaction.editor_id in (None, request.user.pk),
        "is_held": redaction.state == State.WORKING and redaction.editor_id == request.user.pk,
        "waiting": _waiting(request).count(),
    }


def _twins(redaction):
    """Each original in pieces with its marks, and the twin so far (at first the original itself)."""
    person = redaction.application.person
    names = [person.first_name, person.last_name, person.preferred_name]
    names.append(getattr(getattr(person, "identity", None), "father_name", ""))
    places = list(Place.objects.exclude(kind=Place.Kind.COUNTRY).values_list("name", flat=True))
    asked = {one.key: one.text for one in questions_of(redaction.application.call.form)}
    for key, original in originals_of(redaction):
        marks = redacting.suggest(original, names=names, places=places)
        yield {
            "key": key,
            "question": asked[key].get(get_language()) or asked[key]["fa"],
            "original": original,
            "pieces": redacting.pieces(original, marks),
            "suggested": redacting.blanked(original, marks),
            "count": len(marks),
            "twin": redaction.texts.get(key, original),
            "voices": _voices(redaction, key),
        }


def _voices(redaction, key):
    spoken = redaction.application.attachments.filter(key=key, kind="voice", removed_at=None).order_by("pk")
    code = redaction.application.review_code
    return [reverse("review:text_voice", args=[code, pk]) for pk in spoken.values_list("pk", flat=True)]


@page(may=Permission.TEXT_EDIT)
def voice(request, code, attachment_id):
    """Her spoken answer, for the editor alone: a reviewer reads it, since a voice tells who she is."""
    application = _found(request, code).application
    spoken = application.attachments.filter(kind="voice", removed_at=None)
    return hand_out(get_object_or_404(spoken, pk=attachment_id).content, name=code, inline=True)


def _posted(request):
    return {
        name.removeprefix("twin_"): value for name, value in request.POST.items() if name.startswith("twin_")
    }


@page(may=Permission.TEXT_EDIT, methods="POST")
def saving(request, code):
    redaction = actions.take_text(_found(request, code), by=request.user)
    actions.save_texts(redaction, by=request.user, texts=_posted(request))
    messages.success(request, _t("ویرایش شما نگه داشته شد."))
    return go(request, reverse("review:text", args=[code]))


@page(may=Permission.TEXT_EDIT, methods="POST")
def suggestions(request, code):
    """Accept every suggestion at once: the page without JavaScript has no other way to."""
    redaction = actions.take_text(_found(request, code), by=request.user)
    suggested = {twin["key"]: twin["suggested"] for twin in _twins(redaction)}
    actions.save_texts(redaction, by=request.user, texts=suggested)
    return go(request, reverse("review:text", args=[code]))


@page(may=Permission.TEXT_EDIT, methods="POST")
def release(request, code):
    actions.release_texts(_found(request, code), by=request.user, texts=_posted(request))
    messages.success(request, _t("متن به داوری داده شد."))
    following = _waiting(request).first()
    if following is None:
        return go(request, reverse("review:texts"))
    return go(request, reverse("review:text", args=[following.application.review_code]))


@page(may=Permission.TEXT_EDIT, methods="POST")
def return_text(request, code):
    actions.take_back_text(_found(request, code), by=request.user)
    messages.success(request, _t("متن به صف برگشت."))
    return go(request, reverse("review:texts"))


@waiting(lambda request: _waiting(request) if may(request.user, Permission.TEXT_EDIT) else None)
def card(request, count):
    """The editor's queue, for the home page."""
    return {
        "title": _t("%(count)s متن در انتظار ویرایش") % {"count": digits(count)},
        "text": _t("تا متنی ویرایش نشود، داوری آن آغاز نمی‌شود."),
        "href": reverse("review:texts"),
        "action": _t("به صف متن‌ها بروید"),
        "icon": "pen-line",
        "order": 12,
    }


urls = [
    path("texts/", texts, name="texts"),
    path("texts/next/", next_text, name="next_text"),
    path("texts/<str:code>/", text, name="text"),
    path("texts/<str:code>/saving/", saving, name="text_saving"),
    path("texts/<str:code>/suggestions/", suggestions, name="text_suggestions"),
    path("texts/<str:code>/release/", release, name="text_release"),
    path("texts/<str:code>/voices/<int:attachment_id>/", voice, name="text_voice"),
    path("texts/<str:code>/return/", return_text, name="text_return"),
]
