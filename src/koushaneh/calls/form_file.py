"""A form as a file (فرم در فایل): given out as JSON, and read back by its shape; faults are found as in any form.

Whatever a stranger's file holds, what comes out of `read_form` is a list of questions of the right shape.
"""

import json

from koushaneh.core.refusal import Refusal

FORMAT = "koushaneh-form-1"
LARGEST = 500_000  # bytes; the form that ships has 20,000
MOST = 200  # questions
LONGEST, HIGHEST = 3000, 10**13


class NotAForm(Refusal):
    """The file is no form of this software, or too large."""

    code = "calls.not_a_form"


class MisshapenQuestion(Refusal):
    """A part of a question is not what it must be; `number` counts from 1."""

    code = "calls.misshapen_question"


def write_form(form):
    """Return the text of the file for a FormVersion."""
    return json.dumps({"format": FORMAT, "questions": form.questions}, ensure_ascii=False, indent=1)


def read_form(raw):
    """Return the questions that the bytes of a file hold. Refuses with NotAForm, MisshapenQuestion(number, name)."""
    questions = _questions(raw)
    for number, one in enumerate(questions, start=1):
        for name, value in one.items():
            if name not in SHAPES or not SHAPES[name](value):
                raise MisshapenQuestion(number=number, name=str(name)[:40])
    return questions


def _questions(raw):
    if len(raw) > LARGEST:
        raise NotAForm()
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:
        raise NotAForm() from broken
    questions = found.get("questions") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if not isinstance(questions, list) or len(questions) > MOST:
        raise NotAForm()
    for number, one in enumerate(questions, start=1):
        if not isinstance(one, dict):
            raise MisshapenQuestion(number=number, name="")
    return questions


def _is_text(value):
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_yes_or_no(value):
    return isinstance(value, bool)


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST


def _is_bound(value):
    return value is None or _is_number(value)


def _is_plain(value):
    return _is_text(value) or _is_yes_or_no(value) or _is_number(value)


def _are_words(value):
    return isinstance(value, dict) and value.keys() <= {"fa", "en"} and all(map(_is_text, value.values()))


def _is_option(value):
    shapes = {"value": _is_plain, "label": _are_words, "icon": _is_text}
    return _has_shape(value, shapes) and "value" in value


def _are_options(value):
    return isinstance(value, list) and len(value) <= MOST and all(map(_is_option, value))


def _is_condition(value):
    if not isinstance(value, dict) or not all(map(_is_text, value)):
        return False
    return all(isinstance(one, list) and all(map(_is_plain, one)) for one in value.values())


def _are_variants(value):
    if not isinstance(value, dict) or not all(map(_is_text, value)):
        return False
    shapes = {"text": _are_words, "help": _are_words, "options": _are_options}
    return all(_has_shape(one, shapes) for one in value.values())


def _has_shape(value, shapes):
    return isinstance(value, dict) and all(
        name in shapes and shapes[name](one) for name, one in value.items()
    )


SHAPES = {
    **dict.fromkeys(("key", "kind", "feeds", "gate", "privacy"), _is_text),
    **dict.fromkeys(("text", "help", "section", "unit"), _are_words),
    **dict.fromkeys(("required", "voice"), _is_yes_or_no),
    "minimum": _is_number,
    "maximum": _is_bound,
    "options": _are_options,
    "when": _is_condition,
    "variants": _are_variants,
}
