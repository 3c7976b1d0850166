"""Value functions (تابع ارزش): from a fact, an answer or anchored scores to 0..1, as whole millionths.

Every rule is data on the indicator, for example `{"kind": "linear", "low": 0, "high": 24}`:

    choice  {"steps": {"none": 0, "certificate": 800000}}      a word
    steps   {"steps": [[0, 0], [2, 700000]]}                   a number; the last step it reaches counts
    linear  {"low": 0, "high": 24}                             a number, cut off at both ends
    yes_no  {}                                                 true or false
    anchored {}                                                anchors 1..5 of several raters: (mean - 1) / 4
    decile  {}                                                 welfare decile d: (10 - d) / 9
    ratio   {"over": "household_need_rials", "low": [1, 10], "high": [1, 1]}
    beta    {"of": "training_started", "alpha": 2, "beta": 1}  completed / started with a prior
    product {"of": ["attendance_percent", "rating"], "steps": [[0, 0], [200, 500000]]}

Arithmetic is exact (whole numbers and fractions), so equal inputs give equal millionths anywhere.
"""

from dataclasses import dataclass
from fractions import Fraction

from koushaneh.core.refusal import Refusal

ONE = 1_000_000


class UnknownValueFunction(Refusal):
    code = "calls.unknown_value_function"


@dataclass(frozen=True)
class Value:
    """What one indicator says of one applicant.

    `point` is None while a missing value waits: for an answer (ask), for a decision (block) or for
    the median (neutral). `low` and `high` are what it would be at worst and at best.
    """

    point: int | None
    low: int
    high: int
    missing: str = ""  # "" when known, else the policy that applies

    @property
    def is_missing(self):
        return self.missing != ""


def value_of(indicator, *, facts, answers, anchors=(), median=None, clock_ended=False):
    """Return the Value of an indicator for one applicant.

    `facts` is a snapshot ({kind: {"value": ...}}), `answers` {key: value}, `anchors` the scores that
    raters gave for this indicator. What she declared in an answer stands in for a missing fact.
    """
    known = _known(indicator, facts, answers, anchors)
    if known is not None:
        return Value(known, known, known)
    return Value(_stand_in(indicator.missing, median, clock_ended), 0, ONE, indicator.missing)


def _known(indicator, facts, answers, anchors):
    if indicator.source in ("reviewer", "interviewer"):
        return compute(indicator.value, list(anchors) or None)

    def read(key):
        stored = facts.get(key) if indicator.source == "fact" else None
        return stored["value"] if stored else answers.get(key)

    return compute(indicator.value, read(indicator.key), read)


def _stand_in(policy, median, clock_ended):
    """Return what counts in place of a missing value; None while that is not settled."""
    if policy == "zero" or (policy == "ask" and clock_ended):
        return 0
    return median if policy == "neutral" else None


def median_of(points):
    """Return the median of known values in whole millionths (the mean of the middle two, rounded down)."""
    ordered = sorted(points)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2


def points_of(value, weight):
    """Return (declared, low, high) in millionths of points, where all weights together make 100 points."""
    declared = None if value.point is None else value.point * weight
    return declared, value.low * weight, value.high * weight


def compute(spec, raw, read=lambda key: None):
    """Return 0..1 in millionths for what was stored, None when nothing usable is known.

    `read` gives further stored values by key (for ratios). Raises UnknownValueFunction.
    """
    if spec.get("kind") not in FUNCTIONS:
        raise UnknownValueFunction(kind=str(spec.get("kind")))
    if raw is None or raw == "" or raw == []:
        return None
    share = FUNCTIONS[spec["kind"]](spec, raw, read)
    return None if share is None else _millionths(share)


def _millionths(share):
    """Cut off at 0 and 1 and round to the nearest millionth, halves up."""
    share = min(max(Fraction(share), Fraction(0)), Fraction(1))
    return (2 * share.numerator * ONE + share.denominator) // (2 * share.denominator)


def _number(raw):
    if isinstance(raw, bool):
        return None
    return raw if isinstance(raw, int) else None


def _choice(spec, raw, read):
    step = spec["steps"].get(str(raw))
    return None if step is None else Fraction(step, ONE)


def _steps(spec, raw, read):
    number = _number(raw)
    reached = [step for least, step in spec["steps"] if number is not None and number >= least]
    return Fraction(reached[-1], ONE) if reached else None


def _linear(spec, raw, read):
    number = _number(raw)
    return None if number is None else Fraction(number - spec["low"], spec["high"] - spec["low"])


def _yes_no(spec, raw, read):
    word = {"yes": True, "no": False}.get(raw, raw) if isinstance(raw, str) else raw
    return Fraction(int(word)) if isinstance(word, bool) else None


def _anchored(spec, raw, read):
    return (Fraction(sum(raw), len(raw)) - 1) / 4


def _decile(spec, raw, read):
    decile = _number(raw)
    return Fraction(10 - decile, 9) if decile is not None and 1 <= decile <= 10 else None


def _ratio(spec, raw, read):
    """Nobody earning for three mouths is the highest burden, not a missing value; nothing over nothing is."""
    above, below = _number(raw), _number(read(spec["over"]))
    if above is None or below is None or (above, below) == (0, 0):
        return None
    if below <= 0:
        return Fraction(1)
    low, high = Fraction(*spec["low"]), Fraction(*spec["high"])
    return (Fraction(above, below) - low) / (high - low)


def _beta(spec, raw, read):
    """Beta(alpha, beta) prior: one dropped course of one weighs less than five of five."""
    completed, started = _number(raw), _number(read(spec["of"]))
    if completed is None or not started or not 0 <= completed <= started:
        return None
    return Fraction(completed + spec["alpha"], started + spec["alpha"] + spec["beta"])


def _product(spec, raw, read):
    product = 1
    for part in spec["of"]:
        number = _number(raw.get(part)) if isinstance(raw, dict) else None
        if number is None:
            return None
        product *= number
    return _steps(spec, product, read)


FUNCTIONS = {
    "choice": _choice,
    "steps": _steps,
    "linear": _linear,
    "yes_no": _yes_no,
    "anchored": _anchored,
    "decile": _decile,
    "ratio": _ratio,
    "beta": _beta,
    "product": _product,
}
