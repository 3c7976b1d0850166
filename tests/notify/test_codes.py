import re

import pytest

from koushaneh.notify import codes
from koushaneh.notify.models import Message, PhoneCode

pytestmark = pytest.mark.django_db
PHONE = "+989121234567"


def digits_sent():
    return re.search(r"\d{6}", Message.objects.latest("pk").text).group()


def wrong(digits):
    return f"{(int(digits) + 1) % 1_000_000:06}"


def test_the_right_code_in_persian_digits_opens_once():
    asked = codes.ask_code(PHONE, "sign_in")
    typed = digits_sent().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert codes.check_code(asked, typed) is True
    with pytest.raises(codes.CodeSpent):
        codes.check_code(asked, typed)


def test_five_wrong_tries_spend_a_code():
    asked = codes.ask_code(PHONE, "sign_in")
    right = digits_sent()

    assert [codes.check_code(asked, wrong(right)) for _ in range(5)] == [False] * 5
    with pytest.raises(codes.CodeSpent):
        codes.check_code(asked, right)


def test_new_codes_do_not_reset_the_budget_of_a_phone():
    for _ in range(4):
        asked = codes.ask_code(PHONE, "sign_in")
        for _ in range(5):
            codes.check_code(asked, wrong(digits_sent()))

    with pytest.raises(codes.TooManyCodes):
        codes.ask_code(PHONE, "sign_in")


def test_a_sixth_code_in_an_hour_is_refused():
    for _ in range(5):
        codes.ask_code(PHONE, "sign_in")

    with pytest.raises(codes.TooManyCodes):
        codes.ask_code(PHONE, "sign_in")


def test_a_code_for_one_purpose_does_not_open_another():
    codes.ask_code(PHONE, "confirm:application:1")
    right = digits_sent()
    other = codes.ask_code(PHONE, "sign_in")

    assert right == digits_sent() or codes.check_code(other, right) is False


def test_the_database_holds_neither_phone_nor_code_in_the_clear(django_db_blocker):
    from django.db import connection

    codes.ask_code(PHONE, "sign_in")
    right = digits_sent()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notify_phonecode")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT * FROM notify_message")
        stored += str(cursor.fetchall())
    assert PHONE not in stored and "9121234567" not in stored and right not in stored
    assert PhoneCode.objects.get().phone == PHONE
