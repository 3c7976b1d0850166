"""Answers (پاسخ‌ها): every one is kept when it is given, and earlier ones stay as history."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.calls.deadlines import takes_answers
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Answer, Application, Track
from koushaneh.calls.questions import FILED, TRACK
from koushaneh.calls.reading import BadAnswer, read
from koushaneh.core.refusal import Refusal
from koushaneh.notify.actions import send
from koushaneh.places.models import Place
from koushaneh.places.offices import office_of

S = Application.State


class AnswersClosed(Refusal):
    """The call has closed, or the application is past the point where answers can change."""

    code = "calls.answers_closed"


class AnswerConflict(Refusal):
    """Somebody, or she herself in another tab, has answered since; `stored` and `offered` are both known."""

    code = "calls.answer_conflict"


class AnswerNeeded(Refusal):
    """A submitted application cannot lose an answer that the call requires."""

    code = "calls.answer_needed"


def locked(application):
    """Lock an application and bring along what its actions read."""
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "call__form", "call__indicators", "call__place", "place", "person__account", "file__place"
    )
    return rows.get(pk=application.pk)


def refuse_unless_editable(application):
    """Answers change while the application is a draft or submitted, and the call takes answers."""
    is_open = takes_answers(application.call, at=timezone.now())
    if application.state not in (S.DRAFT, S.SUBMITTED) or not is_open:
        raise AnswersClosed(state=str(application.state))


@transaction.atomic
def save_answer(application, key, raw, *, by, revision=None):
    """Keep one answer. The same answer again changes nothing.

    `revision` is the one she saw, 0 for none; another one in between refuses with AnswerConflict.
    None skips the check. An answer by somebody else than herself marks the application as assisted.
    """
    application = locked(application)
    refuse_unless_editable(application)
    filled = Filled(application)
    value = _value_of(filled.find(key), raw)
    if key in filled.rows and filled.answers[key] == value:
        return filled.rows[key]
    if revision is not None and revision != filled.revision(key):
        raise AnswerConflict(question=key, stored=filled.answers.get(key), offered=value)
    _store(filled, {key: value}, by)
    record("answer.saved", about=application, by=by, place=application.place, key=key)
    return application.answers.get(key=key, is_current=True)


@transaction.atomic
def save_answers(application, values, *, by):
    """Keep many answers at once, as an officer or a paper form brings them. All or nothing."""
    application = locked(application)
    refuse_unless_editable(application)
    return write_answers(application, values, by=by)


def write_answers(application, values, *, by):
    """Keep the answers to questions that are asked; the caller holds the lock and knows the time is right."""
    filled = Filled(application)
    known = {}
    for key in values:  # earlier answers open later questions
        question = next((one for one in filled.asked_with(known) if one.key == key), None)
        if question is not None:
            known[key] = _value_of(question, values[key])
    changed = {key: value for key, value in known.items() if _differs(filled, key, value)}
    if changed:
        _store(filled, changed, by)
    record("answers.saved", about=application, by=by, place=application.place, keys=sorted(changed))
    return Filled(application)


def _differs(filled, key, value):
    return key not in filled.rows or filled.answers[key] != value


def _value_of(question, raw):
    if question.kind in FILED and raw not in (None, ""):
        raise BadAnswer(question=question.key, problem="file")
    value = read(question, raw)
    if question.kind == "place" and value and not Place.objects.filter(code=value).exists():
        raise BadAnswer(question=question.key, problem="choice")
    return value


def _store(filled, values, by):
    """Write new revisions, then see what they mean for the application."""
    mark_help(filled.application, by)  # before the answers, so that what follows is known by its time
    keep_revisions(filled, values, by)
    follow_track(filled.application, values)
    if filled.application.state == S.SUBMITTED and (missing := Filled(filled.application).missing):
        raise AnswerNeeded(question=missing[0].text["fa"])


def keep_revisions(filled, values, by):
    """Put values in place of the current ones; the earlier rows stay."""
    application = filled.application
    application.answers.filter(key__in=values, is_current=True).update(is_current=False)
    by = by if getattr(by, "pk", None) else None
    Answer.objects.bulk_create(
        Answer(application=application, key=key, value=value, revision=filled.revision(key) + 1, by=by)
        for key, value in values.items()
    )


def follow_track(application, values):
    if TRACK in values and values[TRACK] in {None, *Track.values}:
        application.track = values[TRACK] or ""
        application.save(update_fields=["track"])


def mark_help(application, by):
    """Leave visible that somebody filled in for her, and ask for her confirmation again.

    What was sent stays sent: a change after that waits for her word, see `confirming.py`.
    """
    if by is None or by == application.person.account:
        return
    if application.channel == Application.Channel.SELF:
        application.channel = Application.Channel.ASSISTED
    application.helped_by = by
    if application.state == S.DRAFT:
        application.confirmation = Application.Confirmation.NONE
        application.confirmed_at = application.confirmed_by = None
    elif application.unconfirmed_since is None:
        application.unconfirmed_since = timezone.now()
        tell(application, "application_changed")
    application.save(
        update_fields=[
            *("channel", "helped_by", "unconfirmed_since"),
            *("confirmation", "confirmed_at", "confirmed_by"),
        ]
    )


def tell(application, template, **facts):
    """Send her a notice of one of her applications, with the landline of her office."""
    send(
        application.person,
        template,
        {"call": application.call.title_in_both, **facts},
        about=f"application:{application.pk}",
        link=f"/my/applications/{application.tracking_code}/",
        office=office_of(application.place),
    )
