"""Exact pairing against scipy's full bipartite matching, in one run, same edges, same optimum.

Run as a script, or through `make bench`. Figures are the best of three, except
where one run takes over ten seconds. Both sides get arrays; the row of
`pair_exact` includes building and checking the edges as the command does.
"""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from koushaneh.engine.pairing import Edge, pair_exact
from koushaneh.engine.pairing.auction import best_pairs
from tests.bench.timing import best, memory


def edges(people: int, candidates: int) -> tuple[Any, Any, Any]:
    """Everybody's candidates at random, one of them so that all can be paired."""
    draw = np.random.default_rng(0)
    right = draw.integers(0, people, (people, candidates))
    right[:, 0] = draw.permutation(people)
    keys = np.unique(np.repeat(np.arange(people), candidates) * people + right.ravel())
    return keys // people, keys % people, draw.integers(1, 1000, len(keys))


def row(name: str, people: int, candidates: int, *, by_edges: bool, aim: str) -> tuple[str, ...]:
    left, right, worth = edges(people, candidates)
    table = csr_matrix((worth, (left, right)), (people, people))
    if by_edges:
        made = [Edge(str(a), str(b), int(w)) for a, b, w in zip(left, right, worth, strict=True)]
        side = {str(one): 1 for one in range(people)}
        mine, found = best(lambda: pair_exact(side, side, made))
        total, pairs = round(found.objective), found.matched
    else:
        mine, chosen = best(lambda: best_pairs(left, right, worth, lambda: False))
        total, pairs = int(worth[chosen].sum()), len(chosen)
    theirs, matched = best(lambda: min_weight_full_bipartite_matching(table, maximize=True))
    gap = int(table[matched].sum()) - total
    n = f"{people:,} × {candidates}, {pairs:,} pairs"
    ratio = f"{theirs / mine:.2f} ×"
    return name, "scipy full matching", n, f"{mine:.3f}", f"{theirs:.3f}", ratio, aim, f"gap {gap}", memory()


def rows() -> list[tuple[str, ...]]:
    """Work, reference, n, our seconds, the reference's, ratio, aim, difference, memory."""
    return [
        row("pair exact, with edges as objects", 1_500, 20, by_edges=True, aim=""),
        row("pair exact, arrays", 1_500, 20, by_edges=False, aim=""),
        row("pair exact, arrays, everybody with everybody", 1_500, 1_500, by_edges=False, aim=""),
        row("pair exact, arrays", 100_000, 20, by_edges=False, aim="≥ 5 ×"),
    ]


if __name__ == "__main__":
    for one in rows():
        print(" | ".join(one))
