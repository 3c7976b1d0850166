"""Betweenness: how often a person stands on the shortest ways between others.

Source: Brandes, Journal of Mathematical Sociology 25, 2001; sampled by
pivots, Brandes, Pich 2007. One breadth-first search for each source, a level
at a time on whole arrays. Ties count as steps of equal length.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from koushaneh.engine.graph.network import Floats, Network, Whole
from koushaneh.engine.seeds import generator

EXACT_UP_TO = 3_000  # people
PIVOTS = 1_000
NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Betweenness:
    """Per person 0..1, and half the width of its 95 % interval (0 when exact); `pivots` sources were used."""

    values: Floats
    error: Floats
    pivots: int
    method: str


def betweenness(
    network: Network, *, seed: str, pivots: int | None = None, say: Callable[[str], None] | None = None
) -> Betweenness:
    """Compute betweenness exactly, or from `pivots` sources drawn by `seed` (by itself above 3,000 people).

    The sampled value is unbiased; its error comes from the variance over the
    pivots with the correction for a finite population. O(people × ties), sampled
    O(pivots × ties).
    """
    count = network.size
    if pivots is None:
        pivots = count if count <= EXACT_UP_TO else PIVOTS
    exact = pivots >= count
    sources = np.arange(count) if exact else np.sort(generator(seed).choice(count, pivots, replace=False))
    total, squares = np.zeros(count), np.zeros(count)
    for number, source in enumerate(sources):
        dependency = _dependency(network, int(source))
        total += dependency
        squares += dependency**2
        if say and number % 50 == 0:
            say(f"betweenness: {number} of {len(sources)} sources")
    used = max(len(sources), 1)
    scale = 1.0 / max((count - 1) * (count - 2), 1)
    mean = total / used
    variance = np.maximum(squares / used - mean**2, 0.0) / max(used - 1, 1) * (1 - used / max(count, 1))
    error = np.zeros(count) if exact else NORMAL_95 * np.sqrt(variance) * count * scale
    return Betweenness(mean * count * scale, error, len(sources), "exact" if exact else "sampled")


def _dependency(network: Network, source: int) -> Floats:
    """Return, per person, the sum over targets of the share of shortest ways from `source` through her."""
    ways, levels = _search(network, source)
    through = np.zeros(network.size)
    for near, far in reversed(levels):
        part = ways[near] / ways[far] * (1.0 + through[far])
        through += np.bincount(near, part, minlength=network.size)
    through[source] = 0.0
    return through


def _search(network: Network, source: int) -> tuple[Floats, list[tuple[Whole, Whole]]]:
    """Search by levels: number of shortest ways to everybody, and per level the steps (from, to)."""
    distance = np.full(network.size, -1)
    ways = np.zeros(network.size)
    distance[source], ways[source] = 0, 1.0
    front = np.array([source])
    levels: list[tuple[Whole, Whole]] = []
    while len(front):
        near, far = _steps(network, front)
        fresh = distance[far] < 0
        near, far = near[fresh], far[fresh]
        if not len(far):
            break
        gained = np.bincount(far, ways[near], minlength=network.size)
        front = np.flatnonzero(gained)
        ways[front] = gained[front]
        distance[front] = len(levels) + 1
        levels.append((near, far))
    return ways, levels


def _steps(network: Network, front: Whole) -> tuple[Whole, Whole]:
    """All ties of the people in `front`, as (from, to)."""
    counts = network.degree[front]
    begins = np.repeat(network.first[front] - np.cumsum(counts) + counts, counts)
    rows = begins + np.arange(int(counts.sum()))
    return np.repeat(front, counts), network.target[rows]
