"""She asks to be erased on her own page, with the code from her phone, and can take it back there."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from koushaneh.notify.models import Message
from koushaneh.rights.actions.clocks import carry_out_due
from koushaneh.rights.models import CorrectionRequest, ErasureRequest
from koushaneh.rights.plan import PLAN
from koushaneh.web.mine.export import LEFT_OUT, NESTED
from tests.factories.calls_applications import make_submitted, make_woman
from tests.factories.places import district_office
from tests.factories.rights import make_wish

pytestmark = pytest.mark.django_db
PAGE = "/my/privacy/erasure/"


@pytest.fixture
def zahra(client):
    woman = make_woman(7)
    enter(client, woman)
    return woman


def enter(client, woman):
    client.force_login(woman.account)
    session = client.session
    session["person"] = woman.public_id
    session.save()


def text_of(answer):
    return answer.content.decode()


def sent_code():
    return re.search(r"\d{6}", Message.objects.latest("pk").text).group()


def ask(client):
    client.post(f"{PAGE}asking/")
    return client.post(f"{PAGE}code/", {"code": sent_code()})


def test_before_she_asks_she_reads_what_goes_what_stays_and_why(client, zahra):
    page = text_of(client.get(PAGE))

    assert "کد ملی" in page and "۷ روز فرصت دارید" in page
    assert "سابقه زنجیره است" in page and "نسخه‌های پشتیبان" in page
    assert PAGE in text_of(client.get("/my/privacy/"))


def test_the_right_code_files_her_wish_and_shows_the_number_of_the_receipt(client, zahra):
    answer = ask(client)

    wish = ErasureRequest.objects.get()
    assert answer["Location"] == PAGE
    assert (wish.person, wish.channel, wish.confirmation) == (zahra, "self", "code")
    assert wish.code in text_of(client.get(PAGE))
    assert reverse("mine:erasure") in text_of(client.get("/my/"))


def test_a_wrong_code_files_nothing(client, zahra):
    client.post(f"{PAGE}asking/")
    wrong = "000000" if sent_code() != "000000" else "111111"

    answer = client.post(f"{PAGE}code/", {"code": wrong})

    assert answer.status_code == 200 and "درست نبود" in text_of(answer)
    assert not ErasureRequest.objects.exists()


def test_without_asking_for_a_code_there_is_no_page_for_it(client, zahra):
    assert client.get(f"{PAGE}code/")["Location"] == PAGE


def test_what_would_end_with_it_is_said_before(client):
    application = make_submitted()
    enter(client, application.person)

    assert "درخواستی که در بررسی است" in text_of(client.get(PAGE))


def test_she_takes_it_back_with_one_button(client, zahra):
    ask(client)

    client.post(f"{PAGE}taking-back/")

    assert ErasureRequest.objects.get().state == ErasureRequest.State.TAKEN_BACK
    assert "کد را به گوشی من بفرستید" in text_of(client.get(PAGE))


def test_she_reads_why_it_was_moved_to_another_day(client, zahra):
    wish = make_wish(zahra)
    ErasureRequest.objects.filter(pk=wish.pk).update(
        state="postponed",
        why="نامهٔ دادگاه در راه است.",
        postpone_until=wish.erase_at,
        signed_by=zahra.account,
    )

    assert "نامهٔ دادگاه در راه است." in text_of(client.get(PAGE))


def test_after_the_day_she_is_out_and_the_number_alone_opens_the_receipt(client, zahra):
    ask(client)
    code = ErasureRequest.objects.get().code
    carry_out_due(timezone.now() + timedelta(days=8))

    assert client.get("/my/").status_code == 302
    page = text_of(client.get(f"/receipts/{code}/"))
    assert "داده‌ها در" in page and code in page and zahra.last_name not in page


def test_a_wish_that_waits_and_a_number_that_is_none_get_one_answer(client, zahra):
    ask(client)
    code, none = ErasureRequest.objects.get().code, "zzzzzzzzzzzz"

    waiting, unknown = (Client().get(f"/receipts/{one}/") for one in (code, none))

    assert waiting.status_code == unknown.status_code == 200
    assert bare(waiting).replace(code, none) == bare(unknown)


def bare(answer):
    """The page without what changes at every request."""
    return re.sub(r'nonce="[^"]*"|value="[^"]{20,}"|X-CSRFToken[^}]*', "", text_of(answer))


def test_the_number_is_found_however_it_was_written_down(client):
    answer = client.get("/receipts/", {"code": " ABCD-efgh jkmn "})

    assert answer["Location"] == "/receipts/abcdefghjkmn/"
    assert client.get("/receipts/", {"code": "رسید من"}).status_code == 200


def test_nobody_finds_receipts_by_trying(client):
    statuses = {client.get(f"/receipts/code{number}/").status_code for number in range(61)}

    assert statuses == {200, 409}


def test_a_correction_is_asked_for_and_its_answer_is_read(client, zahra):
    client.post("/my/privacy/correction/", {"about": "name", "text": "نام پدرم غلط است"})
    CorrectionRequest.objects.update(
        state="corrected", answer="درست شد، سپاسگزاریم.", answered_at=timezone.now()
    )

    page = text_of(client.get("/my/privacy/correction/"))

    assert "نام پدرم غلط است" in page and "درست شد، سپاسگزاریم." in page


def test_whom_no_office_knows_says_where_she_lives_and_is_heard_too(client):
    woman = make_woman(with_file=False)
    enter(client, woman)
    district_office(9)

    without = client.post("/my/privacy/correction/", {"about": "name", "text": "نامم غلط است"})
    client.post("/my/privacy/correction/", {"about": "name", "text": "نامم غلط است", "place": "tehran-09"})

    assert without.status_code == 200
    assert CorrectionRequest.objects.get(person=woman).place.code == "tehran-09"


def test_everything_that_leads_to_her_is_in_her_file_or_left_out_for_a_reason(client, zahra):
    make_wish(zahra)
    client.post("/my/privacy/correction/", {"about": "name", "text": "نام پدرم غلط است"})

    content = json.loads(client.get("/my/privacy/export/").content)

    assert content["more"]["rights.CorrectionRequest"][0]["text"] == "نام پدرم غلط است"
    assert content["more"]["rights.ErasureRequest"][0]["channel"] == "self"
    assert any("درخواست پاک‌شدن" in str(one) or one["text"] for one in content["more"]["notify.Message"])
    labels = {part.model._meta.label for part in PLAN if part.of == "person"}
    assert labels >= NESTED | LEFT_OUT.keys()
