"""Most pairs first, then the greatest total fit.

Large pairings with one place for everybody and whole or decimal fits go to an
auction (see `auction`); all others to two linear programs, whole by themselves:
the constraint matrix of a bipartite graph is totally unimodular (Hoffman,
Kruskal, 1956), also on the face where the number of pairs is the greatest, so
the vertices HiGHS returns are whole and their optimality is proven.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.pairing.auction import GivenUp, best_pairs
from koushaneh.engine.pairing.model import Edge, Pairing, checked, pairing
from koushaneh.engine.programs import Outcome, Program, solve

Remaining = Callable[[], float] | None

LARGE = 2_000  # edges from which the auction is the faster one
LARGEST_WORTH = 2.0**58
PROGRAMS = "linear programs"


def pair_exact(
    left: Mapping[str, int], right: Mapping[str, int], edges: Sequence[Edge], *, remaining: Remaining = None
) -> Pairing:
    """Pair `left` and `right` (capacities by id) along `edges`: most pairs, and among those the best fit.

    Each edge is used at most once, each person at most to her capacity. Any
    order of rows gives the same answer. Stopped by `remaining` (seconds left),
    the result is the best found, not `proven`, and carries its bounds; fits of
    any sign are taken. Raises BadCapacity, BadEdge.
    """
    ordered = checked(left, right, edges)
    usable = [edge for edge in ordered if left[edge.left] and right[edge.right]]
    if not usable:
        return pairing("exact", left, [], bound=0.0, most=0, solver=PROGRAMS)
    chosen = _by_auction(usable, left, right, remaining)
    if chosen is not None:
        pairs = [usable[place] for place in chosen.tolist()]
        found = pairing("exact", left, pairs, solver="auction")
        return replace(found, bound=found.objective, most=found.matched)
    return _by_programs(usable, left, right, remaining)


def _by_programs(
    usable: Sequence[Edge], left: Mapping[str, int], right: Mapping[str, int], remaining: Remaining
) -> Pairing:
    count = len(usable)
    program = _program(usable, left, right)
    largest = _solve(program, np.ones(count), remaining)
    if largest.status != "optimal":
        return _greedy(left, right, usable)
    most = round(-largest.objective)
    program.row(np.arange(count), 1.0, least=most)
    fits = np.array([edge.fit for edge in usable])
    scale = float(np.abs(fits).max()) or 1.0
    best = _solve(program, fits / scale, remaining)
    pairs = [edge for edge, value in zip(usable, _values(best, largest), strict=True) if value > 0.5]
    found = pairing("exact", left, pairs, most=most, proven=best.status == "optimal")
    bound = found.objective if found.proven else float(np.sort(fits)[-most:].sum())
    return pairing("exact", left, pairs, bound=bound, most=most, proven=found.proven, solver=PROGRAMS)


def _by_auction(
    usable: Sequence[Edge], left: Mapping[str, int], right: Mapping[str, int], remaining: Remaining
) -> NDArray[np.int64] | None:
    """Return the places of the chosen edges, or None where the auction does not apply or ran out of time."""
    if len(usable) < LARGE or max(left.values()) > 1 or max(right.values()) > 1:
        return None
    worth = _whole_numbers(np.array([edge.fit for edge in usable]))
    lefts = np.unique([edge.left for edge in usable], return_inverse=True)[1]
    rights = np.unique([edge.right for edge in usable], return_inverse=True)[1]
    people = int(lefts.max() + rights.max()) + 2
    if worth is None or (float(np.ptp(worth)) + 1.0) * people**2 > LARGEST_WORTH:
        return None
    try:
        return best_pairs(lefts, rights, worth, (lambda: remaining() <= 0) if remaining else lambda: False)
    except GivenUp:
        return None


def _whole_numbers(fits: NDArray[np.float64]) -> NDArray[np.int64] | None:
    """Return the fits times the power of ten that makes them whole, or None if up to six places do not."""
    for power in range(7):
        scaled = fits * 10.0**power
        if np.all(np.abs(scaled - scaled.round()) <= 1e-9 * np.maximum(1.0, np.abs(scaled))):
            return np.asarray(scaled.round(), dtype=np.int64)
    return None


def _program(edges: Sequence[Edge], left: Mapping[str, int], right: Mapping[str, int]) -> Program:
    count = len(edges)
    program = Program(np.zeros(count), np.zeros(count), np.ones(count), np.zeros(count, dtype=bool))
    for capacities, names in ((left, [edge.left for edge in edges]), (right, [edge.right for edge in edges])):
        members: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            members.setdefault(name, []).append(place)
        for name in sorted(members):
            program.row(members[name], 1.0, most=capacities[name])
    return program


def _solve(program: Program, worth: NDArray[np.float64], remaining: Remaining) -> Outcome:
    program.cost = -worth
    return solve(program, seconds=remaining() if remaining else np.inf)


def _values(best: Outcome, largest: Outcome) -> NDArray[np.float64]:
    values = best.values if best.status == "optimal" else largest.values
    assert values is not None
    return values


def _greedy(left: Mapping[str, int], right: Mapping[str, int], edges: Sequence[Edge]) -> Pairing:
    """Return what is found without any time: the best edge that still fits, again and again."""
    free_left, free_right = dict(left), dict(right)
    pairs = []
    for edge in sorted(edges, key=lambda edge: (-edge.fit, edge.key)):
        if free_left[edge.left] and free_right[edge.right]:
            free_left[edge.left] -= 1
            free_right[edge.right] -= 1
            pairs.append(edge)
    most = min(len(edges), sum(left.values()), sum(right.values()))
    bound = float(sum(sorted((max(edge.fit, 0.0) for edge in edges), reverse=True)[:most]))
    return pairing("exact", left, pairs, bound=bound, most=most, proven=False, solver="greedy")
