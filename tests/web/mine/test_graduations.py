"""Going on without support, on her own page."""

import pytest

from koushaneh.graduation.actions.reviewing import withdraw_review
from koushaneh.web.paper_pdf import can_draw
from tests.factories.graduation import (
    make_agreed,
    make_approved,
    make_confirmed,
    make_draft,
    make_graduate,
    make_submitted,
)
from tests.factories.path import make_follow_up_officer, make_plan, make_woman
from tests.web.mine.test_paths import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(client):
    found = make_plan(days_ago=300)
    enter(client, found.person)
    return found


def page(client):
    return client.get("/my/graduation/").content.decode()


def test_she_finds_it_from_her_path_and_writes_in_her_own_words(client, plan):
    assert "/my/graduation/" in client.get("/my/path/").content.decode()
    assert "هنوز وقت این صفحه نرسیده است" in page(client)
    graduation = make_draft(plan)

    empty = client.post("/my/graduation/statement/", {"text": "", "can_go_on": "yes"})
    client.post("/my/graduation/statement/", {"text": "خرج خانه را می‌دهم", "can_go_on": "yes"})

    graduation.refresh_from_db()
    assert (empty.status_code, graduation.statement) == (422, "خرج خانه را می‌دهم")
    assert "خرج خانه را می‌دهم" in page(client)


def test_she_is_asked_on_her_first_page_and_says_yes(client, plan):
    graduation = make_confirmed(plan)
    assert "نظر شما را می‌خواهیم" in client.get("/my/").content.decode()
    assert "آیا می‌خواهید بی‌حمایت ادامه بدهید؟" in page(client)

    client.post("/my/graduation/agreement/")

    graduation.refresh_from_db()
    assert (graduation.state, graduation.confirmation) == ("agreed", "self")
    assert "گفتید می‌خواهید" in page(client)


@pytest.mark.parametrize("made", [make_confirmed, make_agreed, make_approved])
def test_not_yet_is_one_button_until_the_day(client, plan, made):
    graduation = made(plan)
    assert "هنوز نه" in page(client)

    client.post("/my/graduation/not-yet/", {"words": ""})

    graduation.refresh_from_db()
    assert graduation.state == "not_yet"
    assert "حمایت مثل پیش ادامه دارد" in page(client)


def test_she_objects_in_words(client, plan):
    graduation = make_confirmed(plan)

    empty = client.post("/my/graduation/objection/", {"words": ""})
    client.post("/my/graduation/objection/", {"words": "بیمه‌ام تمام شده"})

    graduation.refresh_from_db()
    assert (empty.status_code, graduation.state, graduation.words) == (422, "objected", "بیمه‌ام تمام شده")
    assert "اعتراض شما رسید" in page(client)


def test_her_letter_and_certificate_are_there_once_she_left(client, plan):
    assert client.get("/my/graduation/letter/").url == "/my/graduation/"
    graduation = make_graduate(plan)

    letter = client.get("/my/graduation/letter/").content.decode()

    assert plan.person.full_name in letter and graduation.number in letter
    answer = client.get("/my/graduation/certificate/")
    assert answer.status_code == (200 if can_draw() else 404)
    if can_draw():
        assert answer.content.startswith(b"%PDF")


def test_she_comes_back_by_one_button_and_keeps_her_papers(client, plan):
    graduation = make_graduate(plan)
    assert "می‌خواهم برگردم" in page(client)

    client.post("/my/graduation/return/", {"words": "کارگاه بسته شد"})

    graduation.refresh_from_db()
    assert (graduation.state, graduation.back_words) == ("came_back", "کارگاه بسته شد")
    assert "خوش برگشتید" in page(client)
    assert client.get("/my/graduation/letter/").status_code == 200


def test_what_waits_for_others_asks_nothing_of_her(client, plan):
    graduation = make_submitted(plan)
    assert "همکار دومی نگاه می‌کند" in page(client)

    assert client.post("/my/graduation/agreement/").status_code == 409
    withdraw_review(graduation, by=make_follow_up_officer())
    assert "هنوز وقت این صفحه نرسیده است" in page(client)


def test_without_a_review_nothing_can_be_answered(client):
    make_graduate()
    enter(client, make_woman())

    for at in ("agreement", "not-yet", "objection", "return", "statement"):
        assert client.post(f"/my/graduation/{at}/", {"words": "x"}).status_code == 422
    assert client.get("/my/graduation/letter/").url == "/my/graduation/"
