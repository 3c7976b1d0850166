"""What a selection is made of: candidates, quotas, results, and the refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from koushaneh.engine.errors import EngineError

UNIT = 1_000_000
LARGEST_SCORE = 1_000_000_000 * UNIT
Status = Literal["optimal", "infeasible", "stopped"]


@dataclass(frozen=True)
class Candidate:
    """One who may be chosen.

    `score` counts millionths, so that sums are exact. Of those who share a
    non-empty `apart` key (a household) at most one is chosen.
    """

    id: str
    score: int = 0
    features: Mapping[str, str] = field(default_factory=dict)
    apart: str = ""


@dataclass(frozen=True, order=True)
class Quota:
    """From `minimum` to `maximum` of the chosen have `value` as their `feature`."""

    feature: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True, order=True)
class Relaxation:
    """One bound that would have to move. Feature and value are empty where it is the seats."""

    feature: str
    value: str
    bound: Literal["min", "max", "seats"]
    declared: int
    needed: int


@dataclass(frozen=True)
class MeritResult:
    """The chosen ids in sorted order, and the proof.

    `objective` and `bound` are totals in millionths; `bound` is a proven upper
    limit, `gap` the difference. `relaxation` is a proposal, never applied.
    `prices` are the values in millionths of one more place of each quota, and
    of one more seat under ("", "").
    """

    status: Status
    chosen: tuple[str, ...]
    objective: int
    bound: int
    relaxation: tuple[Relaxation, ...] = ()
    prices: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @property
    def gap(self) -> int:
        """How much more the total could be at most, in the units of the scores; 0 is proven."""
        return self.bound - self.objective


class BadNumber(EngineError):
    """A count or score is outside what is accepted. Facts: name, value, at_least, at_most."""

    code = "selection.bad_number"


class DuplicateId(EngineError):
    """Candidates share an id, or two quotas name the same feature and value. Facts: kind, ids."""

    code = "selection.duplicate_id"


class UnknownFeature(EngineError):
    """A quota names a feature that a candidate lacks. Facts: feature, id."""

    code = "selection.unknown_feature"


class NoPanel(EngineError):
    """No panel satisfies the quotas. Facts: relaxation, the minimal one, as plain mappings."""

    code = "selection.no_panel"


class OutOfTime(EngineError):
    """The time ran out before anything was found. Facts: stage."""

    code = "selection.out_of_time"
