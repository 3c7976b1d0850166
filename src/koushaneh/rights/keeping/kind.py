"""A kind of data and how long it is kept (نوع داده)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What ships for one kind. `sweep(cutoff, limit)` erases at most `limit` rows that are older; it returns how many.

    Without a `sweep` it is kept by hand, outside of this database. A period that receipts promise may
    only become shorter.
    """

    code: str
    title: str
    counts_from: str
    happens: str
    why: str
    days: int
    least: int
    most: int
    sweep: Callable | None
    is_promised: bool = False
