"""Persian text, digits, days and identifiers (زبان و نشانی‌های فارسی).

`digits` writes and reads numbers, `text` folds, cleans and sorts, `jalali`
turns days, `ids` checks the numbers that people and accounts carry. Plain
values in and out; every refusal is an `EngineError` with a `reason` among its
facts.
"""

from .digits import NumberTooLarge, group, spell, to_ascii, to_persian
from .ids import (
    InvalidCard,
    InvalidId,
    InvalidMobile,
    InvalidNationalId,
    InvalidPostalCode,
    InvalidSheba,
    InvalidUniversalCode,
    card,
    mask,
    mobile,
    national_id,
    postal_code,
    sheba,
    universal_code,
)
from .jalali import (
    FIRST_YEAR,
    LAST_YEAR,
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
from .text import clean, collation_key, fold, fold_words

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "InvalidCard",
    "InvalidDate",
    "InvalidId",
    "InvalidMobile",
    "InvalidNationalId",
    "InvalidPostalCode",
    "InvalidSheba",
    "InvalidUniversalCode",
    "NumberTooLarge",
    "add_months",
    "card",
    "clean",
    "collation_key",
    "fold",
    "fold_words",
    "format_long",
    "format_short",
    "from_jalali",
    "group",
    "is_leap",
    "mask",
    "mobile",
    "month_days",
    "month_names",
    "national_id",
    "parse",
    "postal_code",
    "sheba",
    "spell",
    "to_ascii",
    "to_jalali",
    "to_persian",
    "universal_code",
    "week_start",
    "weekday_name",
]
