"""What is said about each scale of an instrument after a group has answered it.

A warning is a code and facts. `scales.already_reversed`: the file seems to
hold answers that were turned before, because turning them makes the scale
contradict itself and leaving them does not. `scales.contrary_item`: an item
runs against the rest of its scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from koushaneh.engine.scales.instrument import Instrument
from koushaneh.engine.scales.reliability import Interval, alpha, item_rest, reliability
from koushaneh.engine.scales.scoring import Floats, Moments, Scores

METHOD = (
    "person mean for missing answers; alpha with interval of Feldt (1965) over complete answers; "
    "omega of McDonald, one factor, maximum likelihood"
)


@dataclass(frozen=True)
class Warned:
    """Something the reader should look at."""

    code: str
    facts: dict[str, object]


@dataclass(frozen=True)
class ScaleSummary:
    """One scale: `n` scores, `void` people without one, `complete` people behind the reliability."""

    n: int
    void: int
    mean: float | None
    sd: float | None
    complete: int
    alpha: Interval | None
    omega: float | None
    omega_at_the_edge: bool
    item_rest: dict[str, float | None]
    warnings: tuple[Warned, ...]


def summarise(instrument: Instrument, scores: Scores) -> dict[str, ScaleSummary]:
    """Describe every scale. Independent of the order of people; O(n log n)."""
    return {
        name: _summary(instrument, keys, scores.values[name], scores.moments[name])
        for name, keys in instrument.scales.items()
    }


def _summary(instrument: Instrument, keys: Sequence[str], values: Floats, moments: Moments) -> ScaleSummary:
    # Sorted, because the rounding of a sum depends on its order.
    given = np.sort(values[~np.isnan(values)])
    found = reliability(moments)
    return ScaleSummary(
        n=len(given),
        void=len(values) - len(given),
        mean=float(given.mean()) if len(given) else None,
        sd=float(given.std(ddof=1)) if len(given) > 1 else None,
        complete=found.n,
        alpha=found.alpha,
        omega=found.omega,
        omega_at_the_edge=found.at_the_edge,
        item_rest=dict(zip(keys, found.item_rest, strict=True)),
        warnings=tuple(_warnings(instrument, keys, moments)),
    )


def _warnings(instrument: Instrument, keys: Sequence[str], moments: Moments) -> list[Warned]:
    if moments.n < 2 or len(keys) < 2:
        return []
    turned = {item.key for item in instrument.items if item.reversed}
    signs = np.array([-1.0 if key in turned else 1.0 for key in keys])
    covariance = moments.covariance()
    contrary = [key for key, rest in zip(keys, item_rest(covariance), strict=True) if (rest or 0) < 0]
    as_it_came = alpha(covariance * np.outer(signs, signs))
    now = alpha(covariance)
    reversed_here = turned & set(keys)
    if reversed_here and as_it_came is not None and (now is None or now < 0 < as_it_came):
        return [Warned("scales.already_reversed", {"alpha": now, "alpha_as_it_came": as_it_came})]
    if reversed_here and reversed_here <= set(contrary) and (as_it_came or 0) > (now or 0):
        return [Warned("scales.already_reversed", {"alpha": now, "alpha_as_it_came": as_it_came})]
    return [Warned("scales.contrary_item", {"key": key}) for key in contrary]
