"""Notes of a case: written, changed and signed by their author; additions to what is locked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.counselling.actions import notes as actions
from koushaneh.counselling.models import Note
from koushaneh.counselling.reading import notes_of
from koushaneh.counselling.rules import notes_for
from koushaneh.web.counsel import forms, vault
from koushaneh.web.counsel.cases import address, case_context, episode_or_404
from koushaneh.web.counsel.keys import opened_with
from koushaneh.web.pages import go, page, reply

COUNSEL = Permission.COUNSEL


def note_or_404(request, episode_id, note_id):
    return get_object_or_404(notes_for(request.user), pk=note_id, episode=episode_id)


def read_form(request):
    """Return the form and the key: that of the session, or one opened with the passphrase in the form."""
    opened = vault.opened_by(request)
    form = forms.NoteForm(request.POST, is_open=bool(opened))
    if form.is_valid() and opened is None:
        if form.cleaned_data["passphrase"]:
            opened = opened_with(request, form)
        else:
            form.add_error("passphrase", _t("کلید بسته شده است. رمز را بنویسید؛ نوشتهٔ شما سر جایش است."))
    return form, opened


def done(request, opened, episode_id, words):
    """Go back to the case; a key that was opened on the way stays open."""
    messages.success(request, words)
    response = go(request, address(episode_id))
    return response if vault.opened_by(request) else vault.put_in(request, response, opened)


@page(may=COUNSEL, methods="POST")
def writing(request, episode_id):
    found = episode_or_404(request, episode_id)
    form, opened = read_form(request)
    if not form.is_valid():
        context = case_context(request, found, note_form=form)
        return reply(request, "counsel/case.html", "", context, status=422)
    actions.write_note(found, form.cleaned_data["text"], by=request.user, opened=opened)
    return done(request, opened, episode_id, _t("پیش‌نویس بسته و نگه داشته شد. وقتی کامل شد امضایش کنید."))


def note_context(request, found, form=None):
    opened = vault.opened_by(request)
    words = dict(notes_of(found.episode, opened)).get(found) if opened else None
    initial = {"text": words or ""} if found.is_open else {}
    return {
        "note": found,
        "episode": found.episode,
        "opened": opened,
        "words": words,
        "form": form or forms.NoteForm(is_open=bool(opened), initial=initial),
        "passphrase_form": forms.PassphraseForm(auto_id="open_%s"),
    }


@page(may=COUNSEL)
def note(request, episode_id, note_id):
    found = note_or_404(request, episode_id, note_id)
    record_reading("counselling.read", [found.episode.person_id], by=request.user, opened=True)
    return reply(request, "counsel/note.html", "", note_context(request, found))


def with_note(act, words):
    """Return a page that reads the text of a form and acts on one note."""

    @page(may=COUNSEL, methods="POST")
    def view(request, episode_id, note_id):
        found = note_or_404(request, episode_id, note_id)
        form, opened = read_form(request)
        if not form.is_valid():
            context = note_context(request, found, form)
            return reply(request, "counsel/note.html", "", context, status=422)
        act(found, form.cleaned_data["text"], by=request.user, opened=opened)
        return done(request, opened, episode_id, words())

    return view


rewriting = with_note(actions.rewrite_note, lambda: _t("یادداشت تغییر کرد."))
addition = with_note(actions.add_to_note, lambda: _t("افزوده ثبت شد."))


@page(may=COUNSEL, methods="POST")
def signing(request, episode_id, note_id):
    actions.sign_note(note_or_404(request, episode_id, note_id), by=request.user)
    messages.success(request, _t("امضا شد. تا دو روز می‌توانید اصلاحش کنید؛ پس از آن قفل می‌شود."))
    return go(request, address(episode_id))


def card(request):
    """Drafts that wait for her signature."""
    if not may(request.user, COUNSEL):
        return None
    drafts = notes_for(request.user).filter(state=Note.State.DRAFT).order_by("made_at", "pk")
    drafts = list(drafts.values_list("episode_id", "pk"))
    if not drafts:
        return None
    return {
        "title": _t("یادداشت‌های امضانشده"),
        "count": len(drafts),
        "href": reverse("counsel:note", args=drafts[0]),
        "action": _t("نخستین را ببینید"),
        "icon": "signature",
        "order": 15,
    }


NOTE = "cases/<int:episode_id>/notes/<int:note_id>/"
urls = [
    path("cases/<int:episode_id>/notes/", writing, name="note_writing"),
    path(NOTE, note, name="note"),
    path(f"{NOTE}rewriting/", rewriting, name="note_rewriting"),
    path(f"{NOTE}signing/", signing, name="note_signing"),
    path(f"{NOTE}addition/", addition, name="note_addition"),
]
