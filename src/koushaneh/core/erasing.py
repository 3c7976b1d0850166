"""Erasing (پاک‌کردن): how an app says what becomes of a woman's rows, and how that is carried out.

Each app declares a `PLAN` in its `erasing.py`: a `Part` for every model that leads to a person. A test
walks over all models and columns and fails for one that no part decides about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction


@dataclass(frozen=True)
class Hers:
    """What is known of a woman right before she is erased; by it rows are found to which no key leads."""

    persons: tuple = ()  # she, and the rows that were merged into her
    accounts: tuple = ()  # those that nobody else signs in with
    phones: frozenset = frozenset()
    phone_indexes: frozenset = frozenset()
    numbers: frozenset = frozenset()
    file_numbers: frozenset = frozenset()
    names: frozenset = frozenset()  # folded


@dataclass(frozen=True)
class Part:
    """What becomes of the rows of one model.

    `owner` leads to her: a path to her person, or to her account where `of` says so. `blanks` gives the
    columns that are emptied and what stands there afterwards (a function makes a fresh value); `stays` are
    the columns left alone. `kind` is the line of the receipt that counts these rows, `keeps` the line that
    tells why something of them stays.
    """

    model: type
    owner: str
    kind: str = ""
    deletes: bool = False
    blanks: Mapping[str, object] = field(default_factory=dict)
    stays: tuple = ()
    files: tuple = ()
    keeps: str = ""
    of: str = "person"

    def by(self, owner):
        """The same part found by another way, for example by the keys of the rows themselves."""
        return replace(self, owner=owner)

    def rows(self, hers):
        keys = hers.persons if self.of == "person" else hers.accounts
        return self.model._base_manager.filter(**{f"{self.owner}__in": keys})


@dataclass(frozen=True)
class Search:
    """Rows of hers that only a search finds. `erase(hers)` returns how many it has erased."""

    kind: str
    erase: Callable


def narrowed(part):
    """Return the part as it is for some applications instead of a person; None where it does not hang on one."""
    owner = part.owner.removesuffix("__person")
    return part.by(owner) if owner != part.owner and owner.endswith("application") else None


def carry_out(part, hers):
    """Erase what the part says; return how many rows changed. Files go once the transaction holds."""
    rows = list(part.rows(hers))
    for row in rows:
        for column in part.files:
            _drop_file(getattr(row, column))
    if part.deletes:
        part.model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
        return len(rows)
    return sum(_blank(row, part.blanks) for row in rows)


def _drop_file(stored):
    if stored:
        name, storage = stored.name, stored.storage
        transaction.on_commit(lambda: storage.delete(name))


def _blank(row, blanks):
    """Empty the columns of one row; return whether anything stood there."""
    changed = []
    for column, blank in blanks.items():
        name = row._meta.get_field(column).attname
        value = blank() if callable(blank) else blank
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(column)
    if changed:
        row.save(update_fields=changed)
    return bool(changed)
