"""Questions read aloud (خوانش پرسش‌ها): which recording belongs to which question."""

from django.utils.translation import get_language

from koushaneh.calls.models import QuestionAudio


def recording_of(form, key):
    """Return the recording of a question in the language of the page, in Persian where there is no other."""
    found = {one.language: one for one in form.recordings.filter(key=key)}
    return found.get(get_language() or "fa") or found.get("fa")


def recordings_of(form):
    """Return {(key, language): recording}."""
    return {(one.key, one.language): one for one in form.recordings.select_related("by")}


def open_recordings():
    """Recordings of calls that anybody may see."""
    shown = QuestionAudio.objects.exclude(form__calls=None)
    return shown.exclude(form__calls__state__in=["draft", "approval"]).distinct()
