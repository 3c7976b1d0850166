"""Values as people read them: digits, phones, days. Persian at the edge; ASCII digits in English."""

from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koushaneh.core.time import TEHRAN
from koushaneh.engine import persian

ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)


def in_both(persian_words, english_words=""):
    """Return words with their English, to be kept where nobody knows yet who will read them."""
    return {"fa": persian_words, "en": english_words or persian_words}


def in_language(words):
    """Return {"fa", "en"} in the language of the reader, in Persian where there is no other."""
    return words.get(get_language() or "fa") or words["fa"]


def is_persian():
    return get_language() != "en"


def digits(value):
    """Write every digit in the script of the language."""
    text = str(value)
    return persian.to_persian(text) if is_persian() else persian.to_ascii(text)


def phone(value):
    """Write a number of this country as one dials it here; what lies elsewhere keeps its sign of the country."""
    text = str(value)
    if text.startswith("+98") and len(text) == 13:
        text = f"0{text[3:6]} {text[6:9]} {text[9:]}"
    return digits(text)


def local_day(value):
    """Return the day in Tehran of a date or an instant."""
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(TEHRAN) if value.tzinfo else value).date()


def month(year, number):
    """Write «آذر ۱۴۰۵», in English «Azar 1405»."""
    names = persian.month_names if is_persian() else ENGLISH_MONTHS
    return f"{names[number - 1]} {digits(year)}"


def long_day(value):
    """Write «دوشنبه ۲ آذر ۱۴۰۵», in English «Monday 2 Azar 1405»."""
    return _long(local_day(value), is_in_persian=is_persian()) if value else ""


@lru_cache(maxsize=1024)
def _long(found, *, is_in_persian):
    """Return a day in words; a list shows the same few again and again."""
    if is_in_persian:
        return persian.format_long(found)
    year, month, day = persian.to_jalali(found)
    return f"{ENGLISH_WEEKDAYS[found.weekday()]} {day} {ENGLISH_MONTHS[month - 1]} {year}"


def short_day(value):
    return digits(persian.format_short(local_day(value))) if value else ""


def day_and_hour(value):
    """Write «دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۰»; minutes only where there are some."""
    if not value:
        return ""
    clock = value.astimezone(TEHRAN) if value.tzinfo else value
    return _minute(clock.date(), clock.hour, clock.minute, language=get_language())


@lru_cache(maxsize=1024)
def _minute(day, hour, minute, *, language):
    """Return a minute in words; the rows of a list and the lists of an hour show the same few again."""
    clock = f"{hour}:{minute:02}" if minute or not is_persian() else str(hour)
    return _("%(day)s، ساعت %(hour)s") % {"day": long_day(day), "hour": digits(clock)}


def unbroken_time(value):
    """Write a day and an hour that break only between the two: for narrow cells."""
    return day_and_hour(value).replace(" ", "\u00a0").replace("،\u00a0", "، ").replace(",\u00a0", ", ")


def isolated(code):
    """Keep a code whole inside right-to-left text where no tag may stand."""
    return f"\u2068{code}\u2069"
