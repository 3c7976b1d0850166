"""Two sides, the pairs that are allowed between them, and what a pairing is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from koushaneh.engine.errors import EngineError


@dataclass(frozen=True)
class Edge:
    """A pair that is allowed: its fit, and how each side ranks the other (1 is best, None is not ranked)."""

    left: str
    right: str
    fit: float
    left_rank: float | None = None
    right_rank: float | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The two ids, left first."""
        return (self.left, self.right)


@dataclass(frozen=True)
class Pairing:
    """The pairs, sorted; `objective` is their total fit, `bound` an upper bound of it for as many pairs.

    `most` is an upper bound of the number of pairs; `proven` says that neither can be beaten.
    A stable pairing has no bound. `solver` names what an exact one came from.
    """

    method: str
    pairs: tuple[Edge, ...]
    objective: float
    bound: float | None
    most: int | None
    unmatched_left: tuple[str, ...]
    proven: bool = True
    solver: str = ""

    @property
    def matched(self) -> int:
        """How many pairs there are."""
        return len(self.pairs)


class BadCapacity(EngineError):
    """A capacity is not a whole number of at least 0. Facts: side, id, value."""

    code = "pairing.bad_capacity"


class BadEdge(EngineError):
    """An edge names a stranger, stands twice, or holds a number that is none. Facts: left, right, problem."""

    code = "pairing.bad_edge"


def checked(left: Mapping[str, int], right: Mapping[str, int], edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges in the order of their ids, or refuse. Raises BadCapacity, BadEdge."""
    for side, capacities in (("left", left), ("right", right)):
        for one, capacity in capacities.items():
            if capacity != int(capacity) or capacity < 0:
                raise BadCapacity(side=side, id=one, value=capacity)
    ordered = sorted(edges, key=lambda edge: edge.key)
    for before, edge in zip([None, *ordered], ordered, strict=False):
        if problem := _problem(before, edge, left, right):
            raise BadEdge(left=edge.left, right=edge.right, problem=problem)
    return ordered


def _problem(before: Edge | None, edge: Edge, left: Mapping[str, int], right: Mapping[str, int]) -> str:
    if edge.left not in left:
        return "unknown_left"
    if edge.right not in right:
        return "unknown_right"
    if before is not None and before.key == edge.key:
        return "twice"
    numbers = (edge.fit, edge.left_rank or 0.0, edge.right_rank or 0.0)
    return "" if all(map(math.isfinite, numbers)) else "not_a_number"


def pairing(
    method: str,
    left: Mapping[str, int],
    pairs: Sequence[Edge],
    *,
    bound: float | None = None,
    most: int | None = None,
    proven: bool = True,
    solver: str = "",
) -> Pairing:
    """Return the pairing of `pairs`, with its total fit and who on the left has none."""
    seated = {edge.left for edge in pairs}
    alone = tuple(sorted(one for one, capacity in left.items() if capacity and one not in seated))
    ordered = tuple(sorted(pairs, key=lambda edge: edge.key))
    objective = math.fsum(edge.fit for edge in ordered)
    return Pairing(method, ordered, objective, bound, most, alone, proven, solver)
