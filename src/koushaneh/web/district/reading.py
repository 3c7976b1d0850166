"""Reading the questionnaire aloud: with her spoken consent, item by item, and no way back to an answer."""

from django import forms
from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.measures.actions import answer_aloud, begin_interview, interview_of, may_be_read_aloud
from koushaneh.measures.battery import steps_of
from koushaneh.web.district.applications import application_of
from koushaneh.web.pages import go, page, reply
from koushaneh.web.pledges import BASELINE
from koushaneh.web.questionnaire import screen_of

ASSIST = Permission.APPLICATION_ASSIST


class HeardForm(forms.Form):
    consent = forms.BooleanField(label=_("این متن را برایش خواندم و خودش گفت رضایت دارد."))


def _address(code):
    return reverse("district:reading", args=[code])


@page(may=ASSIST)
def reading(request, code):
    found = application_of(request, code, ASSIST)
    return _shown(request, found, HeardForm())


def _shown(request, found, form):
    sitting, step = interview_of(found)
    context = {
        "application": found,
        "is_open": may_be_read_aloud(found),
        "sitting": sitting,
        "step": step,
        "form": form,
        "pledge": BASELINE,
        **(screen_of(step) | _place_of(sitting, step) if step else {}),
    }
    return reply(request, "district/reading.html", "", context)


def _place_of(sitting, step):
    """Return which item of how many is being read."""
    keys = [(one.stored.pk, one.key) for one in steps_of(sitting.wave)]
    return {"number": keys.index((step.stored.pk, step.key)) + 1, "total": len(keys)}


@page(may=ASSIST, methods="POST")
def beginning(request, code):
    found, form = application_of(request, code, ASSIST), HeardForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    begin_interview(found, by=request.user, wording=str(BASELINE))
    return go(request, _address(code))


@page(may=ASSIST, methods="POST")
def answer(request, code, instrument, key):
    found = application_of(request, code, ASSIST)
    answer_aloud(found, instrument, key, request.POST.get("value", ""), by=request.user)
    messages.success(request, _t("ثبت و مهر شد."))
    return go(request, _address(code))


urls = [
    path("applications/<slug:code>/questionnaire/", reading, name="reading"),
    path("applications/<slug:code>/questionnaire/beginning/", beginning, name="reading_beginning"),
    path(
        "applications/<slug:code>/questionnaire/<slug:instrument>/<slug:key>/", answer, name="reading_answer"
    ),
]
