import pytest

from koushaneh.access.models import Role
from koushaneh.people.models import AccessBlock
from tests.factories.access import make_post
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


def enter(client, post):
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post.account


def test_a_blocked_colleague_no_longer_finds_her_and_learns_nothing(client):
    officer, colleague = make_post(number=7), make_post(Role.INTAKE, 7)
    file = make_file(7)
    enter(client, officer)
    client.post(f"/d/files/{file.pk}/block/", {"colleague": colleague.account.pk, "reason": "خویشاوند"})

    enter(client, colleague)
    assert client.get(f"/d/files/{file.pk}/").status_code == 404
    assert client.get("/home/")["Location"] == "/d/"  # no page of her own has appeared


def test_lifting_takes_two_persons(client):
    first, second, colleague = make_post(number=7), make_post(number=7), make_post(Role.INTAKE, 7)
    file = make_file(7)
    enter(client, first)
    client.post(f"/d/files/{file.pk}/block/", {"colleague": colleague.account.pk, "reason": "خویشاوند"})
    block = AccessBlock.objects.get()

    client.post(f"/d/blocks/{block.pk}/lifting/")
    assert client.post(f"/d/blocks/{block.pk}/lifting/").status_code == 409
    enter(client, second)
    client.post(f"/d/blocks/{block.pk}/lifting/")

    block.refresh_from_db()
    assert block.lifted_by == second.account
    enter(client, colleague)
    assert client.get(f"/d/files/{file.pk}/").status_code == 200


def test_a_block_of_another_district_does_not_exist(client):
    officer, colleague = make_post(number=7), make_post(Role.INTAKE, 7)
    enter(client, officer)
    file = make_file(7)
    client.post(f"/d/files/{file.pk}/block/", {"colleague": colleague.account.pk, "reason": "خویشاوند"})

    enter(client, make_post(number=8))

    assert client.get(f"/d/blocks/{AccessBlock.objects.get().pk}/").status_code == 404


def test_a_phone_that_she_brings_to_the_office_counts_at_once_and_the_old_one_is_told(client):
    from koushaneh.notify.models import Message

    enter(client, make_post(number=7))
    file = make_file(7)
    old = file.person.contacts.get().phone

    client.post(f"/d/files/{file.pk}/contact/", {"phone": "09121234567", "is_shared": "on"})

    contact = file.person.contacts.get(is_primary=True)
    assert (contact.phone, contact.is_shared, contact.usable_from) == ("+989121234567", True, None)
    assert Message.objects.get(template="phone_changed").to == old


def test_an_officer_binds_a_file_after_seeing_who_she_is(client):
    enter(client, make_post(number=7))
    file = make_file(7)

    client.post(f"/d/files/{file.pk}/binding/", {"why": "کارت ملی را دیدم"})

    file.refresh_from_db()
    assert file.bound_at is not None
