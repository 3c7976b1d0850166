"""She says that something is wrong (اصلاح): her office puts it right or says why not, and she reads the answer."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean
from koushaneh.notify.actions import send
from koushaneh.places.days import Days
from koushaneh.places.offices import office_of
from koushaneh.registry.actions.calling import close_call_task, open_call_task
from koushaneh.registry.models import CallTask
from koushaneh.rights.models import CorrectionRequest

ANSWERED_WITHIN = 3  # working days
S = CorrectionRequest.State


class NothingSaid(Refusal):
    code = "rights.nothing_said"


class AnswerMissing(Refusal):
    code = "rights.answer_missing"


@transaction.atomic
def ask_correction(person, *, by, place, about, text):
    """Write down what she says is wrong and put her on the call list of her office.

    The same words again are one wish.
    """
    if len(clean(text)) < 3:
        raise NothingSaid()
    same = CorrectionRequest.objects.filter(person=person, state=S.OPEN, about=about, text=clean(text))
    if found := same.first():
        return found
    wish = CorrectionRequest.objects.create(
        person=person,
        place=place,
        about=about,
        text=clean(text),
        filed_at=timezone.now(),
        filed_by=by,
        due_at=_due(place),
    )
    open_call_task(
        person, place=place, reason=CallTask.Reason.CORRECTION, by=by, about=_about(wish), note=wish.text
    )
    record("correction.asked", about=wish, by=by, place=place, of=str(about))
    return wish


def _about(wish):
    return f"correction:{wish.pk}"


def _due(place):
    """The same hour on the third working day from now."""
    days, due = Days(place), timezone.now()
    for _ in range(ANSWERED_WITHIN):
        due = days.deadline(due + timedelta(days=1))
    return due


@transaction.atomic
def answer_correction(wish, *, by, outcome, answer):
    """Say what was put right, or why it stays; she is told. The first answer stands: safe to repeat."""
    rows = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("person", "place")
    wish = rows.get(pk=wish.pk)
    if wish.state != S.OPEN:
        return wish
    if len(clean(answer)) < 3:
        raise AnswerMissing()
    wish.answer, wish.answered_at, wish.answered_by = clean(answer), timezone.now(), by
    also = ["answer", "answered_at", "answered_by"]
    change_state(wish, outcome, by=by, place=wish.place, also=also)
    close_call_task(wish.person, CallTask.Reason.CORRECTION, by=by, about=_about(wish))
    link, office = "/my/privacy/correction/", office_of(wish.place)
    send(wish.person, "correction_answered", {}, about=_about(wish), link=link, office=office)
    return wish
