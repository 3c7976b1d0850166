import hashlib

import pytest

from koushaneh.calls.actions.calls import cancel_call
from koushaneh.calls.models import Call
from tests.factories.access import make_account
from tests.factories.calls import make_announced_call, make_draft_call, make_opened_call

pytestmark = pytest.mark.django_db


def test_an_open_call_says_everything_a_woman_needs(client):
    call = make_opened_call()

    page = client.get(f"/calls/{call.code}/").content.decode()

    for words in (
        call.title,
        "درخواست می‌دهم",
        "دست‌کم ۱۸ سال",
        "ساعت این سامانه",
        call.rules_hash,
        "دهک رفاهی",
    ):
        assert words in page
    assert f"/my/apply/{call.code}/" in page


def test_the_published_bytes_have_the_fingerprint_on_the_page(client):
    call = make_opened_call()

    for address in (f"/calls/{call.code}/rules.json", f"/calls/{call.code}/rules/1.json"):
        response = client.get(address)
        assert hashlib.sha256(response.content).hexdigest() == call.rules_hash
        assert response.headers["Content-Type"].startswith("application/json")
    assert client.get(f"/calls/{call.code}/rules/2.json").status_code == 404


def test_drafts_are_nowhere_to_be_seen(client):
    call = make_draft_call()

    assert client.get(f"/calls/{call.code}/").status_code == 404
    assert client.get(f"/calls/{call.code}/rules.json").status_code == 404
    assert call.title not in client.get("/calls/").content.decode()


def test_an_announced_call_has_no_button_yet(client):
    call = make_announced_call()

    page = client.get(f"/calls/{call.code}/").content.decode()

    assert "هنوز باز نشده است" in page and "درخواست می‌دهم" not in page


def test_a_cancelled_call_says_why(client):
    call = make_opened_call()
    cancel_call(call, by=make_account(), reason="بودجه نرسید")

    page = client.get("/calls/").content.decode() + client.get(f"/calls/{call.code}/").content.decode()

    assert "بودجه نرسید" in page and "درخواست می‌دهم" not in page


def test_a_limited_call_shows_nothing_of_itself_before_its_code(client):
    call = make_opened_call()
    Call.objects.filter(pk=call.pk).update(access_code="1404")

    assert call.title not in client.get("/calls/").content.decode()
    assert call.title not in client.get(f"/calls/{call.code}/").content.decode()
    assert client.get(f"/calls/{call.code}/rules.json").status_code == 404
    wrong = client.post(f"/calls/{call.code}/", {"access_code": "9999"}).content.decode()
    assert "این کد درست نیست" in wrong and call.title not in wrong
    client.post(f"/calls/{call.code}/", {"access_code": "۱۴۰۴"})
    assert call.title in client.get(f"/calls/{call.code}/").content.decode()


def test_the_public_page_is_small_and_needs_few_queries(client, django_assert_max_num_queries):
    call = make_opened_call()

    with django_assert_max_num_queries(12):
        page = client.get(f"/calls/{call.code}/")

    assert len(page.content) < 50_000
