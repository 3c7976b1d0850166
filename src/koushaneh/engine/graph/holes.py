"""Structural holes and closure, from one listing of all triangles.

Sources: effective size and constraint, Burt, Structural Holes, 1992 (for ties
without strength the effective size is degree - 2 ties/degree, Borgatti 1997);
clustering, Watts, Strogatz, Nature 393, 1998. Triangles are listed by the
forward method (Schank, Wagner 2005): every tie points to the busier person,
and pairs of pointed-to people are looked up. O(m^1.5) time, in slices of
bounded memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from koushaneh.engine.graph.network import Floats, Network, Whole

SLICE = 2_000_000  # pairs looked up at a time


@dataclass(frozen=True)
class Holes:
    """Per person: effective size, constraint (NaN without ties), triangles, local clustering."""

    effective_size: Floats
    constraint: Floats
    triangles: Whole
    clustering: Floats

    def transitivity(self, degree: Whole) -> float | None:
        """Share of two-step paths that are closed, None where there are none."""
        paths = float((degree * (degree - 1)).sum())
        return float(2 * self.triangles.sum() / paths) if paths else None


def holes(network: Network) -> Holes:
    """Compute Burt's measures and clustering for everybody."""
    share, relative = _shares(network)
    indirect = np.zeros(len(network.source))
    redundant = np.zeros(network.size)
    triangles = np.zeros(network.size, dtype=np.int64)
    for corners in _triangles(network):
        rows = {pair: network.find(corners[pair[0]], corners[pair[1]]) for pair in permutations(range(3), 2)}
        for i, j, q in permutations(range(3)):
            indirect += np.bincount(
                rows[i, j], share[rows[i, q]] * share[rows[q, j]], minlength=len(indirect)
            )
            both = share[rows[i, q]] * relative[rows[j, q]]
            redundant += np.bincount(corners[i], both, minlength=network.size)
        for corner in corners:
            triangles += np.bincount(corner, minlength=network.size)
    constraint = np.bincount(network.source, (share + indirect) ** 2, minlength=network.size).astype(float)
    constraint[network.degree == 0] = np.nan
    effective: Floats = network.degree.astype(np.float64) - redundant
    pairs = network.degree * (network.degree - 1) / 2
    return Holes(effective, constraint, triangles, triangles / np.maximum(pairs, 1.0))


def _shares(network: Network) -> tuple[Floats, Floats]:
    """Each tie's strength relative to the sum, and to the greatest, of its source's ties."""
    total = np.bincount(network.source, network.strength, minlength=network.size)
    greatest = np.zeros(network.size)
    np.maximum.at(greatest, network.source, network.strength)
    return network.strength / total[network.source], network.strength / greatest[network.source]


def _triangles(network: Network) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Yield all triangles, each once, as three arrays of people."""
    rank = np.empty(network.size, dtype=np.int64)
    rank[np.lexsort((np.arange(network.size), network.degree))] = np.arange(network.size)
    upward = rank[network.source] < rank[network.target]
    source, target = network.source[upward], network.target[upward]
    count = np.bincount(source, minlength=network.size)
    first = np.concatenate([[0], np.cumsum(count)])
    # The k-th upward tie of a person is paired with each later one of hers.
    later = first[source + 1] - np.arange(len(source)) - 1
    ends = np.cumsum(later)
    begin = 0
    while begin < len(source):
        done = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, done + SLICE, side="right")))
        ties = np.repeat(np.arange(begin, end), later[begin:end])
        offsets = np.arange(len(ties)) - np.repeat(
            ends[begin:end] - later[begin:end] - done, later[begin:end]
        )
        one, other = target[ties], target[ties + 1 + offsets]
        closed = network.find(one, other) >= 0
        yield source[ties][closed], one[closed], other[closed]
        begin = end
