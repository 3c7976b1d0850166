"""Questionnaires (پرسش‌نامه‌ها): offered, begun, answered, declined, erased.

The log says that an item was answered, never what.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koushaneh.audit import journal
from koushaneh.audit.actions import record
from koushaneh.calls.models import Application, Call
from koushaneh.consent import actions as consents
from koushaneh.consent.models import Consent, Purpose
from koushaneh.core.refusal import Refusal
from koushaneh.engine.scales.instruments import load
from koushaneh.measures.battery import BASELINE, find_step, steps_of
from koushaneh.measures.models import Instrument, Response, Sitting, Wave

A = Application.State
SCOPE = "sitting"  # in the journal of erasures
BEFORE_SENDING = (A.DRAFT, A.LAPSED, A.WITHDRAWN)
AFTER_RESULTS = (
    Call.State.RESULTS,
    Call.State.APPEALS,
    Call.State.FINAL,
    Call.State.ARCHIVED,
    Call.State.CANCELLED,
)


class BaselineClosed(Refusal):
    """The baseline is taken between sending and the results, so that nobody's answer knows the result."""

    code = "measures.baseline_closed"


class ConsentNeeded(Refusal):
    code = "measures.consent_needed"


@transaction.atomic
def ship_instruments(*, by=None):
    """Store the shipped instruments of the battery in their present version. Safe to repeat."""
    stored = []
    for code in BASELINE:
        read = load(code)
        row, is_new = Instrument.objects.get_or_create(
            code=code,
            version=read.version,
            defaults={"definition": dict(read.definition), "hash": read.digest},
        )
        if is_new:
            record("instrument.shipped", about=row, by=by, code=code, version=read.version)
        stored.append(row)
    return stored


@transaction.atomic
def open_baseline(call, *, by=None):
    """Open wave 0 of a call with the instruments as they stand. Safe to repeat: a wave keeps its versions."""
    wave, is_new = Wave.objects.get_or_create(
        about=f"call:{call.pk}",
        defaults={"title": _("پرسش‌نامهٔ آغازین"), "opens_at": timezone.now()},
    )
    if is_new:
        wave.instruments.set(ship_instruments(by=by))
        record("wave.opened", about=wave, by=by, place=call.place)
    return wave


def takes_baseline(application):
    """Say whether the questionnaire is offered: after she has sent, before there is a result."""
    return application.state not in BEFORE_SENDING and application.call.state not in AFTER_RESULTS


@transaction.atomic
def begin_baseline(application, *, by, wording, mode=Sitting.Mode.SELF):
    """Begin, or go on after declining, with a consent of its own in these words. Safe to repeat."""
    sitting, is_new = _sitting(application)
    consents.give(
        application.person,
        Purpose.BASELINE,
        about=sitting.wave.about,
        wording=wording,
        channel=Consent.Channel.SELF if mode == Sitting.Mode.SELF else Consent.Channel.SPOKEN,
        by=by,
    )
    sitting.mode, sitting.declined_at = mode, None
    sitting.save(update_fields=["mode", "declined_at"])
    if is_new:
        record("sitting.begun", about=sitting, by=by, mode=str(mode))
    return sitting


@transaction.atomic
def decline_baseline(application, *, by):
    """Write down that she does not want to. Nothing else changes for her; she may begin later."""
    sitting, _is_new = _sitting(application)
    if sitting.declined_at is None and sitting.finished_at is None:
        sitting.declined_at = timezone.now()
        sitting.save(update_fields=["declined_at"])
        record("sitting.declined", about=sitting, by=by)
    return sitting


def _sitting(application):
    if not takes_baseline(application):
        raise BaselineClosed()
    wave = open_baseline(application.call)
    return Sitting.objects.get_or_create(wave=wave, person=application.person)


@transaction.atomic
def answer_item(sitting, code, key, raw, *, by):
    """Keep one answer, sealed; an empty one is a skip. May be changed until the results of the call.

    The sitting is finished when its last item has been passed.
    """
    sitting = (
        Sitting.objects.select_for_update(of=("self",)).select_related("wave", "person").get(pk=sitting.pk)
    )
    _check_live(sitting)
    step = find_step(sitting.wave, code, key)
    response, _is_new = Response.objects.update_or_create(
        sitting=sitting, instrument=step.stored, item=key, defaults={"value": step.read(raw)}
    )
    _finish_if_through(sitting)
    record("sitting.answered", about=sitting, by=by, instrument=code, item=key)
    return response


def _check_live(sitting):
    call = Call.objects.filter(pk=int(sitting.wave.about.partition(":")[2])).first()
    if call is None or call.state in AFTER_RESULTS:
        raise BaselineClosed()
    if not consents.holds(sitting.person, Purpose.BASELINE, sitting.wave.about):
        raise ConsentNeeded()


def _finish_if_through(sitting):
    if sitting.finished_at is None and next_step(sitting) is None:
        sitting.finished_at = timezone.now()
        sitting.save(update_fields=["finished_at"])


def next_step(sitting):
    """Return the first screen that she has not passed, None when she is through."""
    passed = set(sitting.responses.values_list("instrument", "item"))
    return next((step for step in steps_of(sitting.wave) if (step.stored.pk, step.key) not in passed), None)


def interview_of(application):
    """Return (sitting that is read aloud, its next item), without anything she has answered; or (None, None).

    What has been passed is never shown or changed by whoever reads aloud.
    """
    rows = Sitting.objects.filter(wave__about=f"call:{application.call_id}", person=application.person)
    sitting = rows.filter(mode=Sitting.Mode.INTERVIEW, declined_at=None).select_related("wave").first()
    return (sitting, next_step(sitting)) if sitting else (None, None)


def may_be_read_aloud(application):
    """Say whether an officer may begin: it is open, and she has not begun to answer by herself."""
    own = Response.objects.filter(
        sitting__wave__about=f"call:{application.call_id}",
        sitting__person=application.person,
        sitting__mode=Sitting.Mode.SELF,
    )
    return takes_baseline(application) and not own.exists()


@transaction.atomic
def begin_interview(application, *, by, wording):
    """Begin to read the questionnaire to her, with her spoken consent to these words. Safe to repeat."""
    if not may_be_read_aloud(application):
        raise BaselineClosed()
    return begin_baseline(application, by=by, wording=wording, mode=Sitting.Mode.INTERVIEW)


@transaction.atomic
def answer_aloud(application, code, key, raw, *, by):
    """Keep what she answered to the item that was read to her; one that was passed stays as it is."""
    sitting, step = interview_of(application)
    if sitting is None:
        raise ConsentNeeded()
    if step is not None and (step.stored.code, step.key) == (code, key):
        answer_item(sitting, code, key, raw, by=by)
    return sitting


@transaction.atomic
def erase_sitting(sitting, *, by):
    """Withdraw her consent and delete what she answered. Safe to repeat."""
    sitting = (
        Sitting.objects.select_for_update(of=("self",)).select_related("wave", "person").get(pk=sitting.pk)
    )
    live = Consent.objects.filter(
        person=sitting.person, purpose=Purpose.BASELINE, about=sitting.wave.about, withdrawn_at=None
    )
    for consent in live:
        consents.withdraw(consent, by=by)
    erased, now = sitting.responses.all().delete()[0], timezone.now()
    sitting.finished_at, sitting.declined_at = None, now
    sitting.save(update_fields=["finished_at", "declined_at"])
    journal.note(SCOPE, token_of_sitting(sitting), at=now)
    record("sitting.erased", about=sitting, by=by, responses=erased)
    return sitting


def token_of_sitting(sitting):
    return journal.token_of(SCOPE, sitting.code)


@transaction.atomic
def erase_again(sitting, *, until):
    """Delete what a restored backup brought back of answers that she had erased by then; how many that were."""
    erased, _by_model = sitting.responses.filter(at__lte=until).delete()
    if erased:
        record("sitting.erased_again", about=sitting, responses=erased)
    return bool(erased)
