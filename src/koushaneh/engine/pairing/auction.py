"""Large pairings by an auction: whoever has no place bids for the one she values most.

Source: Bertsekas, Annals of Operations Research 14, 1988, with epsilon scaling,
all free bidders at once on arrays and the last few one by one. While epsilon
is coarse the last few of very many bidders stay free until the next round, for
they would fight longest; should that make a later round long, nobody waits any
more. The auction ends as soon as prices and assignment prove each other: the
duality gap is below one unit of worth. Worths are whole numbers times
(bidders + 1), so that epsilon 1 would be exact, too.

Bidders and places must be as many, and a full assignment must exist. A pairing
that leaves people out is doubled first: every pair gets a mirror of worth 0
between the twins of the two, and everybody may take her own twin.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

NOTHING = -(2**61)
SHRINK = 4
FEW = 4  # free bidders that are served one by one
WAITING = 2000  # one in so many bidders may stay free while epsilon is coarse
FINE = 32  # epsilon is coarse above the unit of worth divided by this
PATIENCE = 100  # bids a bidder, on average, after which there may be no full assignment
LONGEST = 30_000  # turns of one round, after which nobody waits any more


class GivenUp(Exception):
    """The auction was stopped: the deadline passed, or there seems to be no full assignment."""


@dataclass
class Auction:
    """Edge k lets bidder `bidder[k]` take `place[k]` for `worth[k]`; edges are sorted by bidder, each has one."""

    bidder: Whole
    place: Whole
    worth: Whole
    is_over: Callable[[], bool]
    patience: float = np.inf
    count: int = field(init=False)
    first: Whole = field(init=False)

    def __post_init__(self) -> None:
        self.count = int(self.bidder[-1]) + 1
        self.first = np.searchsorted(self.bidder, np.arange(self.count + 1))
        self.price = np.zeros(self.count, dtype=np.int64)
        self.owner = np.full(self.count, -1)
        self.taken = np.full(self.count, -1)  # edge by bidder
        self.highest = np.empty(self.count, dtype=np.int64)  # bid by place, of the turn under way
        self.bids = self.turns = 0
        self.may_wait = self.count > FEW * WAITING
        self.span = int(self.worth.max() - self.worth.min()) + 1

    def run(self) -> Whole:
        """Return the edge each bidder takes, of greatest total worth. Raises GivenUp."""
        epsilon = max(1, self.span // 8)
        while True:
            is_full = self._hold_round(epsilon)
            if is_full and (epsilon == 1 or self._gap() <= self.count):
                return self.taken
            if not is_full and not self._is_coarse(epsilon):
                self.may_wait, epsilon = False, max(1, self.span // 8)
            else:
                epsilon = max(1, epsilon // SHRINK)

    def _hold_round(self, epsilon: int) -> bool:
        """Let the bidders bid until all have a place (tell so) or, while epsilon is coarse, nearly all."""
        self.turns = 0
        self._release(epsilon)
        free = np.flatnonzero(self.taken < 0)
        waiting = self.count // WAITING if self.may_wait and self._is_coarse(epsilon) else 0
        while len(free) > max(FEW, waiting):
            self._look_at_the_clock(len(free))
            free = self._bid_together(free, epsilon)
            if self.may_wait and self.turns > LONGEST:
                return False
        if waiting <= FEW:
            self._bid_one_by_one(free.tolist(), epsilon)
        return bool(np.all(self.taken >= 0))

    def _is_coarse(self, epsilon: int) -> bool:
        return epsilon > (self.count + 1) // FINE

    def _gains(self) -> Whole:
        return np.asarray(self.worth - self.price[self.place], dtype=np.int64)

    def _release(self, epsilon: int) -> None:
        """Free the bidders whose place is worse than the best by more than `epsilon`."""
        gains = self._gains()
        best = np.maximum.reduceat(gains, self.first[:-1])
        seated = np.flatnonzero(self.taken >= 0)
        unhappy = seated[gains[self.taken[seated]] < best[seated] - epsilon]
        self.owner[self.place[self.taken[unhappy]]] = -1
        self.taken[unhappy] = -1

    def _gap(self) -> int:
        gains = self._gains()
        dual = int(np.maximum.reduceat(gains, self.first[:-1]).sum()) + int(self.price.sum())
        return dual - int(self.worth[self.taken].sum())

    def _look_at_the_clock(self, bids: int) -> None:
        self.bids += bids
        self.turns += 1
        if self.bids > self.patience * self.count or self.is_over():
            raise GivenUp

    def _bid_together(self, free: Whole, epsilon: int) -> Whole:
        """Let all free bidders bid at once; return those who are free afterwards."""
        begin = self.first[free]
        counts = self.first[free + 1] - begin
        ends = np.cumsum(counts)
        begins = ends - counts
        rows = np.arange(ends[-1]) + np.repeat(begin - begins, counts)
        gains = self.worth[rows] - self.price[self.place[rows]]
        best = np.maximum.reduceat(gains, begins)
        is_best = np.flatnonzero(gains == np.repeat(best, counts))
        at = is_best[np.searchsorted(is_best, begins)]
        gains[at] = NOTHING
        second = np.maximum(np.maximum.reduceat(gains, begins), best - self.span)
        wanted = self.place[rows[at]]
        offer = self.price[wanted] + best - second + epsilon
        rising = np.argsort(offer, kind="stable")
        # The highest bid for a place is written last and stays.
        self.price[wanted[rising]] = offer[rising]
        self.highest[wanted[rising]] = rising
        won = self.highest[wanted] == np.arange(len(free))
        return self._seat(free, won, wanted, rows[at])

    def _seat(self, free: Whole, won: NDArray[np.bool_], wanted: Whole, edges: Whole) -> Whole:
        ousted = self.owner[wanted[won]]
        ousted = ousted[ousted >= 0]
        self.taken[ousted] = -1
        self.owner[wanted[won]] = free[won]
        self.taken[free[won]] = edges[won]
        return np.concatenate([free[~won], ousted])

    def _bid_one_by_one(self, free: list[int], epsilon: int) -> None:
        bids = 0
        while free:
            bidder = free.pop()
            begin, end = int(self.first[bidder]), int(self.first[bidder + 1])
            gains = self.worth[begin:end] - self.price[self.place[begin:end]]
            at = int(gains.argmax())
            best, gains[at] = int(gains[at]), NOTHING
            wanted = self.place[begin + at]
            self.price[wanted] += best - max(int(gains.max()), best - self.span) + epsilon
            ousted = int(self.owner[wanted])
            self.owner[wanted], self.taken[bidder] = bidder, begin + at
            if ousted >= 0:
                self.taken[ousted] = -1
                free.append(ousted)
            bids += 1
            if bids % 4096 == 0:
                self._look_at_the_clock(4096)


def best_pairs(left: Whole, right: Whole, worth: Whole, is_over: Callable[[], bool]) -> Whole:
    """Return the edges of a pairing with one place for everybody: most edges first, then the greatest worth.

    `left` and `right` number the people of each side from 0 without holes and
    `worth` holds whole numbers; edges are sorted by left, then right. Raises
    GivenUp once `is_over` says so.
    """
    sizes = int(left.max()) + 1, int(right.max()) + 1
    if sizes[0] == sizes[1]:
        try:
            return np.sort(Auction(left, right, worth * (sizes[0] + 1), is_over, PATIENCE).run())
        except GivenUp:
            if is_over():
                raise
    return _doubled(left, right, worth, sizes, is_over)


def _doubled(
    left: Whole, right: Whole, worth: Whole, sizes: tuple[int, int], is_over: Callable[[], bool]
) -> Whole:
    lefts, rights = np.arange(sizes[0]), np.arange(sizes[1])
    both = sum(sizes)
    # One pair more outweighs whatever the others could gain.
    bonus = (int(worth.max() - worth.min()) + 1) * (min(sizes) + 1) - int(worth.min())
    bidder = np.concatenate([left, lefts, sizes[0] + right, sizes[0] + rights])
    place = np.concatenate([right, sizes[1] + lefts, sizes[1] + left, rights])
    value = np.zeros(len(bidder), dtype=np.int64)
    value[: len(left)] = (worth + bonus) * (both + 1)
    order = np.lexsort((place, bidder))
    taken = Auction(bidder[order], place[order], value[order], is_over).run()
    edges = order[taken]
    return np.sort(edges[edges < len(left)])
