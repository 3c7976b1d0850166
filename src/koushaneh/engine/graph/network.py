"""People and ties as arrays: both directions of every tie, sorted, so that whole columns can be computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.errors import EngineError

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Person:
    """A person, where she lives, her craft and her level of cooperation; "" is not known."""

    id: str
    place: str = ""
    craft: str = ""
    level: str = ""


@dataclass(frozen=True)
class Tie:
    """Two people who know each other; several ties of one pair (kinds) add up their strengths."""

    a: str
    b: str
    strength: float = 1.0


class BadPerson(EngineError):
    """Two people share an id. Facts: id."""

    code = "graph.bad_person"


class BadTie(EngineError):
    """A tie names a stranger, joins a person to herself, or has no strength above 0. Facts: a, b, problem."""

    code = "graph.bad_tie"


@dataclass(frozen=True)
class Network:
    """People in the order of their ids; tie k runs from `source[k]` to `target[k]`, each tie both ways.

    Rows are sorted by source, then target; `first[i]:first[i + 1]` are the ties of person i.
    """

    people: tuple[Person, ...]
    source: Whole
    target: Whole
    strength: Floats
    first: Whole

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.people)

    @cached_property
    def degree(self) -> Whole:
        """How many people each person is tied to."""
        return np.diff(self.first)

    def codes(self, name: str) -> Whole:
        """Number the values of an attribute (place, craft, level) by person."""
        values = np.array([getattr(person, name) for person in self.people], dtype=str)
        return np.unique(values, return_inverse=True)[1].astype(np.int64)

    def find(self, source: Whole, target: Whole) -> Whole:
        """Return the row of each tie, or -1 where the two are not tied. O(n log n)."""
        keys = self.source * self.size + self.target
        wanted = source * self.size + target
        places = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        if not len(keys):
            return np.full(len(wanted), -1)
        return np.where(keys[places] == wanted, places, -1)

    def neighbours(self, person: int) -> Whole:
        """Return the places of the people she is tied to, ascending."""
        return self.target[self.first[person] : self.first[person + 1]]


def network(people: Sequence[Person], ties: Iterable[Tie]) -> Network:
    """Build the network; any order of rows gives the same. Raises BadPerson, BadTie. O(n log n)."""
    ordered = tuple(sorted(people, key=lambda person: person.id))
    for before, person in pairwise(ordered):
        if before.id == person.id:
            raise BadPerson(id=person.id)
    place = {person.id: number for number, person in enumerate(ordered)}
    strengths: dict[tuple[int, int], list[float]] = {}
    for tie in ties:
        if problem := _problem(tie, place):
            raise BadTie(a=tie.a, b=tie.b, problem=problem)
        one, other = sorted((place[tie.a], place[tie.b]))
        strengths.setdefault((one, other), []).append(tie.strength)
    pairs = np.array(sorted(strengths), dtype=np.int64).reshape(-1, 2)
    # Sorted before adding, because sums of floats depend on their order.
    sums = np.array([sum(sorted(strengths[pair])) for pair in sorted(strengths)], dtype=np.float64)
    source, target = np.concatenate([pairs, pairs[:, ::-1]]).T
    order = np.lexsort((target, source))
    first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=len(ordered)))])
    return Network(ordered, source[order], target[order], np.concatenate([sums, sums])[order], first)


def _problem(tie: Tie, place: dict[str, int]) -> str:
    if tie.a not in place or tie.b not in place:
        return "unknown_person"
    if tie.a == tie.b:
        return "herself"
    return "" if 0 < tie.strength < float("inf") else "strength"
