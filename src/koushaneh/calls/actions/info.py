"""Requests for what is missing, from her side (درخواست مدرک): answered in time, reminded, expired."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.actions.answers import locked, tell
from koushaneh.calls.actions.attachments import request_key
from koushaneh.calls.models import Application, Call, InfoRequest
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean

State = InfoRequest.State


class InfoLate(Refusal):
    code = "calls.info_late"


class InfoEmpty(Refusal):
    code = "calls.info_empty"


@transaction.atomic
def answer_info_request(asked, *, text, by):
    """Take her answer, in words or by the papers already attached. The office then goes on checking.

    Safe to repeat with the same words. Refuses after the due time and when nothing was given.
    """
    asked = InfoRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    text = clean(text).strip()
    if asked.state == State.ANSWERED and asked.answer == text:
        return asked
    if asked.state != State.OPEN or asked.due_at < timezone.now():
        raise InfoLate()
    application = locked(asked.application)
    if not text and not application.attachments.filter(key=request_key(asked), removed_at=None).exists():
        raise InfoEmpty()
    asked.answer = text
    is_own = by == application.person.account
    change_state(
        asked,
        State.ANSWERED,
        by=by,
        place=application.place,
        also=["answer"],
        on_behalf_of=None if is_own else application.person,
    )
    _go_on(application, by)
    return asked


def _go_on(application, by):
    """The check continues once nothing is open any more."""
    is_waiting = application.info_requests.filter(state=State.OPEN).exists()
    if application.state == Application.State.INFO_REQUESTED and not is_waiting:
        change_state(application, Application.State.CHECKING, by=by, place=application.place)


@transaction.atomic
def lapse_info_requests(now, *, by=None):
    """Close the requests whose time is over and go on with what there is. Safe to repeat."""
    late = InfoRequest.objects.select_for_update(of=("self",)).filter(state=State.OPEN, due_at__lt=now)
    late = late.exclude(application__call__state=Call.State.CANCELLED)  # she was told that it is over
    late = list(late.select_related("application").order_by("pk"))
    for asked in late:
        application = locked(asked.application)
        change_state(asked, State.EXPIRED, by=by, place=application.place)
        _go_on(application, by)
        tell(application, "info_expired")
    return len(late)


@transaction.atomic
def remind_info_requests(now, *, ahead):
    """Remind, once, of requests that fall due within `ahead` (a timedelta)."""
    waiting = InfoRequest.objects.filter(
        state=State.OPEN, reminded_at=None, due_at__gt=now, due_at__lte=now + ahead
    )
    waiting = waiting.exclude(application__call__state=Call.State.CANCELLED)
    due = list(waiting.select_related("application__call", "application__person", "application__place"))
    for asked in due:
        tell(asked.application, "info_waits")
    InfoRequest.objects.filter(pk__in=[asked.pk for asked in due]).update(reminded_at=now)
    if due:
        record("info_requests.reminded", count=len(due))
    return len(due)
