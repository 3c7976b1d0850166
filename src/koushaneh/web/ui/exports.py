"""Exports (خروجی‌ها): the rows of a list as CSV or XLSX. Every cell is text; nothing in it can run."""

import csv
from io import BytesIO, StringIO
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import get_language_bidi

from koushaneh.engine import persian
from koushaneh.web.ui import values

RUNNING = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for the start of a formula
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def plain(column, row):
    """Return the cell as text: numbers in ASCII digits, days in Jalali, money in toman."""
    value = column.read(row)
    if value is None or value == "":
        return ""
    if column.kind == "state":
        return str(value.get_state_display())
    if column.kind in ("date", "time"):
        return persian.to_ascii(persian.format_short(values.local_day(value)))
    if column.kind == "money":
        return str(int(value) // 10)
    if column.kind in ("percent", "score"):
        return persian.to_ascii(
            values.as_percent(value) if column.kind == "percent" else values.as_score(value)
        )
    return str(value)


def harmless(text):
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(RUNNING) else text


def export(name, columns, rows, kind):
    titles = [str(column.title) for column in columns]
    table = [[plain(column, row) for column in columns] for row in rows]
    content = as_csv(titles, table) if kind == "csv" else as_xlsx(titles, table)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{kind}"
    return response


def as_csv(titles, table):
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([harmless(title) for title in titles])
    writer.writerows([harmless(cell) for cell in line] for line in table)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(titles, table):
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet()
    if get_language_bidi():
        sheet.right_to_left()
    bold = book.add_format({"bold": True})
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
    for number, line in enumerate(table, 1):
        for place, cell in enumerate(line):
            sheet.write_string(number, place, cell[:32_767])
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return written.getvalue()
