from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.engine.persian import (
    InvalidDate,
    add_months,
    format_long,
    format_short,
    from_jalali,
    is_leap,
    month_days,
    month_names,
    parse,
    to_jalali,
    week_start,
    weekday_name,
)

OFFICIAL = Path(__file__).parents[4] / "shared" / "data" / "kabise_1206_1498_official.txt"
FIRST, LAST = date(1827, 3, 22), date(2120, 3, 20)
DAYS = st.dates(FIRST, LAST)


@pytest.mark.skipif(
    not OFFICIAL.exists(), reason="the official table of leap years is not beside the repository"
)
def test_all_years_agree_with_the_official_table():
    lines = [line.split() for line in OFFICIAL.read_text().splitlines() if line[:1].isdigit()]
    official = {
        int(year.strip("*")): (date.fromisoformat(nowruz), year.endswith("*")) for year, nowruz in lines
    }

    ours = {year: (from_jalali(year, 1, 1), is_leap(year)) for year in range(1206, 1499)}

    assert len(official) == 293
    assert ours == official


@pytest.mark.slow
def test_every_day_goes_to_jalali_and_back():
    expected = [
        (year, month, day)
        for year in range(1206, 1499)
        for month in range(1, 13)
        for day in range(1, month_days(year, month) + 1)
    ]
    days = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]

    assert [to_jalali(day) for day in days] == expected
    assert [from_jalali(*parts) for parts in expected] == days


def test_known_days():
    days = {
        date(1979, 2, 11): (1357, 11, 22),
        date(2021, 3, 20): (1399, 12, 30),
        date(2021, 3, 21): (1400, 1, 1),
        date(2024, 3, 20): (1403, 1, 1),
        date(2025, 3, 20): (1403, 12, 30),
        date(2026, 11, 23): (1405, 9, 2),
    }

    assert {day: to_jalali(day) for day in days} == days


@pytest.mark.parametrize(
    ("parts", "facts"),
    [
        ((1405, 12, 30), {"reason": "day", "year": 1405, "month": 12, "day": 30, "last": 29}),
        ((1403, 12, 31), {"reason": "day", "year": 1403, "month": 12, "day": 31, "last": 30}),
        ((1405, 7, 31), {"reason": "day", "year": 1405, "month": 7, "day": 31, "last": 30}),
        ((1405, 1, 0), {"reason": "day", "year": 1405, "month": 1, "day": 0, "last": 31}),
        ((1405, 13, 1), {"reason": "month", "year": 1405, "month": 13, "last": 12}),
        ((1405, 0, 1), {"reason": "month", "year": 1405, "month": 0, "last": 12}),
        ((1205, 12, 29), {"reason": "year", "year": 1205, "last": 1498}),
        ((2024, 5, 12), {"reason": "year", "year": 2024, "last": 1498}),
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_the_part_that_is_wrong(parts, facts):
    with pytest.raises(InvalidDate) as refusal:
        from_jalali(*parts)

    assert (refusal.value.code, refusal.value.facts) == ("persian.date", facts)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1), date.min, date.max])
def test_a_day_outside_the_proven_years_is_refused(day):
    with pytest.raises(InvalidDate) as refusal:
        to_jalali(day)

    assert refusal.value.facts == {"reason": "range", "first": "1827-03-22", "last": "2120-03-20"}


@pytest.mark.parametrize(
    "text",
    [
        "14030512", "۱۴۰۳۰۵۱۲", "1403/5/12", "1403/05/12", "1403-05-12", "1403.5.12", "۱۴۰۳/۵/۱۲",
        "١٤٠٣-٥-١٢", " 1403 / 5 / 12 ", "\u200f1403/\u200e05/12", "03/5/12", "3/5/12",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_way_people_write_it(text):
    assert parse(text) == from_jalali(1403, 5, 12)


def test_two_digit_years_are_1330_to_1429():
    years = {text: to_jalali(parse(f"{text}/1/1"))[0] for text in ["30", "۵۷", "99", "00", "05", "29"]}

    assert years == {"30": 1330, "۵۷": 1357, "99": 1399, "00": 1400, "05": 1405, "29": 1429}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"), ("5/12", "shape"), ("140305", "shape"), ("030512", "shape"), ("1403/5-12", "shape"),
        ("1403/5", "shape"), ("1403/5/12/1", "shape"), ("امروز", "shape"), ("1403/-5/12", "shape"),
        ("12/5/1403", "order"), ("12/5/99", "order"), ("1403/5/123", "order"),
        ("2024-08-02", "year"), ("20240802", "year"), ("403/5/12", "year"), ("1403/13/1", "month"),
        ("1405/12/30", "day"), ("1403/5/0", "day"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_refused(text, reason):
    with pytest.raises(InvalidDate) as refusal:
        parse(text)

    assert refusal.value.facts["reason"] == reason


@given(st.one_of(st.text(), st.text("0123456789۰۵/-. ", max_size=12)))
def test_reading_any_text_gives_a_day_or_a_refusal(text):
    try:
        day = parse(text)
    except InvalidDate as refusal:
        assert refusal.facts["reason"] in {"shape", "order", "year", "month", "day"}
    else:
        assert FIRST <= day <= LAST


@given(DAYS)
def test_a_written_date_can_be_read_back(day):
    name, day_of_month, month, year = format_long(day).split()

    assert parse(format_short(day)) == day
    assert name == weekday_name(day)
    assert parse(f"{year}/{month_names.index(month) + 1}/{day_of_month}") == day


def test_dates_are_written_in_persian():
    day = date(2026, 11, 23)

    assert (format_long(day), format_short(day)) == ("دوشنبه ۲ آذر ۱۴۰۵", "۱۴۰۵/۰۹/۰۲")


def test_the_week_starts_on_saturday():
    week = [date(2026, 11, 21) + timedelta(days=count) for count in range(7)]

    assert {week_start(day) for day in week} == {week[0]}
    assert [weekday_name(day) for day in week] == [
        "شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه",
    ]  # fmt: skip


def test_months_are_added_within_the_calendar():
    start = from_jalali(1403, 6, 31)
    added = {months: to_jalali(add_months(start, months)) for months in [0, 1, 6, 7, 18, -6, -7, -18]}

    assert added == {
        0: (1403, 6, 31),
        1: (1403, 7, 30),
        6: (1403, 12, 30),
        7: (1404, 1, 31),
        18: (1404, 12, 29),
        -6: (1402, 12, 29),
        -7: (1402, 11, 30),
        -18: (1401, 12, 29),
    }


@given(st.dates(from_jalali(1300, 1, 1), from_jalali(1400, 12, 29)), st.integers(-600, 600))
def test_adding_months_moves_by_so_many_months_and_never_past_the_day(day, months):
    year, month, day_of_month = to_jalali(day)
    later_year, later_month, later_day = to_jalali(add_months(day, months))

    assert later_year * 12 + later_month == year * 12 + month + months
    assert later_day == min(day_of_month, month_days(later_year, later_month))
