"""From numbers per orbit to named members, with equal chances inside every orbit.

Panels lie one after another on a line from 0 to 1, as long as they are
probable. An orbit that never has more than one seat hands it on along the
line, each member holding it for an equal length (McNaughton, Management
Science 6, 1959); other kinds of household rotate within every panel. A panel
is cut where a seat is handed on, so chances are equal exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd, lcm

import numpy as np

from koushaneh.engine.selection.orbits import Orbits
from koushaneh.engine.selection.pool import Floats, Ints

SHORTEST = 1e-13


@dataclass(frozen=True)
class _Turn:
    """How one kind of household takes turns: along the line, or `rounds` times within each panel."""

    kind: int
    orbits: tuple[int, ...]
    is_along: bool


def named_panels(
    orbits: Orbits, panels: Sequence[Ints], probabilities: Floats, order: Ints
) -> list[tuple[tuple[int, ...], float]]:
    """Return panels of candidates and their probabilities, which sum to 1.

    `panels` list orbits, `order` (n) ranks the candidates for their turns.
    Inside an orbit all chances are equal. At most one panel more per
    candidate where orbits hold at most one seat.
    """
    numbers = np.array([np.bincount(panel, minlength=len(orbits)) for panel in panels])
    probabilities = probabilities / probabilities.sum()
    ends = np.concatenate([[0.0], np.cumsum(probabilities)])
    turns = _turns(orbits, numbers)
    holders = {turn.kind: _Holders(orbits, turn, numbers, ends, order) for turn in turns}
    cuts = np.unique(np.concatenate([holder.cuts for holder in holders.values()] or [np.zeros(0)]))
    within_panels = [holder for holder in holders.values() if not holder.turn.is_along]
    named: dict[tuple[int, ...], float] = {}
    for at in range(len(panels)):
        inside = cuts[(cuts > ends[at]) & (cuts < ends[at + 1])]
        rounds = sorted({holder.rounds(at) for holder in within_panels})
        within = [np.arange(1, count) / count for count in rounds]
        points = np.concatenate([*within, (inside - ends[at]) / probabilities[at], [0.0, 1.0]])
        points = np.unique(points)
        active = [holders[kind] for kind in np.unique(orbits.kind[panels[at]]).tolist()]
        for start, end in pairwise(points.tolist()):
            if end - start < SHORTEST:
                continue
            middle = (start + end) / 2
            members = [one for holder in active for one in holder.members(at, middle)]
            key = tuple(sorted(members))
            named[key] = named.get(key, 0.0) + float((end - start) * probabilities[at])
    return sorted(named.items())


def _turns(orbits: Orbits, numbers: Ints) -> list[_Turn]:
    turns = []
    for kind in range(len(orbits.households)):
        of_kind = np.flatnonzero(orbits.kind == kind)
        seats = numbers[:, of_kind].sum(axis=1)
        if seats.max(initial=0) > 0:
            turns.append(_Turn(kind, tuple(of_kind.tolist()), bool(seats.max() <= 1)))
    return turns


class _Holders:
    """Who of one kind of household holds its seats, at any point of any panel."""

    def __init__(self, orbits: Orbits, turn: _Turn, numbers: Ints, ends: Floats, order: Ints) -> None:
        self.turn, self.numbers, self.ends = turn, numbers, ends
        self.seats = numbers[:, list(turn.orbits)].sum(axis=1).tolist()
        households = sorted(
            orbits.households[turn.kind], key=lambda members: min(order[list(members)].tolist())
        )
        self.lists = {
            orbit: [[one for one in members if orbits.of[one] == orbit] for members in households]
            for orbit in turn.orbits
        }
        self.size = len(households)
        self.multiple = lcm(*(len(lists[0]) for lists in self.lists.values()))
        self.passed = {
            orbit: np.concatenate([[0.0], np.cumsum(numbers[:, orbit] * np.diff(ends))])
            for orbit in turn.orbits
        }
        self.cuts = self._cuts() if turn.is_along else np.zeros(0)

    def _flat(self, orbit: int) -> list[int]:
        return [one for members in self.lists[orbit] for one in members]

    def _cuts(self) -> Floats:
        """Return where on the line a seat is handed on."""
        cuts = []
        for orbit in self.turn.orbits:
            passed, people = self.passed[orbit], len(self._flat(orbit))
            shares = passed[-1] * np.arange(1, people) / people
            panel = np.searchsorted(passed, shares, side="left") - 1
            cuts.append(self.ends[panel] + shares - passed[panel])
        return np.concatenate(cuts)

    def rounds(self, at: int) -> int:
        """Return into how many equal parts panel `at` is cut by this kind."""
        seats = self.seats[at]
        if self.turn.is_along or not seats:
            return 1
        if len(self.turn.orbits) == 1 and self.multiple == 1:
            return self.size // gcd(self.size, seats)
        return self.size * self.multiple

    def members(self, at: int, point: float) -> list[int]:
        """Return who holds the seats of panel `at` at `point`, 0..1 of its length."""
        if self.turn.is_along:
            return self._along(at, point)
        seats = self.seats[at]
        turn = int(point * self.rounds(at))
        stride = seats if len(self.turn.orbits) == 1 and self.multiple == 1 else 1
        first, found = turn * stride, []
        for orbit in self.turn.orbits:
            for _ in range(int(self.numbers[at, orbit])):
                household = self.lists[orbit][first % self.size]
                found.append(household[(turn // self.size) % len(household)])
                first += 1
        return found

    def _along(self, at: int, point: float) -> list[int]:
        found = []
        for orbit in self.turn.orbits:
            if self.numbers[at, orbit]:
                passed, people = self.passed[orbit], self._flat(orbit)
                here = passed[at] + point * (self.ends[at + 1] - self.ends[at])
                found.append(people[min(int(here / passed[-1] * len(people)), len(people) - 1)])
        return found
