"""Burt's measures and betweenness of 10,000 people against networkx, in one run.

Run as a script, or through `make bench`. Figures are the best of three, except
where one run takes over two seconds. networkx has two ways: by nodes, in plain
Python, and by matrices where scipy is installed; both are shown.
"""

import networkx as nx
import numpy as np

from koushaneh.engine.graph import Network, Person, Tie, betweenness, holes, network
from tests.bench.timing import best, memory

SLOW = 2.0


def built(graph: nx.Graph) -> Network:
    return network([Person(str(one)) for one in graph], [Tie(str(a), str(b)) for a, b in graph.edges])


def burt(name: str, graph: nx.Graph, *, by_nodes: bool) -> tuple[str, ...]:
    net = built(graph)
    mine, found = best(lambda: holes(net))
    nodes = list(graph) if by_nodes else None
    theirs, expected = best(lambda: (nx.effective_size(graph, nodes), nx.constraint(graph, nodes)))
    sizes, constraints = (np.array([one[int(person.id)] for person in net.people]) for one in expected)
    gap = max(np.nanmax(abs(found.effective_size - sizes)), np.nanmax(abs(found.constraint - constraints)))
    n = f"{len(graph):,}, {graph.number_of_edges():,} ties"
    reference = "networkx by nodes" if by_nodes else "networkx by matrices"
    ratio = f"{theirs / mine:.0f} ×"
    return name, reference, n, f"{mine:.4f}", f"{theirs:.2f}", ratio, "≥ 20 ×", f"{gap:.0e}", memory()


def between(people: int) -> tuple[str, ...]:
    graph = nx.powerlaw_cluster_graph(people, 5, 0.3, seed=1)
    net = built(graph)
    mine, found = best(lambda: betweenness(net, seed="0"))
    theirs, expected = best(lambda: nx.betweenness_centrality(graph))
    gap = max(abs(found.values - np.array([expected[int(person.id)] for person in net.people])))
    n = f"{people:,}, {found.method}"
    ratio = f"{theirs / mine:.1f} ×"
    return "betweenness", "networkx", n, f"{mine:.3f}", f"{theirs:.2f}", ratio, "", f"{gap:.0e}", memory()


def rows() -> list[tuple[str, ...]]:
    """Work, reference, n, our seconds, the reference's, ratio, aim, difference, memory."""
    sparse = nx.gnm_random_graph(10_000, 60_000, seed=1)
    small = nx.gnm_random_graph(300, 1_800, seed=1)
    clustered = nx.powerlaw_cluster_graph(10_000, 8, 0.5, seed=1)
    return [
        burt("effective size and constraint, random", sparse, by_nodes=False),
        burt("effective size and constraint, random", small, by_nodes=True),
        burt("effective size and constraint, clustered", clustered, by_nodes=False),
        between(500),
    ]


if __name__ == "__main__":
    for one in rows():
        print(" | ".join(one))
