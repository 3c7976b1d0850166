"""How often one internet address may ask within an hour."""

import pytest

from koushaneh.notify.models import PhoneCode
from koushaneh.web import limits
from koushaneh.web.account import signing_in
from koushaneh.web.public import results

pytestmark = pytest.mark.django_db


def test_one_address_asks_for_so_many_codes_whatever_phones_it_names(client, monkeypatch):
    monkeypatch.setattr(signing_in, "CODES_AN_HOUR", 3)

    answers = [client.post("/account/login/", {"phone": f"0912000000{n}"}).status_code for n in range(5)]

    assert answers == [302, 302, 302, 409, 409]
    assert PhoneCode.objects.count() == 3


def test_another_address_is_not_held_back(client, monkeypatch):
    monkeypatch.setattr(signing_in, "CODES_AN_HOUR", 1)
    client.post("/account/login/", {"phone": "09120000001"})

    here = client.post("/account/login/", {"phone": "09120000002"})
    there = client.post("/account/login/", {"phone": "09120000002"}, REMOTE_ADDR="192.0.2.7")

    assert (here.status_code, there.status_code) == (409, 302)


def test_another_code_counts_as_one_more(client, monkeypatch):
    monkeypatch.setattr(signing_in, "CODES_AN_HOUR", 2)
    client.post("/account/login/", {"phone": "09120000001"})

    answers = [client.post("/account/code/again/").status_code for _ in range(2)]

    assert answers == [302, 409]


def test_numbers_of_letters_cannot_be_tried_without_end(client, monkeypatch):
    monkeypatch.setattr(results, "LETTERS_AN_HOUR", 2)

    answers = [client.get(f"/verify/nobody{n}/").status_code for n in range(4)]

    assert answers == [200, 200, 409, 409]


def test_behind_our_proxy_what_the_proxy_wrote_last_counts(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7")

    assert limits.address_of(request) == "192.0.2.7"


def test_without_a_proxy_a_claimed_address_counts_nothing(rf):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="192.0.2.7")

    assert limits.address_of(request) == "192.0.2.7"


def test_one_line_of_version_six_is_one_address(rf):
    addresses = {
        limits.address_of(rf.get("/", REMOTE_ADDR=address)) for address in ("2001:db8::1", "2001:db8::2")
    }

    assert addresses == {"2001:db8::/64"}
