"""Materials of a workshop in which she has a seat, and what she says of it afterwards."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.web.fields import CleanCharField
from koushaneh.web.media import hand_out
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.workshops.actions.beside import give_feedback
from koushaneh.workshops.rules import materials_for, seats_of

SCORES = (
    ("5", _("خیلی به دردم خورد")),
    ("4", _("به دردم خورد")),
    ("3", _("کمی به دردم خورد")),
    ("2", _("زیاد به دردم نخورد")),
    ("1", _("به دردم نخورد")),
)


class FeedbackForm(forms.Form):
    score = forms.ChoiceField(label=_("این کارگاه چطور بود؟"), choices=SCORES, widget=forms.RadioSelect)
    words = CleanCharField(
        label=_("چه چیزی بهتر شود؟"),
        max_length=300,
        required=False,
        help_text=_("مربی نظرها را بی‌نام می‌خواند، آن هم وقتی دست‌کم سه نفر نوشته باشند."),
        widget=forms.Textarea({"rows": 3}),
    )


@page(may=PERSON)
def material(request, workshop_code, material_id):
    rows = materials_for(request.person).filter(workshop__code=workshop_code)
    found = get_object_or_404(rows, pk=material_id)
    return hand_out(found.content, name=f"material-{found.pk}")


@page(may=PERSON, methods="GET POST")
def feedback(request, workshop_code):
    rows = seats_of(request.person).select_related("feedback", "workshop__place")
    seat = get_object_or_404(rows, workshop__code=workshop_code, state="attended")
    known = getattr(seat, "feedback", None)
    initial = {"score": str(known.score), "words": known.words} if known else None
    form = FeedbackForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        score, words = int(form.cleaned_data["score"]), form.cleaned_data["words"]
        give_feedback(seat, by=request.user, score=score, words=words)
        messages.success(request, _t("نظر شما ثبت شد. سپاسگزاریم."))
        return go(request, reverse("mine:workshop", args=[workshop_code]))
    context = {"workshop": seat.workshop, "form": form}
    return reply(request, "mine/workshop_feedback.html", "", context, status=422 if form.errors else 200)


ONE = "workshops/<slug:workshop_code>/"
urls = [
    path(f"{ONE}materials/<int:material_id>/", material, name="material"),
    path(f"{ONE}feedback/", feedback, name="workshop_feedback"),
]
