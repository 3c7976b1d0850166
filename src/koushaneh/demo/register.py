"""The register of the demo: six thousand files, brought in by the import that an office uses."""

import csv
import io
from random import Random

from koushaneh.demo.names import FIRST, LAST
from koushaneh.engine.persian import to_jalali
from koushaneh.places.shipped import DISTRICTS
from koushaneh.registry.actions import importing
from koushaneh.registry.columns import FIELDS
from koushaneh.registry.shipped import CATEGORIES

COLUMNS = [
    "number",
    "first_name",
    "last_name",
    "national_id",
    "father_name",
    "birth_date",
    "phone",
    "address",
    "district",
    "category",
    "state",
    "opened_on",
    "head_verified_on",
    "income_rials",
    "household_need_rials",
    "dependants",
    "earners",
    "welfare_decile",
    "housing",
    "disability",
    "insurance",
    "training_started",
    "training_completed",
]
MONEY = {"income_rials", "household_need_rials"}
HEADER = {code: FIELDS[code].names[0] for code in COLUMNS}


def national_id(number):
    """Return a well-formed national ID of a running number, from a range that is not given out."""
    nine = f"{990_000_000 + number:09}"
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return nine + str(rest if rest < 2 else 11 - rest)


def phone(number):
    return f"0999{number:07}"


def register_rows(count, women, today, seed="koushaneh"):
    """Return the rows of an invented register, the personas first; the same seed gives the same rows."""
    rng = Random(seed)
    weights = [population for _number, _row, _column, population, _neighbours in DISTRICTS]
    numbers = [number for number, *_rest in DISTRICTS]
    rows = [_persona(number, woman, today, rng) for number, woman in enumerate(women, start=1)]
    for number in range(len(women) + 1, count + 1):
        rows.append(_woman(number, rng.choices(numbers, weights)[0], rng, today))
    return rows


def jalali(year, month, day):
    return f"{year}/{month:02}/{day:02}"


def _woman(number, district, rng, today):
    this_year = to_jalali(today)[0]
    started = rng.choices((0, 1, 2, 3, 4), (30, 25, 20, 15, 10))[0]
    state = rng.choices(("فعال", "معلق", "خارج‌شده"), (88, 5, 7))[0]
    verified = jalali(this_year - 1, rng.randint(1, 12), rng.randint(1, 29)) if rng.random() < 0.9 else ""
    return {
        "number": f"{140_000 + number}",
        "first_name": rng.choice(FIRST),
        "last_name": rng.choice(LAST),
        "national_id": national_id(number),
        "father_name": "",
        "birth_date": jalali(this_year - rng.randint(20, 66), rng.randint(1, 12), rng.randint(1, 29)),
        "phone": phone(number) if rng.random() < 0.97 else "",
        "address": "",
        "district": str(district),
        "category": rng.choice(CATEGORIES)[1],
        "state": state,
        "opened_on": jalali(this_year - rng.randint(1, 6), rng.randint(1, 12), rng.randint(1, 29)),
        "head_verified_on": verified,
        "income_rials": str(rng.randint(0, 16) * 1_000_000),
        "household_need_rials": str(rng.randint(10, 20) * 1_000_000),
        "dependants": str(rng.choices((0, 1, 2, 3, 4, 5), (12, 30, 30, 18, 7, 3))[0]),
        "earners": str(rng.choices((1, 2), (85, 15))[0]),
        "welfare_decile": str(rng.choices((1, 2, 3, 4, 5, 6), (18, 24, 24, 18, 10, 6))[0]),
        "housing": rng.choices(("مالک", "اجاره‌ای", "ناپایدار"), (22, 63, 15))[0],
        "disability": rng.choices(("بله", "نه"), (16, 84))[0],
        "insurance": rng.choices(("بله", "نه"), (55, 45))[0],
        "training_started": str(started),
        "training_completed": str(rng.randint(0, started)),
    }


def _persona(number, woman, today, rng):
    row = _woman(number, woman.district, rng, today)
    names = {"owner": "مالک", "rent": "اجاره‌ای", "insecure": "ناپایدار", True: "بله", False: "نه"}
    facts = {
        kind: str(value // 10)
        if kind in MONEY
        else names.get(value, str(value))
        if not isinstance(value, int) or isinstance(value, bool)
        else str(value)
        for kind, value in woman.facts.items()
    }
    category = next(name for code, name, *_rest in CATEGORIES if code == woman.category)
    birth_year = to_jalali(today.replace(year=woman.birth_year))[0]
    return {
        **row,
        "first_name": woman.first_name,
        "last_name": woman.last_name,
        "birth_date": jalali(birth_year, 3, 12),
        "phone": phone(number),
        "category": category,
        "state": "فعال",
        "head_verified_on": "" if woman.category == "separated" else jalali(to_jalali(today)[0] - 1, 11, 20),
        **facts,
    }


def bring_in(rows, *, place, by, name):
    """Upload, map, try out and commit, as an officer does; the tasks run here and now."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER.values())
    writer.writerows([row[code] for code in HEADER] for row in rows)
    source = importing.upload_register(text.getvalue().encode(), name, place=place, by=by)
    source = importing.map_columns(source, source.mapping, by=by)
    source = importing.check_rows(importing.start_check(source, by=by))
    return importing.commit_rows(importing.start_commit(source, by=by), by=by)
