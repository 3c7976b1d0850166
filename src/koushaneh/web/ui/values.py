"""Values as people read them: numbers, money, shares; digits and days come from `core.values`."""

from decimal import Decimal

from django.utils.translation import gettext as _

from koushaneh.core.values import (
    ENGLISH_MONTHS,
    day_and_hour,
    digits,
    is_persian,
    isolated,
    local_day,
    long_day,
    month,
    phone,
    short_day,
    unbroken_time,
)
from koushaneh.engine import persian

__all__ = [
    "ENGLISH_MONTHS",
    "as_percent",
    "as_score",
    "day_and_hour",
    "digits",
    "grouped",
    "in_toman",
    "is_persian",
    "isolated",
    "listed",
    "local_day",
    "long_day",
    "month",
    "phone",
    "short_day",
    "unbroken_time",
]


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


def in_toman(rials):
    """Write an amount of rials in toman, with the unit."""
    if rials is None or rials == "":
        return ""
    return _("%(amount)s تومان") % {"amount": grouped(Decimal(int(rials)) / 10)}


def span(days):
    """Write a number of days as people say it: in whole years where it is one."""
    if days in (1, 365):
        return _("یک روز") if days == 1 else _("یک سال")
    if days % 365 == 0:
        return _("%(count)s سال") % {"count": digits(days // 365)}
    return _("%(count)s روز") % {"count": grouped(days)}


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
