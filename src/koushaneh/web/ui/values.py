"""Values as people read them: digits, days, money. Persian at the edge; ASCII digits in English."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koushaneh.core.time import TEHRAN
from koushaneh.engine import persian

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


def grouped(value):
    """Write a number with its thousands apart; up to one decimal for a fraction."""
    if value is None or value == "":
        return ""
    if isinstance(value, float | Decimal) and value != int(value):
        whole, tenth = f"{abs(value):,.1f}".split(".")
        return _with_decimals(whole, tenth, is_negative=value < 0)
    return persian.group(int(value)) if is_persian() else f"{int(value):,}"


def _with_decimals(whole, tenth, *, is_negative):
    sign = "-" if is_negative else ""
    if not is_persian():
        return f"{sign}{whole}.{tenth}"
    sign = persian.digits.MINUS_SIGN if is_negative else ""
    return sign + persian.to_persian(f"{whole.replace(',', '٬')}٫{tenth}")


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
    """Write «دوشنبه ۲ آذر ۱۴۰۵», in English «2 Azar 1405»."""
    if not value:
        return ""
    if is_persian():
        return persian.format_long(local_day(value))
    year, month, day = persian.to_jalali(local_day(value))
    return f"{day} {ENGLISH_MONTHS[month - 1]} {year}"


def short_day(value):
    return digits(persian.format_short(local_day(value))) if value else ""


def day_and_hour(value):
    """Write «دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۰»; minutes only where there are some."""
    if not value:
        return ""
    clock = value.astimezone(TEHRAN) if value.tzinfo else value
    hour = f"{clock.hour}:{clock.minute:02}" if clock.minute or not is_persian() else str(clock.hour)
    return _("%(day)s، ساعت %(hour)s") % {"day": long_day(value), "hour": digits(hour)}


def in_toman(rials):
    """Write an amount of rials in toman, with the unit."""
    if rials is None or rials == "":
        return ""
    return _("%(amount)s تومان") % {"amount": grouped(Decimal(int(rials)) / 10)}


def listed(parts):
    """Write several things one after another, with the comma of the language."""
    return ("، " if is_persian() else ", ").join(str(part) for part in parts)


def as_percent(share):
    """Write a share 0..1 in percent."""
    if share is None or share == "":
        return ""
    number = digits(round(float(share) * 100))
    return f"{number}٪" if is_persian() else f"{number}%"


def as_score(millionths):
    """Write a score kept in millionths with one decimal."""
    if millionths is None or millionths == "":
        return ""
    whole, tenth = f"{int(millionths) / 1_000_000:.1f}".split(".")
    return _with_decimals(whole, tenth, is_negative=False)
