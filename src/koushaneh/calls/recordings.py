"""Questions read aloud (خوانش پرسش‌ها): which recording belongs to which question."""

from django.utils.translation import get_language

from koushaneh.calls.models import Call, QuestionAudio


def recording_of(form, key):
    """Return the recording of a question in the language of the page, in Persian where there is no other."""
    found = {one.language: one for one in form.recordings.filter(key=key)}
    return found.get(get_language() or "fa") or found.get("fa")


def recordings_of(form):
    """Return {(key, language): recording}."""
    return {(one.key, one.language): one for one in form.recordings.select_related("by")}


def open_recordings():
    """Recordings of calls that anybody may see."""
    told = Call.objects.exclude(state__in=[Call.State.DRAFT, Call.State.APPROVAL])
    return QuestionAudio.objects.filter(form__in=told.values("form"))  # a draft may share the form
