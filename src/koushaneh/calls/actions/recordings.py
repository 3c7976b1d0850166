"""Recordings of the questions (خوانش پرسش‌ها): uploaded and replaced by the office, carried to the next version."""

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.calls.models import FormVersion, QuestionAudio
from koushaneh.calls.questions import UnknownQuestion, questions_of
from koushaneh.calls.recordings import spoken_of
from koushaneh.core.written import files_follow


@files_follow()
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
    if key not in {question.key for question in questions_of(form)}:
        raise UnknownQuestion(key=key)


def _drop(form, key, language):
    """Delete the row, and the file once no other version of the form speaks with it."""
    former = form.recordings.filter(key=key, language=language).first()
    if former is None:
        return False
    storage, name = former.content.storage, former.content.name
    former.delete()
    if not QuestionAudio.objects.filter(content=name).exists():
        transaction.on_commit(lambda: storage.delete(name))
    return True


def carry_recordings(form, sources):
    """Let a new version speak with the recordings of `sources`, wherever the words are the same.

    A recording of other words would say what is no longer asked: it stays behind. Returns how many fit.
    """
    known = {}
    for source in sources:
        words = {one.key: one for one in questions_of(source)}
        for one in source.recordings.all():
            known.setdefault((spoken_of(words[one.key], one.language), one.language), one)
    fitting = [
        QuestionAudio(
            form=form,
            key=question.key,
            language=language,
            content=one.content.name,
            is_synthetic=one.is_synthetic,
            by_id=one.by_id,
        )
        for question in questions_of(form)
        for (words, language), one in known.items()
        if words == spoken_of(question, language)
    ]
    QuestionAudio.objects.bulk_create(fitting)
    return len(fitting)
