"""Her letter, her answer, her appeal."""

import pytest

from koushaneh.association.models import Membership
from koushaneh.core.time import TEHRAN
from koushaneh.places.actions import declare_closure
from koushaneh.screening.actions.offers import accept_offer as accept_seat
from koushaneh.screening.models import Appeal, Letter, Offer
from tests.factories.access import make_account
from tests.factories.association import make_chapter
from tests.factories.places import district, district_office
from tests.factories.results import application_of, make_released, make_scored_call

pytestmark = pytest.mark.django_db


def enter_as(client, person):
    client.force_login(person.account)
    session = client.session
    session["person"] = person.public_id
    session.save()


def letter_of(call, months):
    return Letter.objects.get(decision__application=application_of(call, 7, months))


def released():
    return make_released(make_scored_call({7: [24, 20, 16]}, seats=1)).call


def test_her_home_page_says_that_a_seat_waits_and_she_takes_it(client):
    make_chapter()
    call = released()
    letter = letter_of(call, 24)
    person = letter.decision.application.person
    enter_as(client, person)

    home = client.get("/my/").content.decode()
    page = client.get(f"/my/letters/{letter.number}/").content.decode()
    client.post(f"/my/letters/{letter.number}/acceptance/")

    assert f"/my/letters/{letter.number}/" in home
    assert f"/my/letters/{letter.number}/acceptance/" in page
    assert Membership.objects.filter(person=person).exists()
    again = client.get(f"/my/letters/{letter.number}/").content.decode()
    assert f"/my/letters/{letter.number}/acceptance/" not in again


def test_a_refusal_gives_its_reason_what_was_strong_and_the_way_to_appeal(client):
    call = released()
    letter = letter_of(call, 16)
    enter_as(client, letter.decision.application.person)

    page = client.get(f"/my/letters/{letter.number}/").content.decode()

    letter.refresh_from_db()
    assert letter.read_at is not None
    for words in (
        "سپاسگزاریم",
        "دو نقطهٔ قوت شما",
        "کمک به زنان دیگر",
        "امتیاز کم داشتید",
        f"/letters/{letter.number}/appeal/",
    ):
        assert words in page


def test_she_appeals_and_sees_where_it_stands(client):
    call = released()
    letter = letter_of(call, 16)
    enter_as(client, letter.decision.application.person)

    client.post(f"/my/letters/{letter.number}/appeal/", {"text": "ماه‌های کار من بیشتر بود."})
    page = client.get(f"/my/letters/{letter.number}/").content.decode()

    assert Appeal.objects.get().channel == "self"
    assert "ماه‌های کار من بیشتر بود." in page
    client.post(f"/my/letters/{letter.number}/appeal/withdrawal/")
    assert Appeal.objects.get().state == Appeal.State.WITHDRAWN


def test_declining_asks_the_next(client):
    call = released()
    letter = letter_of(call, 24)
    enter_as(client, letter.decision.application.person)

    client.post(f"/my/letters/{letter.number}/declining/")

    assert Offer.objects.get(state=Offer.State.OPEN).application == application_of(call, 7, 20)


def test_anothers_letter_is_like_one_that_never_existed(client):
    call = released()
    hers, others = letter_of(call, 16), letter_of(call, 24)
    enter_as(client, hers.decision.application.person)

    answers = [
        client.get(f"/my/letters/{others.number}/"),
        client.post(f"/my/letters/{others.number}/acceptance/"),
        client.post(f"/my/letters/{others.number}/declining/"),
        client.post(f"/my/letters/{others.number}/appeal/", {"text": "نه"}),
        client.get("/my/letters/nosuchletter/"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert Offer.objects.get().state == Offer.State.OPEN


def test_her_letters_are_listed(client):
    call = released()
    letter = letter_of(call, 16)
    enter_as(client, letter.decision.application.person)

    assert f"/my/letters/{letter.number}/" in client.get("/my/letters/").content.decode()


def test_she_gives_up_a_seat_she_has_accepted_and_after_enrolment_is_told_whom_to_call(client):
    call = make_released().call
    application = application_of(call, 7, 24)
    district_office(7)
    accept_seat(application.offer, by=application.person.account)
    enter_as(client, application.person)
    address = f"/my/applications/{application.tracking_code}/withdrawal/"
    assert "به نفر بعدی می‌رسد" in client.get(address).content.decode()

    client.post(address, {"why": ""})
    application.refresh_from_db()
    assert application.state == "withdrawn"

    type(application).objects.filter(pk=application.pk).update(state="enrolled")
    page = client.get(address).content.decode()
    assert "با ادارهٔ منطقه صحبت کنید" in page and "ادارهٔ منطقهٔ ۷" in page and "<form" in page
    assert 'name="why"' not in page


def test_her_letter_says_that_a_closed_day_moved_the_last_day_to_appeal(client):
    call = released()
    letter = letter_of(call, 16)
    enter_as(client, letter.decision.application.person)
    before = client.get(f"/my/letters/{letter.number}/").content.decode()
    day = letter.appeal_until.astimezone(TEHRAN).date()
    declare_closure([day], district(7), by=make_account(), reason="آلودگی هوا")

    page = client.get(f"/my/letters/{letter.number}/").content.decode()

    assert "به سبب تعطیلی (آلودگی هوا) این مهلت از" not in before
    assert "به سبب تعطیلی (آلودگی هوا) این مهلت از" in page
