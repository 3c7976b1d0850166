"""Most pairs first, then the greatest total fit: two linear programs, whole by themselves.

The constraint matrix of a bipartite graph is totally unimodular (Hoffman,
Kruskal, 1956), also on the face where the number of pairs is the greatest, so
the vertices HiGHS returns are whole and their optimality is proven.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.pairing.model import Edge, Pairing, checked, pairing
from koushaneh.engine.programs import Outcome, Program, solve

Remaining = Callable[[], float] | None


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
        return pairing("exact", left, [], bound=0.0, most=0)
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
    return pairing("exact", left, pairs, bound=bound, most=most, proven=found.proven)


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
    return pairing("exact", left, pairs, bound=bound, most=most, proven=False)
