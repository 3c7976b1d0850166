"""Applications (درخواست‌ها): begun, withdrawn, taken up again, lapsed. Sending is in `submitting.py`."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.actions.answers import locked, tell
from koushaneh.calls.deadlines import last_moment, takes_answers, takes_new
from koushaneh.calls.models import Application, Invitation
from koushaneh.consent import actions as consents
from koushaneh.consent.models import Consent, Purpose
from koushaneh.core.refusal import Refusal
from koushaneh.registry.models import File

S, Channel = Application.State, Application.Channel
NEEDS_A_FILE = {"registry_status"}  # gates that nobody without a file can pass
CONSENT_CHANNELS = {
    Channel.SELF: Consent.Channel.SELF,
    Channel.ASSISTED: Consent.Channel.SPOKEN,
    Channel.PHONE: Consent.Channel.SPOKEN,
    Channel.PAPER: Consent.Channel.PAPER,
}
SEATED = (S.OFFERED, S.ACCEPTED)


class CallNotOpen(Refusal):
    code = "calls.not_open"


class AccessCodeWrong(Refusal):
    code = "calls.access_code_wrong"


class FileNotKnown(Refusal):
    """The one answer where the call asks for a file: it says nothing about whether there is one."""

    code = "calls.file_not_known"


class PlaceOutside(Refusal):
    code = "calls.place_outside"


class TooLateToReturn(Refusal):
    code = "calls.too_late_to_return"


class HoldsASeat(Refusal):
    """She holds a seat: `screening` gives it back with her application, so that it goes to another."""

    code = "calls.holds_a_seat"


@transaction.atomic
def start_application(call, person, *, by, wording, place=None, channel=Channel.SELF, access_code=""):
    """Begin an application and write down her consent in these words.

    Safe to repeat: there is one application for a person and a call, and it is returned. A woman
    without a (bound) file names her place, and may begin where no gate asks for a file.
    """
    existing = call.applications.filter(person=person).first()
    if existing is not None:
        return existing
    file = file_of(person, channel)
    _check_start(call, file, access_code, channel)
    place = _place_in(call, file.place if file else place)
    application = _create(call, person, by, file=file, place=place, channel=channel)
    consents.give(
        person,
        Purpose.APPLICATION,
        about=f"call:{call.pk}",
        wording=wording,
        channel=CONSENT_CHANNELS[Channel(channel)],
        by=by,
    )
    return application


def file_of(person, channel):
    """Return her live file; to herself only when it is bound to her."""
    files = File.objects.live().filter(person=person).select_related("place")
    if channel == Channel.SELF:
        files = files.exclude(bound_at=None)
    return files.first()


def needs_a_file(call):
    return any(gate["code"] in NEEDS_A_FILE for gate in call.indicators.gates)


def _check_start(call, file, access_code, channel):
    if channel != Channel.PAPER and not takes_new(call, at=timezone.now()):
        raise CallNotOpen(state=str(call.state))
    if (
        call.access_code
        and channel == Channel.SELF
        and access_code.strip().lower() != call.access_code.lower()
    ):
        raise AccessCodeWrong()
    if file is None and needs_a_file(call):
        raise FileNotKnown()


def _place_in(call, place):
    if place is None or not place.path.startswith(call.place.path):
        raise PlaceOutside()
    return place


def _create(call, person, by, **values):
    helped_by = by if values["channel"] != Channel.SELF else None
    try:
        with transaction.atomic():
            application = Application.objects.create(call=call, person=person, helped_by=helped_by, **values)
    except IntegrityError:
        if (first := call.applications.filter(person=person).first()) is None:
            raise
        return first  # another tab was faster
    if application.file_id:
        unread = Invitation.objects.filter(call=call, file=application.file, read_at=None)
        unread.update(read_at=timezone.now())
    record(
        "application.started",
        about=application,
        by=by,
        place=application.place,
        channel=str(values["channel"]),
    )
    return application


@transaction.atomic
def withdraw_application(application, *, by, why=""):
    """Take an application back, at any state before enrolment. Safe to repeat.

    Until the deadline she can take it up again. A seat she holds is given back by
    `screening.actions.offers.withdraw`, which ends here for everybody else.
    """
    application = locked(application)
    if application.state == S.WITHDRAWN:
        return application
    if application.state in SEATED:
        raise HoldsASeat()
    return write_withdrawal(application, by=by, why=why)


def write_withdrawal(application, *, by, why):
    """Move an application to withdrawn and tell her; the caller holds its lock and has settled a seat."""
    application.state_before, application.withdrawn_at = application.state, timezone.now()
    change_state(
        application,
        S.WITHDRAWN,
        by=by,
        why=why,
        place=application.place,
        also=["state_before", "withdrawn_at"],
        on_behalf_of=_on_behalf(application, by),
    )
    tell(application, "application_withdrawn" if may_return(application) else "application_left")
    return application


def may_return(application):
    """Say whether a withdrawn application can be taken up again now: it could still be sent or changed."""
    was_open = application.state_before in (S.DRAFT, S.SUBMITTED)
    return (
        application.state == S.WITHDRAWN and was_open and takes_answers(application.call, at=timezone.now())
    )


@transaction.atomic
def restore_application(application, *, by):
    """Take up a withdrawn application where it was, until the deadline. Safe to repeat."""
    application = locked(application)
    if application.state != S.WITHDRAWN:
        return application
    if not may_return(application):
        raise TooLateToReturn()
    application.withdrawn_at = None
    return change_state(
        application,
        application.state_before,
        by=by,
        place=application.place,
        also=["withdrawn_at"],
        verb="application.restored",
        on_behalf_of=_on_behalf(application, by),
    )


@transaction.atomic
def lapse_draft(application, *, by=None):
    """Let a draft lapse that was not sent in time. Safe to repeat; what has been sent stays."""
    application = locked(application)
    if application.state != S.DRAFT:
        return application
    change_state(application, S.LAPSED, by=by, place=application.place)
    tell(application, "application_lapsed")
    return application


@transaction.atomic
def bind_application(application, *, file, by):
    """Put an application on the file that an officer has found to be hers. Safe to repeat."""
    application = locked(application)
    if application.file_id == file.pk:
        return application
    if file.person_id != application.person_id:
        raise FileNotKnown()
    application.file = file
    application.save(update_fields=["file"])
    record("application.bound", about=application, by=by, place=application.place, file=file.pk)
    return application


@transaction.atomic
def remind_drafts(now, *, ahead):
    """Remind, once, the women whose drafts wait while the deadline is nearer than `ahead` (a timedelta)."""
    waiting = Application.objects.filter(
        state=S.DRAFT, reminded_at=None, call__state="open", call__closes_at__lte=now + ahead
    ).select_related("call", "place", "person")
    due = [one for one in waiting if now < last_moment(one.call)]
    for application in due:
        tell(application, "application_waits")
    Application.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=now)
    if due:
        record("applications.reminded", count=len(due))
    return len(due)


def _on_behalf(application, by):
    return None if by == application.person.account else application.person
