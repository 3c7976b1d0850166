"""The battery (مجموعهٔ پرسش‌نامه): which instruments a wave asks, and its items in order."""

from dataclasses import dataclass

from koushaneh.core.refusal import Refusal
from koushaneh.engine.scales.instrument import Instrument, parse
from koushaneh.measures.models import Instrument as Stored

BASELINE = (
    "hope_happiness",
    "empowerment_sense",
    "decision_making",
    "coping",
    "entrepreneurial_self_efficacy",
)  # the short one first, so that a woman who stops early has given something


class NotAnAnswer(Refusal):
    """The value is none of those that the item offers."""

    code = "measures.not_an_answer"


class UnknownItem(Refusal):
    code = "measures.unknown_item"


@dataclass(frozen=True)
class Step:
    """One screen of the questionnaire: an item, of the instrument as it is stored and as it is read."""

    stored: Stored
    instrument: Instrument
    key: str

    @property
    def text(self):
        return next(item.text for item in self.instrument.items if item.key == self.key)

    @property
    def intro(self):
        return self.instrument.definition.get("intro", {})

    @property
    def values(self):
        """Return every value that may be chosen, lowest first."""
        if self.instrument.values is not None:
            return self.instrument.values
        return tuple(float(value) for value in range(int(self.instrument.low), int(self.instrument.high) + 1))

    def read(self, raw):
        """Return the value as it is kept, "" for a skipped item. Refuses with NotAnAnswer."""
        if raw in (None, ""):
            return ""
        for value in self.values:
            if str(raw) in (f"{value:g}", str(value)):
                return f"{value:g}"
        raise NotAnAnswer(item=self.key)


def steps_of(wave):
    """Return the screens of a wave in the order of the battery."""
    stored = {one.code: one for one in wave.instruments.all()}
    order = [*[code for code in BASELINE if code in stored], *sorted(stored.keys() - set(BASELINE))]
    steps = []
    for code in order:
        instrument = parse(stored[code].definition)
        steps += [Step(stored[code], instrument, key) for key in instrument.keys]
    return steps


def find_step(wave, code, key):
    """Return one screen. Refuses with UnknownItem."""
    for step in steps_of(wave):
        if (step.stored.code, step.key) == (code, key):
            return step
    raise UnknownItem(item=key)
