"""What a lottery shows as proof of every level, with the names of candidates instead of orbits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, lcm
from typing import Literal

import numpy as np

from koushaneh.engine.selection.columns import Exact
from koushaneh.engine.selection.levels import Level
from koushaneh.engine.selection.orbits import Orbits
from koushaneh.engine.selection.pool import Pool
from koushaneh.engine.selection.program import Deadline, Program, solve
from koushaneh.engine.selection.proofs import LARGEST_DENOMINATOR, NOTHING, Proof, are_near, is_attained

WIDEST_UNIT = 10**7  # whole weights up to this size are exact in the integer program
GRID = 10**9


@dataclass(frozen=True)
class Certificate:
    """Why no lottery raises a level above `bound`, given the levels below it.

    No panel's members have `weights` that sum to more than `panel_limit`. The
    weights of the candidates not held by an earlier level sum to 1, so their
    smallest chance is at most `panel_limit` minus the sum of weight x chance
    of those held. `proof` says why no panel weighs more: "relaxation", by the
    prices of a `seat` and of the `quotas` (feature, value), in fractions and
    by addition alone; or "panels", by an integer program. `value` is the
    level itself; with `is_exact` it equals `bound` and `fraction` without
    tolerance.
    """

    value: float
    bound: float
    fraction: Fraction
    panel_limit: Fraction
    weights: Mapping[str, Fraction]
    held: tuple[str, ...]
    proof: Literal["relaxation", "panels"]
    is_exact: bool = False
    seat: Fraction = Fraction(0)
    quotas: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)


def relaxed_certificates(
    orbits: Orbits, pool: Pool, seats: int, levels: Sequence[Level], proofs: Sequence[Proof]
) -> list[Certificate]:
    """Return a certificate for every level of the relaxation; exact where its chances keep everything."""
    is_exact = are_near(proofs, levels) and is_attained(orbits, pool, seats, proofs)
    names = [(quota.feature, quota.value) for quota in pool.quotas]
    return [
        Certificate(
            value=float(proof.bound) if is_exact else level.value,
            bound=float(proof.bound),
            fraction=proof.bound,
            panel_limit=proof.panel_limit,
            weights=_named(orbits, pool, proof.weights),
            held=_members(orbits, pool, proof.held),
            proof="relaxation",
            is_exact=is_exact,
            seat=proof.seat,
            quotas={name: price for name, price in zip(names, proof.quotas, strict=True) if price},
        )
        for level, proof in zip(levels, proofs, strict=True)
    ]


def panel_certificates(
    orbits: Orbits, pool: Pool, program: Program, levels: Sequence[Exact], *, deadline: Deadline = None
) -> list[Certificate]:
    """Return a certificate for every level that panels proved; each is worth what the integer program says."""
    value = np.full(len(orbits), -1.0)
    found = []
    for level in levels:
        weights = _fractions(orbits, level, value < 0)
        limit = _limit(program, weights, level, deadline)
        held = [(at, weight) for at, weight in weights.items() if value[at] >= 0]
        below = sum((weight * int(orbits.size[at]) * Fraction(value[at]) for at, weight in held), Fraction(0))
        bound = limit - below
        names = _members(orbits, pool, level.held)
        found.append(
            Certificate(
                level.value,
                max(level.value, float(bound)),
                bound,
                limit,
                _named(orbits, pool, weights),
                names,
                "panels",
            )
        )
        value[level.held] = level.value
    return found


def _fractions(orbits: Orbits, level: Exact, is_open: np.ndarray) -> dict[int, Fraction]:
    """Weights per candidate as fractions; those of the open orbits sum to 1."""
    weights = {
        at: Fraction(float(level.weights[at])).limit_denominator(LARGEST_DENOMINATOR)
        for at in np.flatnonzero(level.weights > NOTHING).tolist()
    }
    total = sum((one * int(orbits.size[at]) for at, one in weights.items() if is_open[at]), Fraction(0))
    return {at: one / (total or 1) for at, one in weights.items()}


def _limit(program: Program, weights: dict[int, Fraction], level: Exact, deadline: Deadline) -> Fraction:
    """The heaviest panel: exactly where whole weights are small enough, else the solver's limit, rounded up."""
    unit = lcm(1, *(one.denominator for one in weights.values()))
    if unit * max((float(one) for one in weights.values()), default=0.0) <= WIDEST_UNIT:
        cost = np.zeros(len(program.cost))
        for at, weight in weights.items():
            cost[at] = float(weight * unit)
        heaviest = solve(Program(**{**vars(program), "cost": cost}), deadline=deadline, absolute_gap=0.5)
        if heaviest.status == "optimal":
            return Fraction(round(heaviest.objective), unit)
    return Fraction(ceil((level.panel_limit + 1.0 / GRID) * GRID), GRID)


def _named(orbits: Orbits, pool: Pool, weights: Mapping[int, Fraction]) -> dict[str, Fraction]:
    found = {}
    for candidate, orbit in enumerate(orbits.of.tolist()):
        if weights.get(orbit):
            found[pool.ids[candidate]] = weights[orbit]
    return found


def _members(orbits: Orbits, pool: Pool, held: np.ndarray) -> tuple[str, ...]:
    return tuple(pool.ids[at] for at in np.flatnonzero(np.isin(orbits.of, held)).tolist())
