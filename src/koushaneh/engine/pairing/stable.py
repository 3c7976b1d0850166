"""Stable pairs: nobody on the left and nobody on the right would both rather have each other.

Source: Gale, Shapley, American Mathematical Monthly 69, 1962, with capacities
(hospitals and residents), the left side proposing: the best stable pairing for
everybody on the left at once.
"""

import heapq
from collections.abc import Mapping, Sequence

from koushaneh.engine.pairing.model import Edge, Pairing, checked, pairing

Wish = tuple[float, float, str]  # rank, minus the fit, id: smaller is dearer


def left_wish(edge: Edge) -> Wish:
    """How the left sees the edge: her rank, else the fit; ties go to the smaller id."""
    return (0.0 if edge.left_rank is None else edge.left_rank, -edge.fit, edge.right)


def right_wish(edge: Edge) -> Wish:
    """How the right sees the edge."""
    return (0.0 if edge.right_rank is None else edge.right_rank, -edge.fit, edge.left)


def pair_stable(left: Mapping[str, int], right: Mapping[str, int], edges: Sequence[Edge]) -> Pairing:
    """Pair `left` and `right` (capacities by id) so that no pair blocks, best for the left.

    A side that ranks anybody accepts only whom it ranks (ranks count per side
    of all edges); where no edge carries ranks of a side, fit decides. Any order
    of rows gives the same answer. O(n log n) in the edges. Raises BadCapacity,
    BadEdge.
    """
    usable = acceptable(checked(left, right, edges))
    wishes: dict[str, list[Edge]] = {}
    for edge in sorted(usable, key=left_wish, reverse=True):
        wishes.setdefault(edge.left, []).append(edge)
    free = [(name, left[name]) for name in sorted(wishes) if left[name]]
    held: dict[str, list[tuple[_Worst, Edge]]] = {edge.right: [] for edge in usable}
    while free:
        name, places = free.pop()
        while places and wishes[name]:
            edge = wishes[name].pop()
            turned_away = _offer(held[edge.right], edge, right[edge.right])
            places -= turned_away is not edge
            if turned_away is not None and turned_away is not edge:
                free.append((turned_away.left, 1))
    return pairing("stable", left, [edge for group in held.values() for _, edge in group])


class _Worst(tuple[float, float, str]):
    """A wish that sorts the other way, so that a heap shows the least dear first."""

    __slots__ = ()

    def __lt__(self, other: tuple[float, float, str]) -> bool:  # type: ignore[override]  # only with its own kind
        return tuple.__gt__(self, other)


def _offer(group: list[tuple[_Worst, Edge]], edge: Edge, capacity: int) -> Edge | None:
    """Take `edge` into the group if there is room or somebody less dear; return whom that leaves out."""
    if not capacity:
        return edge
    entry = (_Worst(right_wish(edge)), edge)
    if len(group) < capacity:
        heapq.heappush(group, entry)
        return None
    return heapq.heappushpop(group, entry)[1]


def acceptable(edges: Sequence[Edge]) -> list[Edge]:
    """Leave out the edges that a ranking side does not rank."""
    left_ranks = any(edge.left_rank is not None for edge in edges)
    right_ranks = any(edge.right_rank is not None for edge in edges)
    return [
        edge
        for edge in edges
        if (edge.left_rank is not None or not left_ranks) and (edge.right_rank is not None or not right_ranks)
    ]


def blocking_pairs(
    left: Mapping[str, int], right: Mapping[str, int], edges: Sequence[Edge], pairs: Sequence[Edge]
) -> list[tuple[str, str]]:
    """Return the pairs that would both rather have each other than what `pairs` gives them, sorted."""
    taken = {edge.key for edge in pairs}
    limits_left = _limits({edge.left: [] for edge in edges}, left, [(e.left, left_wish(e)) for e in pairs])
    limits_right = _limits(
        {edge.right: [] for edge in edges}, right, [(e.right, right_wish(e)) for e in pairs]
    )
    return sorted(
        edge.key
        for edge in acceptable(edges)
        if edge.key not in taken
        and left_wish(edge) < limits_left[edge.left]
        and right_wish(edge) < limits_right[edge.right]
    )


def _limits(
    groups: dict[str, list[Wish]], capacities: Mapping[str, int], held: Sequence[tuple[str, Wish]]
) -> dict[str, Wish]:
    """Return, for each person, the wish below which she would take somebody more or instead."""
    for name, wish in held:
        groups[name].append(wish)
    anybody, nobody = (float("inf"), 0.0, ""), (float("-inf"), 0.0, "")
    limits = {}
    for name, wishes in groups.items():
        full = anybody if len(wishes) < capacities[name] else max(wishes, default=nobody)
        limits[name] = full
    return limits


def swaps_both_prefer(
    pairs: Sequence[Edge], edges: Sequence[Edge]
) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return pairs ((left, right), (left, right)) whose left sides would both rather change places.

    Only along allowed edges, and never so that somebody gets the same person
    twice. Each couple once, sorted. O(edges × capacity).
    """
    wish = {edge.key: left_wish(edge) for edge in acceptable(edges)}
    holders: dict[str, list[str]] = {}
    for pair in pairs:
        holders.setdefault(pair.right, []).append(pair.left)
    mine: dict[str, list[str]] = {}
    for pair in pairs:
        mine.setdefault(pair.left, []).append(pair.right)
    taken = {pair.key for pair in pairs}
    found = set()
    for left, right in wish:
        if (left, right) in taken or left not in mine or right not in holders:
            continue
        for given in mine[left]:
            if wish[left, right] < wish.get((left, given), wish[left, right]):
                found |= {
                    tuple(sorted([(left, given), (other, right)]))
                    for other in holders[right]
                    if (other, given) not in taken
                    and (other, given) in wish
                    and wish[other, given] < wish.get((other, right), wish[other, given])
                }
    return sorted((one, other) for one, other in found)
