import pytest

from koushaneh.calls.plain import hints_of, hints_of_question
from koushaneh.calls.questions import Question, shipped

LONG = "اگر در یک سال گذشته با زن دیگری در محلهٔ خودتان یا در محلهٔ دیگری کاری را با هم آغاز کرده‌اید بنویسید"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("خرج چند نفر با شماست؟", []),
        ("", []),
        (LONG, ["plain.long_sentence"]),
        ("کارتان چیست؟ از کی؟", ["plain.two_questions"]),
        ("آیا متقاضی هستید؟", ["plain.hard_word"]),
        ("خانه‌دار مي باشد", ["plain.hard_word"]),  # Arabic ی, and no half-space
        ("افراد تحت‌تکفل", ["plain.hard_word"]),
        ("افراد تحت تكفل", ["plain.hard_word"]),
        ("اگر ندارید، ننویسید", []),
        ("بدون آن نمی‌شود", ["plain.two_negations"]),
        ("کارآفرین‌هایتان چه گفتند", []),
        ("بین‌المللی‌سازیمحصولاتمان", ["plain.long_word"]),
    ],
)
def test_a_hint_says_what_could_be_plainer(text, found):
    assert [hint.code for hint in hints_of(text)] == found


def test_a_hard_word_comes_with_a_plainer_one():
    assert hints_of("متقاضی")[0].facts == {"word": "متقاضی", "plainer": "شما"}


def test_the_form_that_ships_is_plain():
    questions = [Question(**one) for one in shipped()["questions"]]

    assert {one.key: hints_of_question(one) for one in questions if hints_of_question(one)} == {}
