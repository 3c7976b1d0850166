"""Who is tied to whom: bonding, bridging, linking, exposure and friending bias.

Sources: bonding, bridging, linking, Szreter, Woolcock, Int. J. Epidemiology 33,
2004; exposure and friending bias, Chetty and others, Nature 608, 2022.
Everything is a share of 0..1, or None where there is nothing to divide by.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.graph.network import Network

SUPPORTERS = ("supporter", "حامی")


@dataclass(frozen=True)
class Mixing:
    """Shares over the whole network; `high` names the levels that count as supporters.

    bonding: ties inside one place and one level. bridging: ties across places
    or crafts. linking: people below with a tie to somebody high. exposure: the
    share of high people among the others in her place, averaged over the
    people below. friending_bias: 1 - (share of high people among her ties in
    her place ÷ her exposure), over the people below who have ties there.
    """

    bonding: float | None
    bridging: float | None
    linking: float | None
    exposure: float | None
    friending_bias: float | None
    high: tuple[str, ...]


def mixing(network: Network, *, high: Collection[str] | None = None) -> Mixing:
    """Measure who is tied to whom; `high` defaults to supporters, without any to the highest level."""
    levels = tuple(sorted(high_levels(network) if high is None else set(high)))
    place, craft, level = (network.codes(name) for name in ("place", "craft", "level"))
    source, target = network.source, network.target
    same_place = place[source] == place[target]
    bonding = same_place & (level[source] == level[target])
    bridging = ~same_place | (craft[source] != craft[target])
    is_high = np.array([person.level in levels for person in network.people], dtype=bool)
    linked = np.bincount(source, is_high[target], minlength=network.size) > 0
    exposure = _exposure(place, is_high)
    bias = _friending_bias(network, same_place, is_high, exposure)
    return Mixing(
        _mean(bonding), _mean(bridging), _mean(linked[~is_high]), _mean(exposure[~is_high]), bias, levels
    )


def high_levels(network: Network) -> set[str]:
    """Return the levels of supporters, else the highest level (numbers by value, then words)."""
    levels = {person.level for person in network.people if person.level}
    named = {level for level in levels if level.casefold() in SUPPORTERS}
    if named or len(levels) < 2:
        return named
    return {
        max(levels, key=lambda level: (not level.isdecimal(), int(level) if level.isdecimal() else 0, level))
    }


def _exposure(place: NDArray[np.int64], is_high: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of high people among the others of one's place, NaN where there are none."""
    others = np.bincount(place)[place] - 1 if len(place) else np.zeros(0)
    high = np.bincount(place, is_high)[place] - is_high if len(place) else np.zeros(0)
    return np.where(others > 0, high / np.maximum(others, 1), np.nan)


def _friending_bias(
    network: Network, same_place: NDArray[np.bool_], is_high: NDArray[np.bool_], exposure: NDArray[np.float64]
) -> float | None:
    source, target = network.source[same_place], network.target[same_place]
    ties = np.bincount(source, minlength=network.size)
    high = np.bincount(source, is_high[target], minlength=network.size)
    below = ~is_high & (ties > 0)
    met, friends = _mean(exposure[below]), _mean(high[below] / np.maximum(ties[below], 1))
    return None if not met or friends is None else 1.0 - friends / met


def _mean(values: NDArray[np.float64] | NDArray[np.bool_]) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None
