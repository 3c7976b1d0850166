"""The edited twin of her free texts. No review opens before it is released."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean
from koushaneh.screening.models import Redaction
from koushaneh.screening.queries import answers_by_application, free_text_keys, originals_of, voices_of
from koushaneh.screening.redacting import own_marks

State = Redaction.State


class TextMissing(Refusal):
    """An original has no edited twin yet."""

    code = "screening.text_missing"


class AlreadyReleased(Refusal):
    code = "screening.already_released"


class AnotherEditor(Refusal):
    code = "screening.another_editor"


class StillTells(Refusal):
    """The edited text still holds her name or a long number."""

    code = "screening.still_tells"


@transaction.atomic
def prepare_redactions(applications, *, by):
    """Put the free texts of eligible applications into the editors' queue; called with their admission.

    Who wrote and said nothing is released at once and marked so. Safe to repeat.
    """
    answers, spoken = answers_by_application(applications), voices_of(applications)
    rows = [_prepared(one, answers[one.pk], one.pk in spoken) for one in applications]
    Redaction.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if rows:
        automatic = sum(row.is_automatic for row in rows)
        record("redactions.prepared", by=by, count=len(rows), automatic=automatic)
    return rows


def _prepared(application, answers, has_voice):
    wrote = has_voice or any(answers.get(key) for key in free_text_keys(application.call.form))
    if wrote:
        return Redaction(application_id=application.pk, state=State.WAITING)
    return Redaction(
        application_id=application.pk, state=State.RELEASED, is_automatic=True, released_at=timezone.now()
    )


def _locked(redaction):
    rows = Redaction.objects.select_for_update(of=("self",))
    return rows.select_related("application__call__form", "application__person").get(pk=redaction.pk)


@transaction.atomic
def take_text(redaction, *, by):
    """Begin to edit. Safe to repeat; refuses a text that another editor holds."""
    redaction = _locked(redaction)
    if redaction.state == State.WORKING and redaction.editor_id == by.pk:
        return redaction
    if redaction.state == State.WORKING:
        raise AnotherEditor()
    redaction.editor = by
    return change_state(redaction, State.WORKING, by=by, also=["editor"])


@transaction.atomic
def save_texts(redaction, *, by, texts):
    """Keep the edited texts so far. Refuses texts that are released or held by another editor."""
    redaction = _held(redaction, by)
    keys = {key for key, _original in originals_of(redaction)}
    redaction.texts = {key: clean(text) for key, text in texts.items() if key in keys}
    redaction.save(update_fields=["texts"])
    record("redaction.saved", about=redaction, by=by)
    return redaction


def _held(redaction, by):
    redaction = _locked(redaction)
    if redaction.state == State.RELEASED:
        raise AlreadyReleased()
    if redaction.editor_id not in (None, by.pk):
        raise AnotherEditor()
    return redaction


@transaction.atomic
def release_texts(redaction, *, by, texts=None):
    """Open the edited texts for review. Refuses while one is missing or still tells her name or number."""
    redaction = take_text(redaction, by=by)
    if texts is not None:
        redaction = save_texts(redaction, by=by, texts=texts)
    originals = originals_of(redaction)
    if missing := [key for key, _original in originals if not redaction.texts.get(key, "").strip()]:
        raise TextMissing(count=len(missing))
    _check_silence(redaction)
    redaction.released_at = timezone.now()
    return change_state(redaction, State.RELEASED, by=by, also=["released_at"])


def _check_silence(redaction):
    """Her own names and long numbers are refused; everything else is left to the editor's judgment."""
    person = redaction.application.person
    names = [person.first_name, person.last_name, person.preferred_name]
    telling = [mark for text in redaction.texts.values() for mark in own_marks(text, names)]
    if telling:
        raise StillTells(count=len(telling))


@transaction.atomic
def take_back_text(redaction, *, by):
    """Put a text back into the queue, for another editor."""
    redaction = _held(redaction, by)
    redaction.editor = None
    return change_state(redaction, State.WAITING, by=by, also=["editor"])


@transaction.atomic
def free_texts(call, editor, *, by):
    """Put the texts that an absent editor holds back into the queue, with what she has edited. Safe to repeat."""
    held = Redaction.objects.select_for_update(of=("self",)).filter(
        application__call=call, editor=editor, state=State.WORKING
    )
    freed = list(held.select_related("application__place").order_by("pk"))
    for redaction in freed:
        redaction.editor = None
        change_state(redaction, State.WAITING, by=by, also=["editor"], place=redaction.application.place)
    return len(freed)


def waiting_count(call):
    """Return how many eligible applications still wait for their released twin."""
    waiting = Redaction.objects.exclude(state=State.RELEASED).filter(application__call=call)
    return waiting.exclude(application__state=Application.State.WITHDRAWN).count()
