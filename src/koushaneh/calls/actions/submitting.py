"""Sending an application (فرستادن درخواست): what must be there, the snapshot of facts, the receipt."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state
from koushaneh.calls.actions.answers import AnswersClosed, locked, write_answers
from koushaneh.calls.actions.applications import start_application
from koushaneh.calls.actions.confirming import NotConfirmed
from koushaneh.calls.deadlines import takes_answers, takes_paper
from koushaneh.calls.facts import facts_of_file
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application, FactSnapshot
from koushaneh.consent.actions import holds
from koushaneh.consent.models import Purpose
from koushaneh.core.refusal import Refusal
from koushaneh.core.states import IllegalTransition
from koushaneh.core.time import today
from koushaneh.notify.actions import send
from koushaneh.places.offices import office_of

S, Channel, Confirmation = Application.State, Application.Channel, Application.Confirmation


class AnswersMissing(Refusal):
    code = "calls.answers_missing"


class ConsentMissing(Refusal):
    code = "calls.consent_missing"


class PaperLate(Refusal):
    code = "calls.paper_late"


class WitnessNeeded(Refusal):
    code = "calls.witness_needed"


class AlreadyApplied(Refusal):
    code = "calls.already_applied"


@transaction.atomic
def submit_application(application, *, by):
    """Send an application: take the snapshot of facts, give the receipt. Safe to repeat.

    The server's clock decides, within the grace. What somebody filled in for her needs her
    confirmation first; sending it herself is one.
    """
    application = locked(application)
    if application.state == S.SUBMITTED:
        return application
    if application.state != S.DRAFT:  # a withdrawn one is taken up again by restore_application
        raise IllegalTransition(model="calls.Application", now=str(application.state), to=str(S.SUBMITTED))
    if not takes_answers(application.call, at=timezone.now()):
        raise AnswersClosed(state=str(application.state))
    return _submit(application, by)


def _submit(application, by):
    _confirm_by_sending(application, by)
    if missing := Filled(application).missing:
        raise AnswersMissing(count=len(missing))
    if not holds(application.person, Purpose.APPLICATION, f"call:{application.call_id}"):
        raise ConsentMissing()
    take_snapshot(application)
    application.submitted_at = timezone.now()
    columns = ["submitted_at", "confirmation", "confirmed_at", "confirmed_by"]
    change_state(
        application,
        S.SUBMITTED,
        by=by,
        place=application.place,
        also=columns,
        on_behalf_of=None if by == application.person.account else application.person,
        channel=application.channel,
        confirmation=application.confirmation,
    )
    _give_receipt(application)
    return application


def _confirm_by_sending(application, by):
    is_own = application.person.account is not None and by == application.person.account
    if is_own:
        application.confirmation = Confirmation.SELF
        application.confirmed_at, application.confirmed_by = timezone.now(), by
    if not application.confirmation:
        raise NotConfirmed()


def _give_receipt(application):
    send(
        application.person,
        "application_received",
        {"call": application.call.title_in_both, "tracking_code": {"code": application.tracking_code}},
        about=f"application:{application.pk}",
        link=f"/my/applications/{application.tracking_code}/",
        office=office_of(application.place),
    )


def take_snapshot(application):
    """Freeze what her file says today; a later change of the file does not change the application."""
    facts = facts_of_file(application.file, on=today()) if application.file else {}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    snapshot = FactSnapshot(application=application, facts=facts, hash=digest)
    upsert = {"update_conflicts": True, "unique_fields": ["application"], "update_fields": ["facts", "hash"]}
    FactSnapshot.objects.bulk_create([snapshot], **upsert)  # one statement, whether it is there or not


@transaction.atomic
def enter_paper(call, person, *, by, answers, received_on, witness, wording, place=None):
    """Enter a paper form with her fingerprint and a witness, and send it. It counts from the day it came.

    All or nothing. A draft of hers that had lapsed meanwhile is taken up again; what she answered there
    stays where the paper says nothing. Refuses a form that came late, and a second application.
    """
    if received_on > today() or not takes_paper(call, received_on=received_on):
        raise PaperLate()
    if not witness.strip():
        raise WitnessNeeded()
    application = locked(
        start_application(call, person, by=by, wording=wording, place=place, channel=Channel.PAPER)
    )
    if application.state == S.LAPSED:
        change_state(
            application, S.DRAFT, by=by, place=application.place, verb="application.revived", why="paper"
        )
    if application.state != S.DRAFT:
        return _same_paper(application, received_on, witness)
    write_answers(application, answers, by=by)
    _mark_paper(application, by, received_on, witness)
    return _submit(application, by)


def _same_paper(application, received_on, witness):
    """The same form posted twice is one; anything else that she has sent already stands."""
    if (application.received_on, application.witness) != (received_on, witness):
        raise AlreadyApplied(state=str(application.state))
    return application


def _mark_paper(application, by, received_on, witness):
    application.channel, application.helped_by = Channel.PAPER, by
    application.received_on, application.witness = received_on, witness
    application.confirmation = Confirmation.FINGERPRINT
    application.confirmed_at, application.confirmed_by = timezone.now(), by
    marks = ["channel", "helped_by", "received_on", "witness"]
    application.save(update_fields=[*marks, "confirmation", "confirmed_at", "confirmed_by"])
