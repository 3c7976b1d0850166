"""Candidates who cannot be told apart by quotas and households, counted together.

Two candidates are in one orbit if they have the same type and their
households hold the same types: exchanging the households (or the two within
one household) changes no quota. A fair lottery gives them equal chances, and
a panel is, up to such exchanges, a number per orbit.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.selection.pool import Floats, Ints, Pool
from koushaneh.engine.selection.program import INFINITY, Program, rows_of


@dataclass(frozen=True)
class Orbits:
    """O orbits of a pool.

    `of` (n) is each candidate's orbit, `size` (O) its members, `most` (O) how
    many of them one panel may hold, `counts` (O x quotas). `kind` (O) numbers
    the kind of household, `households[kind]` lists its households, each a
    tuple of candidates, as many of every orbit as in the others.
    """

    of: Ints
    size: Floats
    most: Floats
    counts: Floats
    kind: Ints
    households: tuple[tuple[tuple[int, ...], ...], ...]

    def __len__(self) -> int:
        return len(self.size)


def orbits_of(pool: Pool) -> Orbits:
    """Return the orbits of `pool`; O(n log n)."""
    kinds = _kinds(pool)
    of = np.zeros(len(pool), dtype=np.int64)
    types: list[int] = []
    size: list[float] = []
    kind_of: list[int] = []
    for kind, (signature, households) in enumerate(kinds):
        number = {one: len(types) + at for at, one in enumerate(sorted(set(signature)))}
        for one in number:
            types.append(one)
            size.append(float(signature.count(one) * len(households)))
            kind_of.append(kind)
        members = np.array(households, dtype=np.int64).reshape(-1)
        of[members] = [number[one] for one in pool.types[members].tolist()]
    kind_index = np.array(kind_of, dtype=np.int64)
    each = np.array([float(len(households)) for _, households in kinds])
    return Orbits(
        of=of,
        size=np.array(size),
        most=each[kind_index] if kinds else np.zeros(0),
        counts=pool.counts[np.array(types, dtype=np.int64)],
        kind=kind_index,
        households=tuple(tuple(households) for _, households in kinds),
    )


def program_of(orbits: Orbits, pool: Pool, seats: int, cost: Floats, *, is_integer: bool) -> Program:
    """Return the program of panels: a number per orbit, `seats` in all, quotas kept, greatest `cost`."""
    shared = shared_households(orbits)
    start, index, value = rows_of(np.ones((1, len(orbits))), orbits.counts.T, shared)
    low, high = quota_bounds(pool)
    limits = shared_limits(orbits, shared)
    return Program(
        cost=cost,
        low=np.zeros(len(orbits)),
        high=orbits.most,
        row_low=np.concatenate([[float(seats)], low, np.full(len(limits), -INFINITY)]),
        row_high=np.concatenate([[float(seats)], high, limits]),
        start=start,
        index=index,
        value=value,
        is_integer=is_integer,
    )


def shared_households(orbits: Orbits) -> Floats:
    """Return a row for each kind of household that holds several orbits (kinds x O, 0 or 1)."""
    several = np.flatnonzero(np.bincount(orbits.kind, minlength=len(orbits.households)) > 1)
    return np.asarray(orbits.kind[None, :] == several[:, None], dtype=np.float64)


def shared_limits(orbits: Orbits, shared: Floats) -> Floats:
    """Return how many households there are for each row of `shared`."""
    return np.array([orbits.most[np.flatnonzero(row)[0]] for row in shared])


def quota_bounds(pool: Pool) -> tuple[Floats, Floats]:
    """Return minimum and maximum of every quota."""
    low = np.array([float(quota.minimum) for quota in pool.quotas])
    high = np.array([float(quota.maximum) for quota in pool.quotas])
    return low, high


def _kinds(pool: Pool) -> list[tuple[tuple[int, ...], list[tuple[int, ...]]]]:
    """Return households by the sorted types they hold, members in the order of their types."""
    kinds: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    types = pool.types.tolist()
    together: dict[int, list[int]] = {}
    for candidate, group in enumerate(pool.groups.tolist()):
        if group < 0:
            kinds.setdefault((types[candidate],), []).append((candidate,))
        else:
            together.setdefault(group, []).append(candidate)
    for members in together.values():
        members.sort(key=lambda candidate: (types[candidate], candidate))
        kinds.setdefault(tuple(types[candidate] for candidate in members), []).append(tuple(members))
    return sorted(kinds.items())
