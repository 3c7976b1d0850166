"""What she has reached, on her own page."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from koushaneh.core.time import today
from koushaneh.engine.persian import to_jalali
from koushaneh.path.actions.milestones import return_claim, verify_claim
from koushaneh.path.models import MilestoneClaim
from koushaneh.path.shipped import ship_milestones
from tests.factories.path import make_claim, make_follow_up_officer, make_plan, make_woman
from tests.factories.places import city
from tests.web.mine.test_paths import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = make_plan(template="founding", days_ago=20)
    enter(client, found.person)
    ship_milestones(city())
    return found


def picture():
    written = BytesIO()
    Image.new("RGB", (40, 20), "red").save(written, "JPEG")
    return SimpleUploadedFile("دفتر.jpg", written.getvalue(), "image/jpeg")


def day(name="reached_on"):
    year, month, number = to_jalali(today())
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def one(code):
    return ship_milestones(city())[code].pk


def test_she_finds_them_from_her_path_and_claims_one_with_a_picture(client, plan):
    assert "/my/milestones/" in client.get("/my/path/").content.decode()
    assert "نخستین فروش" in client.get("/my/milestones/").content.decode()

    sent = {"story": "ده بسته نان فروختم", **day(), "copy": picture()}
    answer = client.post(f"/my/milestones/{one('first_sale')}/", sent)

    claim = MilestoneClaim.objects.get()
    assert answer.url == f"/my/milestones/claims/{claim.pk}/"
    assert (claim.plan, claim.reached_on, claim.made_by) == (plan, today(), plan.person.account)
    seen = client.get(f"/my/milestones/evidence/{claim.evidence.get().pk}/")
    assert b"WEBP" in b"".join(seen.streaming_content)
    assert "منتظر تأیید است" in client.get(answer.url).content.decode()


def test_a_launch_asks_for_product_and_permit_and_loses_nothing(client, plan):
    answer = client.post(
        f"/my/milestones/{one('launch')}/", {"story": "کارگاه باز شد", "permit": "held", **day()}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "کارگاه باز شد" in page
    assert "شمارهٔ روی مجوز را بنویسید" in page
    assert not MilestoneClaim.objects.exists()


def test_what_is_missing_stands_on_her_home_page_and_she_sends_it_again(client, plan):
    claim = return_claim(make_claim(plan), by=make_follow_up_officer(), missing="عکس رسید را بفرستید")
    assert "عکس رسید را بفرستید" in client.get("/my/").content.decode()

    client.post(f"/my/milestones/{claim.milestone_id}/", {"story": "رسید را گذاشتم", **day()})

    claim.refresh_from_db()
    assert (claim.state, claim.story) == ("claimed", "رسید را گذاشتم")


def test_she_adds_evidence_and_takes_it_back(client, plan):
    claim = make_claim(plan, shown=False)

    client.post(f"/my/milestones/claims/{claim.pk}/evidence/", {"copy": picture(), "about": "دفتر"})
    empty = client.post(f"/my/milestones/claims/{claim.pk}/evidence/", {"about": "دفتر"})
    client.post(f"/my/milestones/claims/{claim.pk}/withdrawal/")

    claim.refresh_from_db()
    assert (claim.evidence.count(), empty.status_code, claim.state) == (1, 422, "withdrawn")


def test_a_verified_one_is_praised(client, plan):
    claim = verify_claim(make_claim(plan), by=make_follow_up_officer())

    assert "آفرین" in client.get(f"/my/milestones/claims/{claim.pk}/").content.decode()


def test_another_womans_claim_does_not_exist_for_her(client, plan):
    other = make_claim()

    assert client.get(f"/my/milestones/claims/{other.pk}/").status_code == 404
    assert client.post(f"/my/milestones/claims/{other.pk}/withdrawal/").status_code == 404


def test_without_a_path_the_page_says_what_comes_first(client):
    enter(client, make_woman())

    assert "هنوز مسیری آغاز نشده است" in client.get("/my/milestones/").content.decode()
    assert client.get("/my/milestones/1/").status_code == 404
