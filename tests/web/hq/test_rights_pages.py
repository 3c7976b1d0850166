"""Headquarters: wishes without names, and how long each kind of data is kept."""

import pytest
from django.utils import timezone, translation

from koushaneh.access.models import Role
from koushaneh.rights.keeping import KINDS
from koushaneh.rights.models import ErasureRequest, RetentionRule
from tests.factories.access import make_post
from tests.factories.places import directorate
from tests.factories.rights import make_weighed_wish, make_wish

pytestmark = pytest.mark.django_db
UNTIL = {"until_day": "", "until_month": "", "until_year": ""}


def enter(client, role=Role.HQ_OFFICER, **more):
    post = make_post(role, **more)
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post.account


def text_of(answer):
    return answer.content.decode()


def test_a_wish_stands_there_by_district_and_without_a_name(client):
    wish = make_weighed_wish()
    enter(client)

    page = text_of(client.get("/hq/erasures/"))

    assert str(wish.place) in page and "درخواستی که در بررسی است" in page
    assert wish.person.last_name not in page + text_of(client.get(f"/hq/erasures/{wish.pk}/"))
    assert f"/hq/erasures/{wish.pk}/" in text_of(client.get("/hq/"))


def test_a_wish_that_ends_nothing_is_no_matter_of_headquarters(client):
    wish = make_wish()
    enter(client)

    assert client.get(f"/hq/erasures/{wish.pk}/").status_code == 404


def test_headquarters_lets_it_go(client):
    wish = make_weighed_wish()
    enter(client)

    client.post(f"/hq/erasures/{wish.pk}/leave/")

    wish.refresh_from_db()
    assert wish.state == ErasureRequest.State.WAITING


def test_another_day_is_proposed_and_signed_by_a_second_person(client):
    wish = make_weighed_wish()
    enter(client)
    form = {"until_day": "1", "until_month": "1", "until_year": "1300", "why": "دادگاه نامه خواسته است."}

    too_early = client.post(f"/hq/erasures/{wish.pk}/postponement/", form)
    client.post(f"/hq/erasures/{wish.pk}/postponement/", form | in_a_month())
    refused = client.post(f"/hq/erasures/{wish.pk}/signature/")
    enter(client, Role.SIGNER, office=directorate())
    card = text_of(client.get("/hq/"))
    client.post(f"/hq/erasures/{wish.pk}/signature/")

    wish.refresh_from_db()
    assert (too_early.status_code, refused.status_code) == (422, 404)
    assert f"/hq/erasures/{wish.pk}/" in card
    assert wish.state == ErasureRequest.State.POSTPONED


def in_a_month():
    from koushaneh.engine.persian import to_jalali

    year, month, day = to_jalali((timezone.now() + timezone.timedelta(days=30)).date())
    return {"until_day": str(day), "until_month": str(month), "until_year": str(year)}


def test_the_table_says_of_every_kind_what_happens_why_and_how_long(client):
    enter(client, Role.AUDITOR)
    RetentionRule.objects.create(kind="codes", next_at=timezone.now(), last_at=timezone.now(), last_count=412)

    page = text_of(client.get("/hq/retention/"))

    missing = [
        code for code, kind in KINDS.items() if str(kind.title) not in page or str(kind.why) not in page
    ]
    assert missing == []
    assert "۴۱۲ ردیف" in page and "۵ سال از" in page
    assert page.count("به دست نگهدارندهٔ سامانه") == 1  # the backups alone
    assert "/hq/retention/codes/" not in page  # an auditor reads and does not decide


def test_headquarters_decides_a_period_within_its_limits(client):
    account = enter(client)

    client.post("/hq/retention/messages/", {"days": "۹۰", "why": "تا پایان فصل بس است"})
    beyond = client.post("/hq/retention/messages/", {"days": "9000", "why": "بیشتر"})

    rule = RetentionRule.objects.get(kind="messages")
    assert (rule.days, rule.changed_by, beyond.status_code) == (90, account, 409)
    assert "تصمیم مؤسسه" in text_of(client.get("/hq/retention/"))


def test_a_kind_that_does_not_exist_is_not_found(client):
    enter(client)

    assert client.get("/hq/retention/everything/").status_code == 404


def test_the_table_of_the_documentation_is_the_one_that_ships():
    from pathlib import Path

    text = Path("docs/privacy.md").read_text()

    with translation.override("en"):
        lines = [
            f"| {kind.title} | {kind.days} days from {kind.counts_from} | {kind.least}–{kind.most} | {kind.happens} |"
            for kind in KINDS.values()
        ]
    assert [line for line in lines if line not in text] == []
    assert text.count(" days from ") == len(lines)
