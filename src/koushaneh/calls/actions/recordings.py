"""Recordings of the questions (خوانش پرسش‌ها): uploaded and replaced by the office."""

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.calls.models import FormVersion, QuestionAudio
from koushaneh.calls.questions import UnknownQuestion, parse


@transaction.atomic
def put_recording(form, key, content, *, by, language="fa", is_synthetic=False):
    """Keep a recording of a question; a former one is replaced and its file deleted."""
    form = FormVersion.objects.select_for_update().get(pk=form.pk)
    _check_key(form, key)
    _drop(form, key, language)
    recording = QuestionAudio.objects.create(
        form=form, key=key, language=language, content=content, is_synthetic=is_synthetic, by=by
    )
    record("recording.put", about=form, by=by, key=key, language=language, synthetic=is_synthetic)
    return recording


@transaction.atomic
def remove_recording(form, key, *, by, language="fa"):
    """Take a recording away. Safe to repeat."""
    if _drop(form, key, language):
        record("recording.removed", about=form, by=by, key=key, language=language)


def _check_key(form, key):
    if key not in {question.key for question in parse(form.questions)}:
        raise UnknownQuestion(key=key)


def _drop(form, key, language):
    former = form.recordings.filter(key=key, language=language).first()
    if former is None:
        return False
    storage, name = former.content.storage, former.content.name
    former.delete()
    transaction.on_commit(lambda: storage.delete(name))
    return True
