"""Turns answers into scores, and gathers in the same reading what reliability needs.

Missing rule: a missing answer is replaced by the mean of the person's own
answered items of that scale (person mean) as long as enough are answered: the
definition's `min_answered` in proportion, by default at most 20 % missing.
Otherwise the score is void.

Sums and cross products are taken block by block with matrix products. Whole
answers stay exact: in single precision, blocks are so short that every sum is
below 2^24. Reliability reads the people with no answer missing in the scale.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.scales.errors import AnswerOutOfRange
from koushaneh.engine.scales.instrument import Instrument

Floats = NDArray[np.float64]
EXACT_IN_SINGLE = 2**24
BLOCK = 16_384


@dataclass
class Moments:
    """Sums over the complete answers of one scale, reversed items turned and counted from the lowest answer.

    `sums` has one number an item, `products` one a pair of items.
    """

    n: int
    sums: Floats
    products: Floats

    def covariance(self) -> Floats:
        """Covariance matrix of the items, divisor n - 1. Needs two people."""
        return (self.products - np.outer(self.sums, self.sums) / self.n) / (self.n - 1)


@dataclass(frozen=True)
class Scores:
    """Scores by scale, NaN where void, in the order of the people; and the moments by scale."""

    values: dict[str, Floats]
    moments: dict[str, Moments]


def score(instrument: Instrument, answers: NDArray[Any]) -> Scores:
    """Score everybody: `answers` is people × items in the order of `instrument.keys`.

    NaN is a missing answer. Same answers in another row order give the same
    scores and, for whole answers, the same moments. Linear; reads the answers
    once. Refuses with AnswerOutOfRange(row, key, value, accepted).
    """
    return _Scorer(instrument).run(answers)


@dataclass
class _Scale:
    """One scale while its blocks are read."""

    name: str
    places: list[int]
    needed: int
    moments: Moments
    totals: Floats


@dataclass
class _Scorer:
    instrument: Instrument
    scales: list[_Scale] = field(default_factory=list)

    def run(self, answers: NDArray[Any]) -> Scores:
        count = len(self.instrument.items)
        if answers.ndim != 2 or answers.shape[1] != count:
            raise ValueError(f"got answers of shape {answers.shape}, accepted is people × {count}")
        self.scales = [self._empty(name, keys, len(answers)) for name, keys in self.instrument.scales.items()]
        turned = [place for place, item in enumerate(self.instrument.items) if item.reversed]
        for start, block in self._blocks(answers):
            self._check(block, start)
            block -= block.dtype.type(self.instrument.low)
            block[:, turned] = block.dtype.type(self.instrument.high - self.instrument.low) - block[:, turned]
            self._read(block, slice(start, start + len(block)))
        return Scores(
            {scale.name: self._finished(scale) for scale in self.scales},
            {scale.name: scale.moments for scale in self.scales},
        )

    def _empty(self, name: str, keys: Sequence[str], people: int) -> _Scale:
        size = len(keys)
        places = [self.instrument.keys.index(key) for key in keys]
        moments = Moments(0, np.zeros(size), np.zeros((size, size)))
        return _Scale(name, places, self.instrument.needed(size), moments, np.empty(people))

    def _blocks(self, answers: NDArray[Any]) -> Iterator[tuple[int, NDArray[Any]]]:
        """Copies of the answers, block by block, in the precision that keeps them exact."""
        span = max(abs(self.instrument.low), abs(self.instrument.high), 1) * 2
        is_whole = answers.dtype.kind in "biu" and float(self.instrument.low).is_integer()
        length = min(BLOCK, int(EXACT_IN_SINGLE / span**2 / len(self.instrument.items)))
        wanted: Any = np.float32 if is_whole and length >= 256 else np.float64
        length = length if wanted is np.float32 else BLOCK
        for start in range(0, len(answers), length):
            yield start, answers[start : start + length].astype(wanted)

    def _check(self, block: NDArray[Any], start: int) -> None:
        low, high, values = self.instrument.low, self.instrument.high, self.instrument.values
        steps = () if values is None else values
        is_even = bool(steps) and all(one == low + place for place, one in enumerate(steps))
        smallest, largest = np.fmin.reduce(block, axis=None), np.fmax.reduce(block, axis=None)
        if smallest >= low and largest <= high and (not steps or (is_even and block.dtype == np.float32)):
            return
        accepted = f"{low:g} to {high:g}" if not steps else ", ".join(f"{one:g}" for one in steps)
        fits = np.isin(block, steps) if steps else (block >= low) & (block <= high)
        wrong = np.argwhere(~(fits | np.isnan(block)))
        if len(wrong):
            row, place = (int(number) for number in wrong[0])
            value, key = float(block[row, place]), self.instrument.keys[place]
            raise AnswerOutOfRange(row=start + row, key=key, value=value, accepted=accepted)

    def _read(self, block: NDArray[Any], rows: slice) -> None:
        is_complete = block.dtype == np.float32 or not np.isnan(block).any()
        products = block.T @ block if is_complete else None
        sums = np.ones(len(block), block.dtype) @ block if is_complete else None
        for scale in self.scales:
            if products is not None and sums is not None:
                self._add(scale, len(block), sums[scale.places], products[np.ix_(scale.places, scale.places)])
                scale.totals[rows] = block @ self._weights(scale, block)
            else:
                self._read_gaps(scale, block[:, scale.places], rows)

    def _read_gaps(self, scale: _Scale, block: Floats, rows: slice) -> None:
        given = ~np.isnan(block)
        answered = given.sum(axis=1)
        total = np.where(given, block, 0.0).sum(axis=1)
        enough = answered >= scale.needed
        filled = total * (len(scale.places) / np.maximum(answered, 1))
        scale.totals[rows] = np.where(enough, filled, np.nan)
        whole = block[answered == len(scale.places)]
        self._add(scale, len(whole), whole.sum(axis=0), whole.T @ whole)

    def _weights(self, scale: _Scale, block: NDArray[Any]) -> NDArray[Any]:
        weights = np.zeros(block.shape[1], block.dtype)
        weights[scale.places] = 1
        return weights

    def _add(self, scale: _Scale, n: int, sums: NDArray[Any], products: NDArray[Any]) -> None:
        scale.moments.n += n
        scale.moments.sums += sums
        scale.moments.products += products

    def _finished(self, scale: _Scale) -> Floats:
        size, low, span = len(scale.places), self.instrument.low, self.instrument.high - self.instrument.low
        if self.instrument.method == "sum":
            return scale.totals + low * size if low else scale.totals
        if self.instrument.method == "mean":
            return scale.totals / size + low
        return scale.totals * (100 / (size * span))
