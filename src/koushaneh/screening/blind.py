"""What a reviewer may see of an application (دید پوشیده): an allow-list, and nothing beside it.

A new column or question is hidden until it is named here. Not among them: who she is, where she is,
what she earns, who lives with her, how she came, who helped her.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koushaneh.calls.questions import REVIEW, asked
from koushaneh.core.values import in_language
from koushaneh.screening.queries import answers_by_application, reviewer_indicators

KINDS = frozenset({"choice", "yes_no", "number", "months"})
BLOCKS = frozenset({"path", "social", "readiness"})


@dataclass(frozen=True)
class Anchor:
    """What a score means, in words."""

    score: int
    words: str


@dataclass(frozen=True)
class Judged:
    """An indicator that is scored by hand."""

    code: str
    name: str
    anchors: tuple


@dataclass(frozen=True)
class BlindView:
    """Code, way of work, edited texts as (question, text), harmless answers as (question, words)."""

    code: str
    track: str
    texts: tuple
    answers: tuple
    indicators: tuple


def blind_view(application):
    """Return the BlindView of an application whose edited texts are released."""
    answers = answers_by_application([application])[application.pk]
    questions = asked(application.call.form, answers)
    texts = application.redaction.texts
    return BlindView(
        code=application.review_code,
        track=application.get_track_display(),
        texts=tuple((in_language(one.text), texts[one.key]) for one in questions if texts.get(one.key)),
        answers=tuple(_shown(application, questions, answers)),
        indicators=tuple(judged(one) for one in reviewer_indicators(application.call)),
    )


def judged(indicator):
    """Return an indicator with its anchors in the language of the reader."""
    name = indicator.name_en if get_language() == "en" and indicator.name_en else indicator.name
    anchors = tuple(Anchor(one["score"], in_language(one)) for one in indicator.anchors)
    return Judged(indicator.code, name, anchors)


def _shown(application, questions, answers):
    blocks = {one.code: one.block for one in application.call.indicators.items.all()}
    for one in questions:
        harmless = (
            one.kind in KINDS and not one.gate and blocks.get(one.feeds) in BLOCKS and not _is_closed(one)
        )
        if harmless and answers.get(one.key) is not None:
            yield in_language(one.text), _words_of(one, answers[one.key])


def _is_closed(question):
    """A form may keep from reviewers what they would otherwise see, never show them more."""
    return question.privacy not in ("", REVIEW)


def _words_of(question, value):
    if question.kind == "yes_no":
        return _("بله") if value else _("نه")
    for option in question.options:
        if option["value"] == value:
            return in_language(option["label"])
    return f"{value} {in_language(question.unit)}".strip() if question.unit else str(value)
