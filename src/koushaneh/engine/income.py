"""Income that lasts (درآمد پایدار): is what she earns, in the prices of one month, enough for some months in a row?

Real income of a month is its nominal income times the index of the month in which the need was priced,
over the index of that month (deflation by a fixed-base index: ILO et al., Consumer Price Index Manual, 2020).
Months are Jalali and whole; what stands for a month is what was true on its first day. Exact, in fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .errors import EngineError
from .persian import add_months, from_jalali, to_jalali


class NoIncome(EngineError):
    """Nothing is known of her income on the first day of `month`."""

    code = "income.no_income"


class NoIndex(EngineError):
    """The index of `month` is not in the series."""

    code = "income.no_index"


@dataclass(frozen=True)
class Spell:
    """What she earned a month, in rials, from a day until another; `until` None is still so."""

    since: date
    until: date | None
    rials: int


@dataclass(frozen=True)
class Month:
    """One month: its first day, income as it was, and in the prices of the need (whole rials, rounded down)."""

    first: date
    nominal: int
    real: int


@dataclass(frozen=True)
class Lasting:
    """The months, oldest first, what had to be reached in each (rials), and whether all reached it."""

    months: tuple[Month, ...]
    bar: int
    is_met: bool


def month_of(day: date) -> date:
    """Return the first day of the Jalali month of a day."""
    year, month, _ = to_jalali(day)
    return from_jalali(year, month, 1)


def lasting_income(
    spells: Sequence[Spell],
    index: Mapping[date, Fraction],
    *,
    need: int,
    priced_on: date,
    until: date,
    months: int = 6,
    share: Fraction = Fraction(6, 5),
) -> Lasting:
    """Compare each of the last `months` whole months before `until` with `share` × `need`, in prices of `priced_on`.

    `index` gives the price level by the first day of a month. Where spells overlap the last in
    the sequence counts: it was written down last. Deterministic; O(months × spells). Refuses with NoIncome
    or NoIndex and the month that lacks.
    """
    base = _index_of(index, month_of(priced_on))
    bar = share * need
    end = month_of(until)
    found = []
    for back in range(months, 0, -1):
        first = add_months(end, -back)
        nominal = _income_on(spells, first)
        found.append((first, nominal, nominal * base / _index_of(index, first)))
    is_met = all(real >= bar for _first, _nominal, real in found)
    shown = tuple(Month(first, nominal, int(real)) for first, nominal, real in found)
    return Lasting(shown, -int(-bar // 1), is_met)


def _index_of(index: Mapping[date, Fraction], month: date) -> Fraction:
    if month not in index:
        raise NoIndex(month=month.isoformat())
    return index[month]


def _income_on(spells: Sequence[Spell], day: date) -> int:
    there = [one for one in spells if one.since <= day and (one.until is None or one.until >= day)]
    if not there:
        raise NoIncome(month=day.isoformat())
    return there[-1].rials
