"""Gates (شرط‌های ورود): each reads the facts of a file and the answers, and says passed, failed or unknown.

A gate is data on the indicator set, `{"code": "age", "minimum": 18}`. Facts are the dictionary that
`calls/facts.py` makes and that is frozen at submission. Nothing else excludes a woman from a call.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from koushaneh.core.refusal import Refusal

PASSED, FAILED, UNKNOWN = "passed", "failed", "unknown"


class UnknownGate(Refusal):
    code = "calls.unknown_gate"


@dataclass(frozen=True)
class GateResult:
    """What one gate says of one woman, and on what ground."""

    code: str
    result: str
    evidence: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Gate:
    """A rule that may stand in a call: words, judge, parameters by default, whether it needs an answer."""

    name: str
    judge: object
    defaults: dict = field(default_factory=dict)
    reads_answer: bool = False


def evaluate(gates, *, facts, answers, places=()):
    """Return one GateResult per gate, in order. `places` are the codes of the places that have seats."""
    return [_evaluate_one(gate, facts, answers, frozenset(places)) for gate in gates]


def admits(results):
    """Say whether nothing speaks against her; what is unknown can still be shown."""
    return all(result.result != FAILED for result in results)


def preview(gates, *, facts, places=()):
    """Evaluate before she has answered anything: only the gates that read her file."""
    of_file = [gate for gate in gates if not GATES[gate["code"]].reads_answer]
    return evaluate(of_file, facts=facts, answers={}, places=places)


def _evaluate_one(gate, facts, answers, places):
    if gate["code"] not in GATES:
        raise UnknownGate(gate=gate["code"])
    rule = GATES[gate["code"]]
    result, evidence = rule.judge({**rule.defaults, **gate}, facts, answers, places)
    return GateResult(gate["code"], result, evidence)


def _decided(is_passed, **evidence):
    return (PASSED if is_passed else FAILED), evidence


def _head_verified(gate, facts, answers, places):
    fact = facts.get("head_of_household")
    if fact is None:
        return UNKNOWN, {"reason": "no_file"}
    if not fact["value"]:
        return FAILED, {"reason": "not_head"}
    if fact["evidence"] != "verified":
        return UNKNOWN, {"reason": "not_verified"}
    return PASSED, {"since": fact.get("since")}


def _registry_status(gate, facts, answers, places):
    fact = facts.get("file_state")
    if fact is None:
        return UNKNOWN, {"reason": "no_file"}
    return _decided(fact["value"] in gate["states"], state=fact["value"], accepted=gate["states"])


def _district(gate, facts, answers, places):
    """She lives or works in a place with seats: the place of her file, or one she has shown."""
    named = [facts[kind]["value"] for kind in ("file_place", "district_of_life_or_work") if kind in facts]
    found = [answers["work_district"]] if answers.get("work_district") else []
    if not named and not found:
        return UNKNOWN, {"reason": "no_place"}
    hits = sorted(places & {*named, *found})
    return _decided(bool(hits), places=hits or sorted({*named, *found}))


def _age(gate, facts, answers, places):
    age = facts.get("age")
    if age is None:
        return UNKNOWN, {"reason": "no_birth_date"}
    return _decided(age["value"] >= gate["minimum"], age=age["value"], minimum=gate["minimum"])


def _own_wish(gate, facts, answers, places):
    wish = answers.get("own_wish")
    if wish is None:
        return UNKNOWN, {"reason": "not_answered"}
    return _decided(wish in (True, "yes"), wish=str(wish))


def _not_in_cohort(gate, facts, answers, places):
    return _decided(not facts.get("in_cohort", {}).get("value"))


GATES = {
    "head_verified": Gate(_("سرپرستی خانوار بررسی و پذیرفته شده است"), _head_verified),
    "registry_status": Gate(
        _("پروندهٔ او در سامانه در وضعیت گفته‌شده است"), _registry_status, {"states": ["active"]}
    ),
    "district": Gate(_("در منطقه‌ای از این فراخوان زندگی یا کار می‌کند"), _district),
    "age": Gate(_("سن او از کمترین سن گفته‌شده کمتر نیست"), _age, {"minimum": 18}),
    "own_wish": Gate(_("خودش می‌خواهد و رضایت داده است"), _own_wish, reads_answer=True),
    "not_in_cohort": Gate(_("اکنون در هم‌دورهٔ دیگری نیست"), _not_in_cohort),
}
