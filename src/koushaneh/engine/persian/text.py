"""Persian text: what is stored, what is searched, what is sorted.

Three forms of one text. `clean` is what we store and show. `fold` is for
search: it forgets everything that people write in different ways. A
`collation_key` is for sorting. The two latter live in columns of their own, so
that no database needs a Persian collation.

Sources: Unicode 15 (normal forms, general categories); the order of the
alphabet after ISIRI 6219 with آ before ا.
"""

import re
import unicodedata
from functools import lru_cache

from .digits import to_ascii

ZWNJ = "\u200c"
JOINERS = rf"[\s{ZWNJ}]"  # what may stand between two parts of one word

INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]+")
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
LOOSE_JOINERS = re.compile(rf"(?:^|(?<=[\s{ZWNJ}])){ZWNJ}|{ZWNJ}+(?=\s|$)")  # they join nothing
BLANKS = re.compile(r"[^\S\n]+")

PERSIAN_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه\u0654"})
BASE_LETTERS = str.maketrans(
    dict.fromkeys("يىےێېۍ", "ی")
    | dict.fromkeys("كڪ", "ک")
    | dict.fromkeys("ةەہھۃ", "ه")
    | dict.fromkeys("ٱ", "ا")
    | {"ۆ": "و", "ڕ": "ر", "ڵ": "ل"}  # Kurdish names
)
HAMZA, TATWEEL = "ء", "ـ"

# «خانه‌ی ما» and «خانه ی ما» are «خانهٔ ما». A bare «هی» stays: گروهی is not گروه.
EZAFE = re.compile(rf"(?<=ه)(?:{JOINERS}+ی)+(?!\w)")
HOUSEHOLD = re.compile(f"{JOINERS}*".join("خانواده"))

ALPHABET = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
LATIN = "abcdefghijklmnopqrstuvwxyz"
CODES = (
    {" ": "10"}
    | {str(digit): str(20 + digit) for digit in range(10)}
    | {letter: str(30 + place) for place, letter in enumerate(ALPHABET)}
    | {letter: str(70 + place) for place, letter in enumerate(LATIN)}
)
OTHER_SIGN, OTHER_LETTER = "11", "98"


def clean(text: str) -> str:
    """Return the text as it is stored: NFC, Persian ی and ک, «هٔ», no unseen marks, tidy blanks.

    Soft hyphens, bidi controls and control signs go; presentation forms (as
    copied from PDF) become letters; runs of blanks become one; outer white
    space goes. ZWNJ inside a word, line breaks and digits stay. Idempotent.
    """
    text = PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = CONTROL.sub("", INVISIBLE.sub("", LINE_BREAKS.sub("\n", text)))
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(PERSIAN_LETTERS))
    text = BLANKS.sub(" ", LOOSE_JOINERS.sub("", text))
    return re.sub(" ?\n ?", "\n", text).strip()


def fold(text: str) -> str:
    """Return the text for search, without any white space.

    Equal after folding: ZWNJ, space and nothing; ی ي ى ئ; ک ك; ه ة ۀ هٔ and the
    written-out ezafe («ه‌ی», «ه ی»); ا آ أ إ ٱ; و ؤ; with and without ء,
    diacritics, tatweel, accents; digits of every script; capital and small;
    «خانوار» and «خانواده». Search a column of folded texts for every one of
    `fold_words(query)` as a substring. Idempotent.
    """
    return "".join(fold_words(text))


def fold_words(text: str) -> list[str]:
    """Return the folded words of the text, split at white space; empty ones left out.

    Joined they are `fold(text)`, so each of them is a substring of it. An ezafe
    that stands alone («خانه ی ما») belongs to the word before it.
    """
    text = EZAFE.sub("", _base_letters(text))
    text = HOUSEHOLD.sub("خانوار", text).replace(ZWNJ, "")
    return text.split()


def collation_key(text: str) -> str:
    """Return a key whose plain order is the order of the Persian alphabet.

    Order: space, signs, digits, ء آ ا ب پ … ی, Latin, other letters. The key
    holds ASCII digits only, two a letter, so that every database sorts it
    alike, under a linguistic collation too. ZWNJ, diacritics, case and outer
    blanks do not count: unequal texts may have equal keys, break such ties by
    an id. A hamza on a carrier sorts as its carrier.
    """
    text = unicodedata.normalize("NFKC", clean(text)).replace("\n", " ")
    text = BLANKS.sub(" ", to_ascii(text).casefold())
    return "".join(_code(sign) for sign in text)


def _base_letters(text: str) -> str:
    """Strip marks, hamza, tatweel and format signs; blanks and ZWNJ still stand."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(sign for sign in text if _carries_meaning(sign))
    return to_ascii(text.translate(BASE_LETTERS))


def _carries_meaning(sign: str) -> bool:
    if sign == ZWNJ or sign.isspace():
        return True
    return sign not in (HAMZA, TATWEEL) and unicodedata.category(sign) not in ("Mn", "Cf", "Cc")


@lru_cache(maxsize=4096)
def _code(sign: str) -> str:
    if sign in CODES:
        return CODES[sign]
    base = unicodedata.normalize("NFKD", sign).translate(BASE_LETTERS)[:1]
    if base in CODES:
        return CODES[base]
    if unicodedata.category(sign) in ("Mn", "Cf") or sign == TATWEEL:
        return ""
    return f"{OTHER_LETTER if sign.isalpha() else OTHER_SIGN}{ord(sign):07d}"
