"""Many different panels, quickly: a random walk that is pushed towards the wanted chances.

Each of several walkers holds a panel and replaces one member a step: out goes
who is too many, in comes who is missing, with some noise. Whoever has been in
more often than wanted is pushed out and the others in (herding; Welling,
ICML 2009), so the panels that are met average to the wanted chances. The walk
only proposes: every panel it returns keeps all quotas.
"""

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.selection.orbits import Orbits, quota_bounds
from koushaneh.engine.selection.pool import Floats, Ints, Pool

WALKERS = 64
PUSH = 0.2
STRICTNESS = 3.0
REST = 10
TIGHT = 1e-6
STOCK = 8  # times the noise of one step


class Walk:
    """Walkers over the panels of `seats` on the face that holds the wanted numbers `wanted` (O) per panel."""

    def __init__(
        self, orbits: Orbits, pool: Pool, seats: int, wanted: Floats, random: np.random.Generator
    ) -> None:
        self.orbits, self.wanted, self.random = orbits, wanted, random
        self._cells(pool)
        self.households = np.array([float(len(one)) for one in orbits.households])
        share = np.clip(wanted / orbits.most, 1e-9, 1 - 1e-9)
        self.pull = np.tile(np.log(share / (1 - share)), (WALKERS, 1))
        self.rows = np.arange(WALKERS)
        self.stock = self.random.gumbel(size=STOCK * WALKERS * max(len(orbits), seats))
        noise = self._noise((WALKERS, len(orbits)))
        places = np.repeat(np.arange(len(orbits)), np.minimum(orbits.most, seats).astype(np.int64))
        keys = (np.log(np.maximum(wanted, 1e-12)) + noise)[:, places]
        self.panels = places[np.argpartition(-keys, seats - 1, axis=1)[:, :seats]]
        self._count()
        self.rested = np.zeros(WALKERS, dtype=np.int64)

    def _cells(self, pool: Pool) -> None:
        """Number feature and value together; a value without quota is cell 0 of its feature."""
        features = sorted({quota.feature for quota in pool.quotas})
        width = 1 + max((sum(one.feature == name for one in pool.quotas) for name in features), default=0)
        self.low = np.zeros(len(features) * width)
        self.high = np.full(len(features) * width, np.inf)
        self.cells = np.tile(np.arange(len(features)) * width, (len(self.orbits), 1))
        low, high = quota_bounds(pool)
        now = self.orbits.counts.T @ self.wanted
        low, high = np.where(now > high - TIGHT, high, low), np.where(now < low + TIGHT, low, high)
        taken = dict.fromkeys(features, 0)
        for at, quota in enumerate(pool.quotas):
            taken[quota.feature] += 1
            feature = features.index(quota.feature)
            cell = feature * width + taken[quota.feature]
            self.cells[self.orbits.counts[:, at] > 0, feature] = cell
            self.low[cell], self.high[cell] = low[at], high[at]

    def _count(self) -> None:
        """Count members by orbit, by cell and by kind of household."""
        self.held = np.zeros((WALKERS, len(self.orbits)))
        self.fill = np.zeros((WALKERS, len(self.low)))
        self.served = np.zeros((WALKERS, len(self.orbits.households)))
        for seat in range(self.panels.shape[1]):
            self._move(self.panels[:, seat], 1.0)

    def _move(self, members: Ints, by: float) -> None:
        self.held[self.rows, members] += by
        self.served[self.rows, self.orbits.kind[members]] += by
        for feature in range(self.cells.shape[1]):
            self.fill[self.rows, self.cells[members, feature]] += by

    def step(self) -> list[Ints]:
        """Replace one member in every panel; return the panels that keep all quotas and were not just met."""
        seat = self._leaving()
        self._move(self.panels[self.rows, seat], -1.0)
        entering = self._entering()
        self.panels[self.rows, seat] = entering
        self._move(entering, 1.0)
        self.pull += PUSH * (self.wanted - self.held)
        self.rested += 1
        fits = np.all((self.fill >= self.low) & (self.fill <= self.high), axis=1)
        fits &= np.all(self.held <= self.orbits.most, axis=1) & self._keeps_households()
        met = np.flatnonzero(fits & (self.rested >= REST))
        self.rested[met] = 0
        return [np.sort(self.panels[walker]) for walker in met.tolist()]

    def _leaving(self) -> Ints:
        harm = np.where(self.fill > self.high, -1.0, 0.0) + np.where(self.fill <= self.low, 1.0, 0.0)
        total = np.take_along_axis(self.pull, self.panels, axis=1)
        total -= self._noise(total.shape)
        for feature in range(self.cells.shape[1]):
            cells = self.cells[self.panels, feature]
            total += STRICTNESS * np.take_along_axis(harm, cells, axis=1)
        return np.asarray(np.argmin(total, axis=1), dtype=np.int64)

    def _entering(self) -> Ints:
        harm = np.where(self.fill >= self.high, 1.0, 0.0) - np.where(self.fill < self.low, 1.0, 0.0)
        total = self.pull + self._noise(self.pull.shape)
        by_cell, pressure = np.ascontiguousarray(harm.T), np.zeros(total.shape[::-1])
        for feature in range(self.cells.shape[1]):
            pressure += by_cell[self.cells[:, feature]]
        total -= STRICTNESS * pressure.T
        total[self.held >= self.orbits.most] = -np.inf
        full = self.served >= self.households
        if full.any():
            total[full[:, self.orbits.kind]] = -np.inf
        return np.asarray(np.argmax(total, axis=1), dtype=np.int64)

    def _noise(self, shape: tuple[int, int]) -> Floats:
        """Return Gumbel noise: a stretch of a stock from a random place on, because drawing anew takes longest."""
        size = shape[0] * shape[1]
        start = int(self.random.integers(len(self.stock) - size + 1))
        return self.stock[start : start + size].reshape(shape)

    def _keeps_households(self) -> NDArray[np.bool_]:
        return np.asarray(np.all(self.served <= self.households, axis=1))
