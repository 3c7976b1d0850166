"""Small cells (خانه‌های کوچک): no published count may tell of one woman, also not by subtraction.

Counts from 1 to `THRESHOLD` - 1 are withheld, all others rounded to `BASE`. Where what is withheld in
one line could be had by subtracting the rest from the total, more of that line is withheld, smallest
first, until the withheld cells of the line are at least two and hold `THRESHOLD` persons together.
Method: cell suppression with complementary cells (Hundepool et al., Statistical Disclosure Control, 2012).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

THRESHOLD = 7
BASE = 5
TOTAL = ""


@dataclass(frozen=True)
class Protected:
    """A table fit to be shown: {(row, column): rounded count, or None where it is withheld}.

    The totals stand under the key `TOTAL`.
    """

    cells: Mapping[tuple[Hashable, Hashable], int | None]
    rows: tuple
    columns: tuple

    def at(self, row, column=TOTAL):
        return self.cells[row, column]

    @property
    def withheld(self):
        return sum(shown is None for shown in self.cells.values())


def rounded(count, *, base=BASE):
    """Return the nearest multiple of `base`; ties go up."""
    return (count + base // 2) // base * base


def shown(count, *, threshold=THRESHOLD, base=BASE):
    """Return a single count as it may be shown, None where it is withheld. Not for sums and their parts."""
    return None if 0 < count < threshold else rounded(count, base=base)


def protect(counts, *, threshold=THRESHOLD, base=BASE):
    """Protect {(row, column): count} with all its totals; returns Protected. Missing cells count 0.

    Deterministic; O(cells squared) at worst. A table of one line is {(row, TOTAL): count}: its cells and
    their sum.
    """
    rows = tuple(dict.fromkeys(row for row, _column in counts))
    columns = tuple(dict.fromkeys(column for _row, column in counts if column != TOTAL))
    full = _with_totals(counts, rows, columns)
    withheld = {cell for cell, count in full.items() if 0 < count < threshold}
    while added := next(
        filter(None, (_lacking(line, full, withheld, threshold) for line in _lines(rows, columns))), None
    ):
        withheld.add(added)
    cells = {cell: None if cell in withheld else rounded(count, base=base) for cell, count in full.items()}
    return Protected(cells, rows, columns)


def _with_totals(counts, rows, columns):
    full = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        full[row, TOTAL] = sum(full[row, column] for column in columns) if columns else counts[row, TOTAL]
    for column in (*columns, TOTAL):
        full[TOTAL, column] = sum(full[row, column] for row in rows)
    return full


def _lines(rows, columns):
    """Every sum of the table: its cells, the total last."""
    for column in (*columns, TOTAL):
        yield [(row, column) for row in (*rows, TOTAL)]
    if columns:
        for row in (*rows, TOTAL):
            yield [(row, column) for column in (*columns, TOTAL)]


def _lacking(line, full, withheld, threshold):
    """Return one more cell of the line to withhold, or None where the line is safe."""
    hidden = [cell for cell in line if cell in withheld]
    if not hidden or (len(hidden) > 1 and sum(full[cell] for cell in hidden) >= threshold):
        return None
    rest = [cell for cell in line if cell not in withheld and full[cell] > 0]
    total = line[-1]
    among = [cell for cell in rest if cell != total] or rest
    return min(among, key=lambda cell: (full[cell], line.index(cell)), default=None)
