"""Faults of a form (خطاهای فرم): what is wrong with its questions, one by one, each with its place.

A draft may hold every fault but the DEAF ones, with which a question cannot even be drawn; the call
goes to its signers only when there is none. What indicators and gates miss is in `form_readers.py`.
"""

import re
from dataclasses import dataclass, field

from koushaneh.calls.models import Track
from koushaneh.calls.questions import CHOSEN, KINDS, PRIVACY, TRACK, Question
from koushaneh.core.refusal import Refusal

DEAF = {"unknown", "key", "kind", "text", "label"}
MAY_OPEN = ("choice", "several", "yes_no")  # kinds whose answers other questions may wait for
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class BadForm(Refusal):
    code = "calls.bad_form"


@dataclass(frozen=True)
class Fault:
    """What is wrong with one question: its place from 1, its key, a problem and its facts."""

    number: int
    question: str
    problem: str
    facts: dict = field(default_factory=dict)


def faults_of(questions):
    """Return every fault of a form, in the order of its questions."""
    keys = [one.get("key") if isinstance(one, dict) else None for one in questions]
    known = {one["key"]: one for one in questions if isinstance(one, dict) and one.get("key")}
    found = []
    for place, one in enumerate(questions):
        for problem, facts in _faults_of_one(one, keys[:place], known):
            found.append(Fault(place + 1, str(keys[place] or ""), problem, facts))
    return found


def deaf(faults):
    """Return those of the faults with which a question cannot be drawn."""
    return [fault for fault in faults if fault.problem in DEAF]


def parse(questions):
    """Return the questions of a form without faults. Refuses the first with BadForm(question, problem)."""
    if faults := faults_of(questions):
        raise BadForm(question=faults[0].question, problem=faults[0].problem, **faults[0].facts)
    return [Question(**one) for one in questions]


def _faults_of_one(one, earlier, known):
    if unknown := sorted(one.keys() - Question.__dataclass_fields__.keys()):
        yield "unknown", {"names": ", ".join(unknown)}
    if not KEY.fullmatch(str(one.get("key", ""))) or one["key"] in earlier:
        yield "key", {}
    if one.get("kind") not in KINDS:
        yield "kind", {}
    yield from _of_words(one)
    yield from _of_options(one)
    yield from _of_bounds(one)
    yield from _of_condition(one, earlier, known)


def _of_words(one):
    if not one.get("text", {}).get("fa"):
        yield "text", {}
    if any(not option.get("label", {}).get("fa") for option in one.get("options", ())):
        yield "label", {}
    if without := sum(1 for words in spoken_words(one) if words.get("fa") and not words.get("en")):
        yield "english", {"count": without}


def spoken_words(one):
    """Return every {"fa", "en"} that is shown with a question, its variants included."""
    own = [one.get(name, {}) for name in ("text", "help", "section", "unit")]
    own += [option.get("label", {}) for option in one.get("options", ())]
    for variant in one.get("variants", {}).values():
        own += spoken_words(variant)
    return own


def _of_options(one):
    values = [str(option.get("value", "")) for option in one.get("options", ())]
    if one.get("kind") in CHOSEN and len(values) < 2:
        yield "options", {}
    if len(set(values)) < len(values) or "" in values:
        yield "values", {}
    if one.get("key") == TRACK and (strange := sorted(set(values) - set(Track.values))):
        yield "tracks", {"names": ", ".join(strange)}


def _of_bounds(one):
    if one.get("maximum") is not None and one["maximum"] < one.get("minimum", 0):
        yield "bounds", {}
    if one.get("privacy", "") not in ("", *PRIVACY):
        yield "privacy", {}


def _of_condition(one, earlier, known):
    for key, accepted in one.get("when", {}).items():
        if key not in known:
            yield "when", {"key": key}
        elif key == one.get("key") or _waits_for(one.get("key"), key, known):
            yield "when_circle", {"key": key}
        elif key not in earlier:
            yield "when_later", {"key": key}
        elif known[key].get("kind") not in MAY_OPEN:
            yield "when_kind", {"key": key}
        elif not accepted or set(map(str, accepted)) - offered_by(known[key]):
            yield "when_value", {"key": key}


def offered_by(one):
    """Return the values, as text, among which an answer to a question is chosen."""
    if one.get("kind") == "yes_no":
        return {"True", "False"}
    return {str(option.get("value", "")) for option in one.get("options", ())}


def _waits_for(key, start, known, seen=()):
    """Say whether the question `start` waits, over any number of others, for the question `key`."""
    if start in seen or start not in known:
        return False
    waits = known[start].get("when", {})
    return key in waits or any(_waits_for(key, one, known, (*seen, start)) for one in waits)
