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
    stopped: bool = False


def betweenness(
    network: Network,
    *,
    seed: str,
    pivots: int | None = None,
    deadline: Callable[[], bool] | None = None,
    say: Callable[[str], None] | None = None,
) -> Betweenness:
    """Compute betweenness exactly, or from `pivots` sources drawn by `seed` (by itself above 3,000 people).

    The sampled value is unbiased; its error comes from the variance over the
    pivots with the correction for a finite population. Once `deadline` says so
    the sources done so far are the sample (two at least), and the result says
    that it was stopped. O(people × ties), sampled O(pivots × ties).
    """
    count = network.size
    if pivots is None:
        pivots = count if count <= EXACT_UP_TO else PIVOTS
    # In an order drawn by the seed, so that any beginning of it is a fair sample.
    sources = generator(seed).permutation(count)[:pivots]
    total, squares, used = np.zeros(count), np.zeros(count), 0
    for source in sources.tolist():
        if used > 1 and deadline and deadline():
            break
        dependency = _dependency(network, source)
        total += dependency
        squares += dependency**2
        used += 1
        if say and used % 50 == 0:
            say(f"betweenness: {used} of {len(sources)} sources")
    values, error = _estimate(total, squares, used)
    # Rounded, because the order of the sources moves the last digits.
    method = "exact" if used == count else "sampled"
    return Betweenness(values.round(12), error.round(12), used, method, stopped=used < len(sources))


def _estimate(total: Floats, squares: Floats, used: int) -> tuple[Floats, Floats]:
    """Return the normalised values and half the width of their 95 % interval."""
    count = len(total)
    scale = count / max((count - 1) * (count - 2), 1)
    if used == count:
        return total / max(count, 1) * scale, np.zeros(count)
    mean = total / used
    variance = np.maximum(squares / used - mean**2, 0.0) / max(used - 1, 1) * (1 - used / count)
    return mean * scale, NORMAL_95 * np.sqrt(variance) * scale


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
