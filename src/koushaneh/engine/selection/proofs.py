"""Levels of a lottery in whole fractions: what the solver says in decimals is proven in exact arithmetic.

The duals of a level are the weights of the candidates, a price of a seat and a
price of every quota. Any such numbers prove a limit, by addition alone: a
member costs the seat's price and the prices of her quotas, what her weight
exceeds that is charged to her household, and no panel can weigh more than
seats, quotas and households are worth (weak duality of linear programs). Here
they are turned into fractions, so the limit is a fraction and holds without
tolerance. The levels are then exactly optimal if chances equal to those limits
keep all quotas, exactly again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from koushaneh.engine.selection.levels import Level
from koushaneh.engine.selection.orbits import Orbits
from koushaneh.engine.selection.pool import Ints, Pool

LARGEST_DENOMINATOR = 10**6
NOTHING = 1e-9
NEAR = 1e-6


@dataclass(frozen=True)
class Proof:
    """A level in fractions: `weights` by orbit (per candidate, 0 left out), `seat` and `quotas` are prices.

    No panel weighs more than `panel_limit`; `bound` is `panel_limit` less what
    the earlier levels hold. The weights of those not held earlier sum to 1.
    """

    weights: dict[int, Fraction]
    seat: Fraction
    quotas: tuple[Fraction, ...]
    panel_limit: Fraction
    bound: Fraction
    held: Ints


def proofs_of(orbits: Orbits, pool: Pool, seats: int, levels: Sequence[Level]) -> tuple[Proof, ...]:
    """Return the proof of every level, each relying on the bounds of those before. O(levels x orbits x features)."""
    value = [Fraction(-1)] * len(orbits)
    found = []
    for level in levels:
        proof = _proof(orbits, pool, seats, level, value)
        for orbit in level.held.tolist():
            value[orbit] = proof.bound
        found.append(proof)
    return tuple(found)


def is_attained(orbits: Orbits, pool: Pool, seats: int, proofs: Sequence[Proof]) -> bool:
    """Tell whether everybody's chance can equal the bound of her level: seats, quotas and households are kept."""
    chance = [Fraction(0)] * len(orbits)
    for proof in proofs:
        for orbit in proof.held.tolist():
            chance[orbit] = proof.bound
    expected = [one * int(size) for one, size in zip(chance, orbits.size.tolist(), strict=True)]
    per_kind = [Fraction(0)] * len(orbits.households)
    for orbit, kind in enumerate(orbits.kind.tolist()):
        per_kind[kind] += expected[orbit]
    sums = [
        sum((expected[at] for at in np.flatnonzero(column).tolist()), Fraction(0))
        for column in orbits.counts.T
    ]
    return (
        sum(expected) == seats
        and all(quota.minimum <= one <= quota.maximum for quota, one in zip(pool.quotas, sums, strict=True))
        and all(one <= len(homes) for one, homes in zip(per_kind, orbits.households, strict=True))
        and all(0 <= one <= 1 for one in chance)
    )


def are_near(proofs: Sequence[Proof], levels: Sequence[Level]) -> bool:
    """Tell whether the fractions stand for the decimals they were made from."""
    return all(
        abs(float(proof.bound) - level.value) <= NEAR for proof, level in zip(proofs, levels, strict=True)
    )


def _proof(orbits: Orbits, pool: Pool, seats: int, level: Level, value: Sequence[Fraction]) -> Proof:
    whole = {
        at: _fraction(float(level.weights[at])) for at in np.flatnonzero(level.weights > NOTHING).tolist()
    }
    open_sum = sum((weight for at, weight in whole.items() if value[at] < 0), Fraction(0)) or Fraction(1)
    weights = {at: weight / open_sum / int(orbits.size[at]) for at, weight in whole.items()}
    seat = _fraction(level.seat) / open_sum
    quotas = tuple(_fraction(price) / open_sum for price in level.quotas.tolist())
    limit = seats * seat + _quota_worth(pool, quotas) + _household_worth(orbits, weights, seat, quotas)
    below = sum(
        (weight * int(orbits.size[at]) * value[at] for at, weight in weights.items() if value[at] >= 0),
        Fraction(0),
    )
    return Proof(weights, seat, quotas, limit, limit - below, level.held)


def _fraction(value: float) -> Fraction:
    return Fraction(value).limit_denominator(LARGEST_DENOMINATOR)


def _quota_worth(pool: Pool, prices: Sequence[Fraction]) -> Fraction:
    terms = (
        price * (quota.maximum if price > 0 else quota.minimum)
        for quota, price in zip(pool.quotas, prices, strict=True)
    )
    return sum(terms, Fraction(0))


def _household_worth(
    orbits: Orbits, weights: dict[int, Fraction], seat: Fraction, quotas: Sequence[Fraction]
) -> Fraction:
    """Sum over households of the most by which a member's weight exceeds her prices, in whole numbers."""
    unit = lcm(seat.denominator, *(one.denominator for one in (*quotas, *weights.values())))
    prices = np.array([int(price * unit) for price in quotas], dtype=object)
    cost = orbits.counts.astype(np.int64).astype(object) @ prices + int(seat * unit)
    most = [0] * len(orbits.households)
    for orbit, kind in enumerate(orbits.kind.tolist()):
        excess = int(weights.get(orbit, 0) * unit) - int(cost[orbit])
        most[kind] = max(most[kind], excess)
    return Fraction(sum(one * len(homes) for one, homes in zip(most, orbits.households, strict=True)), unit)
