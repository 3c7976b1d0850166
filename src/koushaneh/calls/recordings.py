"""Questions read aloud (خوانش پرسش‌ها): which recording belongs to which question."""

from django.utils.translation import get_language

from koushaneh.calls.models import Call, QuestionAudio


def recording_of(form, key):
    """Return the recording of a question in the language of the page, in Persian where there is no other."""
    found = {one.language: one for one in form.recordings.filter(key=key)}
    return found.get(get_language() or "fa") or found.get("fa")


def spoken_of(question, language):
    """Return the words that a recording of a question says, in all tracks, as one text to compare."""
    shown = {"text": question.text, "help": question.help, "options": question.options}
    tracks = [("", shown), *sorted(question.variants.items())]
    return "\n".join(f"{track}: {_said(words, language)}" for track, words in tracks)


def _said(words, language):
    parts = [words.get("text", {}), words.get("help", {})]
    parts += [option["label"] for option in words.get("options", ())]
    return " | ".join(part.get(language, "") for part in parts)


def recordings_of(form):
    """Return {(key, language): recording}."""
    return {(one.key, one.language): one for one in form.recordings.select_related("by")}


def open_recordings():
    """Recordings of calls that anybody may see."""
    told = Call.objects.exclude(state__in=[Call.State.DRAFT, Call.State.APPROVAL])
    return QuestionAudio.objects.filter(form__in=told.values("form"))  # a draft may share the form
