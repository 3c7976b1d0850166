import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from koushaneh.engine.persian import clean, collation_key, fold, fold_words

ZWNJ = "\u200c"
PERSIAN = st.text(
    "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكةۀأإؤئـ\u064e\u0651\u0654" + ZWNJ + " \n۱1٣aZ،", max_size=30
)
TEXTS = st.one_of(st.text(), PERSIAN)

SAME = [
    ["شبکه‌سازی", "شبکه سازی", "شبکهسازی", "شبكه سازي", "شبکه\u00adسازی", "شَبَکِه‌سازی", "شبـــکه  سازی"],
    ["سامانهٔ بانوان", "سامانه‌ی بانوان", "سامانه ی بانوان", "سامانۀ بانوان", "سامانه بانوان", "سامانة بانوان"],
    ["سرپرست خانوار", "سرپرست خانواده", "سرپرست‌خانواده", "سرپرست خانواده‌ی", "سرپرست خانوادهٔ"],
    ["آذر أحمدی", "اذر احمدي", "\u200fآذر\u200e إحمدى", "اذر ٱحمدی"],
    ["مسئول امضاء", "مسیول امضا"],
    ["مؤمن", "مومن"],
    ["پلاک ۱۲", "پلاک ١٢", "پلاك 12", "ﭘﻼﮎ 12"],
    ["Café KOSAR", "cafe kosar"],
]  # fmt: skip
DIFFERENT = [
    ("گروهی", "گروه"),  # the indefinite ی is a word of its own here
    ("گروه یک", "گروه ک"),
    ("به یاد", "بهاد"),
    ("زن", "ژن"),
    ("۱۲", "۱۳"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_text_fold_alike(spellings):
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])} != {""}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_texts_stay_different(one, other):
    assert fold(one) != fold(other)


def test_words_of_a_query_are_folded_one_by_one():
    words = {query: fold_words(query) for query in ["خانه ی ما", "شبکه‌سازی  زنان", " ", "سرپرست خانواده ۱۲"]}

    assert words == {
        "خانه ی ما": ["خانه", "ما"],
        "شبکه‌سازی  زنان": ["شبکهسازی", "زنان"],
        " ": [],
        "سرپرست خانواده ۱۲": ["سرپرست", "خانوار", "12"],
    }


def test_a_search_finds_the_text_however_its_words_are_written():
    stored = fold("نشست شبکه‌سازی زنان سرپرست خانوار در سامانهٔ توانمندسازی")
    queries = ["شبکه سازی", "سرپرست خانواده", "توانمند سازي سامانه‌ی", "خانواده", "نشستِ زنان", "گروه"]

    found = {query: all(word in stored for word in fold_words(query)) for query in queries}

    assert found == dict.fromkeys(queries, True) | {"گروه": False}


@given(TEXTS)
@example("ه ی ی")
@example("خانوا ده ی")
@example("\u1e9e\u0345 İ ﷺ ﹰ")
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_a_folded_text_holds_no_blank_mark_or_joiner(text):
    assert [
        sign for sign in fold(text) if sign.isspace() or unicodedata.category(sign) in ("Mn", "Cf", "Cc")
    ] == []


@given(TEXTS)
def test_folded_words_make_up_the_folded_text(text):
    assert "".join(fold_words(text)) == fold(text)


@given(st.lists(st.text("ابپتسشکگلمنی", min_size=1), min_size=1), st.randoms(use_true_random=False))
def test_space_joiner_and_nothing_are_the_same(parts, chance):
    written = parts[0] + "".join(chance.choice(["", " ", ZWNJ, "  "]) + part for part in parts[1:])

    assert fold(written) == "".join(parts)


@given(TEXTS)
def test_cleaning_does_not_change_what_a_search_finds(text):
    assert fold(clean(text)) == fold(text)


@given(TEXTS)
@example(f" {ZWNJ} {ZWNJ}\n{ZWNJ}ا{ZWNJ}{ZWNJ}ب")
@example("ۀ\u064b")
@example("ي\u200f\u0654")
@example("ﹰ\u0301")
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_a_clean_text_is_normal_and_tidy(text):
    tidy = clean(text)

    assert unicodedata.is_normalized("NFC", tidy)
    assert set(tidy) & set("يىكۀ\u00ad\u200b\u200e\u200f\u202b\u2067\ufeff\x00\r\t") == set()
    assert ("  " in tidy, f"{ZWNJ}{ZWNJ}" in tidy, tidy != tidy.strip(f" \n{ZWNJ}")) == (False, False, False)


def test_cleaning_keeps_joiners_line_breaks_and_digits():
    assert clean("\u200f  كتاب‌هاي  خانۀ\tما \r\n ۱۲ و 12\u00ad\u200c ") == "کتاب‌های خانهٔ ما\n۱۲ و 12"


IN_ORDER = [
    "", "(زهرا)", "۱۰ زن", "۲ زن", "آب", "آذر", "آینه", "ابر", "ادب", "اردیبهشت", "امضا", "امضاء",
    "بانو", "پری", "پژمان", "تهران", "ثریا", "جمیله", "چمن", "حبیبه", "خدیجه", "داوود", "ذکیه",
    "رعنا", "زهرا", "ژاله", "سارا", "شهلا", "صبا", "ضحی", "طاهره", "ظریفه", "عذرا", "علی رضا",
    "علی‌احمد", "علیرضا", "غزل", "فاطمه", "قمر", "کبری", "گلی", "لیلا", "مریم", "نسرین", "وحیده",
    "هدا", "یاس", "Amir", "zahra", "Ωμέγα",
]  # fmt: skip
ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


@pytest.mark.parametrize("seed", range(5))
def test_keys_sort_as_a_dictionary_does(seed):
    shuffled = random.Random(seed).sample(IN_ORDER, len(IN_ORDER))

    assert sorted(shuffled, key=collation_key) == IN_ORDER


@given(st.lists(st.text(ALPHABET, max_size=6)))
def test_keys_sort_by_the_place_in_the_alphabet(names):
    def places(name):
        return [ALPHABET.index(letter) for letter in name]

    assert sorted(names, key=collation_key) == sorted(names, key=places)


def test_keyboards_joiners_marks_and_case_do_not_change_the_place():
    names = [
        ("علی‌رضا", "عليرضا"),
        ("كبری", "کُبرى"),
        ("Sara", "SÁRA"),
        (" هدیهٔ  نو", "هدیۀ نو "),
        ("نـــور", "نور"),
    ]

    assert [collation_key(one) for one, _ in names] == [collation_key(other) for _, other in names]


@given(TEXTS)
def test_a_key_holds_ascii_digits_only_so_that_every_database_agrees(text):
    key = collation_key(text)

    assert set(key) <= set("0123456789")
    assert key == collation_key(clean(text))
