"""Offers as columns: read once, checked once, put in order on arrays."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.sharing.model import BadOffer, Offer, Rule

Column = NDArray[Any]


@dataclass(frozen=True)
class Columns:
    """Ids and numbers of the offers, in the order in which they came; whole numbers stay exact."""

    offers: Sequence[Offer]
    ids: list[str]
    numbers: dict[str, Column]

    def able(self, quantity: int, due: float) -> NDArray[np.bool_]:
        """Tell who may take part in an order of `quantity` that is due in `due` days."""
        capacity, minimum = self.numbers["capacity"], self.numbers["minimum"]
        able = (capacity > 0) & (capacity >= minimum) & (minimum <= quantity)
        return np.asarray(able & (self.numbers["lead_days"] <= due), dtype=np.bool_)

    def ordered(self, able: NDArray[np.bool_], rule: Rule) -> list[int]:
        """Return the places of those who are able: least served first (by ability: per capacity), or earliest.

        Ties go by id, numbers by value before words by letters, so that 2 comes before 10.
        """
        places = sorted(np.flatnonzero(able).tolist(), key=self.ids.__getitem__)
        if any(map(str.isdecimal, self.ids)):
            places.sort(key=self._natural)
        if rule is Rule.FIRST_COME:
            return sorted(places, key=self._arrival)
        turn = self.numbers["served"][places]
        if rule is Rule.ROTATION_ABILITY:
            turn = turn / self.numbers["capacity"][places]
        return [places[at] for at in np.argsort(turn, kind="stable").tolist()]

    def _natural(self, place: int) -> tuple[bool, int]:
        one = self.ids[place]
        return (not one.isdecimal(), int(one) if one.isdecimal() else 0)

    def _arrival(self, place: int) -> tuple[bool, int]:
        arrived = self.offers[place].arrived
        return (arrived is None, arrived or 0)


def columns_of(offers: Sequence[Offer]) -> Columns:
    """Return the columns of `offers`. Raises BadOffer for a double id or a number below 0 or not finite."""
    ids = [one.id for one in offers]
    if len(set(ids)) < len(ids):
        twice = Counter(ids).most_common(1)[0][0]
        raise BadOffer(id=twice, name="id", value=twice)
    # Written out, because an attribute named in the code is read twice as fast as one named by a string.
    lists = {
        "capacity": [one.capacity for one in offers],
        "minimum": [one.minimum for one in offers],
        "served": [one.served for one in offers],
        "lead_days": [one.lead_days for one in offers],
        "unit_cost": [one.unit_cost for one in offers],
        "set_up_cost": [one.set_up_cost for one in offers],
    }
    numbers = {name: np.array(values) for name, values in lists.items()}
    for name, column in numbers.items():
        fits = (column >= 0) & (column < math.inf)
        if not np.all(fits):
            place = int(np.argmin(fits))
            raise BadOffer(id=ids[place], name=name, value=str(getattr(offers[place], name)))
    return Columns(offers, ids, numbers)
