"""Seats of a workshop: who needs it more first, friends together, lots among equals, all of it replayable.

Wishes stand in one line: more points first, equals in the order of the public draw (SHA-256 of seed and
code, `engine.seeds`). Two friends are one unit with the mean of their points and one lot, so that a friend
neither costs nor buys a place. Seats are given along the line; a unit that does not fit into what is left
is passed over and keeps its place in the line. The waiting list is the rest of the line in the same order.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from koushaneh.engine.errors import EngineError
from koushaneh.engine.seeds import draw_key

METHOD = "need-pairs-lot-1"


class BadWish(EngineError):
    """A code twice, a friend who is not there or has another friend, or fewer than no points."""

    code = "seating.bad_wish"


class BadSeats(EngineError):
    code = "seating.bad_seats"


@dataclass(frozen=True)
class Wish:
    """One woman's wish for a seat: her code, her points, and the code of the friend she comes with."""

    code: str
    points: int
    friend: str = ""


@dataclass(frozen=True)
class Unit:
    """One or two women who are seated together. `points` count double, so that a mean stays whole."""

    codes: tuple[str, ...]
    points: int
    key: str


@dataclass(frozen=True)
class Seating:
    """What was decided: the line of all units, who has a seat, who waits, each in the order of the line."""

    line: tuple[Unit, ...]
    seated: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def place(self) -> dict[str, int]:
        """Each woman's place in the line, 1 first; friends share one."""
        return {code: at for at, unit in enumerate(self.line, 1) for code in unit.codes}

    @property
    def reached(self) -> int | None:
        """Doubled points of the last unit in the line that got seats, None where nobody did."""
        seated = set(self.seated)
        points = [unit.points for unit in self.line if unit.codes[0] in seated]
        return points[-1] if points else None

    @property
    def is_by_lot(self) -> bool:
        """Say whether lots decided between some who got a seat and some who wait."""
        waiting = set(self.waiting)
        return any(unit.points == self.reached and unit.codes[0] in waiting for unit in self.line)


def seat(seats: int, wishes: Iterable[Wish], seed: str) -> Seating:
    """Give `seats` along the line. Any order of the wishes gives the same answer; O(n log n).

    Raises BadSeats for fewer than none and BadWish for what does not fit together.
    """
    if seats < 0:
        raise BadSeats(seats=seats)
    line = line_of(wishes, seed)
    taken = fitting(seats, [len(unit.codes) for unit in line])
    seated = tuple(code for at in taken for code in line[at].codes)
    rest = [unit for at, unit in enumerate(line) if at not in set(taken)]
    return Seating(line, seated, tuple(code for unit in rest for code in unit.codes))


def line_of(wishes: Iterable[Wish], seed: str) -> tuple[Unit, ...]:
    """Return all units, the first in line first."""
    units = [_unit(group, seed) for group in _groups(list(wishes))]
    return tuple(sorted(units, key=lambda unit: (-unit.points, unit.key, unit.codes)))


def fitting(free: int, sizes: Sequence[int]) -> list[int]:
    """Return which units of a line get seats: each in turn that fits into what is left.

    The waiting list is moved up by the same rule, so this is asked again whenever seats come free.
    """
    taken = []
    for at, size in enumerate(sizes):
        if size <= free:
            taken.append(at)
            free -= size
    return taken


def _groups(wishes: list[Wish]) -> list[list[Wish]]:
    known = {wish.code: wish for wish in wishes}
    if len(known) < len(wishes):
        raise BadWish(reason="twice")
    groups = []
    for wish in wishes:
        if wish.points < 0:
            raise BadWish(reason="points", code=wish.code)
        if not wish.friend:
            groups.append([wish])
            continue
        friend = known.get(wish.friend)
        if friend is None or friend.friend != wish.code or friend is wish:
            raise BadWish(reason="friend", code=wish.code)
        if wish.code < friend.code:
            groups.append([wish, friend])
    return groups


def _unit(group: Sequence[Wish], seed: str) -> Unit:
    codes = tuple(sorted(wish.code for wish in group))
    points = sum(wish.points for wish in group) * (2 // len(group))
    return Unit(codes, points, draw_key(seed, "+".join(codes)))


def inputs_hash(seats: int, wishes: Iterable[Wish]) -> str:
    """Return the hexadecimal SHA-256 of what is decided upon, the wishes in the order of their codes."""
    ordered = [asdict(wish) for wish in sorted(wishes, key=lambda wish: wish.code)]
    return _digest({"method": METHOD, "seats": seats, "wishes": ordered})


def committed(secret: str) -> str:
    """Return what is published of a secret before anybody asks for a seat."""
    return hashlib.sha256(secret.encode()).hexdigest()


def seed_of(secret: str, inputs: str) -> str:
    """Return the seed: hexadecimal SHA-256 of the secret, a line feed and the hash of the inputs.

    The secret is fixed before the first wish, the inputs when the window closes: nobody can choose either
    in view of the other.
    """
    return hashlib.sha256(f"{secret}\n{inputs}".encode()).hexdigest()


def seating_record(seats: int, wishes: Iterable[Wish], secret: str) -> dict[str, Any]:
    """Decide, and return the record that is published and that `verify_seating` checks."""
    ordered = sorted(wishes, key=lambda wish: wish.code)
    inputs = inputs_hash(seats, ordered)
    seed = seed_of(secret, inputs)
    found = seat(seats, ordered, seed)
    record = {
        "method": METHOD,
        "seats": seats,
        "wishes": [asdict(wish) for wish in ordered],
        "inputs": inputs,
        "commitment": committed(secret),
        "secret": secret,
        "seed": seed,
        "line": [list(unit.codes) for unit in found.line],
        "seated": list(found.seated),
        "waiting": list(found.waiting),
        "reached": found.reached,
        "is_by_lot": found.is_by_lot,
    }
    return {**record, "hash": _digest(record)}


def verify_seating(record: Mapping[str, Any]) -> list[str]:
    """Return the names of what a replay gives otherwise; an empty list means that the record holds."""
    try:
        wishes = [Wish(**wish) for wish in record["wishes"]]
        again = seating_record(record["seats"], wishes, record["secret"])
    except (KeyError, TypeError, AttributeError, EngineError):
        return ["malformed"]
    return sorted(name for name in again.keys() | record.keys() if again.get(name) != record.get(name))


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
