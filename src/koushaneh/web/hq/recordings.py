"""Questions read aloud: headquarters uploads a recording for each question of a call, plays, replaces it."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.calls import rules
from koushaneh.calls.actions.recordings import put_recording, remove_recording
from koushaneh.calls.questions import questions_of
from koushaneh.calls.recordings import recordings_of
from koushaneh.web.asking import said
from koushaneh.web.media import hand_out
from koushaneh.web.pages import page, reply
from koushaneh.web.sound import SoundField

COMPOSE = Permission.CALL_COMPOSE
LANGUAGES = [("fa", _("فارسی")), ("en", _("انگلیسی"))]


class RecordingForm(forms.Form):
    key = forms.SlugField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("زبان"), choices=LANGUAGES)
    sound = SoundField(label=_("صدا"))
    is_synthetic = forms.BooleanField(label=_("با رایانه ساخته شده است"), required=False)


def _call(request, code):
    return get_object_or_404(rules.editable_calls_for(request.user).select_related("form"), code=code)


@page(may=COMPOSE)
def recording_calls(request):
    calls = rules.editable_calls_for(request.user).select_related("form").order_by("-opens_at")
    calls = calls.annotate(recording_count=Count("form__recordings"))
    rows = [(call, call.recording_count, len(call.form.questions)) for call in calls[:30]]
    return reply(request, "hq/recording_calls.html", "", {"rows": rows})


@page(may=COMPOSE, methods="GET POST")
def recordings(request, code):
    call = _call(request, code)
    form = RecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        put_recording(
            call.form,
            facts["key"],
            facts["sound"],
            by=request.user,
            language=facts["language"],
            is_synthetic=facts["is_synthetic"],
        )
        messages.success(request, _t("صدا ثبت شد."))
        return HttpResponseRedirect(f"{reverse('hq:recordings', args=[code])}#{facts['key']}")
    context = {
        "call": call,
        "rows": _rows(call),
        "wrong": form if form.errors else None,
        "languages": LANGUAGES,
    }
    return reply(request, "hq/recordings.html", "", context)


def _rows(call):
    known = recordings_of(call.form)
    for question in questions_of(call.form):
        found = [
            (name, known[question.key, language])
            for language, name in LANGUAGES
            if (question.key, language) in known
        ]
        form = RecordingForm(initial={"key": question.key, "language": "fa"}, auto_id=f"{question.key}_%s")
        yield {"key": question.key, "text": said(question.text), "recordings": found, "form": form}


@page(may=COMPOSE)
def recording(request, code, recording_id):
    found = get_object_or_404(_call(request, code).form.recordings, pk=recording_id)
    return hand_out(found.content, name=f"question-{found.key}", inline=True)


@page(may=COMPOSE, methods="POST")
def recording_removal(request, code, recording_id):
    call = _call(request, code)
    found = get_object_or_404(call.form.recordings, pk=recording_id)
    remove_recording(call.form, found.key, by=request.user, language=found.language)
    return HttpResponseRedirect(f"{reverse('hq:recordings', args=[code])}#{found.key}")


urls = [
    path("recordings/", recording_calls, name="recording_calls"),
    path("recordings/<slug:code>/", recordings, name="recordings"),
    path("recordings/<slug:code>/<int:recording_id>/", recording, name="recording"),
    path("recordings/<slug:code>/<int:recording_id>/removal/", recording_removal, name="recording_removal"),
]
