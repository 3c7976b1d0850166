"""What anybody may check."""

import json

import pytest

from koushaneh.engine.selection.draw import verify_draw
from koushaneh.screening.models import Letter
from tests.factories.results import make_prepared, make_released

pytestmark = pytest.mark.django_db


def test_the_commitment_is_public_before_the_result(client):
    run = make_prepared()

    page = client.get(f"/results/{run.call.code}/").content.decode()
    record = json.loads(client.get(f"/results/{run.call.code}/1/record.json").content)

    assert run.seed_commitment in page
    assert record["commitment"] == run.seed_commitment
    assert not {"secret", "seed", "order", "chosen", "codes"} & record.keys()


def test_the_result_is_codes_only_and_the_record_verifies(client):
    run = make_released()

    page = client.get(f"/results/{run.call.code}/").content.decode()
    record = json.loads(client.get(f"/results/{run.call.code}/1/record.json").content)

    people = run.call.applications.values_list("person__last_name", "person__public_id", "tracking_code")
    assert all(code in page for code in run.result["chosen"])
    assert not [
        fact for row in people for fact in row if fact in page + json.dumps(record, ensure_ascii=False)
    ]
    assert verify_draw(record) == []
    assert f"/results/{run.call.code}/" in client.get("/results/").content.decode()


def test_a_published_record_shows_every_change(client):
    run = make_released()
    record = json.loads(client.get(f"/results/{run.call.code}/1/record.json").content)

    record["order"][0], record["order"][1] = record["order"][1], record["order"][0]

    assert verify_draw(record) == ["order_differs"]


def test_a_woman_finds_her_code(client):
    run = make_released()
    first = run.call.waiting.get(rank=1).application.review_code

    assert "نوبت ۱" in client.get(f"/results/{run.call.code}/", {"code": first.upper()}).content.decode()


def test_a_letter_is_genuine_and_its_page_tells_nothing_else(client):
    run = make_released()
    letter = Letter.objects.filter(code="waiting").first()

    page = client.get(f"/verify/{letter.number}/").content.decode()
    other = client.get("/verify/nosuchletter/").content.decode()

    application = letter.decision.application
    assert run.call.title in page
    assert not [
        fact
        for fact in (application.person.last_name, application.review_code, "انتظار هستید")
        if fact in page
    ]
    assert "نامه‌ای با این شماره نیست" in other
    assert client.get("/verify/", {"number": letter.number}).status_code == 302


def test_a_call_without_a_run_has_no_result_page(client):
    assert client.get("/results/nosuchcall/").status_code == 404
    assert client.get("/results/nosuchcall/1/record.json").status_code == 404
