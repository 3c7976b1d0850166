import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.engine.persian import NumberTooLarge, group, spell, to_ascii, to_persian

WORDS = {
    0: "صفر",
    7: "هفت",
    10: "ده",
    16: "شانزده",
    20: "بیست",
    99: "نود و نه",
    100: "صد",
    110: "صد و ده",
    305: "سیصد و پنج",
    1000: "هزار",
    1405: "هزار و چهارصد و پنج",
    2021: "دو هزار و بیست و یک",
    21_000: "بیست و یک هزار",
    101_000: "صد و یک هزار",
    1_000_000: "یک میلیون",
    1_001_001: "یک میلیون و هزار و یک",
    250_000_000: "دویست و پنجاه میلیون",
    3_000_000_012: "سه میلیارد و دوازده",
    10**12: "یک تریلیون",
    10**15: "یک کوادریلیون",
    -12: "منفی دوازده",
}


def test_numbers_are_spelt_as_they_are_spoken():
    assert {number: spell(number) for number in WORDS} == WORDS


@given(st.integers(-(10**15), 10**15))
def test_spelt_words_add_up_to_the_number_again(number):
    assert _value_of(spell(number)) == number


@pytest.mark.parametrize("number", [10**15 + 1, -(10**15) - 1])
def test_a_number_without_everyday_words_is_refused(number):
    with pytest.raises(NumberTooLarge) as refusal:
        spell(number)

    assert (refusal.value.code, refusal.value.facts) == (
        "persian.number_too_large",
        {"number": number, "largest": 10**15},
    )


def test_digits_of_every_script_become_ascii():
    scripts = "۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ०१२३४५६७८९ 0123456789 𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡"

    assert to_ascii(scripts) == " ".join(["0123456789"] * 5)


def test_signs_that_are_no_digits_stay():
    assert to_ascii("۱٬۲۳۴٫۵ ½ ² ① درصد٪") == "1٬234٫5 ½ ² ① درصد٪"


@given(st.text())
def test_digits_go_to_persian_and_back(text):
    assert to_ascii(to_persian(text)) == to_ascii(text)
    assert to_persian(to_ascii(text)) == to_persian(text)
    assert [sign for sign in to_persian(text) if unicodedata.decimal(sign, None) is None] == [
        sign for sign in text if unicodedata.decimal(sign, None) is None
    ]


def test_numbers_are_grouped_by_thousands():
    numbers = [0, 5, 999, 1000, 12_500, 1_234_567, -1_234]

    assert [group(number) for number in numbers] == [
        "۰", "۵", "۹۹۹", "۱٬۰۰۰", "۱۲٬۵۰۰", "۱٬۲۳۴٬۵۶۷", "\u200e−۱٬۲۳۴",
    ]  # fmt: skip


@given(st.integers())
def test_a_grouped_number_can_be_read_back(number):
    plain = to_ascii(group(number)).replace("٬", "").replace("\u200e−", "-")

    assert int(plain) == number


SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12, "کوادریلیون": 10**15}
SMALL_WORDS = {
    range(10): "صفر یک دو سه چهار پنج شش هفت هشت نه",
    range(10, 20): "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده",
    range(20, 100, 10): "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
    range(100, 1000, 100): "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
}
SMALL = {
    word: value
    for values, words in SMALL_WORDS.items()
    for value, word in zip(values, words.split(), strict=True)
}


def _value_of(words):
    """Add the words up, knowing nothing of how they were made."""
    total = three = 0
    for word in words.removeprefix("منفی ").replace(" و ", " ").split():
        if word in SCALES:
            total, three = total + (three or 1) * SCALES[word], 0
        else:
            three += SMALL[word]
    return (total + three) * (-1 if words.startswith("منفی") else 1)
