"""Her word (تأیید خودش): on what somebody filled in for her, before sending and for a change after it."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.calls.actions.answers import AnswersClosed, follow_track, keep_revisions, locked, tell
from koushaneh.calls.deadlines import takes_answers
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.notify.actions import reachable
from koushaneh.notify.codes import ask_code, check_code

S, Confirmation = Application.State, Application.Confirmation


class NotConfirmed(Refusal):
    """Somebody filled it in for her, and she has not confirmed it yet."""

    code = "calls.not_confirmed"


class NoPhone(Refusal):
    code = "calls.no_phone"


@transaction.atomic
def ask_confirmation(application, *, by):
    """Send a code to her phone, which she reads out to whoever filled in for her. Returns the asked code."""
    application = locked(application)
    contact = reachable(application.person)
    if contact is None:
        raise NoPhone()
    record("application.confirmation_asked", about=application, by=by, place=application.place)
    purpose = f"confirm:application:{application.pk}"
    return ask_code(contact.phone, purpose, person=application.person, template="confirmation_code")


@transaction.atomic
def confirm_by_code(application, asked, typed, *, by):
    """Say whether the code that she read out is right, and confirm with it. A wrong try is counted."""
    if asked.purpose != f"confirm:application:{application.pk}" or not check_code(asked, typed):
        return False
    _confirm(application, Confirmation.SMS, by, said="")
    return True


@transaction.atomic
def confirm_spoken(application, *, by, said):
    """Record that she confirmed by word of mouth: who heard it, when, and what she said."""
    if not said.strip():
        raise NotConfirmed()
    return _confirm(application, Confirmation.SPOKEN, by, said=said)


@transaction.atomic
def confirm_changes(application, *, by):
    """She says herself that what was changed for her is right. Safe to repeat."""
    application = locked(application)
    if by is None or by != application.person.account:
        raise NotConfirmed()
    if application.unconfirmed_since is None:
        return application
    return _confirm(application, Confirmation.SELF, by, said="")


@transaction.atomic
def _confirm(application, way, by, *, said):
    application = locked(application)
    if not _waits_for_her(application):
        raise AnswersClosed(state=str(application.state))
    application.confirmation, application.confirmed_at, application.confirmed_by = way, timezone.now(), by
    application.unconfirmed_since = None
    columns = ["confirmation", "confirmed_at", "confirmed_by", "unconfirmed_since"]
    application.save(update_fields=columns)
    record(
        "application.confirmed",
        about=application,
        by=by,
        place=application.place,
        on_behalf_of=None if by == application.person.account else application.person,
        why=said,
        way=str(way),
    )
    return application


def _waits_for_her(application):
    """A draft, or a change after sending; neither once the call takes no answers any more."""
    is_changed = application.state == S.SUBMITTED and application.unconfirmed_since is not None
    is_open = takes_answers(application.call, at=timezone.now())
    return application.state == S.DRAFT or (is_changed and is_open)


@transaction.atomic
def drop_unconfirmed(application, *, by=None):
    """Put her own answers back where a change after sending was never confirmed. Safe to repeat.

    Called when the call closes; the dropped answers stay as history.
    """
    application = locked(application)
    if application.unconfirmed_since is None:
        return application
    earlier = _confirmed_answers(application)
    keep_revisions(Filled(application), earlier, by)
    follow_track(application, earlier)
    application.unconfirmed_since = None
    application.save(update_fields=["unconfirmed_since"])
    record(
        "application.change_dropped", about=application, by=by, place=application.place, keys=sorted(earlier)
    )
    tell(application, "application_change_dropped")
    return application


def _confirmed_answers(application):
    """Return {key: value} as it stood before what others have changed since.

    Lists of files are left alone: what was attached for her stays with its date.
    """
    her, since = application.person.account_id, application.unconfirmed_since
    earlier = {}
    for key, row in Filled(application).unconfirmed.items():
        if not isinstance(row.value, list):
            former = application.answers.filter(key=key, revision__lt=row.revision).order_by("-revision")
            kept = next((one for one in former if one.at < since or one.by_id == her), None)
            earlier[key] = kept.value if kept else None
    return earlier
