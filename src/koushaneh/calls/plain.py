"""Plain words (زبان ساده): hints for whoever writes a question. A woman of five school years shall understand it.

Hints only: nothing is refused for them. Words are compared after folding, so spelling and half-spaces do
not hide one.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from koushaneh.engine.persian import fold

LONGEST_SENTENCE = 18  # words
LONGEST_WORD = 12  # letters
ENDS = re.compile(r"[.!?؟؛:\n]+")
WORD = re.compile(r"[\w\u200c\u0654]+")
JOINED = re.compile(r"[ \u200c]")
NOT = re.compile(r"(?:^|\s)(?:ن(?:می|ی|شود|شده|دار|باش)|عدم|بدون|غیر)\S*")

# What offices write, and what one says instead.
PLAINER = {
    "متقاضی": "شما",
    "ذی‌نفع": "کسی که سود می‌برد",
    "مشمول": "شامل",
    "احراز": "روشن شدن",
    "مندرج": "نوشته‌شده",
    "ذیل": "زیر",
    "فوق": "بالا",
    "فوق‌الذکر": "گفته‌شده",
    "لغایت": "تا",
    "جهت": "برای",
    "می‌باشد": "است",
    "می‌باشید": "هستید",
    "می‌گردد": "می‌شود",
    "گردید": "شد",
    "نمایید": "کنید",
    "نموده": "کرده",
    "مبذول": "بدهید",
    "ارائه": "نشان بدهید",
    "اقدام": "کار",
    "مساعدت": "کمک",
    "عدم": "نبود",
    "چنانچه": "اگر",
    "در صورتیکه": "اگر",
    "بعضا": "گاهی",
    "متعاقبا": "سپس",
    "حداقل": "دست‌کم",
    "حداکثر": "بیشترین",
    "میزان": "چقدر",
    "تعداد": "چند",
    "مبلغ": "چقدر پول",
    "تحصیلات": "درس خواندن",
    "اشتغال": "کار",
    "معیشت": "خرج زندگی",
    "سرانه": "برای هر نفر",
    "عواید": "درآمد",
    "هزینه‌کرد": "خرج",
    "تحت تکفل": "کسانی که خرجشان با شماست",
    "سرپرستی": "خرج خانه با شما بودن",
    "مسکونی": "خانه",
    "استیجاری": "اجاره‌ای",
    "تاهل": "ازدواج",
    "موثر": "کارساز",
    "پروسه": "روند",
    "پتانسیل": "توان",
    "مارکتینگ": "فروش",
    "استارتاپ": "کسب‌وکار نو",
    "برند": "نام تجاری",
}
FOLDED = {fold(word): (word, plainer) for word, plainer in PLAINER.items()}


@dataclass(frozen=True)
class Hint:
    """What could be said more simply; `code` belongs to the sentences of the pages."""

    code: str
    facts: dict = field(default_factory=dict)


def hints_of(text):
    """Return the Hints for a Persian text, the weightiest first."""
    sentences = ENDS.split(text)
    words = [WORD.findall(sentence) for sentence in sentences]
    found = []
    if (longest := max(map(len, words))) > LONGEST_SENTENCE:
        found.append(Hint("plain.long_sentence", {"words": longest, "most": LONGEST_SENTENCE}))
    if text.count("؟") + text.count("?") > 1:
        found.append(Hint("plain.two_questions"))
    if any(len(NOT.findall(sentence)) > 1 for sentence in sentences):
        found.append(Hint("plain.two_negations"))
    found += [Hint("plain.hard_word", {"word": word, "plainer": plainer}) for word, plainer in _hard(words)]
    return found + [Hint("plain.long_word", {"word": one}) for line in words for one in line if _is_long(one)]


def _hard(sentences):
    """Return (word, plainer word) for every hard word or pair of words."""
    singles = {fold(word) for words in sentences for word in words}
    pairs = {fold("".join(pair)) for words in sentences for pair in pairwise(words)}
    return [
        known
        for word, known in FOLDED.items()
        if word in singles or (JOINED.search(known[0]) and word in pairs)
    ]


def _is_long(word):
    return any(len(part) > LONGEST_WORD for part in word.split("\u200c"))


def hints_of_question(question):
    """Return the Hints for everything that one question says in Persian."""
    texts = [question.text, question.help, *(option["label"] for option in question.options)]
    return [hint for text in texts for hint in hints_of(text.get("fa", ""))]
