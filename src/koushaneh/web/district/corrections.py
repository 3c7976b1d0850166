"""What women say is wrong: a list with its clock, one wish, the answer that she reads."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.registry.rules import files_for
from koushaneh.rights.actions.correcting import answer_correction
from koushaneh.rights.models import CorrectionRequest
from koushaneh.rights.rules import corrections_for
from koushaneh.web.fields import CleanCharField
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

ANSWER, S = Permission.CORRECTION_ANSWER, CorrectionRequest.State
OUTCOMES = [(S.CORRECTED, _("درست کردم")), (S.KEPT, _("همان می‌ماند"))]


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("چه شد؟"), choices=OUTCOMES, widget=forms.RadioSelect)
    answer = CleanCharField(
        label=_("پاسخ شما؛ خودش می‌خواند."),
        help_text=_("بنویسید چه درست شد. اگر همان می‌ماند، چرا و چه مدرکی لازم است."),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )


@page(may=ANSWER)
def corrections(request):
    rows = corrections_for(request.user).select_related("person", "place")
    listing = Listing(
        request,
        rows,
        name="corrections",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda wish: wish.person.full_name,
                sort="person__sort_key",
                href=lambda wish: reverse("district:correction", args=[wish.pk]),
            ),
            Column("about", _("دربارهٔ"), value=lambda wish: wish.get_about_display(), sort="about"),
            Column("due_at", _("پاسخ تا"), kind="date", sort="due_at"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=[Filter("state", _("وضعیت"), S.choices)],
        sort="due_at",
        empty={"title": _("کسی نگفته است که چیزی نادرست است")},
        seen=lambda shown: record_reading(
            "corrections.listed", [wish.person_id for wish in shown], by=request.user
        ),
    )
    return listing.reply("district/corrections.html")


@page(may=ANSWER, methods="GET POST")
def correction(request, wish_id):
    rows = corrections_for(request.user).select_related("person", "place", "answered_by")
    wish = get_object_or_404(rows, pk=wish_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_correction(wish, by=request.user, **form.cleaned_data)
        messages.success(request, _t("پاسخ ثبت شد و به او خبر داده شد."))
        return go(request, reverse("district:corrections"))
    record_reading("correction.read", [wish.person_id], by=request.user, opened=True, place=wish.place)
    file = files_for(request.user).filter(person=wish.person).first()
    return reply(request, "district/correction.html", "", {"wish": wish, "form": form, "file": file})


def unanswered(request):
    rows = corrections_for(request.user).filter(state=S.OPEN)
    return rows if may(request.user, ANSWER) else None


@waiting(unanswered)
def card(request, count):
    """Wishes that wait for an answer."""
    first = unanswered(request).order_by("due_at", "pk").first()
    return first and {
        "title": _t("می‌گویند چیزی نادرست است"),
        "text": first.get_about_display(),
        "count": count,
        "href": reverse("district:corrections"),
        "action": _t("ببینید و پاسخ دهید"),
        "due": first.due_at,
        "order": 35,
        "icon": "pencil",
    }


urls = [
    path("corrections/", corrections, name="corrections"),
    path("corrections/<int:wish_id>/", correction, name="correction"),
]
