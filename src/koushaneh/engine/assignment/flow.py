"""The flow network behind an assignment.

Units flow from an application to reviewers of other districts directly, and to
reviewers of its own district through a gate of limited width. A search in the
residual network finds chains of moves that seat one more review, or that take
a review from a busy reviewer and end at one with at least two fewer.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from koushaneh.engine.seeds import draw_key

Node = tuple[str, str]  # ("application" | "gate" | "reviewer", id)


@dataclass(frozen=True)
class Desk:
    """An application: reviews needed, how many of them from near, who is free away and near."""

    id: str
    need: int
    near_limit: int
    away: frozenset[str]
    near: frozenset[str]


class Network:
    """Who sits at which desk. Changes only through moves that keep every rule."""

    def __init__(
        self, desks: Sequence[Desk], loads: dict[str, int], room: dict[str, float], seed: str
    ) -> None:
        self.loads, self.room = loads, room
        self.desks = {desk.id: desk for desk in desks}
        self.seated: dict[str, set[str]] = {desk.id: set() for desk in desks}
        self.held: dict[str, set[str]] = {reviewer: set() for reviewer in loads}
        self.key = partial(draw_key, seed)
        self.order = sorted(
            desks, key=lambda desk: (len(desk.away) + len(desk.near), self.key(desk.id), desk.id)
        )
        self.ranked = {desk.id: self._ranked(desk) for desk in desks}

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return (reviewer, application), sorted."""
        return tuple(sorted((who, desk) for desk, seated in self.seated.items() for who in seated))

    def seat_greedily(self) -> None:
        """Seat at each desk the least busy reviewers, those from away first; leave what does not fit."""
        for desk in self.order:
            for _ in range(desk.need - desk.near_limit):
                self._seat_one(desk, desk.away)
            for _ in range(desk.near_limit):
                self._seat_one(desk, desk.away | desk.near)

    def seat_the_rest(self) -> dict[str, int]:
        """Seat the missing reviews by chains of moves; return what no chain can seat, per application."""
        lacking: dict[str, int] = {}
        for desk in self.order:
            for _ in range(desk.need - len(self.seated[desk.id])):
                if not self._move(("application", desk.id), float("inf")):
                    lacking[desk.id] = lacking.get(desk.id, 0) + 1
        return lacking

    def balance(self) -> None:
        """Move reviews from busy to idle reviewers until no chain makes the loads more equal."""
        improved = True
        while improved:
            improved = False
            for reviewer in sorted(self.loads, key=lambda who: (-self.loads[who], self.key(who))):
                while self._move(("reviewer", reviewer), self.loads[reviewer] - 2):
                    improved = True

    def _ranked(self, desk: Desk) -> tuple[str, ...]:
        return tuple(sorted(desk.away | desk.near, key=lambda who: (self.key(f"{desk.id}\n{who}"), who)))

    def _seat_one(self, desk: Desk, among: frozenset[str]) -> None:
        free = [who for who in self.ranked[desk.id] if who in among and self._may_sit(who, desk)]
        if free:
            self._seat(desk.id, min(free, key=self.loads.__getitem__))

    def _may_sit(self, who: str, desk: Desk) -> bool:
        return who not in self.seated[desk.id] and self.loads[who] < self.room[who]

    def _seat(self, desk: str, who: str) -> None:
        self.seated[desk].add(who)
        self.held[who].add(desk)
        self.loads[who] += 1

    def _unseat(self, desk: str, who: str) -> None:
        self.seated[desk].remove(who)
        self.held[who].remove(desk)
        self.loads[who] -= 1

    def _move(self, start: Node, at_most: float) -> bool:
        """Apply the best chain from `start` to a reviewer with room and `at_most` this load, if any."""
        came_from = self._reach(start)
        ends = [
            who
            for kind, who in came_from
            if kind == "reviewer" and self.loads[who] <= at_most and self.loads[who] < self.room[who]
        ]
        if not ends:
            return False
        node: Node = ("reviewer", min(ends, key=lambda who: (self.loads[who], self.key(who))))
        steps = []
        while node != start:
            steps.append((came_from[node], node))
            node = came_from[node]
        for before, after in steps:
            self._step(before, after)
        return True

    def _step(self, before: Node, after: Node) -> None:
        if before[0] == "reviewer":
            self._unseat(after[1], before[1])
        elif after[0] == "reviewer":
            self._seat(before[1], after[1])

    def _reach(self, start: Node) -> dict[Node, Node]:
        came_from, queue, found = {start: start}, deque([start]), 0
        while queue and found < len(self.loads):
            here = queue.popleft()
            for node in self._next(here):
                if node not in came_from:
                    came_from[node] = here
                    queue.append(node)
                    found += node[0] == "reviewer"
        return came_from

    def _next(self, here: Node) -> Iterator[Node]:
        kind, name = here
        if kind == "reviewer":
            for desk in sorted(self.held[name]):
                yield ("application" if name in self.desks[desk].away else "gate", desk)
            return
        home, seated = self.desks[name], self.seated[name]
        open_to = home.away if kind == "application" else home.near
        yield from (("reviewer", who) for who in self.ranked[name] if who in open_to and who not in seated)
        used = len(seated & home.near)
        if kind == "application" and used < home.near_limit:
            yield ("gate", name)
        if kind == "gate" and used:
            yield ("application", name)
