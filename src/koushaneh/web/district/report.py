"""The monthly report of an office or of the city: page, sheet and print; small cells withheld."""

from datetime import timedelta

from django.urls import path
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.core.time import today
from koushaneh.engine import persian
from koushaneh.registry.queries import monthly
from koushaneh.web.figures import cell, in_sheet, places_of
from koushaneh.web.lists import Column
from koushaneh.web.pages import page, reply
from koushaneh.web.ui import values
from koushaneh.web.ui.exports import export

NAMES = {
    "persons": _("بانوان با پروندهٔ باز"),
    "heads": _("سرپرست خانوار"),
    "verified_heads": _("سرپرست احرازشده"),
    "opened": _("پرونده‌های تازه"),
    "exited": _("خارج‌شده"),
    "returned": _("بازگشته"),
    "services": _("خدمت‌ها"),
    "referrals": _("ارجاع‌ها"),
    "calls": _("تماس‌های تلفنی"),
}
MONTHS_BACK = 24


def month_of(request):
    """The month asked for as (year, month), the present one where the question makes no sense."""
    year, month, _day = persian.to_jalali(today())
    asked = persian.to_ascii(request.GET.get("month", "")).split("-")
    if len(asked) == 2 and all(part.isdecimal() and len(part) <= 4 for part in asked):
        wanted = (int(asked[0]), int(asked[1]))
        if wanted in recent_months():
            return wanted
    return year, month


def recent_months():
    year, month, _day = persian.to_jalali(today())
    now = year * 12 + month - 1
    return [(back // 12, back % 12 + 1) for back in range(now, now - MONTHS_BACK, -1)]


def by_place(places, lines):
    """Return (place, [(measure, figure)]): a row a place, since a city has more districts than measures."""
    return [
        (place, [(NAMES[line.key], cell(line.by_place[at])) for line in lines])
        for at, place in enumerate(places)
    ]


@page(may=Permission.FILE_FIGURES)
def report(request):
    year, month = month_of(request)
    first = persian.from_jalali(year, month, 1)
    last = first + timedelta(days=persian.month_days(year, month) - 1)
    places = places_of(request)
    lines = monthly(places, first, last)
    if request.GET.get("format") in ("csv", "xlsx"):
        return sheet(request, places, lines)
    context = {
        "months": [(f"{y}-{m:02}", values.month(y, m)) for y, m in recent_months()],
        "month": f"{year}-{month:02}",
        "title": values.month(year, month),
        "names": [NAMES[line.key] for line in lines],
        "totals": [(NAMES[line.key], cell(line.total)) for line in lines],
        "rows": by_place(places, lines) if len(places) > 1 else [],
    }
    return reply(request, "district/report.html", "", context)


def sheet(request, places, lines):
    """One row a measure, one column a place: withheld cells say so in words."""
    rows = [
        {"name": str(NAMES[line.key]), "total": line.total, **dict(zip(places, line.by_place, strict=True))}
        for line in lines
    ]
    columns = [Column("name", _("شاخص"), value=lambda row: row["name"])]
    columns.append(
        Column(
            "total",
            _("همه"),
            value=lambda row: in_sheet(row["total"]),
        )
    )
    columns += [
        Column(
            place.code,
            str(place),
            value=lambda row, place=place: in_sheet(row[place]),
        )
        for place in places
    ]
    return export("monthly-report", columns, rows, request.GET["format"])


urls = [path("report/", report, name="report")]
