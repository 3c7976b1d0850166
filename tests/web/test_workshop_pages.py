"""Workshops on the pages of the office, of the woman, of the trainer and of everybody."""

from datetime import timedelta

import pytest
import time_machine

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.core.time import today
from koushaneh.engine.persian import to_jalali
from koushaneh.workshops.door import door_token
from koushaneh.workshops.models import Attendance, Seat, Workshop
from tests.factories.access import make_post
from tests.factories.path import make_woman
from tests.factories.places import headquarters
from tests.factories.workshops import (
    draw,
    make_booked,
    make_draft,
    make_drawn,
    make_open,
    make_trainer,
    wish,
)

pytestmark = pytest.mark.django_db


def enter(client, account=None, person=None):
    client.logout()
    client.force_login(account or person.account)
    session = client.session
    session["has_second_key"] = True
    if person:
        session["person"] = person.public_id
    session.save()
    return account or person


def day(name, date):
    year, month, number = to_jalali(date)
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


@pytest.fixture
def officer(client):
    return enter(client, make_post(Role.FOLLOW_UP, 7).account)


def test_an_officer_composes_a_workshop_from_her_home_to_the_pages_of_women(client, officer):
    trainer, today_ = make_trainer(7), today()
    assert "/d/workshops/" in client.get("/d/").content.decode()
    written = {
        "place": str(make_draft(7).place_id),
        "topic": "cost",
        "title": "قیمت و بها",
        "venue": "سرای محله",
        "trainer": str(trainer.pk),
        "seats": "۱۲",
        "reserved": "۲",
        "needed_sessions": "1",
        **day("opens_on", today_),
        **day("closes_on", today_ + timedelta(days=4)),
    }

    answer = client.post("/d/workshops/new/", written)
    workshop = Workshop.objects.get(title="قیمت و بها")
    assert answer["Location"] == f"/d/workshops/{workshop.code}/"
    one = answer["Location"]
    client.post(
        f"{one}sessions/", {**day("day", today_ + timedelta(days=9)), "hour": "۱۰:۳۰", "minutes": "90"}
    )
    client.post(f"{one}publication/")

    workshop.refresh_from_db()
    assert (workshop.state, workshop.seats, workshop.reserved, workshop.sessions.count()) == (
        "open",
        12,
        2,
        1,
    )
    woman = make_woman(7)
    enter(client, person=woman)
    assert "قیمت و بها" in client.get("/my/workshops/").content.decode()


def test_what_is_wrong_is_said_and_nothing_is_lost(client, officer):
    answer = client.post("/d/workshops/new/", {"title": "قیمت", "seats": "2", "reserved": "3"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "قیمت" in page
    assert "جاهای نگه‌داشته بیش از همهٔ جاهاست." in page
    assert "نشانی یا پیوند کلاس را بنویسید." in page
    assert Workshop.objects.count() == 0


def test_the_office_sees_names_and_the_reading_is_logged_headquarters_sees_codes(client, officer):
    workshop = make_booked(1)
    seat = workshop.taken.get()
    seat.person.set_name("مهرانه", "فیروزه‌ای")
    seat.person.save()

    assert "فیروزه‌ای" in client.get(f"/d/workshops/{workshop.code}/").content.decode()
    assert Reading.objects.filter(person_id=seat.person_id, record__verb="workshop.listed").count() == 1
    enter(client, make_post(Role.HQ_OFFICER, office=headquarters()).account)
    page = client.get(f"/d/workshops/{workshop.code}/").content.decode()
    assert seat.code in page
    assert "فیروزه‌ای" not in page


def test_an_officer_writes_down_wishes_and_answers_of_women_without_a_phone(client, officer):
    workshop, woman = make_open(7, reserved=1), make_woman(7)
    number = woman.files.get().number

    client.post(f"/d/workshops/{workshop.code}/naming/", {"number": number, "how": "reserved"})
    seat = workshop.taken.get()
    client.post(f"/d/workshops/{workshop.code}/seats/{seat.code}/acceptance/")
    missing = client.post(f"/d/workshops/{workshop.code}/naming/", {"number": "nobody", "how": "wish"})

    seat.refresh_from_db()
    assert (seat.state, seat.is_reserved) == ("booked", True)
    assert missing.status_code == 422
    assert "پروندهٔ بازی با این شماره" in missing.content.decode()


def test_a_neighbouring_office_cannot_tell_that_it_exists(client):
    workshop = make_open(8)
    enter(client, make_post(Role.FOLLOW_UP, 7).account)

    assert client.get(f"/d/workshops/{workshop.code}/").status_code == 404
    assert client.post(f"/d/workshops/{workshop.code}/publication/").status_code == 404


def test_she_asks_with_her_friend_is_told_why_and_says_yes(client):
    workshop, woman = make_open(7, seats=2, childcare=True), make_woman(7)
    friend = wish(workshop)
    enter(client, person=woman)
    one = f"/my/workshops/{workshop.code}/"
    assert "جا می‌خواهم" in client.get(one).content.decode()

    client.post(f"{one}asking/", {"friend_code": friend.code, "children": "۱"})
    draw(workshop)
    with time_machine.travel(workshop.closes_at + timedelta(hours=1)):
        enter(client, person=woman)
        page = client.get(one).content.decode()
        assert "برای شما جا هست" in client.get("/my/").content.decode()
        client.post(f"{one}acceptance/")

    seat = Seat.objects.get(person=woman)
    assert (seat.state, seat.children, seat.friend) == ("booked", 1, friend)
    assert "نخستین کارگاه شماست: ۳ امتیاز" in page
    assert "میانگین شما و دوستتان: ۳" in page
    assert "جای شما در صف: ۱ از ۱" in page


def test_a_wrong_code_of_a_friend_is_explained(client):
    workshop, woman = make_open(7), make_woman(7)
    enter(client, person=woman)

    answer = client.post(f"/my/workshops/{workshop.code}/asking/", {"friend_code": "zzzz"})

    assert answer.status_code == 409
    assert "این کد از آنِ کسی نیست" in answer.content.decode()
    assert Seat.objects.count() == 0


def test_a_woman_of_another_district_finds_nothing(client):
    workshop = make_open(8)
    enter(client, person=make_woman(7))

    assert client.get(f"/my/workshops/{workshop.code}/").status_code == 404
    assert client.post(f"/my/workshops/{workshop.code}/asking/").status_code == 404
    assert workshop.title not in client.get("/my/workshops/").content.decode()


def test_the_trainer_sees_names_of_who_comes_and_of_nobody_else(client):
    workshop = make_drawn(2, seats=1)
    booked, waiting = workshop.taken.order_by("rank")
    for seat, name in ((booked, "آینه‌کار"), (waiting, "سایه‌روشن")):
        seat.person.set_name("پری", name)
        seat.person.save()
    Seat.objects.filter(pk=booked.pk).update(state="booked")
    enter(client, workshop.trainer)

    assert str(workshop) in client.get("/train/").content.decode()
    page = client.get(f"/train/workshops/{workshop.code}/").content.decode()

    assert "آینه‌کار" in page
    assert "سایه‌روشن" not in page
    assert client.get("/d/").status_code == 404
    enter(client, make_trainer(7))
    assert client.get(f"/train/workshops/{workshop.code}/").status_code == 404


def test_anybody_can_compute_the_draw_again_and_meets_no_name(client):
    workshop = make_drawn(3)
    seat = workshop.taken.first()
    page = client.get(f"/workshops/{workshop.code}/draw/")

    assert "حساب درست است" in page.content.decode()
    assert seat.code in page.content.decode()
    assert seat.person.full_name not in page.content.decode()
    assert client.get(f"/workshops/{workshop.code}/draw.json").json() == workshop.record
    assert client.get(f"/workshops/{make_open().code}/draw/").status_code == 404


def test_the_trainer_writes_the_list_with_everybody_present_and_ends_the_workshop(client):
    workshop = make_booked(2)
    session, (first, second) = workshop.sessions.first(), workshop.taken.order_by("pk")
    one = f"/train/sessions/{session.pk}/"
    enter(client, workshop.trainer)
    assert "هنوز زود است" in client.get(one).content.decode()
    with time_machine.travel(session.starts_at + timedelta(minutes=5)):
        enter(client, workshop.trainer)
        assert one in client.get("/train/").content.decode()
        assert '<option value="present" selected>' in client.get(one).content.decode()
        marks = {f"mark_{first.code}": "present", f"mark_{second.code}": "excused"}
        refused = client.post(one, marks)
        client.post(one, {**marks, f"why_{second.code}": "بیماری فرزند"})
        client.post(f"/train/workshops/{workshop.code}/finishing/")

    assert refused.status_code == 422
    assert "بنویسید چرا نتوانست بیاید." in refused.content.decode()
    assert list(workshop.taken.order_by("pk").values_list("state", flat=True)) == ["attended", "excused"]
    with time_machine.travel(session.starts_at + timedelta(hours=1)):
        enter(client, person=second.person)
        assert "با دلیل نیامد: بیماری فرزند" in client.get(f"/my/workshops/{workshop.code}/").content.decode()


def test_at_the_door_her_telephone_opens_the_page_and_she_says_that_she_is_here(client):
    workshop = make_booked(2)
    session, (first, _second) = workshop.sessions.first(), workshop.taken.order_by("pk")
    with time_machine.travel(session.starts_at, tick=False) as clock:
        enter(client, workshop.trainer)
        shown = client.get(f"/train/sessions/{session.pk}/door/")
        assert shown.headers["Refresh"] == "150"
        assert 'role="img"' in shown.content.decode()
        door = f"/my/door/{door_token(session)}/"
        enter(client, person=first.person)
        assert "من اینجا هستم" in client.get(door).content.decode()
        for _ in range(2):
            assert client.post(f"{door}entering/").status_code == 302
        assert "حضور شما ثبت است" in client.get(door).content.decode()
        enter(client, person=make_woman(7))
        assert client.get(door).status_code == 404
        clock.shift(timedelta(minutes=6))
        enter(client, person=first.person)
        answer = client.post(f"{door}entering/")

    assert answer.status_code == 409
    assert "نقش چهارخانه کهنه شده" in answer.content.decode()
    assert Attendance.objects.values_list("seat", "mark", "way").get() == (first.pk, "present", "door")


@pytest.mark.parametrize(
    "body", ["", "[]", '{"ticks": 3}', '{"ticks": [1]}', '{"ticks": [{"key": "a\\u0000"}]}']
)
def test_what_no_device_of_ours_sends_is_not_taken(client, body):
    workshop = make_booked(1)
    session = workshop.sessions.first()
    with time_machine.travel(session.starts_at):
        enter(client, workshop.trainer)
        one = f"/train/sessions/{session.pk}/ticks/"
        assert client.post(one, body, content_type="application/json").status_code == 422


def test_a_device_sends_what_it_kept_as_often_as_it_likes(client):
    workshop = make_booked(1)
    session, seat = workshop.sessions.first(), workshop.taken.get()
    tick = {
        "key": "0" * 32,
        "code": seat.code,
        "mark": "late",
        "why": "",
        "at": session.starts_at.isoformat(),
    }
    with time_machine.travel(session.starts_at + timedelta(minutes=1)):
        enter(client, workshop.trainer)
        one = f"/train/sessions/{session.pk}/ticks/"
        answers = [
            client.post(one, {"ticks": [tick]}, content_type="application/json").json() for _ in range(2)
        ]

    assert answers == [{"taken": 1}, {"taken": 0}]
    assert Attendance.objects.get().mark == "late"


def test_a_form_is_no_device(client):
    workshop = make_booked(1)
    enter(client, workshop.trainer)

    assert (
        client.post(f"/train/sessions/{workshop.sessions.first().pk}/ticks/", {"ticks": "1"}).status_code
        == 422
    )
