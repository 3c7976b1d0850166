"""Who reads the answers of a form (خوانندگان پاسخ): indicators, gates, the track; and what they miss.

An indicator finds its answer by the key of the question. A form that has no question of that key leaves
the indicator without a value, so a draft with such a gap does not go to its signers.
"""

from dataclasses import dataclass

from koushaneh.calls.faults import faults_of
from koushaneh.calls.gates import GATES
from koushaneh.calls.models import Indicator
from koushaneh.calls.questions import PLANNING, REVIEW, TRACK, WRITTEN

INDICATOR, GATE, CALL = "indicator", "gate", "call"
ACCEPTED = {  # kind of value function -> kinds of question that it can read
    "choice": ("choice",),
    "steps": ("number", "months", "choice"),
    "linear": ("number", "months"),
    "yes_no": ("yes_no",),
    "decile": ("number", "choice"),
    "ratio": ("number", "money", "months"),
    "anchored": WRITTEN,
}
GATE_KEYS = {"own_wish": ("own_wish", "yes_no"), "district": ("work_district", "place")}
ASKED_FOR = (Indicator.Source.ANSWER, Indicator.Source.REVIEWER)


@dataclass(frozen=True)
class Reader:
    """What reads the answer to the question `key`; `is_needed` where nothing can stand in for it."""

    kind: str
    code: str
    key: str
    accepts: tuple
    name: str
    is_needed: bool
    is_reviewed: bool = False
    points: dict | None = None  # of the options, where each has its own


def keys_of(item):
    """Return the keys of the questions that an indicator reads, none where only the register knows."""
    if item.value["kind"] not in ACCEPTED or item.source == Indicator.Source.INTERVIEWER:
        return []
    return [item.key, *([item.value["over"]] if "over" in item.value else [])]


def readers_of(call):
    """Return every Reader of a call, in the order of its indicators."""
    found = [_indicator(item, key) for item in call.indicators.enabled for key in keys_of(item)]
    for gate in call.indicators.gates:
        if gate["code"] in GATE_KEYS:
            key, kind = GATE_KEYS[gate["code"]]
            rule = GATES[gate["code"]]
            found.append(Reader(GATE, gate["code"], key, (kind,), str(rule.name), rule.reads_answer))
    if len(call.tracks) > 1:
        found.append(Reader(CALL, TRACK, TRACK, ("choice",), str(call), is_needed=True))
    return found


def _indicator(item, key):
    return Reader(
        kind=INDICATOR,
        code=item.code,
        key=key,
        accepts=ACCEPTED[item.value["kind"]],
        name=str(item),
        is_needed=item.source in ASKED_FOR,
        is_reviewed=item.source == Indicator.Source.REVIEWER,
        points=item.value["steps"] if item.value["kind"] == "choice" else None,
    )


def readers_by_key(call):
    """Return {key: readers} of those that read an answer."""
    found = {}
    for reader in readers_of(call):
        found.setdefault(reader.key, []).append(reader)
    return found


def with_readers(call, questions):
    """Return questions that name who reads them, also where the indicator is switched off for now."""
    feeds = {key: item.code for item in call.indicators.items.all() for key in keys_of(item)}
    gates = {key: code for code, (key, _kind) in GATE_KEYS.items()}
    return [_named(one, feeds.get(one["key"]), gates.get(one["key"])) for one in questions]


def _named(question, feeds, gate):
    named = {name: value for name, value in question.items() if name != "feeds"}
    return named | ({"feeds": feeds} if feeds else {}) | ({"gate": gate} if gate else {})


def problems_of_form(call):
    """Return what keeps the form of a draft from its signers, as (code, facts); a question is named in them."""
    questions = call.form.questions
    if not questions:
        return [("calls.form_empty", {})]
    places = {one["key"]: (number, one) for number, one in enumerate(questions, 1)}
    problems = [
        (f"calls.form_{fault.problem}", _facts_of(fault, questions)) for fault in faults_of(questions)
    ]
    for reader in readers_of(call):
        if reader.key in places:
            problems += _of_reader(reader, *places[reader.key])
        elif reader.is_needed:
            problems.append(("calls.form_lacks", {"reader": reader.name, "slot": reader.key}))
    return problems


def _facts_of(fault, questions):
    return {**_place(fault.number, questions[fault.number - 1]), **fault.facts}


def _place(number, question):
    return {"number": number, "question": question["key"], "text": question["text"]}


def _of_reader(reader, number, question):
    facts = {**_place(number, question), "reader": reader.name}
    if question["kind"] not in reader.accepts:
        yield "calls.form_unfit", facts
        return
    for option in options_of(question) if reader.points is not None else ():
        if str(option["value"]) not in reader.points:
            yield "calls.form_without_points", {**facts, "option": option["label"]}
    if reader.is_reviewed and question.get("privacy", REVIEW) != REVIEW:
        yield "calls.form_closed_to_reviewers", facts
    if reader.kind == INDICATOR and question.get("privacy") == PLANNING:
        yield "calls.form_planning_scored", facts


def options_of(question):
    """Return the options of a question, those that only another track has included."""
    found = {str(one["value"]): one for one in question.get("options", ())}
    for variant in question.get("variants", {}).values():
        for one in variant.get("options", ()):
            found.setdefault(str(one["value"]), one)
    return list(found.values())


def only_in_register(call):
    """Return the indicators that ask for what is missing, though no question asks it: a hint, no hindrance."""
    keys = {one["key"] for one in call.form.questions}
    return [
        item
        for item in call.indicators.enabled
        if item.source == Indicator.Source.FACT
        and item.missing == Indicator.Missing.ASK
        and set(keys_of(item)) - keys
    ]
