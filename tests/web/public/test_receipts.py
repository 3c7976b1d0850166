"""The number of a receipt, as people type it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["٫،؛", "---", "ش‌ش", "é12"])
def test_what_cannot_be_a_number_is_said_in_words(client, typed):
    page = client.get("/receipts/", {"code": typed})

    assert page.status_code == 200
    assert "این شماره درست نیست" in page.content.decode()


def test_persian_digits_spaces_and_hyphens_are_understood(client):
    assert client.get("/receipts/", {"code": "AB۱۲-cd 34"}).url == "/receipts/ab12cd34/"
