"""Telling the result by telephone, answering with her word, filing her appeal at the office."""

import re

import pytest

from koushaneh.access.actions import set_block
from koushaneh.access.models import Role
from koushaneh.association.models import Membership
from koushaneh.audit.models import Reading
from koushaneh.notify.models import Message, PhoneCode
from koushaneh.people.actions import add_contact
from koushaneh.screening.models import Appeal, Letter, Offer
from tests.factories.access import make_account, make_person, make_post
from tests.factories.association import make_chapter
from tests.factories.results import application_of, make_released, make_scored_call
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_released(make_scored_call({7: [24, 16], 8: [20]}, seats=1)).call


@pytest.fixture
def maryam(client):
    account = make_post(Role.DISTRICT_OFFICER, 7).account
    enter(client, account)
    return account


def letter_of(call, number, months):
    return Letter.objects.get(decision__application=application_of(call, number, months))


def test_the_list_holds_her_district_only_and_every_name_is_logged(client, call, maryam):
    body = client.get("/d/results/").content.decode()

    here = {letter_of(call, 7, months) for months in (24, 16)}
    assert all(letter.number in body for letter in here)
    assert letter_of(call, 8, 20).number not in body
    seen = set(Reading.objects.values_list("person_id", flat=True))
    assert seen == {letter.decision.application.person_id for letter in here}


def test_another_districts_letter_is_like_none(client, call, maryam):
    letter = letter_of(call, 8, 20)

    assert client.get(f"/d/results/{letter.number}/").status_code == 404
    for verb in ("telling", "acceptance", "declining", "appeal"):
        assert client.post(f"/d/results/{letter.number}/{verb}/").status_code == 404


def test_a_blocked_officer_sees_nothing_of_her(client, call, maryam):
    letter = letter_of(call, 7, 24)
    person = letter.decision.application.person
    set_block(person, make_person(account=maryam), by=make_account(), reason="خواست او")

    assert letter.number not in client.get("/d/results/").content.decode()
    assert client.get(f"/d/results/{letter.number}/").status_code == 404


def test_a_result_is_told_and_recorded_as_told(client, call, maryam):
    letter = letter_of(call, 7, 16)
    assert "/d/results/" in client.get("/d/").content.decode()

    client.post(f"/d/results/{letter.number}/telling/", {"note": "با خودش حرف زدم."})

    letter.refresh_from_db()
    assert (letter.told_by, letter.told_note) == (maryam, "با خودش حرف زدم.")


def test_her_spoken_yes_makes_her_a_member_and_is_marked(client, call, maryam):
    make_chapter()
    letter = letter_of(call, 7, 24)

    client.post(f"/d/results/{letter.number}/acceptance/", {"confirmation": "spoken", "note": "تلفنی گفت."})

    offer = Offer.objects.get(application=letter.decision.application)
    assert (offer.state, offer.confirmation, offer.answered_by) == ("accepted", "spoken", maryam)
    assert Membership.objects.filter(person=letter.decision.application.person).exists()


def test_without_her_word_nothing_is_accepted(client, call, maryam):
    letter = letter_of(call, 7, 24)

    answer = client.post(f"/d/results/{letter.number}/acceptance/", {"confirmation": "", "note": ""})

    assert answer.status_code == 422
    assert Offer.objects.get().state == Offer.State.OPEN


def test_her_appeal_is_filed_by_telephone(client, call, maryam):
    letter = letter_of(call, 7, 16)

    client.post(f"/d/results/{letter.number}/appeal/", {"channel": "phone", "text": "نمره‌ام کم شمرده شده."})

    appeal = Appeal.objects.get()
    assert (appeal.channel, appeal.filed_by) == ("phone", maryam)


def test_the_page_of_a_result_opens_for_each_of_them(client, call, maryam):
    for months in (24, 16):
        assert client.get(f"/d/results/{letter_of(call, 7, months).number}/").status_code == 200


@pytest.fixture
def offered(call):
    """A woman with an offered seat and a phone."""
    make_chapter()
    letter = letter_of(call, 7, 24)
    add_contact(letter.decision.application.person, "+989121234567", by=None)
    return letter


def code_sent():
    return re.search(r"\d{6}", Message.objects.filter(kind="code").latest("pk").text).group()


@pytest.mark.parametrize(("answer", "state"), [("acceptance", "accepted"), ("declining", "declined")])
def test_she_answers_with_the_code_on_her_phone(client, offered, maryam, answer, state):
    page = f"/d/results/{offered.number}/"

    client.post(f"{page}code/")
    asked = client.get(page).content.decode()
    client.post(f"{page}code/{answer}/", {"code": code_sent()})

    offer = Offer.objects.get(application=offered.decision.application)
    assert (offer.state, offer.confirmation, offer.answered_by) == (state, "sms", maryam)
    assert f"{page}code/acceptance/" in asked


def test_a_wrong_code_answers_nothing_and_is_counted(client, offered, maryam):
    page = f"/d/results/{offered.number}/"
    client.post(f"{page}code/")
    wrong = f"{(int(code_sent()) + 1) % 1_000_000:06}"

    answer = client.post(f"{page}code/acceptance/", {"code": wrong})

    assert (answer.status_code, "این کد درست نبود" in answer.content.decode()) == (422, True)
    assert Offer.objects.get().state == Offer.State.OPEN
    assert PhoneCode.objects.get().tries == 1


def test_the_code_of_another_matter_is_no_word_of_hers(client, offered, maryam):
    client.post(f"/d/results/{offered.number}/code/")
    PhoneCode.objects.update(purpose="sign_in")

    answer = client.post(f"/d/results/{offered.number}/code/acceptance/", {"code": code_sent()})

    assert answer.status_code == 422
    assert Offer.objects.get().state == Offer.State.OPEN


def test_without_a_phone_the_office_is_told_what_else_it_can_do(client, call, maryam):
    letter = letter_of(call, 7, 24)
    letter.decision.application.person.contacts.all().delete()

    answer = client.post(f"/d/results/{letter.number}/code/")

    assert (answer.status_code, "گفتاری یا با اثر انگشت" in answer.content.decode()) == (409, True)
