"""What an order is shared among, the rules, and why a sharing may be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from koushaneh.engine.errors import EngineError


class Rule(Enum):
    """How an order is shared; published before the order."""

    ROTATION_PIECES = "rotation-pieces"
    ROTATION_ABILITY = "rotation-ability"
    UNIFORM = "uniform"
    PROPORTIONAL = "proportional"
    FIRST_COME = "first-come"
    LEAST_COST = "least-cost"


@dataclass(frozen=True)
class Offer:
    """What a member can make: pieces at most and at least, pieces she got before, costs in rials, days.

    `arrived` is her place in the queue for first come; without it ids stand in their natural order.
    """

    id: str
    capacity: int
    minimum: int = 0
    served: int = 0
    unit_cost: float = 0.0
    set_up_cost: float = 0.0
    lead_days: int = 0
    arrived: int | None = None


@dataclass(frozen=True)
class Split:
    """An order shared: pieces and a reason (a code) per member, and how even the work is afterwards.

    `gini` is over pieces served before and now, `gini_ability` over the same divided by capacity.
    `buffer_missing` counts the pieces of spare capacity that the chosen members lack. `bound` and
    `gap` (relative) belong to the cost; the other rules have no cost and a gap of 0. `repaired` says
    that minimum lots or `at_most` forced another choice of members than the rule's own order.
    """

    rule: Rule
    quantity: int
    pieces: Mapping[str, int]
    why: Mapping[str, str]
    gini: float
    gini_ability: float
    buffer_missing: int = 0
    cost: float | None = None
    bound: float | None = None
    gap: float = 0.0
    repaired: bool = False
    stopped: bool = False


class BadOffer(EngineError):
    """An offer holds a number below 0, or two offers share an id. Facts: id, name, value."""

    code = "sharing.bad_offer"


class BadNumber(EngineError):
    """Quantity, buffer or number of members is below what is accepted. Facts: name, value, at_least."""

    code = "sharing.bad_number"


class NotEnoughCapacity(EngineError):
    """The members who may take part cannot make the quantity. Facts: missing (pieces), most (pieces)."""

    code = "sharing.not_enough_capacity"


class NoTime(EngineError):
    """The deadline passed before any sharing was found. Facts: quantity."""

    code = "sharing.no_time"
