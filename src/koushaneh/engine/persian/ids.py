"""Numbers that people and accounts carry, checked and in one form.

Each function takes what a person typed (digits of any script, blanks, dashes,
unseen marks) and returns the one form that is stored, or raises an `InvalidId`
of its kind. Facts never hold the number itself, because errors are logged.

Sources: national ID, check digit modulo 11 of the Civil Registration; Sheba,
ISO 13616 with ISO 7064 modulo 97-10; card, ISO/IEC 7812 (Luhn, 1954); mobile,
ITU E.164; postal code, Iran Post (no 0 and no 2 among the first five digits).
"""

import re
import unicodedata

from koushaneh.engine.errors import EngineError

from .digits import to_ascii

NATIONAL_ID_LENGTH, UNIVERSAL_CODE_LENGTH, POSTAL_CODE_LENGTH, CARD_LENGTH = 10, 12, 10, 16
SHEBA_DIGITS = 24
IR_AS_DIGITS = "1827"
IRAN_PREFIX = "98"
MOBILE_LENGTH = 10  # without country code and leading zero
HIDDEN_SIGN = "•"


class InvalidId(EngineError):
    """This number cannot be what it should be.

    Facts: `reason` (letters, length, checksum, repeated, prefix, country or
    zero_or_two); with `length` also `length`, what came, and `expected`.
    """

    code = "persian.id"


class InvalidNationalId(InvalidId):
    """Not a national ID (شمارهٔ ملی)."""

    code = "persian.national_id"


class InvalidUniversalCode(InvalidId):
    """Not a universal code of a foreign national (کد فراگیر)."""

    code = "persian.universal_code"


class InvalidMobile(InvalidId):
    """Not an Iranian mobile number (شمارهٔ همراه)."""

    code = "persian.mobile"


class InvalidSheba(InvalidId):
    """Not an Iranian bank account number (شمارهٔ شبا)."""

    code = "persian.sheba"


class InvalidPostalCode(InvalidId):
    """Not a postal code (کد پستی)."""

    code = "persian.postal_code"


class InvalidCard(InvalidId):
    """Not a bank card number (شمارهٔ کارت)."""

    code = "persian.card"


def national_id(text: str, *, pad: bool = False) -> str:
    """Return the ten digits of a national ID.

    Spreadsheets eat leading zeros; with `pad` eight or nine digits get them
    back, without it they are refused. Every wrong check digit is noticed; of
    the wrong other digits only those that turn remainder 1 into 10 or back
    pass, because both have the check digit 1. Raises InvalidNationalId:
    letters, length, repeated, checksum.
    """
    digits = _digits(text, InvalidNationalId)
    if pad and len(digits) in (8, 9):
        digits = digits.zfill(NATIONAL_ID_LENGTH)
    _check_length(digits, NATIONAL_ID_LENGTH, InvalidNationalId)
    if _is_one_digit_repeated(digits):
        raise InvalidNationalId(reason="repeated")
    if int(digits[-1]) != _national_check_digit(digits):
        raise InvalidNationalId(reason="checksum")
    return digits


def universal_code(text: str) -> str:
    """Return the twelve digits of a foreign national's universal code.

    No check digit has been published, so a mistyped digit is NOT noticed: only
    the length and a single repeated digit are refused. Let it be typed twice
    or compare it with the document. Raises InvalidUniversalCode: letters,
    length, repeated.
    """
    digits = _digits(text, InvalidUniversalCode)
    _check_length(digits, UNIVERSAL_CODE_LENGTH, InvalidUniversalCode)
    if _is_one_digit_repeated(digits):
        raise InvalidUniversalCode(reason="repeated")
    return digits


def mobile(text: str) -> str:
    """Return an Iranian mobile number in E.164: "+989121234567".

    Reads 0912…, 912…, +98912…, 0098912…, 98912… and +98(0)912…. Whether the
    operator exists is not checked, for operators come and go. Raises
    InvalidMobile: letters, country (+ or 00 with another country), length,
    prefix (does not begin with 9, so it is a landline or a slip).
    """
    bare = re.sub(r"[().]", "", _bare(text))
    is_international = bare.startswith(("+", "00"))
    digits = _digits(bare.removeprefix("+"), InvalidMobile).removeprefix("00")
    if is_international and not digits.startswith(IRAN_PREFIX):
        raise InvalidMobile(reason="country")
    if is_international or len(digits) > MOBILE_LENGTH + 1:
        digits = digits.removeprefix(IRAN_PREFIX)
    digits = digits.removeprefix("0")
    _check_length(digits, MOBILE_LENGTH, InvalidMobile)
    if not digits.startswith("9"):
        raise InvalidMobile(reason="prefix")
    return f"+{IRAN_PREFIX}{digits}"


def sheba(text: str) -> str:
    """Return "IR" and 24 digits. "IR" may be missing: forms print it beside the field.

    Every wrong digit and every swap of neighbours is noticed. Raises
    InvalidSheba: letters, length, checksum.
    """
    digits = _digits(_bare(text).upper().removeprefix("IR"), InvalidSheba)
    _check_length(digits, SHEBA_DIGITS, InvalidSheba)
    if int(digits[:2]) != 98 - int(digits[2:] + IR_AS_DIGITS + "00") % 97:
        raise InvalidSheba(reason="checksum")
    return f"IR{digits}"


def postal_code(text: str) -> str:
    """Return the ten digits of a postal code.

    Five digits for the postman's round, five for the door; the first five hold
    neither 0 nor 2, because they look like ۵ and ۳ in handwriting. There is no
    check digit. Raises InvalidPostalCode: letters, length, repeated,
    zero_or_two.
    """
    digits = _digits(text, InvalidPostalCode)
    _check_length(digits, POSTAL_CODE_LENGTH, InvalidPostalCode)
    if _is_one_digit_repeated(digits):
        raise InvalidPostalCode(reason="repeated")
    if set("02") & set(digits[:5]):
        raise InvalidPostalCode(reason="zero_or_two")
    return digits


def card(text: str) -> str:
    """Return the sixteen digits of a bank card.

    Luhn notices every wrong digit and all swaps of neighbours but 09 and 90.
    Raises InvalidCard: letters, length, repeated, checksum.
    """
    digits = _digits(text, InvalidCard)
    _check_length(digits, CARD_LENGTH, InvalidCard)
    if _is_one_digit_repeated(digits):
        raise InvalidCard(reason="repeated")
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    if (doubled + sum(int(digit) for digit in digits[::-2])) % 10:
        raise InvalidCard(reason="checksum")
    return digits


def mask(text: str, keep: int = 3) -> str:
    """Hide all but the last `keep` signs: "0012345679" -> "•••••••679". A short text is hidden whole."""
    if keep < 1 or len(text) <= keep:
        return HIDDEN_SIGN * len(text)
    return HIDDEN_SIGN * (len(text) - keep) + text[-keep:]


def _bare(text: str) -> str:
    """Return the text in ASCII digits without blanks, dashes and unseen marks."""
    return "".join(sign for sign in to_ascii(text) if not _separates(sign))


def _separates(sign: str) -> bool:
    return sign.isspace() or sign in "−_" or unicodedata.category(sign) in ("Pd", "Cf", "Mn")


def _digits(text: str, refusal: type[InvalidId]) -> str:
    bare = _bare(text)
    if bare and not (bare.isascii() and bare.isdigit()):
        raise refusal(reason="letters")
    return bare


def _check_length(digits: str, expected: int, refusal: type[InvalidId]) -> None:
    if len(digits) != expected:
        raise refusal(reason="length", length=len(digits), expected=expected)


def _is_one_digit_repeated(digits: str) -> bool:
    return len(set(digits)) == 1


def _national_check_digit(digits: str) -> int:
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return remainder if remainder < 2 else 11 - remainder
