"""Whole pieces between lower and upper bounds: level, in proportion, or in order; and the Gini index.

Sources: uniform rule, Sprumont, Econometrica 59, 1991; bounds frozen in turns as
in resource allocation by pegging, Bitran and Hax, Management Science 27, 1981;
largest remainders, Hamilton 1792. Exact in integers: where products could leave
64 bits the arrays hold Python integers.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[Any]
LARGEST_PRODUCT = 2**62


def fill(quantity: int, weights: Sequence[int], lower: Sequence[int], upper: Sequence[int]) -> Whole:
    """Share `quantity` in proportion to `weights` within the bounds, in whole pieces.

    With equal weights this is water-filling. Pieces left by rounding go to the
    largest remainders, then to the earlier place. Needs sum(lower) <= quantity
    <= sum(upper) and weights above 0; O(n) for each turn of pegging, few turns.
    """
    largest = max(sum(upper), sum(weights), quantity)
    kind: Any = np.int64 if largest * largest < LARGEST_PRODUCT else object
    weight, least, most = (np.array(values, dtype=kind) for values in (weights, lower, upper))
    pieces, loose, left = least.copy(), np.ones(len(weight), dtype=bool), quantity
    while loose.any():
        total = weight[loose].sum()
        target = weight * left
        under = loose & (target < least * total)
        over = loose & (target > most * total)
        if not under.any() and not over.any():
            _round(pieces, loose, target, total, left)
            break
        excess = (least * total - target)[under].sum() - (target - most * total)[over].sum()
        pegged = (under if excess >= 0 else over) if excess else under | over
        pieces[pegged] = np.where(under, least, most)[pegged]
        left -= pieces[pegged].sum()
        loose &= ~pegged
    return pieces


def _round(pieces: Whole, loose: NDArray[np.bool_], target: Whole, total: int, left: int) -> None:
    places = np.flatnonzero(loose)
    pieces[places] = target[places] // total
    spare = int(left - pieces[places].sum())
    remainders = target[places] % total
    largest = np.argsort(-remainders, kind="stable")[:spare]
    pieces[places[largest]] += 1


def fill_in_order(quantity: int, lower: Sequence[int], upper: Sequence[int]) -> Whole:
    """Give everybody her lower bound and then fill up to the upper bounds in order."""
    pieces, left = list(lower), quantity - sum(lower)
    for place, most in enumerate(upper):
        more = min(left, most - pieces[place])
        pieces[place] += more
        left -= more
    return np.array(pieces, dtype=object)


def gini(amounts: Sequence[float] | Whole) -> float:
    """Return the Gini index of amounts of at least 0: 0 when all are equal or nothing is there, below 1."""
    values = np.sort(np.asarray(amounts, dtype=np.float64))
    count, total = len(values), float(values.sum())
    if total <= 0.0:
        return 0.0
    places = np.arange(1, count + 1)
    return float(((2 * places - count - 1) * values).sum() / (count * total))
