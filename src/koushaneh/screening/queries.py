"""Figures and rows of screening that pages and actions share."""

from collections import defaultdict

from koushaneh.calls.models import Answer, Attachment, Indicator
from koushaneh.calls.questions import asked, questions_of
from koushaneh.calls.values import value_of


def answers_by_application(applications):
    """Return {application id: {key: value}} of the current answers, in one query."""
    found = defaultdict(dict)
    rows = Answer.objects.filter(application__in=[one.pk for one in applications], is_current=True)
    for application_id, key, value in rows.values_list("application_id", "key", "value"):
        found[application_id][key] = value
    return found


def free_text_keys(form):
    """Return the keys of what she writes for reviewers, in the order of the form; it is edited first."""
    return [one.key for one in questions_of(form) if one.is_reviewed_text]


def voices_of(applications):
    """Return the ids of applications that hold a spoken answer."""
    spoken = Attachment.objects.filter(
        application__in=[one.pk for one in applications], kind="voice", removed_at=None
    )
    return set(spoken.values_list("application_id", flat=True))


def originals_of(redaction):
    """Return [(key, original text)] of what she wrote or said; a spoken answer has an empty original."""
    application = redaction.application
    answers = answers_by_application([application])[application.pk]
    spoken = application.attachments.filter(kind="voice", removed_at=None).values_list("key", flat=True)
    given = [(key, answers.get(key)) for key in free_text_keys(application.call.form)]
    said = set(spoken)
    return [(key, text if isinstance(text, str) else "") for key, text in given if text or key in said]


def reviewer_indicators(call):
    """Return the indicators of a call that reviewers score."""
    return _scored_by(call, Indicator.Source.REVIEWER)


def interviewer_indicators(call):
    return _scored_by(call, Indicator.Source.INTERVIEWER)


def _scored_by(call, source):
    return list(Indicator.objects.filter(indicators=call.indicators_id, source=source, is_enabled=True))


def missing_questions(application):
    """Return the questions that feed an indicator which asks for what is missing, and have no answer."""
    answers = answers_by_application([application])[application.pk]
    snapshot = getattr(application, "snapshot", None)
    facts = snapshot.facts if snapshot else {}
    items = application.call.indicators.items.filter(is_enabled=True, missing=Indicator.Missing.ASK)
    lacking = {
        one.code
        for one in items.exclude(source__in=[Indicator.Source.REVIEWER, Indicator.Source.INTERVIEWER])
        if value_of(one, facts=facts, answers=answers).is_missing
    }
    questions = asked(application.call.form, answers, tracks=application.call.tracks)
    return [one for one in questions if one.feeds in lacking and answers.get(one.key) is None]
