"""Pairing (همراهی) of two sides within capacities: exactly, or stably. People have the last word."""

from koushaneh.engine.pairing.exact import pair_exact
from koushaneh.engine.pairing.model import BadCapacity, BadEdge, Edge, Pairing
from koushaneh.engine.pairing.stable import blocking_pairs, pair_stable, swaps_both_prefer

__all__ = [
    "BadCapacity",
    "BadEdge",
    "Edge",
    "Pairing",
    "blocking_pairs",
    "pair_exact",
    "pair_stable",
    "swaps_both_prefer",
]
