"""Reading of UTF-8 CSV files with a header, and refusals that name file, line, column and what is accepted.

A byte order mark is passed over. Persian and Arabic digits are read as
ASCII digits everywhere, `٫` as decimal point and `٬` as separator of
thousands. Spaces and marks of direction around a cell do not count.
"""

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

Cell = TypeVar("Cell")

DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
POINT, THOUSANDS = re.compile(r"(?<=[0-9])٫(?=[0-9])"), re.compile(r"(?<=[0-9])٬(?=[0-9])")
MARKS = str.maketrans({"\u2212": "-", "\u200f": "", "\u200e": ""})
EDGES = (
    "".join(filter(str.isspace, map(chr, range(0x3001))))
    + "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\ufeff"
)
REQUIRED = object()
LARGEST = 1e15


class BadInput(Exception):
    """The caller's file or option cannot be used; the command ends with exit code 2."""

    def __init__(self, file: str, *, accepted: str, line: int = 0, column: str = "", found: str = "") -> None:
        self.file, self.line, self.column, self.found, self.accepted = file, line, column, found, accepted
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = [self.file]
        place += [f"line {self.line}"] if self.line else []
        place += [f"column {self.column}"] if self.column else []
        found = f"found {self.found[:60]!r}; " if self.found else ""
        return f"{', '.join(place)}: {found}accepted is {self.accepted}"


@dataclass(frozen=True)
class Table:
    """A file's columns as text. `lines[i]` is the line on which row i begins."""

    file: str
    columns: dict[str, list[str]]
    lines: list[int]

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, column: str) -> bool:
        return column in self.columns

    def refuse(self, row: int, column: str, accepted: str) -> BadInput:
        """Return the refusal of one cell, to be raised."""
        found = self.columns[column][row] if column in self.columns else ""
        return BadInput(
            self.file, line=self.lines[row], column=column, found=found or "nothing", accepted=accepted
        )

    def need(self, *columns: str) -> None:
        """Refuse the file if one of `columns` is missing."""
        for column in columns:
            if column not in self.columns:
                header = ",".join(self.columns)
                raise BadInput(
                    self.file, line=1, column=column, found=header, accepted=f"a header with {column}"
                )

    def text(self, column: str, *, blank: object = "") -> list[str]:
        """Return a column as text; `blank=REQUIRED` refuses empty cells."""
        self.need(column)
        cells = self.columns[column]
        if blank is REQUIRED and "" in cells:
            raise self.refuse(cells.index(""), column, "a value in every row")
        return cells

    def key(self, *columns: str) -> list[str] | list[tuple[str, ...]]:
        """Return a column (or several, as tuples) in which nothing is empty and nothing comes twice."""
        cells = [self.text(column, blank=REQUIRED) for column in columns]
        keys = cells[0] if len(cells) == 1 else list(zip(*cells, strict=True))
        if len(set(keys)) == len(keys):
            return keys
        seen: set[object] = set()
        for row, key in enumerate(keys):
            if key in seen:
                raise self.refuse(
                    row, ",".join(columns) if len(columns) == 1 else columns[0], "each key once"
                )
            seen.add(key)
        raise AssertionError("a repeated key was counted but not found")

    def number(
        self,
        column: str,
        *,
        blank: object = REQUIRED,
        low: float = -LARGEST,
        high: float = LARGEST,
    ) -> list[float]:
        """Return a column as finite numbers from `low` to `high`; `blank` stands for empty cells."""
        accepted = f"a number{_between(low, high)}"
        return self._parse(column, _number, blank, accepted, lambda value: low <= value <= high)

    def whole(
        self, column: str, *, blank: object = REQUIRED, low: int = -(10**15), high: int = 10**15
    ) -> list[int]:
        """Return a column as whole numbers from `low` to `high`; `blank` stands for empty cells."""
        accepted = f"a whole number{_between(low, high)}"
        return self._parse(column, _whole, blank, accepted, lambda value: low <= value <= high)

    def fixed_point(self, column: str) -> tuple[list[int], int, int]:
        """Return a column as exact integers, the decimals they count, and how many cells were rounded.

        Six decimals, up to nine where the column has them; fewer than all of
        a cell's decimals only where it has more or is too large.
        """
        high = 10**9
        cells = self._parse(
            column, _decimal, REQUIRED, f"a number{_between(-high, high)}", lambda value: abs(value) <= high
        )
        most = max((-int(value.as_tuple().exponent) for value in cells), default=0)
        largest = max(map(abs, cells), default=Decimal(0))
        decimals = min(9, max(6, most))
        while decimals > 6 and largest * 10**decimals > 10**15:
            decimals -= 1
        exact = [value.scaleb(decimals) for value in cells]
        whole = [int(value.to_integral_value()) for value in exact]
        return whole, decimals, sum(one != value for one, value in zip(whole, exact, strict=True))

    def _parse(
        self,
        column: str,
        read: Callable[[str], Cell],
        blank: object,
        accepted: str,
        fits: Callable[[Cell], bool],
    ) -> list[Cell]:
        values: list[Any] = []  # what stands for an empty cell is the caller's
        for row, cell in enumerate(self.text(column)):
            if not cell and blank is not REQUIRED:
                values.append(blank)
                continue
            try:
                value = read(cell)
            except (ValueError, InvalidOperation, OverflowError):
                raise self.refuse(row, column, accepted) from None
            if not fits(value):
                raise self.refuse(row, column, accepted)
            values.append(value)
        return values


def read_table(path: str | Path, *, need: Iterable[str] = ()) -> Table:
    """Read one CSV file. Refuses what is not UTF-8, has no header, or has rows of another length."""
    file = str(path)
    rows, lines = _rows(file, _text(file))
    if not rows:
        raise BadInput(file, line=1, found="an empty file", accepted="a header line")
    header = [name.strip(EDGES) for name in rows[0]]
    for place, name in enumerate(header, 1):
        if not name or header.count(name) > 1:
            column, found = name or f"number {place}", ",".join(header)
            raise BadInput(file, line=1, column=column, found=found, accepted="each column named once")
    _refuse_ragged(file, rows, lines)
    cells = zip(*rows[1:], strict=True) if len(rows) > 1 else ([] for _ in header)
    columns = {
        name: [cell.strip(EDGES) for cell in column] for name, column in zip(header, cells, strict=True)
    }
    table = Table(file, columns, lines[1:])
    table.need(*need)
    return table


def _text(file: str) -> str:
    try:
        raw = Path(file).read_bytes()
    except OSError as problem:
        raise BadInput(file, found=problem.strerror or "", accepted="a file that can be read") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise BadInput(file, line=line, found="another encoding", accepted="UTF-8 text") from None
    return text if text.isascii() else ascii_numbers(text)


def ascii_numbers(text: str) -> str:
    """Write the numbers in `text` with ASCII digits, points and no separators."""
    folded = text.translate(DIGITS)
    return THOUSANDS.sub("", POINT.sub(".", folded))


def _rows(file: str, text: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    began = 1
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                lines.append(began)
            began = reader.line_num + 1
    except csv.Error as problem:
        raise BadInput(file, line=began, found=str(problem), accepted="comma-separated values") from None
    return rows, lines


def _refuse_ragged(file: str, rows: Sequence[Sequence[str]], lines: Sequence[int]) -> None:
    width = len(rows[0])
    for row, line in zip(rows, lines, strict=True):
        if len(row) != width:
            raise BadInput(
                file, line=line, found=f"{len(row)} cells", accepted=f"{width} cells as in the header"
            )


def as_number(text: str) -> float:
    """Read a finite number in any digits. Raises ValueError."""
    return _number(ascii_numbers(text).strip(EDGES))


def as_whole(text: str) -> int:
    """Read a whole number in any digits. Raises ValueError or OverflowError."""
    return _whole(ascii_numbers(text).strip(EDGES))


def _number(cell: str) -> float:
    value = float(cell if cell.isascii() else cell.translate(MARKS))
    if not math.isfinite(value) or "_" in cell:
        raise ValueError(cell)
    return value


def _whole(cell: str) -> int:
    try:
        return int(cell) if "_" not in cell else int("x")
    except ValueError:
        value = _number(cell)
        if value != int(value):
            raise
        return int(value)


def _decimal(cell: str) -> Decimal:
    value = Decimal(cell if cell.isascii() else cell.translate(MARKS))
    if "_" in cell or not value.is_finite():
        raise ValueError(cell)
    return value


def _between(low: float, high: float) -> str:
    if low <= -LARGEST and high >= LARGEST:
        return ""
    if high >= LARGEST:
        return f" of {low:g} or more"
    if low <= -LARGEST:
        return f" of {high:g} or less"
    return f" from {low:g} to {high:g}"
