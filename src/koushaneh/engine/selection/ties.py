"""Ties of a selection by merit, decided by lot.

Candidates are asked in the order of their draw whether some selection of the
greatest total holds them besides those already held. Most answers need no
solver: she is in the selection at hand, or takes the place of one of equal
score who was drawn later.
"""

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.selection.orbits import quota_bounds
from koushaneh.engine.selection.pool import Ints
from koushaneh.engine.selection.probing import Probe
from koushaneh.engine.selection.program import Deadline
from koushaneh.engine.selection.undecided import Open, best


def first_by_lot(
    part: Open, chosen: Ints, ranks: Ints, total: int, *, deadline: Deadline = None
) -> tuple[Ints, bool]:
    """Return the selection of `total` whose sorted ranks come first, and whether the time sufficed.

    `part` must leave open everybody whom some selection of that total may
    hold or leave out. At most one solver run per class and drawn candidate.
    """
    asking = _Asking(part, chosen, ranks, total, deadline)
    order = np.argsort(ranks)
    for member in order[np.searchsorted(ranks[order], 0) :].tolist():
        if not asking.is_open():
            break
        if deadline is not None and deadline() <= 0:
            return asking.chosen(), False
        asking.ask(member)
    return asking.chosen(), asking.is_certain


class _Asking:
    """A selection at hand, and what has been settled about each class."""

    def __init__(self, part: Open, chosen: Ints, ranks: Ints, total: int, deadline: Deadline) -> None:
        self.part, self.pool, self.ranks = part, part.pool, ranks
        self.total, self.deadline = total, deadline
        self.class_of = np.full(len(self.pool), -1, dtype=np.int64)
        for at, members in enumerate(part.classes):
            self.class_of[members] = at
        self.size = np.array([len(members) for members in part.classes], dtype=np.int64)
        at_hand = self.class_of[chosen]
        self.numbers = np.bincount(at_hand[at_hand >= 0], minlength=len(self.size)).astype(np.int64)
        self.held = np.zeros(len(self.size), dtype=np.int64)
        self.closed = np.zeros(len(self.size), dtype=np.bool_)
        firsts = [members[0] for members in part.classes]
        self.counts = self.pool.counts[self.pool.types[firsts]] if firsts else np.zeros((0, 0))
        self.scores = self.pool.scores[firsts]
        self.groups = self.pool.groups[firsts]
        self.low, self.high = quota_bounds(self.pool)
        self.probe: Probe | None = None
        self.is_certain = True
        self.used = self.pool.counts[self.pool.types[part.fixed]].sum(axis=0)
        self.now = self.pool.counts[self.pool.types[chosen]].sum(axis=0)
        features = np.array([quota.feature for quota in self.pool.quotas])
        self.of_feature = [np.flatnonzero(features == name) for name in np.unique(features)]

    def is_open(self) -> bool:
        return bool(np.any(self.numbers > self.held))

    def chosen(self) -> Ints:
        taken = [members[:number] for members, number in zip(self.part.classes, self.numbers, strict=True)]
        return np.concatenate([self.part.fixed, *taken]).astype(np.int64)

    def ask(self, member: int) -> None:
        """Hold `member` if some selection of the total has her besides those held, else close her class."""
        at = int(self.class_of[member])
        if at < 0 or self.closed[at]:  # served by her household, or by those drawn before her
            return
        if self.held[at] < self.numbers[at] or self._swap(at) or self._solve(at):
            self.held[at] += 1
        else:
            self.closed[at] = True

    def _swap(self, at: int) -> bool:
        """Put her in the place of the last drawn of equal score, where quotas and households allow."""
        possible = (self.numbers > self.held) & (self.scores == self.scores[at])
        if self.groups[at] >= 0 and np.any(self._same_household(at) & (self.numbers > 0)):
            possible &= self.groups == self.groups[at]
        places = np.flatnonzero(possible)
        after = self.now + self.counts[at] - self.counts[places]
        places = places[np.all((after >= self.low) & (after <= self.high), axis=1)]
        if not len(places):
            return False
        leaving = max(places.tolist(), key=self._rank_of_last)
        self.now = self.now + self.counts[at] - self.counts[leaving]
        self.numbers[leaving] -= 1
        self.numbers[at] += 1
        return True

    def _same_household(self, at: int) -> NDArray[np.bool_]:
        return np.asarray(self.groups == self.groups[at])

    def _rank_of_last(self, at: int) -> int:
        return int(self.ranks[self.part.classes[at][self.numbers[at] - 1]])

    def _solve(self, at: int) -> bool:
        if self._is_hopeless(at):
            return False
        low = self.held.astype(np.float64)
        low[at] += 1.0
        high = np.where(self.closed, self.held, self.size).astype(np.float64)
        is_possible, numbers = self._probe().ask(low, high, self.numbers)
        if is_possible is None:
            answer = best(self.part, low=low, high=high, deadline=self.deadline)
            is_possible, numbers = answer.total >= self.total, answer.numbers
            self.is_certain = self.is_certain and answer.status != "stopped"
        if not is_possible or numbers is None:
            return False
        self.numbers = numbers
        self.now = self.used + self.numbers @ self.counts
        return True

    def _probe(self) -> Probe:
        if self.probe is None:
            self.probe = Probe(self.part, self.total, self.deadline)
        return self.probe

    def _is_hopeless(self, at: int) -> bool:
        """Tell whether she and those held overfill a quota, or leave too few seats for a feature's minima."""
        filled = self.used + self.held @ self.counts + self.counts[at]
        if np.any(filled > self.high):
            return True
        seats = self.part.seats_left - int(self.held.sum()) - 1
        missing = np.maximum(self.low - filled, 0.0)
        return any(missing[places].sum() > seats for places in self.of_feature)
