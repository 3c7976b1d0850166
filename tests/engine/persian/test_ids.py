import pytest
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.engine.persian import (
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
    to_persian,
    universal_code,
)

SHEBA, CARD, NATIONAL_ID = "IR062960000000100324200001", "6037991199500590", "0084575948"
DIGITS = st.text("0123456789")


def refusal_of(check, text, **options):
    """Return the facts with which `text` is refused, or None."""
    try:
        check(text, **options)
    except InvalidId as refusal:
        return refusal.facts
    return None


def corruptions(digits, start=0):
    """Return `digits` with each digit from `start` replaced by each other one."""
    return [
        digits[:place] + other + digits[place + 1 :]
        for place in range(start, len(digits))
        for other in "0123456789"
        if other != digits[place]
    ]


def national_ids():
    """Make national IDs by trial, without the rule for the check digit."""
    stems = st.text("0123456789", min_size=9, max_size=9).filter(lambda stem: len(set(stem)) > 1)
    return stems.map(lambda stem: next(stem + last for last in "0123456789" if _weighs_out(stem + last)))


def _weighs_out(digits):
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return int(digits[9]) == (0, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1)[remainder]


@pytest.mark.parametrize(
    ("check", "text", "stored"),
    [
        (national_id, "۰۰۸۴۵۷۵۹۴۸", NATIONAL_ID),
        (national_id, " 008-457594-8\u200f", NATIONAL_ID),
        (universal_code, "۱۲۳۴ ۵۶۷۸ ۹۰۱۲", "123456789012"),
        (sheba, "ir06 2960 0000 0010 0324 2000 01", SHEBA),
        (sheba, "۰۶۲۹۶۰۰۰۰۰۰۰۱۰۰۳۲۴۲۰۰۰۰۱", SHEBA),
        (sheba, "IR-06 ۲۹۶۰ 0000 0010 0324 2000 01", SHEBA),
        (postal_code, "۱۹۳۹۵-۷۲۱۱۱", "1939572111"),
        (postal_code, "57561 51818", "5756151818"),
        (card, "۶۰۳۷-۹۹۱۱-۹۹۵۰-۰۵۹۰", CARD),
    ],
)
def test_numbers_are_stored_in_one_form(check, text, stored):
    assert check(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "09121234567", "9121234567", "+989121234567", "00989121234567", "989121234567",
        "۰۹۱۲۱۲۳۴۵۶۷", "٠٩١٢١٢٣٤٥٦٧", "0912 123 45 67", "0912-123-4567", "+98 (0) 912 123 4567",
        "(0912) 123.4567", "\u200e+98 912 123 4567\u200f", "0098 0912 123 4567",
    ],
)  # fmt: skip
def test_a_mobile_number_is_stored_as_e164(text):
    assert mobile(text) == "+989121234567"


@given(DIGITS.filter(lambda digits: len(digits) <= 20), st.sampled_from(["", "+", "00", "+98", "0"]))
def test_a_mobile_number_is_refused_or_stays_itself(digits, prefix):
    try:
        stored = mobile(prefix + digits)
    except InvalidMobile:
        return
    assert (stored[:4], len(stored), mobile(stored)) == ("+989", 13, stored)
    assert (prefix + digits).endswith(stored[3:])


def length(came, expected):
    return {"reason": "length", "length": came, "expected": expected}


@pytest.mark.parametrize(
    ("check", "text", "facts"),
    [
        (national_id, "", length(0, 10)),
        (national_id, "84575948", length(8, 10)),
        (national_id, "084575948", length(9, 10)),
        (national_id, "00845759480", length(11, 10)),
        (national_id, "008457594A", {"reason": "letters"}),
        (national_id, "0084575940", {"reason": "checksum"}),
        (national_id, "1111111111", {"reason": "repeated"}),
        (national_id, "۰۰۰۰۰۰۰۰۰۰", {"reason": "repeated"}),
        (universal_code, "12345678901", length(11, 12)),
        (universal_code, "12345678901x", {"reason": "letters"}),
        (universal_code, "777777777777", {"reason": "repeated"}),
        (mobile, "", length(0, 10)),
        (mobile, "0912123456", length(9, 10)),
        (mobile, "091212345678", length(11, 10)),
        (mobile, "02188776655", {"reason": "prefix"}),
        (mobile, "+49 151 12345678", {"reason": "country"}),
        (mobile, "0049 151 12345678", {"reason": "country"}),
        (mobile, "0912*234567", {"reason": "letters"}),
        (mobile, "0912+1234567", {"reason": "letters"}),
        (sheba, "IR06296000000010032420000", length(23, 24)),
        (sheba, "GB062960000000100324200001", {"reason": "letters"}),
        (sheba, "IR072960000000100324200001", {"reason": "checksum"}),
        (postal_code, "193957211", length(9, 10)),
        (postal_code, "19395x2111", {"reason": "letters"}),
        (postal_code, "1111111111", {"reason": "repeated"}),
        (postal_code, "1039572111", {"reason": "zero_or_two"}),
        (postal_code, "1939272111", {"reason": "zero_or_two"}),
        (card, "603799119950059", length(15, 16)),
        (card, "6037 9911 9950 059O", {"reason": "letters"}),
        (card, "6037991199500591", {"reason": "checksum"}),
        (card, "0000000000000000", {"reason": "repeated"}),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(check, text, facts):
    assert refusal_of(check, text) == facts


def test_every_kind_of_number_has_its_own_refusal():
    kinds = {
        national_id: InvalidNationalId, universal_code: InvalidUniversalCode, mobile: InvalidMobile,
        sheba: InvalidSheba, postal_code: InvalidPostalCode, card: InvalidCard,
    }  # fmt: skip
    refused = {}
    for check in kinds:
        with pytest.raises(InvalidId) as refusal:
            check("7")
        refused[check] = type(refusal.value)

    assert refused == kinds
    assert {check.__name__: kind.code for check, kind in kinds.items()} == {
        check.__name__: f"persian.{check.__name__}" for check in kinds
    }


@pytest.mark.parametrize("check", [national_id, universal_code, mobile, sheba, postal_code, card])
@pytest.mark.parametrize("text", ["8457594", "0084575940", "84575948x1234567"])
def test_a_refusal_never_repeats_the_number(check, text):
    with pytest.raises(InvalidId) as refusal:
        check(text)

    assert [
        text[place : place + 4]
        for place in range(len(text) - 3)
        if text[place : place + 4] in str(refusal.value)
    ] == []


def test_seven_digits_are_too_few_to_guess_the_zeros():
    padded = [refusal_of(national_id, lost, pad=True) for lost in ["1234560", "01234560", "001234560"]]

    assert padded == [length(7, 10), None, None]


@given(national_ids(), st.randoms(use_true_random=False))
def test_a_national_id_is_read_in_any_digits(digits, chance):
    written = "".join(chance.choice([digit, to_persian(digit), f"{digit} ", f"{digit}-"]) for digit in digits)

    assert national_id(written) == digits


@given(national_ids())
def test_lost_zeros_come_back_only_when_asked_for(digits):
    spreadsheet = digits.lstrip("0")
    came = len(spreadsheet)

    assert refusal_of(national_id, spreadsheet) == (None if came == 10 else length(came, 10))
    if came >= 8:
        assert national_id(spreadsheet, pad=True) == digits
    else:
        assert refusal_of(national_id, spreadsheet, pad=True) == length(came, 10)


@given(national_ids())
def test_a_wrong_digit_in_a_national_id_passes_only_between_remainders_one_and_ten(digits):
    passed = [wrong for wrong in corruptions(digits) if refusal_of(national_id, wrong) is None]

    assert [wrong for wrong in passed if wrong[-1] != "1" or digits[-1] != "1"] == []
    assert len(passed) <= 9


@given(st.integers(0, 10**22 - 1))
def test_every_wrong_digit_and_swap_in_a_sheba_is_noticed(account):
    bban = f"{account:022d}"
    valid = next(f"{check:02d}{bban}" for check in range(2, 99) if int(f"{bban}1827{check:02d}") % 97 == 1)
    swaps = [
        valid[:at] + valid[at + 1] + valid[at] + valid[at + 2 :]
        for at in range(23)
        if valid[at] != valid[at + 1]
    ]

    facts = [refusal_of(sheba, wrong) for wrong in corruptions(valid) + swaps]

    assert sheba(valid) == f"IR{valid}"
    assert facts == [{"reason": "checksum"}] * len(facts)


@given(st.integers(1, 10**15 - 1))
def test_every_wrong_digit_in_a_card_is_noticed(number):
    stem = f"{number:015d}"
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(doubled[int(digit)] if place % 2 == 0 else int(digit) for place, digit in enumerate(stem))
    valid = f"{stem}{-total % 10}"

    facts = [refusal_of(card, wrong) for wrong in corruptions(valid)]

    assert card(valid) == valid if len(set(valid)) > 1 else refusal_of(card, valid) == {"reason": "repeated"}
    assert {tuple(found.items()) for found in facts} <= {(("reason", "checksum"),), (("reason", "repeated"),)}


@given(st.text(), st.sampled_from([national_id, universal_code, mobile, sheba, postal_code, card]))
def test_any_text_is_refused_or_becomes_ascii_that_stays_itself(text, check):
    try:
        stored = check(text)
    except InvalidId as refusal:
        assert set(refusal.facts) in ({"reason"}, {"reason", "length", "expected"})
    else:
        assert (stored.isascii(), check(stored)) == (True, stored)


def test_masked_numbers_show_only_their_end():
    shown = [mask("0012345679"), mask(SHEBA, keep=4), mask("123"), mask("12", keep=0), mask("")]

    assert shown == ["•••••••679", "••••••••••••••••••••••0001", "•••", "••", ""]
