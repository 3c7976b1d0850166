"""Numbers at the edge: ASCII digits inside, Persian digits and words on the screen.

Source of the number signs: Unicode CLDR, locale fa (minus, thousands).
"""

import unicodedata

from koushaneh.engine.errors import EngineError

THOUSANDS_SIGN = "٬"
MINUS_SIGN = "\u200e−"  # the left-to-right mark keeps the minus on the left inside Persian text
LARGEST_SPELT = 10**15

UNITS = ["", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"]
TEENS = ["ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده"]
BELOW_TWENTY = [*UNITS, *TEENS]
TENS = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
HUNDREDS = ["", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
SCALES = ["", "هزار", "میلیون", "میلیارد", "تریلیون", "کوادریلیون"]


class NumberTooLarge(EngineError):
    """The number has no everyday words. Facts: `number`, `largest`."""

    code = "persian.number_too_large"


class _Digits(dict[int, str]):
    """The digits of one script for those of every script; other signs stay. Filled as signs come."""

    def __init__(self, digits: str) -> None:
        super().__init__()
        self.digits = digits

    def __missing__(self, sign: int) -> str:
        value = unicodedata.decimal(chr(sign), None)
        self[sign] = chr(sign) if value is None else self.digits[value]
        return self[sign]


ASCII_DIGITS, PERSIAN_DIGITS = _Digits("0123456789"), _Digits("۰۱۲۳۴۵۶۷۸۹")


def to_ascii(text: str) -> str:
    """Turn the decimal digits of every script into 0-9; all other signs stay, «٬» and «٫» too."""
    return text if text.isascii() else text.translate(ASCII_DIGITS)


def to_persian(text: str | int) -> str:
    """Turn the decimal digits of every script into ۰-۹; all other signs stay."""
    return str(text).translate(PERSIAN_DIGITS)


def group(number: int) -> str:
    """Write `number` with Persian digits and «٬» between thousands: 12500 -> «۱۲٬۵۰۰».

    A negative number starts with a left-to-right mark and «−» (U+2212), as
    CLDR writes it, so that the sign does not wander to the other end.
    """
    grouped = to_persian(f"{abs(number):,}").replace(",", THOUSANDS_SIGN)
    return MINUS_SIGN + grouped if number < 0 else grouped


def spell(number: int) -> str:
    """Write `number` in Persian words: 1405 -> «هزار و چهارصد و پنج».

    A leading thousand is «هزار», as it is spoken, not the «یک هزار» of
    cheques; a million is «یک میلیون». Raises NumberTooLarge beyond ±10^15.
    """
    if abs(number) > LARGEST_SPELT:
        raise NumberTooLarge(number=number, largest=LARGEST_SPELT)
    if number == 0:
        return "صفر"
    words = " و ".join(_spelt_parts(abs(number)))
    return f"منفی {words}" if number < 0 else words


def _spelt_parts(number: int) -> list[str]:
    """Return the words of a positive number, the largest scale first."""
    parts: list[str] = []
    scale = 0
    while number:
        number, three = divmod(number, 1000)
        if three:
            parts.insert(0, _with_scale(three, SCALES[scale]))
        scale += 1
    return parts


def _with_scale(three: int, scale: str) -> str:
    if three == 1 and scale == "هزار":
        return scale
    return f"{_below_thousand(three)} {scale}".rstrip()


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= 20 else (0, rest)
    return " و ".join(word for word in (HUNDREDS[hundreds], TENS[tens], BELOW_TWENTY[ones]) if word)
