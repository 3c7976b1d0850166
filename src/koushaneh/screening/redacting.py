"""Suggestions for the text editor: what in a free text may tell who she is. A suggestion decides nothing.

Names are compared after folding, so «ي/ی», half-spaces and diacritics do not hide one.
"""

import re
from dataclasses import dataclass

from koushaneh.engine.persian import fold, fold_words

DIGIT = "0-9۰-۹٠-٩"
WORD = re.compile(r"[\w\u0654]+")  # a half-space ends a word here: «مهری‌ام» holds «مهری»
ENDINGS = ("م", "ام", "یم", "ی", "ها")
NAME, PLACE, NUMBER, ADDRESS, LINK = "name", "place", "number", "address", "link"
BLANKS = {
    NAME: "[نام]",
    PLACE: "[جا]",
    NUMBER: "[شماره]",
    ADDRESS: "[نشانی]",
    LINK: "[نشانی اینترنتی]",
}

# Long numbers, also when they are written in groups: phones, cards, IDs.
LONG_NUMBER = re.compile(rf"(?:\+|00|۰۰)?[{DIGIT}](?:[\s\u200c\-.()]?[{DIGIT}]){{4,}}")
ON_THE_NET = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@[A-Za-z0-9_.]{3,}")
STREET = (
    r"(?:خیابان|کوچه|کوچهٔ|کوچه‌ی|بلوار|میدان|بزرگراه|بن‌بست|بن بست|پلاک|شهرک"
    r"|محلهٔ|محله‌ی|محله|مجتمع|روستای|سرای محلهٔ)"
)
STREETS = re.compile(rf"{STREET}\s+[\w\u200c\u0654]+(?:\s+پلاک\s+[{DIGIT}]+)?")
DISTRICTS = re.compile(rf"(?:منطقهٔ|منطقه‌ی|منطقه ی|منطقه|ناحیهٔ|ناحیه‌ی|ناحیه)\s+[{DIGIT}]{{1,2}}")
TITLED = re.compile(
    r"(?:خانم|آقای|آقا|حاج|حاجیه|مهندس|دکتر|استاد|دخترم|پسرم|خواهرم|همسرم)\s+(?P<name>[\w\u200c]+)"
)
PATTERNS = ((LONG_NUMBER, NUMBER), (ON_THE_NET, LINK), (STREETS, ADDRESS), (DISTRICTS, PLACE))

# Frequent first names; a text editor reads every text, this list only saves her eyes.
IDENTIFYING = 10  # digits: identity numbers, phones and cards have as many, sums of money seldom
LONGEST, LONG_NAME = 3, 5  # words of a name; signs from which an ending is looked for
COMMON = """
زهرا فاطمه مریم معصومه زینب سکینه رقیه لیلا سمیه نرگس اعظم اکرم صدیقه طاهره مهری ثریا فریبا فرزانه نسرین
نازنین شهلا شهین مهین پروین پریسا ناهید آزاده سارا سحر الهام الهه نگار نیلوفر شیرین شیوا راضیه مرضیه هاجر
خدیجه گلناز منیژه ژیلا سیما سوسن محمد علی حسین حسن رضا مهدی احمد محمود مصطفی مجید سعید حمید عباس اکبر اصغر جواد کاظم
ابراهیم اسماعیل یوسف بهرام فرهاد کوروش داریوش آرش امیر
"""
FIRST_NAMES = frozenset(fold(name) for name in COMMON.split())
HARMLESS = frozenset(
    map(fold, ("من", "ما", "کار", "خانه", "زن", "یک", "است", "هم", "را", "هنر", "نور", "گل"))
)


@dataclass(frozen=True)
class Mark:
    """A stretch of the original that may tell who she is, half open, in signs."""

    start: int
    end: int
    kind: str

    @property
    def blank(self):
        return BLANKS[self.kind]


def suggest(text, *, names=(), places=()):
    """Return marks from left to right that do not overlap; the longer of two wins."""
    found = [Mark(*one.span(), kind) for pattern, kind in PATTERNS for one in pattern.finditer(text)]
    found += [Mark(*one.span("name"), NAME) for one in TITLED.finditer(text) if _may_be_name(one["name"])]
    found += _words(text, _known(names) | FIRST_NAMES, NAME) + _words(text, _known(places), PLACE)
    return _apart(found)


def _may_be_name(word):
    return fold(word) not in HARMLESS and len(word) > 2


def _known(phrases):
    """Return the folded words of names and places that are long enough to mean something."""
    whole = {fold(phrase) for phrase in phrases if phrase}
    parts = {word for phrase in phrases if phrase for word in fold_words(phrase)}
    return {one for one in whole | parts if len(one) > 2 and one not in HARMLESS and not one.isdigit()}


def _words(text, known, kind):
    """Return marks for words, and for two or three in a row, that are known after folding."""
    words, marks = list(WORD.finditer(text)), []
    for at, first in enumerate(words):
        for count in range(1, min(LONGEST, len(words) - at) + 1):
            phrase = fold("".join(word[0] for word in words[at : at + count]))
            if phrase in known or _with_ending(phrase, known):
                marks.append(Mark(first.start(), words[at + count - 1].end(), kind))
    return marks


def _with_ending(word, known):
    """«مهریم» is «مهری» with an ending; short names are left alone, too many words begin like them."""
    stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    return any(stem in known for stem in stems if len(stem) >= LONG_NAME)


def _apart(marks):
    kept = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        if all(mark.end <= one.start or one.end <= mark.start for one in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def blanked(text, marks):
    """Return the text with every mark replaced by what kind of thing stood there."""
    for mark in sorted(marks, key=lambda mark: -mark.start):
        text = text[: mark.start] + mark.blank + text[mark.end :]
    return text


def pieces(text, marks):
    """Return [(stretch, mark or None)] that joined give the text, for showing the marks."""
    result, at = [], 0
    for mark in marks:
        result += [(text[at : mark.start], None), (text[mark.start : mark.end], mark)]
        at = mark.end
    return [(stretch, mark) for stretch, mark in [*result, (text[at:], None)] if stretch]


def covered(text, names):
    """Return a text with what tells directly who she is covered: her names, phones, identity numbers, links.

    Money and places stay: an appeal is often about just these.
    """
    numbers = [one for one in LONG_NUMBER.finditer(text) if sum(map(str.isdigit, one[0])) >= IDENTIFYING]
    marks = [Mark(*one.span(), NUMBER) for one in numbers]
    marks += [Mark(*one.span(), LINK) for one in ON_THE_NET.finditer(text)]
    return blanked(text, _apart(marks + _words(text, _known(names), NAME)))


def own_marks(text, names):
    """Return marks for her own names and for long numbers only: these may never stay in a text."""
    numbers = [Mark(*one.span(), NUMBER) for one in LONG_NUMBER.finditer(text)]
    whole = {fold(name) for name in names if name and len(fold(name)) > 2}
    return _apart(numbers + _words(text, whole, NAME))
