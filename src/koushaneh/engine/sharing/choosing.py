"""Who takes part: who may, in which order, and how many are needed."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np

from koushaneh.engine.programs import Program, solve
from koushaneh.engine.sharing.model import NotEnoughCapacity, NoTime, Offer, Rule

Remaining = Callable[[], float] | None  # seconds left


@dataclass(frozen=True)
class Choice:
    """Offers that take part, in order of precedence, and whether the plain order had to be repaired."""

    offers: tuple[Offer, ...]
    repaired: bool


def obstacle(offer: Offer, quantity: int, due: float) -> str:
    """Return the code of what keeps an offer out, or ""."""
    if offer.capacity == 0:
        return "no_capacity"
    if offer.lead_days > due:
        return "too_late"
    return "minimum_too_large" if offer.minimum > min(offer.capacity, quantity) else ""


def _turn(rule: Rule) -> Callable[[Offer], Any]:
    if rule is Rule.FIRST_COME:
        return lambda offer: (offer.arrived is None, offer.arrived or 0)
    if rule is Rule.ROTATION_ABILITY:
        return lambda offer: offer.served / offer.capacity
    return attrgetter("served")


def passed_over(ordered: Sequence[Offer], working: Sequence[Offer], rule: Rule) -> dict[str, str]:
    """Return the code of why each offer got nothing, as if it did not work; both are by precedence.

    Whoever stands behind all who work was served more, or as much with a
    greater id, or came later; whoever stands before one of them found no
    place among minimum lots and the number of members.
    """
    ids = [offer.id for offer in ordered]
    if rule in (Rule.UNIFORM, Rule.PROPORTIONAL) or not working:
        return dict.fromkeys(ids, "no_place")
    last, turn = working[-1], _turn(rule)
    level = bisect_right(ordered, turn(last), key=turn)  # behind the equals of the last at work
    place = next(place for place in range(level - 1, -1, -1) if ordered[place] is last)
    is_queue = rule is Rule.FIRST_COME
    why = ["no_place"] * place
    why += ["came_later" if is_queue else "equally_served"] * (level - place)
    why += ["came_later" if is_queue else "served_more"] * (len(ids) - level)
    return dict(zip(ids, why, strict=True))


def choose(
    ordered: Sequence[Offer], quantity: int, enough: float, at_most: int | None, remaining: Remaining
) -> Choice:
    """Take offers in order until their capacity reaches `enough`, never more minimum lots than `quantity`.

    Where that leaves pieces over, the set of members that can make the quantity
    and stands earliest in the order is found by an integer program. Raises
    NotEnoughCapacity(missing, most) when no set can, NoTime at the deadline.
    """
    chosen: list[Offer] = []
    capacity = floor = 0
    places = len(ordered) if at_most is None else at_most
    for offer in ordered:
        if capacity >= enough or len(chosen) >= places:
            break
        if floor + offer.minimum <= quantity:
            chosen.append(offer)
            capacity += offer.capacity
            floor += offer.minimum
    if capacity >= quantity:
        return Choice(tuple(chosen), False)
    return Choice(_earliest_able(ordered, quantity, places, remaining), True)


def _earliest_able(
    ordered: Sequence[Offer], quantity: int, places: int, remaining: Remaining
) -> tuple[Offer, ...]:
    most = most_pieces(ordered, quantity, places, remaining)
    if most < quantity:
        raise NotEnoughCapacity(missing=quantity - most, most=most)
    cost = np.concatenate([np.arange(1.0, len(ordered) + 1), np.zeros(len(ordered))])
    program = lot_program(ordered, cost, quantity, places)
    program.row(np.arange(len(ordered), 2 * len(ordered)), 1.0, least=quantity, most=quantity)
    outcome = solve(program, seconds=remaining() if remaining else np.inf)
    if outcome.values is None:
        raise NoTime(quantity=quantity)
    return tuple(one for one, value in zip(ordered, outcome.values, strict=False) if value > 0.5)


def most_pieces(offers: Sequence[Offer], quantity: int, places: int, remaining: Remaining = None) -> int:
    """Return the most pieces, up to `quantity`, that at most `places` members can make in their lots."""
    capacities = sorted((offer.capacity for offer in offers), reverse=True)
    if not offers or places == 0:
        return 0
    if all(offer.minimum <= 1 for offer in offers) or sum(offer.minimum for offer in offers) <= quantity:
        return min(quantity, sum(capacities[:places]))
    cost = np.concatenate([np.zeros(len(offers)), -np.ones(len(offers))])
    outcome = solve(lot_program(offers, cost, quantity, places), seconds=remaining() if remaining else np.inf)
    if outcome.values is None or outcome.status == "stopped":
        raise NoTime(quantity=quantity)
    return round(-outcome.objective)


def lot_program(offers: Sequence[Offer], cost: np.ndarray, quantity: int, places: int) -> Program:
    """Return the program over (takes part, pieces) per offer with lots, number of members and quantity."""
    count = len(offers)
    capacity = np.array([min(offer.capacity, quantity) for offer in offers], dtype=np.float64)
    whole = np.arange(2 * count) < count
    program = Program(cost, np.zeros(2 * count), np.concatenate([np.ones(count), capacity]), whole)
    for place, offer in enumerate(offers):
        program.row([place, count + place], [-capacity[place], 1.0], most=0.0)
        if offer.minimum > 0:
            program.row([place, count + place], [-float(offer.minimum), 1.0], least=0.0)
    if places < count:
        program.row(np.arange(count), 1.0, most=places)
    program.row(np.arange(count, 2 * count), 1.0, most=quantity)
    return program
