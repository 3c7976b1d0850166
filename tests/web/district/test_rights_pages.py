"""The office: answering corrections, and asking for an erasure on her behalf."""

import re

import pytest

from koushaneh.access.models import Role
from koushaneh.notify.models import Message
from koushaneh.rights.actions.correcting import ask_correction
from koushaneh.rights.models import CorrectionRequest, ErasureRequest
from tests.factories.access import make_post
from tests.factories.calls_applications import make_woman
from tests.factories.places import district

pytestmark = pytest.mark.django_db


def enter(client, role=Role.DISTRICT_OFFICER, number=7):
    post = make_post(role, number)
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post.account


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def wish(db):
    woman = make_woman(7)
    return ask_correction(
        woman, by=woman.account, place=district(7), about="address", text="به کوی یاسمن رفته‌ام"
    )


def test_an_officer_finds_it_on_her_home_page_in_the_list_and_on_the_call(client, wish):
    enter(client)

    call = wish.person.call_tasks.get()
    pages = [text_of(client.get(path)) for path in ("/d/", "/d/corrections/", f"/d/calling/{call.pk}/")]

    assert "می‌گویند چیزی نادرست است" in pages[0]
    assert f"/d/corrections/{wish.pk}/" in pages[1] and f"/d/corrections/{wish.pk}/" in pages[2]
    assert "به کوی یاسمن رفته‌ام" in text_of(client.get(f"/d/corrections/{wish.pk}/"))


def test_her_answer_is_kept(client, wish):
    account = enter(client)

    client.post(f"/d/corrections/{wish.pk}/", {"outcome": "corrected", "answer": "نشانی تازه ثبت شد."})

    wish.refresh_from_db()
    assert (wish.state, wish.answered_by) == (CorrectionRequest.State.CORRECTED, account)


def test_an_empty_answer_is_shown_again(client, wish):
    enter(client)

    answer = client.post(f"/d/corrections/{wish.pk}/", {"outcome": "corrected", "answer": ""})

    assert answer.status_code == 200
    wish.refresh_from_db()
    assert wish.state == CorrectionRequest.State.OPEN


def test_the_next_district_and_the_intake_desk_do_not_answer(client, wish):
    enter(client, number=8)
    assert client.get(f"/d/corrections/{wish.pk}/").status_code == 404

    enter(client, Role.INTAKE)
    assert client.get(f"/d/corrections/{wish.pk}/").status_code == 404


def test_with_the_code_that_she_reads_out_her_wish_is_filed(client):
    woman = make_woman(7)
    page = f"/d/files/{woman.files.get().pk}/erasure/"
    account = enter(client, Role.INTAKE)

    client.post(f"{page}code/")
    code = re.search(r"\d{6}", Message.objects.latest("pk").text).group()
    client.post(f"{page}check/", {"code": code})

    wish = ErasureRequest.objects.get()
    assert (wish.filed_by, wish.channel, wish.confirmation) == (account, "office", "code")
    assert wish.code in text_of(client.get(page))


def test_with_what_she_says_it_is_filed_as_spoken_and_taken_back(client):
    woman = make_woman(7)
    page = f"/d/files/{woman.files.get().pk}/erasure/"
    enter(client)

    client.post(f"{page}spoken/", {"said": ""})
    nothing = ErasureRequest.objects.count()
    client.post(f"{page}spoken/", {"said": "گفت همه را پاک کنید"})
    state = ErasureRequest.objects.get().state
    client.post(f"{page}taking-back/")

    assert (nothing, state) == (0, ErasureRequest.State.WAITING)
    assert ErasureRequest.objects.get().state == ErasureRequest.State.TAKEN_BACK


def test_a_wrong_code_files_nothing(client):
    page = f"/d/files/{make_woman(7).files.get().pk}/erasure/"
    enter(client)

    client.post(f"{page}code/")
    client.post(f"{page}check/", {"code": "12"})

    assert not ErasureRequest.objects.exists()


def test_the_file_leads_there(client):
    file = make_woman(7).files.get()
    enter(client)

    assert f"/d/files/{file.pk}/erasure/" in text_of(client.get(f"/d/files/{file.pk}/"))
