"""Turns answers into scores, and gathers in the same reading what reliability needs.

Missing rule: a missing answer is replaced by the mean of the person's own
answered items of that scale (person mean) as long as enough are answered: the
definition's `min_answered` in proportion, by default at most 20 % missing.
Otherwise the score is void.

Sums and cross products are taken block by block with matrix products. Whole
answers stay exact: in single precision, blocks are so short that every sum is
below 2^24. Reliability reads the people with no answer missing in the scale.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.scales.errors import AnswerOutOfRange, UnknownItem
from koushaneh.engine.scales.instrument import Instrument

Floats = NDArray[np.float64]
EXACT_IN_SINGLE = 2**24
BLOCK = 16_384
FLOAT_BLOCK = 4096
SHORTEST = 256


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
    once. Refuses with AnswerOutOfRange(row, key, value, accepted); another shape
    is a ValueError.
    """
    count = len(instrument.items)
    if answers.ndim != 2 or answers.shape[1] != count:
        raise ValueError(f"got answers of shape {answers.shape}, accepted is people × {count}")
    return _Scorer(instrument, len(answers)).run(answers)


def score_one(instrument: Instrument, answers: Mapping[str, float | None]) -> dict[str, float | None]:
    """Score one person from her answers by key; a key left out or None is a missing answer, a void score None.

    Refuses with UnknownItem(key, accepted) and AnswerOutOfRange.
    """
    for key in answers:
        if key not in instrument.keys:
            raise UnknownItem(key=key, accepted=list(instrument.keys))
    given = (answers.get(key) for key in instrument.keys)
    row = np.array([[math.nan if one is None else float(one) for one in given]])
    values = {name: float(found[0]) for name, found in score(instrument, row).values.items()}
    return {name: None if math.isnan(value) else value for name, value in values.items()}


@dataclass
class _Scale:
    """One scale while its blocks are read."""

    name: str
    places: list[int]
    needed: int
    moments: Moments
    totals: Floats


class _Scorer:
    """Reads the answers block by block; an item counts as its sign times the answer plus its end."""

    def __init__(self, instrument: Instrument, people: int) -> None:
        self.instrument = instrument
        self.scales = [self._empty(name, keys, people) for name, keys in instrument.scales.items()]
        turned = np.array([item.reversed for item in instrument.items])
        self.signs = np.where(turned, -1.0, 1.0)
        self.ends = np.where(turned, instrument.high, -instrument.low)

    def run(self, answers: NDArray[Any]) -> Scores:
        if answers.dtype.kind in "biu":
            self._read_whole(answers)
        else:
            for start in range(0, len(answers), FLOAT_BLOCK):
                self._read_gaps(answers[start : start + FLOAT_BLOCK].astype(np.float64), start)
        return Scores(
            {scale.name: self._finished(scale) for scale in self.scales},
            {scale.name: scale.moments for scale in self.scales},
        )

    def _empty(self, name: str, keys: Sequence[str], people: int) -> _Scale:
        size = len(keys)
        places = [self.instrument.keys.index(key) for key in keys]
        moments = Moments(0, np.zeros(size), np.zeros((size, size)))
        return _Scale(name, places, self.instrument.needed(size), moments, np.empty(people))

    def _read_whole(self, answers: NDArray[Any]) -> None:
        """Whole answers, none missing: sums over the raw answers, turned round once at the end."""
        size = len(self.instrument.items)
        sums, products = np.zeros(size), np.zeros((size, size))
        precision, length = self._exact_blocks()
        weights = [self._weights(scale, precision) for scale in self.scales]
        ones = np.ones(length, precision)
        for start in range(0, len(answers), length):
            raw = answers[start : start + length]
            self._check(raw, start)
            block = raw.astype(precision)
            sums += ones[: len(block)] @ block
            products += block.T @ block
            for scale, weight in zip(self.scales, weights, strict=True):
                np.add(
                    block @ weight, self.ends[scale.places].sum(), out=scale.totals[start : start + length]
                )
        self._turn(len(answers), sums, products)

    def _turn(self, n: int, sums: Floats, products: Floats) -> None:
        """Moments of the raw answers become those of the turned ones, counted from the lowest."""
        signed, ends = self.signs * sums, self.ends
        mixed = np.outer(ends, signed)
        full = n * np.outer(ends, ends) + mixed + mixed.T + np.outer(self.signs, self.signs) * products
        for scale in self.scales:
            scale.moments = Moments(
                n, (n * ends + signed)[scale.places], full[np.ix_(scale.places, scale.places)]
            )

    def _exact_blocks(self) -> tuple[Any, int]:
        """Precision and length of the blocks in which whole answers stay exact."""
        largest = max(abs(self.instrument.low), abs(self.instrument.high), 1.0)
        length = min(BLOCK, int(EXACT_IN_SINGLE / largest**2))
        is_single = length >= SHORTEST and largest * len(self.instrument.items) < EXACT_IN_SINGLE
        return (np.float32, length) if is_single else (np.float64, BLOCK)

    def _weights(self, scale: _Scale, precision: Any) -> NDArray[Any]:
        weights = np.zeros(len(self.signs), precision)
        weights[scale.places] = self.signs[scale.places]
        return weights

    def _check(self, block: NDArray[Any], start: int) -> None:
        low, high, steps = self.instrument.low, self.instrument.high, self.instrument.values or ()
        is_even = all(one == low + place for place, one in enumerate(steps))
        is_whole = not steps or (is_even and block.dtype.kind in "biu")
        if is_whole and block.min() >= low and block.max() <= high:
            return
        fits = np.isin(block, steps) if steps else (block >= low) & (block <= high)
        wrong = np.argwhere(~(fits | np.isnan(block)))
        if len(wrong):
            row, place = (int(number) for number in wrong[0])
            accepted = ", ".join(f"{one:g}" for one in steps) if steps else f"{low:g} to {high:g}"
            value, key = float(block[row, place]), self.instrument.keys[place]
            raise AnswerOutOfRange(row=start + row, key=key, value=value, accepted=accepted)

    def _read_gaps(self, block: Floats, start: int) -> None:
        """Any numbers, NaN where missing."""
        self._check(block, start)
        turned = np.multiply(block, self.signs, out=block)
        turned += self.ends
        has_gaps = bool(np.isnan(turned.min(initial=0.0)))
        missing = np.isnan(turned) if has_gaps else np.empty(0, bool)
        if has_gaps:
            turned[missing] = 0.0
        for scale in self.scales:
            size, rows = len(scale.places), slice(start, start + len(block))
            chosen = turned if size == turned.shape[1] else turned[:, scale.places]
            scale.totals[rows] = chosen @ np.ones(size)
            if has_gaps:
                answered = size - missing[:, scale.places].sum(axis=1)
                scale.totals[rows] *= np.where(
                    answered >= scale.needed, size / np.maximum(answered, 1), np.nan
                )
                chosen = chosen[answered == size]
            scale.moments.n += len(chosen)
            scale.moments.sums += np.ones(len(chosen)) @ chosen
            scale.moments.products += chosen.T @ chosen

    def _finished(self, scale: _Scale) -> Floats:
        size, low, span = len(scale.places), self.instrument.low, self.instrument.high - self.instrument.low
        if self.instrument.method == "sum":
            return scale.totals + low * size if low else scale.totals
        if self.instrument.method == "mean":
            return scale.totals / size + low
        return scale.totals * (100 / (size * span))
