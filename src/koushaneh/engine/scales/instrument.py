"""Reads an instrument's definition (ابزار سنجش) and checks it.

The definition is a JSON object; the published schema is
`instrument.schema.json` beside this module. Beyond the schema: keys are
unique, responses go up, bands do not overlap, and the two check respondents,
all best and all worst, score exactly the two ends of the scale.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Literal

from koushaneh.engine.scales import schema
from koushaneh.engine.scales.errors import BadInstrument

Text = Mapping[str, str]
Method = Literal["sum", "mean", "percent"]
TOTAL = "total"
MISSING_PERCENT = 20


@dataclass(frozen=True)
class Item:
    """One question. `reversed` means that a high answer speaks against the thing measured."""

    key: str
    reversed: bool = False
    subscale: str | None = None
    text: Text | None = None
    audio: Text | None = None


@dataclass(frozen=True)
class Response:
    """One answer to choose from, with its words and its face."""

    value: float
    label: Text | None = None
    face: str | None = None
    audio: Text | None = None


@dataclass(frozen=True)
class Instrument:
    """A questionnaire ready for use. `values` is None where any number from `low` to `high` is an answer.

    `digest` is the SHA-256 of the definition in canonical JSON; `definition`
    is what was read, with bands, norms, licence and reliability as they came.
    """

    id: str
    version: str
    items: tuple[Item, ...]
    responses: tuple[Response, ...]
    low: float
    high: float
    values: tuple[float, ...] | None
    method: Method
    min_answered: int
    has_total: bool
    higher_is_better: bool
    digest: str
    definition: Mapping[str, Any]

    @property
    def keys(self) -> tuple[str, ...]:
        """Item keys in the order of the definition."""
        return tuple(item.key for item in self.items)

    @property
    def choices(self) -> tuple[Response, ...]:
        """The answers to choose from; for a range the whole numbers from `low` to `high`, its ends labelled."""
        if self.responses:
            return self.responses
        given = self.definition["responses"]
        labels = {self.low: given.get("min_label"), self.high: given.get("max_label")}
        steps = range(int(self.high - self.low) + 1)
        return tuple(Response(self.low + step, labels.get(self.low + step)) for step in steps)

    @property
    def scales(self) -> dict[str, tuple[str, ...]]:
        """Item keys by scale: `total` first (unless switched off), then the subscales as they appear."""
        found: dict[str, tuple[str, ...]] = {TOTAL: self.keys} if self.has_total else {}
        for item in self.items:
            if item.subscale:
                found[item.subscale] = (*found.get(item.subscale, ()), item.key)
        return found

    def needed(self, item_count: int) -> int:
        """How many of `item_count` items must be answered; in proportion to the rule for the whole."""
        return -(-self.min_answered * item_count // len(self.items))

    def limits(self, scale: str) -> tuple[float, float]:
        """Smallest and greatest score that `scale` can give."""
        if self.method == "percent":
            return 0.0, 100.0
        weight = len(self.scales[scale]) if self.method == "sum" else 1
        return self.low * weight, self.high * weight


def parse(definition: Mapping[str, Any]) -> Instrument:
    """Check `definition` and return the instrument.

    The first fault in the order of the schema is reported. Refuses with
    BadInstrument(place, accepted).
    """
    for place, accepted in schema.faults(definition, published_schema()):
        raise BadInstrument(place=place, accepted=accepted)
    instrument = _build(definition)
    _check_keys(instrument)
    _check_responses(instrument)
    _check_scoring(instrument)
    _check_bands(instrument)
    _check_respondents(instrument)
    return instrument


@cache
def published_schema() -> Mapping[str, Any]:
    """Return the JSON schema of a definition, as shipped."""
    source = resources.files("koushaneh.engine.scales").joinpath("instrument.schema.json")
    found: Mapping[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found


def digest(definition: Mapping[str, Any]) -> str:
    """SHA-256 of the definition in canonical JSON; the order of its fields does not matter."""
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _build(definition: Mapping[str, Any]) -> Instrument:
    given = definition["responses"]
    listed = tuple(Response(**one) for one in given) if isinstance(given, list) else ()
    values = tuple(float(one.value) for one in listed) or None
    low, high = (values[0], values[-1]) if values else (float(given["min"]), float(given["max"]))
    items = tuple(Item(**one) for one in definition["items"])
    scoring = definition["scoring"]
    return Instrument(
        id=definition["id"],
        version=str(definition["version"]),
        items=items,
        responses=listed,
        low=low,
        high=high,
        values=values,
        method=scoring["method"],
        min_answered=scoring.get("min_answered", _least_answered(len(items), scoring.get("missing"))),
        has_total=scoring.get("total", True),
        higher_is_better=definition.get("direction", "higher") == "higher",
        digest=digest(definition),
        definition=definition,
    )


def _least_answered(items: int, missing: str | None) -> int:
    return items if missing == "void" else items - items * MISSING_PERCENT // 100


def _check_keys(instrument: Instrument) -> None:
    keys = instrument.keys
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise BadInstrument(place=f"items/{place}/key", accepted="every key once")
    if instrument.has_total and any(item.subscale == TOTAL for item in instrument.items):
        raise BadInstrument(place="items", accepted="a subscale that is not called total")
    if not instrument.scales:
        raise BadInstrument(place="scoring/total", accepted="true, or items with a subscale")


def _check_responses(instrument: Instrument) -> None:
    values = instrument.values or (instrument.low, instrument.high)
    if any(one >= following for one, following in pairwise(values)):
        raise BadInstrument(place="responses", accepted="values that go up")


def _check_scoring(instrument: Instrument) -> None:
    if instrument.min_answered > len(instrument.items):
        raise BadInstrument(place="scoring/min_answered", accepted=f"at most {len(instrument.items)}")


def _check_bands(instrument: Instrument) -> None:
    reached = float("-inf")
    for place, band in enumerate(instrument.definition.get("bands", ())):
        if band["from"] < reached or band["to"] < band["from"]:
            raise BadInstrument(place=f"bands/{place}", accepted="bands that go up and do not overlap")
        reached = band["to"]


def _check_respondents(instrument: Instrument) -> None:
    check = instrument.definition.get("check_respondents")
    if check is None:
        return
    for name in ("best", "worst"):
        wants_high = (name == "best") == instrument.higher_is_better
        for item in instrument.items:
            end = instrument.high if wants_high != item.reversed else instrument.low
            if check[name].get(item.key) != end:
                raise BadInstrument(place=f"check_respondents/{name}/{item.key}", accepted=f"{end:g}")
        unknown = set(check[name]) - set(instrument.keys)
        if unknown:
            raise BadInstrument(place=f"check_respondents/{name}/{min(unknown)}", accepted="a key of an item")
