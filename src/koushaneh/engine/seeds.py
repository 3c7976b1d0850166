"""Randomness made from a seed text, so that every draw can be replayed.

A public draw orders codes by SHA-256 of the seed and the code: anybody can
recompute it with pencil, paper and a hash. Simulation takes a numpy generator
made from the same text.
"""

import hashlib
from collections.abc import Iterable

import numpy as np


def draw_key(seed: str, code: str) -> str:
    """Return the hexadecimal SHA-256 of `seed`, a line feed and `code`. Smaller comes first."""
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()


def draw_ranks(seed: str, codes: Iterable[str]) -> dict[str, int]:
    """Rank `codes` by their draw key, 0 first. Independent of their order; O(n log n)."""
    ordered = sorted(set(codes), key=lambda code: (draw_key(seed, code), code))
    return {code: rank for rank, code in enumerate(ordered)}


def generator(seed: str) -> np.random.Generator:
    """Return numpy's PCG64 generator seeded with SHA-256 of the text; "" and "0" are seeds like any other."""
    digest = hashlib.sha256(seed.encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
