"""Questions (پرسش‌ها): the schema of a call's form, the form that ships, and reading what she answers.

A form is a list of questions, each a JSON object:

    key       unique in the form; indicators and gates name it
    kind      choice number text yes_no picture voice document months money place
    text      {"fa", "en"}: one plain question; `help` likewise beneath it
    options   for choice: [{"value", "label": {"fa", "en"}, "icon"}]
    required  true, or she may go on without an answer
    when      {"track": ["trainer"]}: asked only where an earlier answer is one of these
    variants  {"trainer": {"text", "help", "options"}}: other words for another track
    feeds     code of the indicator, `gate` code of the gate that reads it
    voice     a text that may also be spoken; `minimum`, `maximum`, `unit` for numbers

Money is asked in toman and kept in rial. Where a question has files, the answer is the list of their ids.
"""

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean, to_ascii

KINDS = ("choice", "number", "text", "yes_no", "picture", "voice", "document", "months", "money", "place")
COUNTED = ("number", "months", "money")
FILED = ("picture", "voice", "document")
TRACK = "track"
RIALS_IN_TOMAN = 10
LONGEST_TEXT = 3000
HIGHEST_NUMBER = 10**13


class BadForm(Refusal):
    code = "calls.bad_form"


class BadAnswer(Refusal):
    """What came cannot be an answer to this question; `problem` says why."""

    code = "calls.bad_answer"


class UnknownQuestion(Refusal):
    code = "calls.unknown_question"


@dataclass(frozen=True)
class Question:
    """One question, as it is put to her."""

    key: str
    kind: str
    text: dict
    help: dict = field(default_factory=dict)
    options: tuple = ()
    required: bool = False
    when: dict = field(default_factory=dict)
    variants: dict = field(default_factory=dict)
    feeds: str = ""
    gate: str = ""
    voice: bool = False
    minimum: int = 0
    maximum: int | None = None
    unit: dict = field(default_factory=dict)

    @property
    def takes_files(self):
        return self.kind in FILED or self.voice

    def for_track(self, track):
        """Return the question in the words of a track."""
        words = self.variants.get(track)
        return replace(self, **{**words, "variants": {}}) if words else self

    def is_asked(self, answers):
        return all(answers.get(key) in accepted for key, accepted in self.when.items())


@cache
def shipped(name="founding"):
    """Return the form that ships, as {"name", "version", "questions"}."""
    source = resources.files("koushaneh.calls").joinpath("shipped", f"{name}_form.json")
    return json.loads(source.read_text(encoding="utf-8"))


def parse(questions):
    """Check the questions of a form and return them. Refuses with BadForm(question, problem)."""
    known = Question.__dataclass_fields__.keys()
    parsed = []
    for one in questions:
        if unknown := one.keys() - known:
            raise BadForm(question=one.get("key", ""), problem="unknown", names=", ".join(sorted(unknown)))
        question = Question(**one)
        _check(question, {other.key for other in parsed})
        parsed.append(question)
    return parsed


def _check(question, earlier):
    def refuse(problem):
        raise BadForm(question=question.key, problem=problem)

    if not question.key or question.key in earlier:
        refuse("key")
    if question.kind not in KINDS:
        refuse("kind")
    if not question.text.get("fa") or not question.text.get("en"):
        refuse("text")
    if question.kind == "choice" and len(question.options) < 2:
        refuse("options")
    if question.when.keys() - earlier:
        refuse("when")


def asked(form, answers, *, tracks=()):
    """Return the questions of `form` (a FormVersion) that she is asked, given {key: value} so far.

    Of the tracks she may choose those that the call names, all where it names none.
    """
    track = answers.get(TRACK, "")
    return [_limited(one, tracks).for_track(track) for one in parse(form.questions) if one.is_asked(answers)]


def _limited(question, tracks):
    if question.key != TRACK or not tracks:
        return question
    return replace(question, options=[one for one in question.options if one["value"] in tracks])


def read(question, raw):
    """Return what is kept for `raw` (text of a form field, or a value); None for no answer.

    Refuses with BadAnswer(question, problem, ...); problem is choice, number, low, high or long.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return READERS[question.kind](question, raw)


def _refuse(question, problem, **facts):
    raise BadAnswer(question=question.key, problem=problem, **facts)


def _read_choice(question, raw):
    for option in question.options:
        if str(option["value"]) == str(raw):
            return option["value"]
    return _refuse(question, "choice")


def _read_yes_no(question, raw):
    values = {"yes": True, "no": False, "True": True, "False": False}
    return values[str(raw)] if str(raw) in values else _refuse(question, "choice")


def _read_text(question, raw):
    text = clean(str(raw)).strip()
    longest = question.maximum or LONGEST_TEXT
    return text if len(text) <= longest else _refuse(question, "long", maximum=longest)


def _read_number(question, raw):
    number = _whole(raw)
    if number is None:
        _refuse(question, "number")
    return _in_range(question, number)


def _in_range(question, number):
    highest = question.maximum or HIGHEST_NUMBER
    if number < question.minimum:
        _refuse(question, "low", minimum=question.minimum)
    if number > highest:
        _refuse(question, "high", maximum=highest)
    return number


def _read_money(question, raw):
    """Toman as text (what a page sends) becomes rial; a number is rial already."""
    number = _whole(raw)
    if number is None:
        _refuse(question, "number")
    return _in_range(question, number * RIALS_IN_TOMAN if isinstance(raw, str) else number)


def _whole(raw):
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw
    text = to_ascii(str(raw))
    for sign in "٬,،. _\u200c\u00a0":
        text = text.replace(sign, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 13 else None


def _read_place(question, raw):
    """The code of a place; that it exists is known to the action that keeps the answer."""
    code = str(raw).strip()
    return code if len(code) <= 40 else _refuse(question, "choice")


def _read_files(question, raw):
    return raw if isinstance(raw, list) and all(isinstance(pk, int) for pk in raw) else None


READERS = {
    "choice": _read_choice,
    "yes_no": _read_yes_no,
    "text": _read_text,
    "number": _read_number,
    "months": _read_number,
    "money": _read_money,
    "place": _read_place,
    "picture": _read_files,
    "voice": _read_files,
    "document": _read_files,
}
