"""Questions (پرسش‌ها): the schema of a call's form, the form that ships, and what a woman is asked.

A form is a list of questions, each a JSON object:

    key       unique in the form; indicators and gates name it
    kind      choice several number line text yes_no picture voice document months money day place
    text      {"fa", "en"}: one plain question; `help` likewise beneath it
    section   {"fa", "en"}: the part of the form that it stands in; questions of a part stand together
    options   for choice and several: [{"value", "label": {"fa", "en"}, "icon"}]
    required  true, or she may go on without an answer
    when      {"track": ["trainer"]}: asked only where an earlier answer is one of these
    variants  {"trainer": {"text", "help", "options"}}: other words for another track
    feeds     code of the indicator, `gate` code of the gate that reads it
    privacy   review, office or planning: who sees the answer, see PRIVACY
    voice     a text that may also be spoken; `minimum`, `maximum`, `unit` for numbers

`calls/faults.py` says what is wrong with a form, `calls/reading.py` reads an answer.
"""

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from koushaneh.core.refusal import Refusal

KINDS = (
    *("choice", "several", "yes_no", "number", "months", "money", "day", "line", "text"),
    *("place", "picture", "document", "voice"),
)
COUNTED = ("number", "months", "money")
CHOSEN = ("choice", "several")
WRITTEN = ("line", "text")
FILED = ("picture", "voice", "document")
TRACK = "track"
REVIEW, OFFICE, PLANNING = "review", "office", "planning"
PRIVACY = (REVIEW, OFFICE, PLANNING)  # reviewers (edited); the office; only for planning, never scored
LONGEST_TEXT, LONGEST_LINE = 3000, 120


class UnknownQuestion(Refusal):
    code = "calls.unknown_question"


@dataclass(frozen=True)
class Question:
    """One question, as it is put to her."""

    key: str
    kind: str
    text: dict
    help: dict = field(default_factory=dict)
    section: dict = field(default_factory=dict)
    options: tuple = ()
    required: bool = False
    when: dict = field(default_factory=dict)
    variants: dict = field(default_factory=dict)
    feeds: str = ""
    gate: str = ""
    privacy: str = ""
    voice: bool = False
    minimum: int = 0
    maximum: int | None = None
    unit: dict = field(default_factory=dict)

    @property
    def takes_files(self):
        return self.kind in FILED or self.voice

    @property
    def is_reviewed_text(self):
        """Say whether reviewers read what she writes here; then it is edited first."""
        return self.kind in WRITTEN and self.privacy in ("", REVIEW)

    def for_track(self, track):
        """Return the question in the words of a track."""
        words = self.variants.get(track)
        return replace(self, **{**words, "variants": {}}) if words else self

    def is_asked(self, answers):
        return all(_holds(answers.get(key), accepted) for key, accepted in self.when.items())


def _holds(answer, accepted):
    return any(one in accepted for one in (answer if isinstance(answer, list) else [answer]))


@cache
def shipped(name="founding"):
    """Return the form that ships, as {"name", "version", "questions"}."""
    source = resources.files("koushaneh.calls").joinpath("shipped", f"{name}_form.json")
    return json.loads(source.read_text(encoding="utf-8"))


def questions_of(form):
    """Return the questions of a FormVersion as they stand; a draft may still have faults."""
    return [Question(**one) for one in form.questions]


def asked(form, answers, *, tracks=()):
    """Return the questions of `form` (a FormVersion) that she is asked, given {key: value} so far.

    Of the tracks she may choose those that the call names, all where it names none. What she answered
    to a question that is no longer asked opens nothing.
    """
    track, open_answers, found = answers.get(TRACK, ""), {}, []
    for one in questions_of(form):
        if one.is_asked(open_answers):
            open_answers[one.key] = answers.get(one.key)
            found.append(_limited(one, tracks).for_track(track))
    return found


def _limited(question, tracks):
    if question.key != TRACK or not tracks:
        return question
    return replace(question, options=[one for one in question.options if one["value"] in tracks])
