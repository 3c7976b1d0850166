"""Sharing (تقسیم سفارش) of an order too large for one member, by a rule that is published before.

Sources: Sprumont (1991) for the uniform rule; the association's statutes for
rotation («کسی که کمتر کار گرفته، زودتر»: who got less work comes first).
Whole pieces everywhere; every member gets a reason as a code:
least_served, ability_share, equal_share, proportional_share, came_first,
cheapest, raised_to_minimum, at_capacity for a share, and for none
served_more, equally_served, came_later, costs_more, no_place, no_capacity,
too_late, minimum_too_large.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from koushaneh.engine.sharing.choosing import Choice, Remaining, choose, obstacle, passed_over
from koushaneh.engine.sharing.columns import Columns, columns_of
from koushaneh.engine.sharing.cost import cheapest
from koushaneh.engine.sharing.filling import fill, fill_in_order, gini
from koushaneh.engine.sharing.model import (
    BadNumber,
    BadOffer,
    NotEnoughCapacity,
    NoTime,
    Offer,
    Rule,
    Split,
)

__all__ = [
    "BadNumber",
    "BadOffer",
    "NoTime",
    "NotEnoughCapacity",
    "Offer",
    "Rule",
    "Split",
    "fill",
    "gini",
    "share",
]

GIVEN = {
    Rule.ROTATION_PIECES: "least_served",
    Rule.ROTATION_ABILITY: "ability_share",
    Rule.UNIFORM: "equal_share",
    Rule.PROPORTIONAL: "proportional_share",
    Rule.FIRST_COME: "came_first",
    Rule.LEAST_COST: "cheapest",
}


def share(
    quantity: int,
    offers: Sequence[Offer],
    *,
    rule: Rule,
    buffer: float = 0.0,
    due_days: int | None = None,
    at_most: int | None = None,
    remaining: Remaining = None,
) -> Split:
    """Share `quantity` pieces among the offers by `rule`.

    Shares sum to `quantity`; each is 0 or between the member's minimum lot and
    her capacity. Rotation asks the least served members (by ability: served
    per capacity) until their capacity reaches quantity x (1 + `buffer`), then
    levels their pieces (by ability: their pieces per capacity). Members later
    than `due_days` stay out; at most `at_most` members work. Ties go to the
    smaller id, so any row order gives the same answer. `remaining` gives the
    seconds left, for the rules that need an integer program. O(n log n).
    Raises BadNumber, BadOffer, NotEnoughCapacity(missing, most), NoTime.
    """
    _check(quantity, buffer, at_most)
    columns, due = columns_of(offers), math.inf if due_days is None else due_days
    able = columns.able(quantity, due)
    why = _obstacles(columns, quantity, due, is_needed=not able.all())
    ordered = [offers[place] for place in columns.ordered(able, rule)]
    _check_capacity(quantity, columns.numbers["capacity"][able].tolist(), at_most)
    if rule is Rule.LEAST_COST:
        return _by_cost(quantity, columns, ordered, why, at_most, remaining)
    target = math.ceil(round(quantity * (1.0 + buffer), 6))
    enough = math.inf if rule in (Rule.UNIFORM, Rule.PROPORTIONAL) else target
    choice = choose(ordered, quantity, enough, at_most, remaining)
    pieces = _pieces(quantity, choice, rule)
    working = [offer for offer in choice.offers if pieces[offer.id]]
    why.update(passed_over(ordered, working, rule))
    for offer in working:
        why[offer.id] = _reason(offer, pieces[offer.id], rule)
    spare = max(0, target - sum(offer.capacity for offer in choice.offers))
    return _split(rule, quantity, columns, pieces, why, buffer_missing=spare, repaired=choice.repaired)


def _check(quantity: int, buffer: float, at_most: int | None) -> None:
    for name, value, least in (("quantity", quantity, 0), ("buffer", buffer, 0), ("at_most", at_most, 1)):
        if value is not None and not value >= least:
            raise BadNumber(name=name, value=value, at_least=least)


def _obstacles(columns: Columns, quantity: int, due: float, *, is_needed: bool) -> dict[str, str]:
    """Return for every offer what keeps it out, "" for nothing."""
    if is_needed:
        return {one.id: obstacle(one, quantity, due) for one in columns.offers}
    return dict.fromkeys(columns.ids, "")


def _check_capacity(quantity: int, capacities: list[int], at_most: int | None) -> None:
    if at_most is not None:
        capacities = sorted(capacities, reverse=True)[:at_most]
    most = min(quantity, sum(capacities))
    if most < quantity:
        raise NotEnoughCapacity(missing=quantity - most, most=most)


def _pieces(quantity: int, choice: Choice, rule: Rule) -> dict[str, int]:
    lower = [offer.minimum for offer in choice.offers]
    upper = [offer.capacity for offer in choice.offers]
    if rule is Rule.FIRST_COME:
        amounts = fill_in_order(quantity, lower, upper)
    else:
        by_capacity = rule in (Rule.ROTATION_ABILITY, Rule.PROPORTIONAL)
        amounts = fill(quantity, upper if by_capacity else [1] * len(upper), lower, upper)
    return {offer.id: amount for offer, amount in zip(choice.offers, amounts.tolist(), strict=True)}


def _reason(offer: Offer, pieces: int, rule: Rule) -> str:
    if pieces == offer.capacity:
        return "at_capacity"
    return "raised_to_minimum" if pieces == offer.minimum else GIVEN[rule]


def _by_cost(
    quantity: int,
    columns: Columns,
    ordered: Sequence[Offer],
    why: dict[str, str],
    at_most: int | None,
    remaining: Remaining,
) -> Split:
    if not quantity:
        why = {one: code or "costs_more" for one, code in why.items()}
        return replace(_split(Rule.LEAST_COST, 0, columns, {}, why), cost=0.0, bound=0.0)
    plan = cheapest(ordered, quantity, at_most, remaining)
    pieces = {offer.id: round(float(amount)) for offer, amount in zip(ordered, plan.pieces, strict=True)}
    chosen = {one: "cheapest" if amount else "costs_more" for one, amount in pieces.items()}
    split = _split(Rule.LEAST_COST, quantity, columns, pieces, why | chosen)
    gap = (plan.cost - plan.bound) / plan.cost if plan.cost > 0 else 0.0
    return replace(split, cost=plan.cost, bound=plan.bound, gap=max(0.0, gap), stopped=plan.stopped)


def _split(
    rule: Rule,
    quantity: int,
    columns: Columns,
    pieces: Mapping[str, int],
    why: Mapping[str, str],
    *,
    buffer_missing: int = 0,
    repaired: bool = False,
) -> Split:
    every = dict.fromkeys(columns.ids, 0) | dict(pieces)
    work = np.array(list(every.values()), float) + columns.numbers["served"].astype(float)
    capacity = columns.numbers["capacity"].astype(float)
    by_ability = work[capacity > 0] / capacity[capacity > 0]
    return Split(
        rule,
        quantity,
        every,
        why,
        gini(work),
        gini(by_ability),
        buffer_missing=buffer_missing,
        repaired=repaired,
    )
