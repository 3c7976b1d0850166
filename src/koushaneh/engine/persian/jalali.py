"""Days of the Iranian calendar (تقویم هجری خورشیدی), built on persiantools.

Exact for the years 1206-1498, for which the Calendar Centre of the University
of Tehran has published the leap years; days outside are refused rather than
guessed.
"""

import re
from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from koushaneh.engine.errors import EngineError

from .digits import to_ascii, to_persian

FIRST_YEAR, LAST_YEAR = 1206, 1498
FIRST_DAY, LAST_DAY = date(1827, 3, 22), date(2120, 3, 20)
PIVOT = 30  # two-digit years: 30-99 are 13xx, 00-29 are 14xx

month_names = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
SATURDAY = 5

UNSEEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
THREE_PARTS = re.compile(r"(\d{1,4})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,4})")


class InvalidDate(EngineError):
    """This is no day that we can read.

    Facts: `reason` (shape, order, year, month, day or range) and, where known,
    `year`, `month`, `day` and `last`, the greatest value that is accepted.
    """

    code = "persian.date"


def to_jalali(day: date) -> tuple[int, int, int]:
    """Return (year, month, day) of the Iranian calendar; raises InvalidDate outside 1206-1498."""
    if not FIRST_DAY <= date(day.year, day.month, day.day) <= LAST_DAY:
        raise InvalidDate(reason="range", first=FIRST_DAY.isoformat(), last=LAST_DAY.isoformat())
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]  # persiantools leaves it untyped
    return jalali.year, jalali.month, jalali.day


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the Gregorian date; raises InvalidDate with the part that is wrong."""
    last = month_days(year, month)
    if not 1 <= day <= last:
        raise InvalidDate(reason="day", year=year, month=month, day=day, last=last)
    jalali = JalaliDate(year, month, day)  # type: ignore[no-untyped-call]  # as above
    return jalali.to_gregorian()


def is_leap(year: int) -> bool:
    """Say whether Esfand has 30 days in `year`."""
    _check_year(year)
    return bool(JalaliDate.is_leap(year))


def month_days(year: int, month: int) -> int:
    """Return how many days the month has: 29, 30 or 31. Raises InvalidDate."""
    _check_year(year)
    if not 1 <= month <= 12:
        raise InvalidDate(reason="month", year=year, month=month, last=12)
    if month <= 6:
        return 31
    return 30 if month <= 11 or is_leap(year) else 29


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later (or earlier); the 31st becomes the month's last day if need be."""
    year, month, day_of_month = to_jalali(day)
    years, month_index = divmod(month - 1 + months, 12)
    year, month = year + years, month_index + 1
    return from_jalali(year, month, min(day_of_month, month_days(year, month)))


def week_start(day: date) -> date:
    """Return the Saturday on or before `day`."""
    return day - timedelta(days=(day.weekday() - SATURDAY) % 7)


def weekday_name(day: date) -> str:
    """Return «شنبه» ... «جمعه»."""
    return WEEKDAYS[day.weekday()]


def format_long(day: date) -> str:
    """Write «دوشنبه ۲ آذر ۱۴۰۵»."""
    year, month, day_of_month = to_jalali(day)
    return f"{weekday_name(day)} {to_persian(day_of_month)} {month_names[month - 1]} {to_persian(year)}"


def format_short(day: date) -> str:
    """Write «۱۴۰۵/۰۹/۰۲»."""
    year, month, day_of_month = to_jalali(day)
    return to_persian(f"{year:04d}/{month:02d}/{day_of_month:02d}")


def parse(text: str) -> date:
    """Read a Jalali date in any digits: 14030512, 1403/5/12, 1403-05-12, 1403.5.12, 3/5/12.

    The year always comes first. A year of one or two digits is in 1330-1429.
    Raises InvalidDate: `shape` (also for a day without its year and for six
    digits without separators), `order` (the year stands last), `year`,
    `month`, `day`.
    """
    plain = UNSEEN.sub("", to_ascii(text)).strip()
    found = EIGHT_DIGITS.fullmatch(plain)
    if found:
        year, month, day = found.groups()
    else:
        year, month, day = _three_parts(plain)
    return from_jalali(_full_year(year), int(month), int(day))


def _three_parts(plain: str) -> tuple[str, str, str]:
    found = THREE_PARTS.fullmatch(plain)
    if not found:
        raise InvalidDate(reason="shape")
    year, _, month, day = found.groups()
    if len(day) > 2 or (len(year) <= 2 and int(day) > 31):
        raise InvalidDate(reason="order")
    return year, month, day


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1300 if year >= PIVOT else 1400)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidDate(reason="year", year=year, last=LAST_YEAR)
