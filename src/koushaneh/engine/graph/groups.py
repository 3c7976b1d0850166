"""Components and communities.

Source: Louvain method, Blondel and others, J. Stat. Mech. P10008, 2008, by
networkx; the best of several seeded runs, because one run may end anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from koushaneh.engine.graph.network import Network, Whole
from koushaneh.engine.seeds import generator

RUNS = 8
MANY_TIES = 20_000  # above this three runs have to do
FEW_RUNS = 3


@dataclass(frozen=True)
class Communities:
    """Groups of places in the network, largest first, and their modularity (None without ties)."""

    groups: tuple[tuple[int, ...], ...]
    modularity: float | None
    runs: int
    stopped: bool = False


def components(network: Network) -> Whole:
    """Return for everybody the smallest place in her component. O(ties × log of the longest way)."""
    label = np.arange(network.size)
    while True:
        least = label.copy()
        np.minimum.at(least, network.source, label[network.target])
        least = least[least]  # a jump along the labels halves the ways
        if np.array_equal(least, label):
            return label
        label = least


def communities(
    network: Network, *, seed: str, runs: int | None = None, deadline: Callable[[], bool] | None = None
) -> Communities:
    """Find groups with many ties inside, by strength: the best of `runs` runs of the Louvain method.

    Once `deadline` says so no further run is begun; one is always made, and the
    result says how many were.
    """
    if not len(network.source):
        return Communities(tuple((place,) for place in range(network.size)), None, 0)
    runs = runs or (RUNS if len(network.source) <= 2 * MANY_TIES else FEW_RUNS)
    graph = nx.Graph()
    graph.add_nodes_from(range(network.size))
    ties = zip(network.source.tolist(), network.target.tolist(), network.strength.tolist(), strict=True)
    graph.add_weighted_edges_from(tie for tie in ties if tie[0] < tie[1])
    found = []
    for one in generator(seed).integers(0, 2**31, runs).tolist():
        groups = nx.community.louvain_communities(graph, seed=one)
        ordered = sorted((tuple(sorted(group)) for group in groups), key=lambda group: (-len(group), group))
        found.append((-float(nx.community.modularity(graph, groups)), tuple(ordered)))
        if deadline and deadline():
            break
    modularity, best = min(found)
    return Communities(best, -modularity, len(found), stopped=len(found) < runs)
