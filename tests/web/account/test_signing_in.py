import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.models import Installation, Role
from koushaneh.audit.models import Record
from koushaneh.notify.models import Message
from koushaneh.people.actions import add_person, set_pin
from koushaneh.people.models import Account
from koushaneh.web.account.adapter import Adapter
from tests.factories.access import make_account, make_post

pytestmark = pytest.mark.django_db
TYPED = "۰۹۱۲ ۱۲۳ ۴۵۶۷"
PHONE = "+989121234567"


def sent():
    return re.search(r"\d{6}", Message.objects.latest("pk").text).group()


def sign_in(client, phone=TYPED, **more):
    asked = client.post("/account/login/", {"phone": phone, **more})
    assert asked.status_code == 302, asked.content.decode()
    return client.post("/account/code/", {"code": sent()})


def test_any_spelling_of_a_phone_and_a_code_in_persian_digits_sign_in(client):
    client.post("/account/login/", {"phone": TYPED})
    typed = sent().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    response = client.post("/account/code/", {"code": typed})

    assert (response.status_code, response["Location"]) == (302, "/home/")
    assert Account.objects.get(pk=client.session["_auth_user_id"]).phone == PHONE


def test_known_and_unknown_phones_get_the_same_answer(client, client_two=None):
    make_account(phone=PHONE)
    known = client.post("/account/login/", {"phone": TYPED}, follow=True)
    client.session.flush()
    unknown = client.post("/account/login/", {"phone": "09121234568"}, follow=True)

    def without_secrets(page):
        text = re.sub(
            r'csrf[^>]*value="[^"]*"|nonce="[^"]*"|X-CSRFToken": "[^"]*"|value="[A-Za-z0-9_-]{24}"',
            "",
            page.content.decode(),
        )
        return text.replace("۴۵۶۷", "").replace("۴۵۶۸", "")

    assert (known.status_code, without_secrets(known)) == (unknown.status_code, without_secrets(unknown))


def test_a_woman_with_her_own_phone_is_herself_at_once(client):
    person = add_person("زهرا", "نمونه", by=None, phone=PHONE)

    sign_in(client)

    assert client.session["person"] == person.public_id


def test_on_a_shared_phone_each_picks_herself_by_her_pin(client):
    one = add_person("زهرا", "نمونه", by=None, phone=PHONE, is_shared=True)
    two = add_person("مریم", "نمونه", by=None, phone=PHONE, is_shared=True)
    for person, pin in ((one, "1357"), (two, "2468")):
        set_pin(person, pin, by=None)
    sign_in(client)

    wrong = client.post("/account/who/", {"person": two.public_id, "pin": "1357"})
    assert (wrong.status_code, "person" in client.session) == (200, False)
    client.post("/account/who/", {"person": two.public_id, "pin": "۲۴۶۸"})
    assert client.session["person"] == two.public_id


def test_a_person_of_another_account_cannot_be_picked(client):
    stranger = add_person("مریم", "دیگر", by=None, account=make_account())
    sign_in(client)

    client.post("/account/who/", {"person": stranger.public_id, "pin": ""})

    assert "person" not in client.session


def test_staff_are_led_to_a_second_key_before_anything_else(client):
    post = make_post(Role.DISTRICT_OFFICER, account=make_account(phone=PHONE))
    sign_in(client)

    response = client.get("/d/")

    assert post.account.phone == PHONE
    assert (response.status_code, response["Location"]) == (302, "/account/keys/")


def test_the_way_back_never_leads_to_another_site(client):
    client.post("/account/login/", {"phone": TYPED, "next": "https://evil.example/"})

    response = client.post("/account/code/", {"code": sent()})

    assert response["Location"] == "/home/"


def test_the_demo_page_does_not_exist_outside_a_demo_database(client):
    account = make_account()
    account.is_cast = True
    account.save()

    assert client.get("/account/demo/").status_code == 404
    assert client.post(f"/account/demo/{account.pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_a_demo_database_only_the_cast_can_be_entered(client):
    Installation.objects.create(name="نمونه", is_demo=True)
    cast, other = make_account(), make_account()
    Account.objects.filter(pk=cast.pk).update(is_cast=True)

    assert client.post(f"/account/demo/{other.pk}/").status_code == 404
    assert client.post(f"/account/demo/{cast.pk}/").status_code == 302
    assert client.session["_auth_user_id"] == str(cast.pk)


def test_leaving_a_shared_phone_clears_what_the_browser_kept(client):
    sign_in(client, is_shared="on")
    assert client.session.get_expire_at_browser_close()

    response = client.post("/account/logout/")

    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "_auth_user_id" not in client.session


def rested(client, minutes):
    session = client.session
    session["seen"] = int((timezone.now() - timedelta(minutes=minutes)).timestamp())
    session.save()


def test_a_shared_phone_that_rests_for_a_quarter_of_an_hour_is_signed_out(client):
    sign_in(client, is_shared="on")
    client.get("/account/security/")
    rested(client, 16)

    response = client.get("/account/security/")

    assert response["Location"] == "/account/login/?idle=1"


def test_whoever_types_on_a_shared_phone_stays_signed_in(client):
    sign_in(client, is_shared="on")
    rested(client, 14)

    assert client.get("/account/here/").status_code == 204
    assert time.time() - client.session["seen"] < 60

    rested(client, 16)  # and whoever was away is away
    assert client.get("/account/here/")["Location"] == "/account/login/?idle=1"


def test_a_new_phone_beside_an_old_one_waits_before_it_opens_anything(client):
    person = add_person("زهرا", "نمونه", by=None, phone="+989121110000")
    from koushaneh.people.actions import add_contact

    add_contact(person, PHONE, by=None)

    sign_in(client)

    person.refresh_from_db()
    assert person.account is None


def test_a_phone_that_is_changed_by_the_library_of_accounts_is_in_the_log():
    account = make_account(phone="+989120000001")

    Adapter().set_phone(account, "+989120000002", True)

    account.refresh_from_db()
    noted = Record.objects.get(verb="account.phone_set")
    assert (account.phone, account.phone_verified_at is not None) == ("+989120000002", True)
    assert (noted.about_id, noted.actor, noted.detail) == (
        account.pk,
        account,
        {"is_other": True, "is_verified": True},
    )
