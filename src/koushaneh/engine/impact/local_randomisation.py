"""Effect close to a cut-off where too few people are there for local regression.

Source: Cattaneo, Frandsen and Titiunik, Journal of Causal Inference 3 (2015).
In a small window around the cut-off, who is above it counts as if drawn by
lot. Weaker than local regression: it assumes that inside the window the
running variable itself does not matter, so the window and the numbers in it
stand in the result.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.impact.errors import NoComparison, TooFewPeople
from koushaneh.engine.impact.lottery import Lottery, lottery
from koushaneh.engine.impact.masses import Floats

LEAST_IN_WINDOW = 10


@dataclass(frozen=True)
class LocalRandomisation:
    """Difference inside the window (`lottery` holds estimate, interval and randomisation p)."""

    window: float
    n_left: int
    n_right: int
    effective_left: int
    effective_right: int
    lottery: Lottery


def local_randomisation(
    running: Floats, outcome: Floats, cutoff: float, *, seed: str, window: float | None = None
) -> LocalRandomisation:
    """Compare the two sides within `window`, by default the smallest with ten people on each side.

    O(n log n). Refuses with NoComparison where a side is empty, TooFewPeople
    below ten a side, NobodyDiffers where the outcome does not vary.
    """
    distance = running - cutoff
    left, right = np.sort(-distance[distance < 0]), np.sort(distance[distance >= 0])
    for side, found in (("left", left), ("right", right)):
        if len(found) == 0:
            raise NoComparison(side=side)
        if len(found) < LEAST_IN_WINDOW:
            raise TooFewPeople(side=side, found=len(found), needed=LEAST_IN_WINDOW)
    if window is None:
        window = float(max(left[LEAST_IN_WINDOW - 1], right[LEAST_IN_WINDOW - 1]))
    inside = np.abs(distance) <= window * (1 + 1e-12)
    above = distance[inside] >= 0
    for side, count in (("left", int((~above).sum())), ("right", int(above.sum()))):
        if count < LEAST_IN_WINDOW:
            raise TooFewPeople(side=side, found=count, needed=LEAST_IN_WINDOW)
    return LocalRandomisation(
        window=window,
        n_left=len(left),
        n_right=len(right),
        effective_left=int((~above).sum()),
        effective_right=int(above.sum()),
        lottery=lottery(above, outcome[inside], seed=seed),
    )
