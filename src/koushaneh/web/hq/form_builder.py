"""Building the questions of a draft call: the list, one question, undo, where to begin, and the preview."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.calls.actions import forming
from koushaneh.calls.form_file import LARGEST, read_form, write_form
from koushaneh.calls.form_readers import only_in_register, readers_by_key, readers_of
from koushaneh.calls.queries import versions_of
from koushaneh.calls.questions import FILED, questions_of, shipped
from koushaneh.calls.rules import calls_for
from koushaneh.web.asking import AnswerForm, FileForm, places_of, who_sees
from koushaneh.web.conditions import condition_of, numbered, said
from koushaneh.web.hq.compose import draft_or_404, outline
from koushaneh.web.hq.form_story import parts_of_form, story_of
from koushaneh.web.hq.question_form import KINDS, QuestionForm
from koushaneh.web.pages import go, page, reply

COMPOSE = Permission.CALL_COMPOSE


def _address(call, key=""):
    return reverse("hq:call_form", args=[call.code]) + (f"#{key}" if key else "")


def _seen(request):
    raw = request.POST.get("seen", "")
    return int(raw) if raw.isdecimal() and len(raw) < 19 else 0


@page(may=COMPOSE)
def form(request, code):
    call = draft_or_404(request, code)
    versions = versions_of(call)
    context = {
        **outline(call, "form"),
        "parts": parts_of_form(call),
        "form": call.form,
        "undo": versions[1] if len(versions) > 1 else None,
        "only_in_register": only_in_register(call),
    }
    return reply(request, "hq/form.html", "", context)


def _found(call, key):
    for one in call.form.questions:
        if one["key"] == key:
            return one
    raise Http404


def _slots(call):
    """Return the readers whose question is not in the form."""
    keys = {one["key"] for one in call.form.questions}
    return [reader for reader in readers_of(call) if reader.key not in keys]


@page(may=COMPOSE, methods="GET POST")
def new_question(request, code):
    call = draft_or_404(request, code)
    slots = {reader.key: reader for reader in _slots(call)}
    reader = slots.get(request.GET.get("slot", ""))
    kinds = {kind: KINDS[kind] for kind in (reader.accepts if reader else KINDS)}
    kind = request.GET.get("kind", "")
    if kind not in kinds:
        context = {**outline(call, "form"), "kinds": kinds.items(), "reader": reader, "slots": slots.values()}
        return reply(request, "hq/form_kind.html", "", context)
    start = {"key": reader.key, "options": _options_for(reader)} if reader else {}
    bound = QuestionForm(
        request.POST or None, call=call, kind=kind, question=start, readers=[reader] if reader else ()
    )
    after = request.GET.get("after", "")
    return _write(request, call, bound, lambda **more: forming.add_question(call, after=after, **more))


def _options_for(reader):
    """Return an option for each answer that an indicator has points for, least first; its words are to be written.

    The order of keys is not kept by every database, so that the points give it.
    """
    points = reader.points or {}
    return [{"value": value} for value in sorted(points, key=lambda value: (points[value], value))]


@page(may=COMPOSE, methods="GET POST")
def question(request, code, key):
    call = draft_or_404(request, code)
    found, readers = _found(call, key), readers_by_key(call).get(key, [])
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else found["kind"]
    bound = QuestionForm(request.POST or None, call=call, kind=kind, question=found, readers=readers)
    return _write(
        request, call, bound, lambda question, **more: forming.edit_question(call, key, question, **more)
    )


def _write(request, call, bound, act):
    """Let an action write what the form says; what somebody else did meanwhile is shown, nothing is lost."""
    changed = False
    if request.method == "POST" and bound.is_valid():
        if bound.cleaned_data["seen"] == call.form_id:
            return _acted(request, call, bound, act)
        changed, bound.data = True, request.POST.copy()
        bound.data["seen"] = call.form_id
    context = {
        **outline(call, "form"),
        "form": bound,
        "kind": KINDS[bound.kind],
        "kinds": KINDS.items() if bound.question.get("kind") else (),
        "key": bound.question.get("key", ""),
        "has_changed": changed,
    }
    return reply(request, "hq/form_question.html", "", context, status=409 if changed else 200)


def _acted(request, call, bound, act):
    question = bound.as_question()
    try:
        call = act(
            question=question,
            by=request.user,
            seen=bound.cleaned_data["seen"],
            points=bound.points_given() if bound.points is not None else None,
        )
    except forming.QuestionIsRead as refusal:
        return _read(request, call, refusal)
    messages.success(request, _t("پرسش ثبت شد."))
    return go(request, _address(call, question.get("key") or call.form.change.get("question", "")))


def _read(request, call, refusal):
    """Say who reads a question, and where to go so that nobody does."""
    known = numbered(questions_of(call.form))
    readers = [reader for reader in readers_by_key(call).get(refusal.facts["key"], ())]
    context = {
        **outline(call, "form"),
        "text": said(known[refusal.facts["key"]][1].text),
        "readers": [one for one in readers if one.code in refusal.facts["readers"]],
        "waiting": [(key, said(known[key][1].text)) for key in refusal.facts["waiting"]],
    }
    return reply(request, "hq/form_read.html", "", context, status=409)


@page(may=COMPOSE, methods="POST")
def question_copy(request, code, key):
    call = forming.copy_question(draft_or_404(request, code), key, by=request.user, seen=_seen(request))
    return go(request, _address(call, call.form.change["question"]))


@page(may=COMPOSE, methods="POST")
def question_removal(request, code, key):
    call = draft_or_404(request, code)
    try:
        call = forming.remove_question(call, key, by=request.user, seen=_seen(request))
    except forming.QuestionIsRead as refusal:
        return _read(request, call, refusal)
    messages.success(request, _t("پرسش برداشته شد. با «برگرداندن آخرین تغییر» دوباره می‌آید."))
    return go(request, _address(call))


@page(may=COMPOSE, methods="POST")
def question_rise(request, code, key):
    return _moved(request, code, key, -1)


@page(may=COMPOSE, methods="POST")
def question_fall(request, code, key):
    return _moved(request, code, key, 1)


def _moved(request, code, key, step):
    call = draft_or_404(request, code)
    call = forming.move_question(call, key, by=request.user, seen=_seen(request), step=step)
    return go(request, _address(call, key))


@page(may=COMPOSE, methods="POST")
def form_undo(request, code):
    call = draft_or_404(request, code)
    versions = versions_of(call)
    if len(versions) > 1:
        call = forming.restore_form(call, versions[1], by=request.user, seen=_seen(request))
        messages.success(request, _t("آخرین تغییر برگشت."))
    return go(request, _address(call))


@page(may=COMPOSE)
def form_versions(request, code):
    call = draft_or_404(request, code)
    context = {**outline(call, "form"), "versions": story_of(versions_of(call))}
    return reply(request, "hq/form_versions.html", "", context)


@page(may=COMPOSE, methods="GET POST")
def form_beginning(request, code):
    """Where to begin: what ships, the form of another call, or nothing."""
    call = draft_or_404(request, code)
    earlier = _earlier(request, call)
    if request.method == "POST":
        return _begun(request, call, earlier)
    return reply(request, "hq/form_beginning.html", "", {**outline(call, "form"), "earlier": earlier})


def _earlier(request, call):
    calls = calls_for(request.user, COMPOSE).exclude(pk=call.pk).select_related("form")
    return list(calls.order_by("-opens_at")[:30])


def _begun(request, call, earlier):
    chosen, source = request.POST.get("source", ""), None
    if chosen == "shipped":
        questions = shipped()["questions"]
    elif chosen == "empty":
        questions = []
    else:
        source = next((one.form for one in earlier if one.code == chosen), None)
        if source is None:
            raise Http404
        questions = source.questions
    did = "emptied" if chosen == "empty" else "started"
    call = forming.replace_form(call, questions, by=request.user, seen=_seen(request), did=did, source=source)
    messages.success(request, _t("فرم از نو آغاز شد. نسخهٔ پیشین با «برگرداندن آخرین تغییر» برمی‌گردد."))
    return go(request, _address(call))


@page(may=COMPOSE)
def form_file(request, code):
    """Give the questions out as a file, for another call or another house."""
    call = draft_or_404(request, code)
    answer = HttpResponse(write_form(call.form), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="form-{call.code}.json"'
    return answer


@page(may=COMPOSE, methods="POST")
def form_upload(request, code):
    """Take the questions of a file in place of those of this draft; the former ones can be brought back."""
    call, given = draft_or_404(request, code), request.FILES.get("file")
    if given is None:
        messages.warning(request, _t("فایلی برگزیده نشده بود."))
        return go(request, reverse("hq:form_beginning", args=[call.code]))
    questions = read_form(given.read(LARGEST + 1))
    call = forming.replace_form(call, questions, by=request.user, seen=_seen(request), did="uploaded")
    messages.success(request, _t("پرسش‌های فایل آمد. نسخهٔ پیشین با «برگرداندن آخرین تغییر» برمی‌گردد."))
    return go(request, _address(call))


@page(may=COMPOSE)
def form_preview(request, code, key):
    """One question as a woman sees it on her phone."""
    call = draft_or_404(request, code)
    _found(call, key)
    questions = questions_of(call.form)
    keys = [one.key for one in questions]
    here = keys.index(key)
    asked = questions[here]
    context = {
        **outline(call, "form"),
        "question": asked,
        "text": said(asked.text),
        "help_text": said(asked.help),
        "section": said(asked.section),
        "who_sees": who_sees(asked),
        "condition": condition_of(asked, numbered(questions)),
        "form": AnswerForm(asked, places=places_of(call)) if asked.kind not in FILED else None,
        "file_form": FileForm("voice" if asked.voice else asked.kind) if asked.takes_files else None,
        "number": here + 1,
        "total": len(keys),
        "before": keys[here - 1] if here else "",
        "after": keys[here + 1] if here + 1 < len(keys) else "",
    }
    return reply(request, "hq/form_preview.html", "", context)


FORM = "calls/<slug:code>/form/"
urls = [
    path(FORM, form, name="call_form"),
    path(f"{FORM}new/", new_question, name="question_new"),
    path(f"{FORM}undo/", form_undo, name="form_undo"),
    path(f"{FORM}versions/", form_versions, name="form_versions"),
    path(f"{FORM}beginning/", form_beginning, name="form_beginning"),
    path(f"{FORM}file/", form_file, name="form_file"),
    path(f"{FORM}upload/", form_upload, name="form_upload"),
    path(f"{FORM}questions/<slug:key>/", question, name="question"),
    path(f"{FORM}questions/<slug:key>/preview/", form_preview, name="form_preview"),
    path(f"{FORM}questions/<slug:key>/copy/", question_copy, name="question_copy"),
    path(f"{FORM}questions/<slug:key>/removal/", question_removal, name="question_removal"),
    path(f"{FORM}questions/<slug:key>/rise/", question_rise, name="question_rise"),
    path(f"{FORM}questions/<slug:key>/fall/", question_fall, name="question_fall"),
]
