"""A counsellor's pages, a woman's page, and what the others see of it."""

import pytest

from koushaneh.access.actions import end_post
from koushaneh.access.models import Role
from koushaneh.counselling.actions.attending import note_held, note_missed
from koushaneh.counselling.models import Booking, Contact, Slot
from tests.factories.access import make_post
from tests.factories.counselling import make_booking, make_counsellor, make_due, make_slots
from tests.factories.path import make_follow_up_officer, make_plan
from tests.factories.places import headquarters

pytestmark = pytest.mark.django_db


def enter(client, account, person=None):
    client.force_login(account)
    session = client.session
    session["has_second_key"] = True
    if person:
        session["person"] = person.public_id
    session.save()


def body(client, path):
    return client.get(path).content.decode()


def test_a_woman_reads_the_telephones_takes_a_turn_moves_it_and_gives_it_up(client):
    counsellor, plan = make_counsellor(), make_plan()
    first, second = make_slots(counsellor, count=2)
    enter(client, plan.person.account, plan.person)
    page = body(client, "/my/counselling/")
    assert all(f'href="tel:{number}"' in page for number in ("123", "1480", "115"))
    assert "1234" in page.translate(str.maketrans("۰۱۲۳۴", "01234"))

    refused = client.post("/my/counselling/booking/", {"slot": first.pk})
    assert refused.status_code == 409 and not Booking.objects.exists()
    client.post("/my/counselling/booking/", {"slot": first.pk, "consent": "yes"})
    turn = Booking.objects.get()
    client.post(f"/my/counselling/{turn.pk}/moving/", {"slot": second.pk})
    moved = Booking.objects.get(state="booked")
    client.post(f"/my/counselling/{moved.pk}/leaving/")

    assert (turn.slot, moved.slot) == (first, second)
    assert set(Booking.objects.values_list("state", flat=True)) == {"left"}


def test_a_turn_of_another_woman_does_not_exist_for_her(client):
    turn, stranger = make_booking(), make_plan()
    enter(client, stranger.person.account, stranger.person)

    assert client.post(f"/my/counselling/{turn.pk}/leaving/").status_code == 404


def test_a_counsellor_opens_time_and_a_bad_form_keeps_what_she_wrote(client):
    counsellor = make_counsellor()
    enter(client, counsellor)
    office = counsellor.posts.get().office_id
    day = {"day_day": "2", "day_month": "2", "day_year": "1420"}
    good = {
        "office": office,
        **day,
        "hour": "۱۰",
        "minutes": "45",
        "count": "2",
        "seats": "6",
        "topic": "خواب",
    }

    bad = client.post("/counsel/slots/opening/", {**good, "topic": "", "minutes": "abc"})
    done = client.post("/counsel/slots/opening/", good)

    assert (bad.status_code, done.status_code) == (422, 302)
    assert 'value="abc"' in bad.content.decode()
    assert list(Slot.objects.values_list("seats", "topic")) == [(6, "خواب")] * 2


def test_she_writes_down_what_became_of_a_turn(client):
    turn = make_due(make_booking())
    enter(client, turn.slot.counsellor)
    assert "بنویسید چه شد" in body(client, "/counsel/")

    client.post(f"/counsel/turns/{turn.pk}/meeting/", {"minutes": "۵۰"})

    assert Contact.objects.get().minutes == 50
    assert client.post(f"/counsel/turns/{turn.pk}/absence/").status_code == 409


def test_another_counsellor_of_the_same_office_finds_nothing(client):
    turn = make_booking()
    enter(client, make_counsellor())

    pages = [f"/counsel/cases/{turn.episode_id}/", f"/counsel/slots/{turn.slot_id}/"]

    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert str(turn.episode.person) not in body(client, "/counsel/cases/")


def test_with_the_post_her_cases_are_gone_at_the_next_request(client):
    turn = make_booking()
    enter(client, turn.slot.counsellor)
    giver = make_post(Role.HQ_OFFICER, office=headquarters()).account
    assert client.get(f"/counsel/cases/{turn.episode_id}/").status_code == 200

    end_post(turn.slot.counsellor.posts.get(), by=giver)

    assert client.get(f"/counsel/cases/{turn.episode_id}/").status_code == 404


def test_follow_up_sees_day_kind_and_minutes_and_nobody_else_does(client):
    turn = make_due(make_booking())
    plan = turn.episode.person.path_plans.get()
    note_held(turn, by=turn.slot.counsellor, minutes=37)
    missed = make_due(make_booking(turn.slot.counsellor, plan, hours=60), hours=1)
    note_missed(missed, by=turn.slot.counsellor)

    enter(client, make_follow_up_officer(7))
    page = body(client, f"/d/path/{plan.pk}/")
    enter(client, make_post(Role.DISTRICT_OFFICER, 7).account)
    file = body(client, f"/d/files/{plan.person.files.get().pk}/")

    assert "۳۷ دقیقه" in page and "نیامد" in page
    assert "مشاور" not in file.partition("<main")[2].partition("</main>")[0]
