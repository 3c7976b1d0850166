"""The cheapest sharing: unit and set-up costs, minimum lots, at most so many members; the gap is stated.

A knapsack with fixed charges. The linear relaxation is solved by sorting the
unit costs at full capacity; the price of one more member, where their number
is limited, is found by tangents (Lagrangian relaxation, Fisher, Management
Science 27, 1981). Its bound, and the best completion and exchange around the
cut, usually leave a gap below 0.01 %. What remains, and every small case, goes
to an integer program over the offers that the bound has not decided already
(reduced-cost fixing).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.programs import solve
from koushaneh.engine.sharing.choosing import Remaining, lot_program, most_pieces
from koushaneh.engine.sharing.model import NotEnoughCapacity, NoTime, Offer

Floats = NDArray[np.float64]

SMALL = 400  # offers up to which the optimum is always proven
GOOD_GAP = 1e-4
FINE_GAP = 1e-5  # no further exchange is tried
EXCHANGES = 24  # members around the cut that are tried for an exchange
TOLERANCE = 1e-6
TANGENTS = 40
LARGEST_PRICE = 1e24


@dataclass(frozen=True)
class Market:
    """Columns of the offers, capacity cut to the quantity; the set-up cost may hold a price per member."""

    capacity: Floats
    minimum: Floats
    unit: Floats
    set_up: Floats
    quantity: int
    places: int

    def full_price(self, price: float = 0.0) -> Floats:
        """Cost of a piece when a member works at full capacity, rials."""
        return self.unit + (self.set_up + price) / self.capacity


@dataclass(frozen=True)
class Relaxed:
    """The relaxation at one price per member: bound, order, how many are full, cost of the last piece."""

    price: float
    bound: float
    order: NDArray[np.int64]
    full: int
    members: float
    last_price: float


@dataclass(frozen=True)
class Plan:
    """Pieces per offer, their cost in rials, and a lower bound of every sharing's cost."""

    pieces: Floats
    cost: float
    bound: float
    stopped: bool = False


def cheapest(
    offers: Sequence[Offer], quantity: int, at_most: int | None, remaining: Remaining = None
) -> Plan:
    """Share `quantity` at the least cost. Raises NotEnoughCapacity, NoTime."""
    market = _market(offers, quantity, at_most)
    relaxed, start = _best_relaxed(market)
    pieces = _complete(market, start)
    cost = _cost(market, pieces) if pieces is not None else np.inf
    if len(offers) > SMALL and cost - relaxed.bound <= GOOD_GAP * cost and pieces is not None:
        return Plan(pieces, cost, relaxed.bound)
    return _prove(offers, market, relaxed, pieces, cost, remaining)


def _market(offers: Sequence[Offer], quantity: int, at_most: int | None) -> Market:
    rows = [(min(one.capacity, quantity), one.minimum, one.unit_cost, one.set_up_cost) for one in offers]
    capacity, minimum, unit, set_up = np.array(rows, dtype=np.float64).T
    places = len(offers) if at_most is None else min(at_most, len(offers))
    return Market(capacity, minimum, unit, set_up, quantity, places)


def _relax(market: Market, price: float) -> Relaxed:
    each = market.full_price(price)
    order = np.argsort(each, kind="stable")
    made = np.cumsum(market.capacity[order])
    full = int(np.searchsorted(made, market.quantity, side="right"))
    spent = float((each * market.capacity)[order[:full]].sum())
    left = market.quantity - (float(made[full - 1]) if full else 0.0)
    last = order[min(full, len(order) - 1)]
    bound = spent + left * float(each[last]) - price * market.places * (price > 0)
    return Relaxed(price, bound, order, full, full + left / market.capacity[last], float(each[last]))


def _best_relaxed(market: Market) -> tuple[Relaxed, Relaxed]:
    """Return the relaxation with the best bound, and one with few enough members to start from.

    The bound is concave in the price per member with slope members - places:
    where two tangents meet, or the best price is found (Kelley, 1960).
    """
    low = high = _relax(market, 0.0)
    if low.members <= market.places:
        return low, low
    price = high.last_price + float(market.set_up.mean()) + 1.0
    while high.members > market.places and price < LARGEST_PRICE:
        low, high, price = high, _relax(market, price), price * 8
    for _ in range(TANGENTS):
        slope_low, slope_high = low.members - market.places, high.members - market.places
        if slope_low <= slope_high:
            break
        rise = high.bound - low.bound + slope_low * low.price - slope_high * high.price
        price = rise / (slope_low - slope_high)
        meeting = low.bound + slope_low * (price - low.price)
        middle = _relax(market, price)
        low, high = (middle, high) if middle.members > market.places else (low, middle)
        if middle.bound >= meeting - 1e-12 * abs(meeting):
            break
    return max(low, high, key=lambda one: one.bound), high


def _complete(market: Market, relaxed: Relaxed) -> Floats | None:
    """Return the best plan among: the full members and one more, with or without one of the last left out."""
    kept = relaxed.order[: min(relaxed.full, market.places)]
    best, plan = np.inf, None
    for back in range(min(EXCHANGES, len(kept)) + 1):
        base = np.delete(kept, -back) if back else kept
        found = _with_one_more(market, base)
        if found is not None and (cost := _cost(market, found)) < best:
            best, plan = cost, found
        if best - relaxed.bound <= FINE_GAP * best:
            break
    return plan


def _with_one_more(market: Market, base: NDArray[np.int64]) -> Floats | None:
    """Return the cheapest plan of `base` and at most one other member, or None."""
    rest = market.quantity - float(market.capacity[base].sum())
    pieces = np.zeros(len(market.unit))
    pieces[base] = market.capacity[base]
    if rest <= 0:
        return _reduced(market, pieces, base, -rest)
    if len(base) >= market.places:
        return None
    dearest = base[np.argsort(-market.unit[base], kind="stable")]
    slack = np.concatenate([[0.0], np.cumsum((market.capacity - market.minimum)[dearest])])
    saved = np.concatenate([[0.0], np.cumsum(((market.capacity - market.minimum) * market.unit)[dearest])])
    dearer = np.searchsorted(-market.unit[dearest], -market.unit, side="left")
    more = np.maximum(np.minimum(market.capacity - rest, slack[dearer]), market.minimum - rest)
    more = np.maximum(more, 0.0)
    able = (rest + more <= market.capacity) & (more <= slack[-1])
    able[base] = False
    if not able.any():
        return None
    cost = market.unit * (rest + more) + market.set_up - np.interp(more, slack, saved)
    one = int(np.argmin(np.where(able, cost, np.inf)))
    pieces[one] = rest + more[one]
    return _reduced(market, pieces, base, float(more[one]))


def _reduced(market: Market, pieces: Floats, base: NDArray[np.int64], spare: float) -> Floats | None:
    """Take `spare` pieces away from the dearest of `base`, down to their minimum lots."""
    for one in base[np.argsort(-market.unit[base], kind="stable")] if spare > 0 else base[:0]:
        less = min(spare, pieces[one] - market.minimum[one])
        pieces[one] -= less
        spare -= less
        if spare <= 0:
            break
    return pieces if spare <= 0 else None


def _cost(market: Market, pieces: Floats) -> float:
    return float((market.unit * pieces + market.set_up * (pieces > 0)).sum())


def _prove(
    offers: Sequence[Offer],
    market: Market,
    relaxed: Relaxed,
    pieces: Floats | None,
    cost: float,
    remaining: Remaining,
) -> Plan:
    count, quantity = len(offers), market.quantity
    program = lot_program(offers, np.concatenate([market.set_up, market.unit]), quantity, market.places)
    program.row(np.arange(count, 2 * count), 1.0, least=quantity, most=quantity)
    room = max(0.0, cost - relaxed.bound) * (1 + 1e-9) + 1e-6
    _fix(program.low, program.high, market, relaxed, room)
    start = None if pieces is None else np.concatenate([pieces > 0, pieces]).astype(np.float64)
    gap = 0.0 if count <= SMALL else GOOD_GAP
    outcome = solve(program, seconds=remaining() if remaining else np.inf, gap=gap, start=start)
    stopped = outcome.status == "stopped"
    if outcome.values is None and pieces is None:
        raise _without_plan(offers, market, remaining)
    if outcome.values is None:
        assert pieces is not None
        return Plan(pieces, cost, relaxed.bound, stopped)
    found = _whole(market, outcome.values[:count] > 0.5)
    if pieces is not None and cost <= _cost(market, found):
        found = pieces
    cost, bound = _cost(market, found), max(outcome.bound, relaxed.bound)
    # The solver's bound is good to its tolerance only; a proven optimum is its own bound.
    is_met = not stopped and cost - bound <= TOLERANCE * max(1.0, cost)
    return Plan(found, cost, cost if is_met else min(bound, cost), stopped)


def _without_plan(offers: Sequence[Offer], market: Market, remaining: Remaining) -> Exception:
    most = most_pieces(offers, market.quantity, market.places, remaining)
    if most == market.quantity:
        return NoTime(quantity=market.quantity)
    return NotEnoughCapacity(missing=market.quantity - most, most=most)


def _fix(low: Floats, high: Floats, market: Market, relaxed: Relaxed, room: float) -> None:
    """Fix what the bound decides: no better plan takes an offer that costs `room` more, or leaves one out."""
    if not np.isfinite(room):
        return
    full_gain = market.capacity * (relaxed.last_price - market.full_price(relaxed.price))
    lot = np.where(market.unit < relaxed.last_price, market.capacity, market.minimum)
    joining = market.set_up + relaxed.price + (market.unit - relaxed.last_price) * lot
    low[: len(lot)] = full_gain > room
    high[: len(lot)] = np.where((joining > room) & (full_gain <= 0), 0.0, 1.0)


def _whole(market: Market, members: NDArray[np.bool_]) -> Floats:
    """Return the cheapest whole pieces of given members: minimum lots first, then the cheapest pieces."""
    pieces = np.where(members, market.minimum, 0.0)
    left = market.quantity - pieces.sum()
    for one in np.argsort(market.unit, kind="stable"):
        if members[one] and left > 0:
            more = min(left, market.capacity[one] - pieces[one])
            pieces[one] += more
            left -= more
    return pieces
