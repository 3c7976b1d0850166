"""Reading an answer (خواندن پاسخ): what is kept for what a page, an officer or a paper form brings.

Money is asked in toman and kept in rial, a day is kept as an ISO date, several choices as the list of
their values in the order of the question. Where a question has files, the answer is the list of their ids.
"""

from datetime import date

from koushaneh.calls.questions import LONGEST_LINE, LONGEST_TEXT
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean, to_ascii

RIALS_IN_TOMAN = 10
HIGHEST_NUMBER = 10**13


class BadAnswer(Refusal):
    """What came cannot be an answer to this question; `problem` says why."""

    code = "calls.bad_answer"


def read(question, raw):
    """Return what is kept for `raw` (text of a form field, or a value); None for no answer.

    Refuses with BadAnswer(question, problem, ...); problem is choice, many, number, low, high, day or long.
    """
    if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
        return None
    return READERS[question.kind](question, raw)


def _refuse(question, problem, **facts):
    raise BadAnswer(question=question.key, problem=problem, **facts)


def _read_choice(question, raw):
    for option in question.options:
        if str(option["value"]) == str(raw):
            return option["value"]
    return _refuse(question, "choice")


def _read_several(question, raw):
    """Keep the chosen values in the order of the question; `maximum` says how many at most."""
    chosen = {str(one) for one in (raw if isinstance(raw, list | tuple) else [raw])}
    found = [option["value"] for option in question.options if str(option["value"]) in chosen]
    if len(found) != len(chosen):
        _refuse(question, "choice")
    if question.maximum and len(found) > question.maximum:
        _refuse(question, "many", maximum=question.maximum)
    return found


def _read_yes_no(question, raw):
    values = {"yes": True, "no": False, "True": True, "False": False}
    return values[str(raw)] if str(raw) in values else _refuse(question, "choice")


def _read_text(question, raw):
    text = clean(str(raw)).strip()
    longest = question.maximum or (LONGEST_LINE if question.kind == "line" else LONGEST_TEXT)
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


def _read_day(question, raw):
    """A day of the calendar that the page has already turned into a date."""
    if isinstance(raw, date):
        return raw.isoformat()
    try:
        return date.fromisoformat(to_ascii(str(raw).strip())).isoformat()
    except ValueError:
        return _refuse(question, "day")


def _read_place(question, raw):
    """The code of a place; that it exists is known to the action that keeps the answer."""
    code = str(raw).strip()
    return code if len(code) <= 40 else _refuse(question, "choice")


def _read_files(question, raw):
    return raw if isinstance(raw, list) and all(isinstance(pk, int) for pk in raw) else None


READERS = {
    "choice": _read_choice,
    "several": _read_several,
    "yes_no": _read_yes_no,
    "line": _read_text,
    "text": _read_text,
    "number": _read_number,
    "months": _read_number,
    "money": _read_money,
    "day": _read_day,
    "place": _read_place,
    "picture": _read_files,
    "voice": _read_files,
    "document": _read_files,
}
