"""An officer verifies what a woman has reached, or says what is missing; headquarters says what counts."""

import pytest

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.path.models import Milestone, MilestoneClaim
from koushaneh.path.shipped import ship_milestones
from tests.factories.access import make_post
from tests.factories.path import make_claim, make_follow_up_officer, make_plan
from tests.factories.places import city, headquarters
from tests.web.district.test_paths import enter
from tests.web.mine.test_milestones import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(client):
    return enter(client, make_post(Role.FOLLOW_UP, 7))


def test_what_waits_stands_on_her_home_page_and_is_verified(client, follower):
    claim = make_claim()
    assert "/d/milestones/?turn=mine" in client.get("/d/").content.decode()
    assert claim.plan.person.full_name in client.get("/d/milestones/?turn=mine").content.decode()

    assert "تأیید می‌کنم" in client.get(f"/d/milestones/{claim.pk}/").content.decode()
    client.post(f"/d/milestones/{claim.pk}/verification/")

    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("verified", follower)
    assert Reading.objects.filter(person_id=claim.plan.person_id, opened=True).exists()
    assert "/d/milestones/?turn=mine" not in client.get("/d/").content.decode()


def test_something_is_missing_and_an_original_is_seen(client, follower):
    claim = make_claim(shown=False)

    wordless = client.post(f"/d/milestones/{claim.pk}/returning/", {"missing": ""})
    client.post(f"/d/milestones/{claim.pk}/sight/", {"about": "دفتر فروش"})
    client.post(f"/d/milestones/{claim.pk}/returning/", {"missing": "رسید نیست"})

    claim.refresh_from_db()
    assert (wordless.status_code, claim.state, claim.missing) == (422, "returned", "رسید نیست")
    assert claim.evidence.get().seen_by == follower


def test_she_writes_it_for_a_woman_and_a_colleague_verifies(client, follower):
    plan, milestone = make_plan(), ship_milestones(city())["first_sale"]
    assert f"/d/path/{plan.pk}/milestones/" in client.get(f"/d/path/{plan.pk}/").content.decode()

    client.post(f"/d/path/{plan.pk}/milestones/{milestone.pk}/", {"story": "با تلفن گفت", **day()})

    claim = MilestoneClaim.objects.get()
    assert "منتظر همکار دیگری است" in client.get(f"/d/milestones/{claim.pk}/").content.decode()


def test_another_district_finds_nothing(client, follower):
    claim = make_claim(make_plan(8), by=make_follow_up_officer(8))

    assert client.get(f"/d/milestones/{claim.pk}/").status_code == 404
    assert client.post(f"/d/milestones/{claim.pk}/verification/").status_code == 404
    assert claim.plan.person.full_name not in client.get("/d/milestones/").content.decode()


def test_headquarters_writes_changes_retires_and_restores(client):
    enter(client, make_post(Role.HQ_OFFICER, office=headquarters()))
    ship_milestones(city())
    assert "آغاز کسب‌وکار" in client.get("/hq/milestones/").content.decode()
    words = {"title": "بیمه", "evidence": "دفترچهٔ بیمه", "verifier": "follow_up"}

    empty = client.post("/hq/milestones/new/", {**words, "evidence": ""})
    client.post("/hq/milestones/new/", words)
    found = Milestone.objects.get(title="بیمه")
    client.post(f"/hq/milestones/{found.pk}/", {**words, "verifier": "office"})
    client.post(f"/hq/milestones/{found.pk}/retirement/")

    found.refresh_from_db()
    assert (empty.status_code, found.verifier, found.retired_at is None) == (422, "office", False)
    client.post(f"/hq/milestones/{found.pk}/restoring/")
    found.refresh_from_db()
    assert found.retired_at is None
