"""Reading a register that came as XLSX or CSV: columns and rows of text, nothing is run.

Numbers that a sheet has turned into floats come back as their digits. A sheet whose header
has merged or empty cells is refused, with the place named, because columns would slip.
"""

import csv
import datetime
import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean

MOST_ROWS = 100_000
ENCODINGS = ("utf-8-sig", "cp1256")


class UnreadableTable(Refusal):
    code = "registry.unreadable_table"


class MergedHeader(Refusal):
    code = "registry.merged_header"


class DoubleHeader(Refusal):
    code = "registry.double_header"


class TooManyRows(Refusal):
    code = "registry.too_many_rows"


def read_table(content, name):
    """Return (columns, rows) of a file; each row is a list of texts as long as the columns."""
    suffix = Path(name).suffix.lower()
    lines = _sheet(content) if suffix in (".xlsx", ".xls", ".ods") else _csv(content)
    if not lines:
        raise UnreadableTable()
    columns = check_header(lines[0])
    if len(lines) - 1 > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    rows = [(line + [""] * len(columns))[: len(columns)] for line in lines[1:]]
    return columns, rows


def check_header(header):
    """Refuse empty cells between names (merged cells look so) and names that stand twice."""
    names = [clean(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    for number, name in enumerate(names, start=1):
        if not name:
            raise MergedHeader(column=number)
        if names.index(name) != number - 1:
            raise DoubleHeader(column=name)
    if not names:
        raise UnreadableTable()
    return names


def _csv(content):
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
        return [
            row
            for row in csv.reader(io.StringIO(text), delimiter=separator)
            if any(cell.strip() for cell in row)
        ]
    raise UnreadableTable()


def _sheet(content):
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        lines = sheet.to_python(skip_empty_area=True)
    except Exception as error:  # the reader has no common class for the many ways a file can be broken
        raise UnreadableTable() from error
    return [[_text(cell) for cell in line] for line in lines if any(_text(cell).strip() for cell in line)]


def _text(cell):
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)
