"""The pages of second keys: in our words, and no dead end for who has no key yet."""

import re
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from koushaneh.access.models import Role
from koushaneh.web.account.devices import device_in_words
from tests.factories.access import make_account, make_post
from tests.web.account.test_signing_in import PHONE, sign_in

pytestmark = pytest.mark.django_db
PAGES = ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"]
LATIN = re.compile(r">[^<]*\b(?:Add|Activate|Name|Key|Two-Factor|Authenticator|Sign|Recovery)\b[^<]*<")


@pytest.fixture
def signed_in(client):
    account = make_post(Role.HQ_OFFICER, account=make_account(phone=PHONE)).account
    sign_in(client)
    return account


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_keys_speaks_english_to_a_persian_reader(client, signed_in, name):
    body = client.get(reverse(name)).content.decode()

    assert LATIN.findall(body) == []


def test_without_a_key_one_signs_in_again_and_comes_back(client, signed_in):
    wanted = reverse("mfa_index")

    answer = client.get(f"/account/reauthenticate/?next={quote(wanted)}")

    assert answer["Location"] == f"/account/login/?next={quote(wanted, safe='')}"
    assert "_auth_user_id" not in client.session


def test_with_a_key_the_key_is_asked_for(client, signed_in):
    TOTP.activate(signed_in, generate_totp_secret())

    answer = client.get("/account/reauthenticate/?next=/account/keys/")

    assert answer["Location"].startswith("/account/keys/reauthenticate/?next=")
    assert client.get(answer["Location"]).status_code == 200


def test_the_second_step_of_signing_in_asks_for_the_code_in_persian(client):
    account = make_account(phone=PHONE)
    TOTP.activate(account, generate_totp_secret())

    answer = sign_in(client)
    body = client.get(answer["Location"]).content.decode()

    assert ("کد شش‌رقمی برنامهٔ کدساز" in body, LATIN.findall(body)) == (True, [])
    assert client.post(answer["Location"], {"code": "000"}).status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Linux; Android 13; SM-A125F) Chrome/120.0 Mobile Safari/537.36",
            "گوشی یا تبلت اندروید، مرورگر کروم",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/121.0", "رایانهٔ ویندوز، مرورگر فایرفاکس"),
        ("", "دستگاهی ناشناخته"),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent, words):
    assert device_in_words(agent) == words
