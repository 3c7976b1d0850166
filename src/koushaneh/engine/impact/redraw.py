"""Draws the lots again, for the randomisation test.

Without probabilities the seats of every stratum are drawn again among its
people. With probabilities the same is done among those of the same stratum and
the same probability, which is exact, because given the number of seats there
every choice was equally likely. Where no such group holds both treated and
untreated people, everybody is drawn again by her own probability; draws in
which all or none are treated do not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.impact.errors import TooFewPeople
from koushaneh.engine.seeds import generator

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
DRAWN_AT_ONCE = 2**21
PEOPLE_PER_DISTINCT = 8
PATIENCE = 2000


@dataclass(frozen=True)
class _Urn:
    """People among whom seats are drawn: distinct outcomes, how often each, seats, and the urn's weight.

    Everybody in it counts with `treated_weight` if drawn and `other_weight` if not.
    """

    values: Floats
    counts: Ints
    seats: int
    treated_weight: float
    other_weight: float

    @property
    def n(self) -> int:
        """How many people there are."""
        return int(self.counts.sum())


def redraws(
    treated: Bools,
    outcome: Floats,
    strata: Ints,
    probability: Floats | None,
    *,
    seed: str,
    resamples: int,
) -> tuple[str, Iterator[Floats]]:
    """Return how it is drawn, and the statistics: first that of the actual draw, then the redraws in parts.

    Independent of the order of people but for rounding.
    """
    centred = outcome - outcome.mean()
    cells = (
        strata
        if probability is None
        else np.unique(np.stack((strata, probability)), axis=1, return_inverse=True)[1]
    )
    cells = np.asarray(cells).ravel()
    seats, people = np.bincount(cells, weights=treated).astype(int), np.bincount(cells)
    if not ((seats > 0) & (seats < people)).any() and probability is not None:
        return "everybody drawn again by her own probability", _by_probability(
            treated, centred, probability, seed, resamples
        )
    urns = _urns(treated, centred, cells, probability)
    actual = _statistic(
        urns, [np.array([float(centred[treated & (cells == cell)].sum())]) for cell in range(len(urns))]
    )
    name = "seats drawn again in every stratum"
    name += "" if probability is None else " and probability"
    return name, _chain(actual, _from_urns(urns, seed, resamples))


def _chain(actual: Floats, drawn: Iterator[Floats]) -> Iterator[Floats]:
    yield actual
    yield from drawn


def _urns(treated: Bools, outcome: Floats, cells: Ints, probability: Floats | None) -> list[_Urn]:
    found = []
    for cell in range(int(cells.max()) + 1):
        here = cells == cell
        values, counts = np.unique(outcome[here], return_counts=True)
        size, seats = int(here.sum()), int(treated[here].sum())
        if probability is None:
            weights = (size / max(seats, 1), size / max(size - seats, 1))
        else:
            chance = float(probability[here][0])
            weights = (1 / chance, 1 / (1 - chance))
        found.append(_Urn(values, counts, seats, *weights))
    return found


def _from_urns(urns: list[_Urn], seed: str, resamples: int) -> Iterator[Floats]:
    source = generator(seed)
    step = max(1, DRAWN_AT_ONCE // max(urn.n for urn in urns))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        yield _statistic(urns, [_seat(urn, source, size) for urn in urns])


def _seat(urn: _Urn, source: np.random.Generator, size: int) -> Floats:
    """Sum of the outcomes of those who get a seat, `size` times."""
    if len(urn.values) * PEOPLE_PER_DISTINCT <= urn.n:
        # Only how many of each distinct outcome get a seat matters: a hypergeometric draw.
        drawn = source.multivariate_hypergeometric(urn.counts, urn.seats, size=size, method="marginals")
        return np.asarray(drawn @ urn.values)
    people = np.tile(np.repeat(urn.values, urn.counts), (size, 1))
    return np.asarray(source.permuted(people, axis=1)[:, : urn.seats].sum(axis=1))


def _statistic(urns: list[_Urn], sums: list[Floats]) -> Floats:
    """Weighted mean of the treated less that of the others, over all urns."""
    top, other = np.zeros(len(sums[0])), np.zeros(len(sums[0]))
    top_weight = other_weight = 0.0
    for urn, total in zip(urns, sums, strict=True):
        top += urn.treated_weight * total
        other += urn.other_weight * (float(urn.values @ urn.counts) - total)
        top_weight += urn.treated_weight * urn.seats
        other_weight += urn.other_weight * (urn.n - urn.seats)
    return np.asarray(top / top_weight - other / other_weight)


def _by_probability(
    treated: Bools, outcome: Floats, probability: Floats, seed: str, resamples: int
) -> Iterator[Floats]:
    yield _hajek(treated[None, :], outcome, probability)
    source, found = generator(seed), 0
    step = max(1, DRAWN_AT_ONCE // len(treated))
    for _ in range(PATIENCE + resamples):
        drawn = source.random((step, len(treated))) < probability
        drawn = drawn[drawn.any(axis=1) & ~drawn.all(axis=1)][: resamples - found]
        found += len(drawn)
        yield _hajek(drawn, outcome, probability)
        if found == resamples:
            return
    raise TooFewPeople(of="draws with both treated and untreated people", found=found, needed=resamples)


def _hajek(drawn: Bools, outcome: Floats, probability: Floats) -> Floats:
    top, other = drawn / probability, ~drawn / (1 - probability)
    return np.asarray((top @ outcome) / top.sum(axis=1) - (other @ outcome) / other.sum(axis=1))
