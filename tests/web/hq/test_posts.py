import pytest
from django.db import IntegrityError, transaction

from koushaneh.access import actions
from koushaneh.access.models import Post, Role
from koushaneh.access.rules import may, posts_for
from tests.factories.access import make_account, make_post
from tests.factories.places import district_office, headquarters

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoda(client):
    """Headquarters, signed in with her second key."""
    post = make_post(Role.HQ_OFFICER)
    enter(client, post.account)
    return post.account


def enter(client, account):
    client.force_login(account)
    session = client.session
    session["has_second_key"] = True
    session.save()


def test_headquarters_gives_a_post_and_it_works_at_once(client, hoda):
    office = district_office(7)

    client.post(
        "/hq/posts/new/",
        {
            "name": "مریم",
            "phone": "09121112233",
            "role": Role.DISTRICT_OFFICER,
            "office": office.pk,
            "why": "نامهٔ ۱۲",
        },
    )

    post = Post.objects.get(office=office)
    assert (post.state, post.given_by) == (Post.State.ACTIVE, hoda)
    assert may(post.account, "file.read")


def test_a_grave_post_waits_for_a_second_person_who_is_not_the_giver(client, hoda):
    post = actions.give_post(make_account(), by=hoda, role=Role.AUDITOR, office=headquarters())
    assert (post.state, may(post.account, "log.read")) == (Post.State.PROPOSED, False)

    assert client.post(f"/hq/posts/{post.pk}/consent/").status_code == 409
    enter(client, make_post(Role.SIGNER).account)
    assert client.post(f"/hq/posts/{post.pk}/consent/").status_code == 302

    post.refresh_from_db()
    assert post.state == Post.State.ACTIVE


def test_nobody_gives_herself_a_post(hoda):
    with pytest.raises(actions.OwnPost):
        actions.give_post(hoda, by=hoda, role=Role.REVIEWER, office=headquarters())


def test_the_database_refuses_one_person_in_both_parts(hoda):
    post = actions.give_post(make_account(), by=hoda, role=Role.SIGNER, office=headquarters())

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(seconded_by=hoda)


def test_an_ended_post_opens_nothing_any_more(client, hoda):
    post = make_post(Role.DISTRICT_OFFICER)

    client.post(f"/hq/posts/{post.pk}/ending/", {"why": "جابه‌جایی"})

    post.refresh_from_db()
    assert post.state == Post.State.ENDED
    assert not may(type(post.account).objects.get(pk=post.account.pk), "file.read")


def test_an_officer_of_a_district_finds_no_posts_and_no_page(client):
    officer = make_post(Role.DISTRICT_OFFICER)
    enter(client, officer.account)

    assert list(posts_for(officer.account)) == []
    assert client.get("/hq/posts/").status_code == 404


@pytest.mark.parametrize("asked", ["علی نژاد", "علي‌نژاد", "علی‌نژاد زهرا", "زهراعلی"])
def test_a_colleague_is_found_however_her_name_is_typed(client, hoda, asked):
    make_post(Role.DISTRICT_OFFICER, 7, account=make_account("زهرا علی‌نژاد"))
    make_post(Role.DISTRICT_OFFICER, 7, account=make_account("مریم کاظمی"))

    page = client.get("/hq/posts/", {"q": asked}).content.decode()

    assert "زهرا علی‌نژاد" in page and "مریم کاظمی" not in page


def test_an_office_is_found_however_its_name_is_typed(client, hoda):
    office = district_office(7)

    typed = office.name.replace("ی", "ي").replace(" ", "\u200c")
    page = client.get("/hq/offices/", {"q": typed}).content.decode()

    assert f"/hq/offices/{office.pk}/" in page
    assert f"/hq/offices/{office.pk}/" not in client.get("/hq/offices/", {"q": "کرمان"}).content.decode()
