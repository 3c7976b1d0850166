"""A mixture of panels by projections in turn, quick where panels lie all around the wanted numbers.

The probabilities are moved by as little as possible so that every orbit gets
its number, then raised where they fell below zero, and so on (von Neumann's
alternating projections; Bauschke, Borwein, SIAM Review 38, 1996). Where a
mixture with positive probabilities exists this ends after a few turns, each at
the cost of two products with the matrix of panels. It proves nothing where it
does not end.
"""

from collections.abc import Sequence

import numpy as np

from koushaneh.engine.selection.pool import Floats, Ints

TURNS = 200
RIDGE = 1e-12
LEAST = 0.02  # of an even share, to which negative probabilities are raised
REFINEMENTS = 3


def projected(panels: Sequence[Ints], wanted: Floats) -> Floats:
    """Return probabilities of `panels` (orbits of members, sorted) that give orbits `wanted` (O), or nearly.

    They are 0 or more and sum to 1. O(O^3 + panels x O^2), deterministic.
    """
    numbers = numbers_of(panels, len(wanted))
    gram = numbers.T @ numbers
    gram[np.diag_indices(len(wanted))] += RIDGE * np.trace(gram)
    inverse = np.linalg.inv(gram)
    even = 1.0 / len(panels)
    shares = np.full(len(panels), even)
    for _ in range(TURNS):
        shares = shares + numbers @ (inverse @ (wanted - shares @ numbers))
        if shares.min() >= 0:
            break
        shares = np.maximum(shares, LEAST * even)
    for _ in range(REFINEMENTS):
        finer = shares + numbers @ (inverse @ (wanted - shares @ numbers))
        shares = finer if finer.min() >= 0 else shares
    return np.asarray(shares / shares.sum())


def numbers_of(panels: Sequence[Ints], count: int) -> Floats:
    """Return how many of every orbit each panel holds (panels x O)."""
    members = np.concatenate(list(panels))
    rows = np.repeat(np.arange(len(panels)), [len(panel) for panel in panels])
    found = np.bincount(rows * count + members, minlength=len(panels) * count)
    return found.reshape(len(panels), count).astype(np.float64)
