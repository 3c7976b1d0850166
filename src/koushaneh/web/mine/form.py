"""The form of an application: one question a screen, kept with every answer."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from koushaneh.calls import rules
from koushaneh.calls.actions.answers import AnswerConflict, save_answer
from koushaneh.calls.actions.attachments import attach_file, remove_attachment
from koushaneh.calls.filled import Filled
from koushaneh.calls.questions import FILED
from koushaneh.calls.reading import BadAnswer
from koushaneh.calls.recordings import recording_of
from koushaneh.engine.persian import NumberTooLarge, spell
from koushaneh.web.asking import AnswerForm, FileForm, in_words, places_of, said, shown_value, who_sees
from koushaneh.web.fields import TomanField
from koushaneh.web.media import hand_out
from koushaneh.web.pages import PERSON, go, page, reply, whole
from koushaneh.web.ui.values import is_persian

TEMPLATE = "mine/question.html"


def _application(request, code):
    return get_object_or_404(rules.applications_of(request.person), tracking_code=code)


def address(application, question):
    """Return where a question is asked; after the last one, the summary."""
    code = application.tracking_code
    if question is None:
        return reverse("mine:answers", args=[code])
    return reverse("mine:question", args=[code, question.key])


@page(may=PERSON)
def resume(request, code):
    application = _application(request, code)
    return go(request, address(application, Filled(application).first_open))


@page(may=PERSON, methods="GET POST")
def question(request, code, key):
    application = _application(request, code)
    filled = Filled(application)
    asked = filled.find(key)
    if request.method == "POST":
        return _answered(request, application, filled, asked)
    return reply(request, TEMPLATE, "question", _context(filled, asked, request=request))


def _answered(request, application, filled, asked):
    if asked.kind in FILED:
        save_answer_of_files(filled, asked, by=request.user)
        return _go_on(request, application, asked.key)
    form = AnswerForm(asked, request.POST, places=places_of(application.call))
    if not form.is_valid():
        return _again(request, filled, asked, form)
    try:
        save_answer(
            application,
            asked.key,
            form.cleaned_data["answer"],
            by=request.user,
            revision=form.cleaned_data["revision"],
        )
    except (
        AnswerConflict
    ) as conflict:  # the one refusal that has a page of its own: both answers side by side
        return _both(request, application, asked, conflict)
    except BadAnswer:  # what the form took, and what is not to be had any more: a place of before
        form.add_error("answer", _("این پاسخ دیگر پذیرفته نیست؛ یک پاسخ دیگر بدهید."))
        return _again(request, filled, asked, form)
    return _go_on(request, application, asked.key)


def save_answer_of_files(filled, asked, *, by):
    """Remember that she has been at a question for files and went on without one."""
    if asked.key not in filled.files:
        save_answer(filled.application, asked.key, "", by=by)


def _again(request, filled, asked, form):
    return reply(
        request, TEMPLATE, "question", _context(filled, asked, request=request, form=form), status=422
    )


def _both(request, application, asked, conflict):
    filled = Filled(application)
    context = {
        "application": application,
        "question": asked,
        "text": said(asked.text),
        "stored": in_words(asked, conflict.facts["stored"]) or _("بی‌پاسخ"),
        "offered": in_words(asked, conflict.facts["offered"]) or _("بی‌پاسخ"),
        "raw": _raw(request),
        "revision": filled.revision(asked.key),
        "next": address(application, filled.around(asked.key)[2]),
    }
    return whole(reply(request, "mine/conflict.html", "", context, status=409))


def _raw(request):
    """Return the fields of her answer as they came, to be sent once more: a day has three, choices several."""
    names = [name for name in request.POST if name.startswith("answer")]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _go_on(request, application, key):
    """Show the next question: a fragment with its address for HTMX, a redirect after a plain write."""
    filled = Filled(application)
    _number, _before, after = filled.around(key)
    if getattr(request, "htmx", None) and after is not None:
        response = reply(request, TEMPLATE, "question", _context(filled, after, request=request, saved=True))
        response["HX-Push-Url"] = address(application, after)
        return response
    return go(request, f"{address(application, after)}?saved=1")


def _context(filled, asked, *, request, form=None, saved=False):
    application = filled.application
    number, before, after = filled.around(asked.key)
    initial = {
        "answer": shown_value(asked, filled.answers.get(asked.key)),
        "revision": filled.revision(asked.key),
    }
    if form is None and asked.kind not in FILED:
        form = AnswerForm(asked, initial=initial, places=places_of(application.call))
    return {
        "application": application,
        "question": asked,
        "text": said(asked.text),
        "help_text": said(asked.help),
        "section": said(asked.section),
        "who_sees": who_sees(asked),
        "form": form,
        "file_form": FileForm("voice" if asked.voice else asked.kind) if asked.takes_files else None,
        "files": filled.files.get(asked.key, []),
        "recording": recording_of(application.call.form, asked.key),
        "number": number,
        "total": len(filled.questions),
        "before": address(application, before) if before else "",
        "after": address(application, after),
        "spelt": spell_toman(filled.answers.get(asked.key)) if asked.kind == "money" else "",
        "saved": saved or "saved" in request.GET,
    }


def spell_toman(rials):
    """Return an amount of rials in words of toman, "" where there is none."""
    if not isinstance(rials, int) or not is_persian():
        return ""
    try:
        return _("%(amount)s تومان") % {"amount": spell(rials // 10)}
    except NumberTooLarge:
        return ""


@page(may=PERSON)
def spelled(request):
    """The amount in words, while she is still typing."""
    try:
        rials = TomanField().clean(request.GET.get("answer", ""))
    except ValidationError:
        rials = None
    return HttpResponse(spell_toman(rials), content_type="text/plain; charset=utf-8")


@page(may=PERSON, methods="POST")
def upload(request, code, key):
    application = _application(request, code)
    filled = Filled(application)
    asked = filled.find(key)
    kind = "voice" if asked.voice else asked.kind
    form = FileForm(kind if asked.takes_files else "picture", request.POST, request.FILES)
    if not form.is_valid():
        context = {**_context(filled, asked, request=request), "file_form": form}
        return reply(request, TEMPLATE, "", context, status=422)
    attach_file(application, key, form.cleaned_data["file"], kind=kind, by=request.user)
    return go(request, f"{address(application, asked)}?saved=1")


@page(may=PERSON)
def file(request, code, file_id):
    application = _application(request, code)
    attachment = get_object_or_404(rules.attachments_of(request.person), application=application, pk=file_id)
    return hand_out(attachment.content, name=f"{application.tracking_code}-{attachment.pk}", inline=True)


@page(may=PERSON, methods="POST")
def removal(request, code, file_id):
    application = _application(request, code)
    attachment = get_object_or_404(rules.attachments_of(request.person), application=application, pk=file_id)
    remove_attachment(attachment, by=request.user)
    if attachment.key.startswith("info:"):
        return go(request, reverse("mine:application", args=[code]))
    return go(request, f"{reverse('mine:question', args=[code, attachment.key])}?saved=1")


urls = [
    path("spelled/", spelled, name="spelled"),
    path("applications/<slug:code>/form/", resume, name="form"),
    path("applications/<slug:code>/questions/<slug:key>/", question, name="question"),
    path("applications/<slug:code>/questions/<slug:key>/files/", upload, name="upload"),
    path("applications/<slug:code>/files/<int:file_id>/", file, name="file"),
    path("applications/<slug:code>/files/<int:file_id>/removal/", removal, name="removal"),
]
