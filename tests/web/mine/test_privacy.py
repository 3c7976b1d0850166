import json
import re

import pytest

from koushaneh.access.actions import set_block
from koushaneh.access.models import Role
from koushaneh.access.queries import who_can_see
from koushaneh.audit.actions import record_reading
from koushaneh.consent.actions import give, holds
from koushaneh.consent.models import Consent, Purpose
from koushaneh.notify.models import Message
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask
from koushaneh.web.mine.privacy import RIGHTS, seen_of
from tests.factories.access import make_account, make_person, make_post
from tests.factories.counselling import make_counsellor, make_episode
from tests.factories.graduation import make_draft
from tests.factories.path import make_follow_up_officer, make_plan
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def zahra(client):
    """A woman of district 7 with a file, signed in as herself."""
    file = make_file(7)
    person = file.person
    person.account = make_account(phone="+989351112233")
    person.save()
    enter(client, person)
    return person


def enter(client, person):
    client.force_login(person.account)
    session = client.session
    session["person"] = person.public_id
    session.save()


def test_she_sees_the_officer_of_her_district_and_not_of_the_next(client, zahra):
    here, _elsewhere = make_post(number=7), make_post(number=8)
    page = client.get("/my/privacy/").content.decode()

    assert [post for post, _rights in who_can_see(zahra, seen_of(zahra))] == [here]
    assert str(here.office) in page


def test_a_blocked_officer_is_not_among_those_who_can_see_her(zahra):
    officer = make_post(number=7)
    set_block(zahra, make_person(account=officer.account), by=officer.account, reason="خویشاوند")

    assert who_can_see(zahra, seen_of(zahra)) == []


def rights_of(account, person):
    return [rights for post, rights in who_can_see(person, seen_of(person)) if post.account_id == account.pk]


def test_who_walks_beside_her_sees_her_path_and_her_review_only_where_there_are_any(zahra):
    follower = make_follow_up_officer(7)
    assert rights_of(follower, zahra) == [["file.read"]]

    plan = make_plan(7)
    assert rights_of(follower, plan.person) == [["file.read", "milestone.verify", "path.work"]]

    make_draft(plan, by=follower)
    assert rights_of(follower, plan.person) == [
        ["file.read", "graduation.assess", "milestone.verify", "path.work"]
    ]


def test_of_the_counsellors_only_her_own_can_see_her():
    other, mine = make_counsellor(7), make_counsellor(7)
    episode = make_episode(mine)

    assert rights_of(mine, episode.person) == [["counsel.work"]]
    assert rights_of(other, episode.person) == []


def test_every_right_that_is_named_has_its_words(zahra):
    rights = set().union(*(one.rights for one in seen_of(make_episode().person)))

    assert set(RIGHTS) == rights


def test_she_reads_who_looked_and_her_own_visits_do_not_count(client, zahra):
    officer = make_post(number=7)
    record_reading("file.read", [zahra.pk], by=officer.account, opened=True, why="تلفن زد")
    record_reading("file.read", [zahra.pk], by=zahra.account, opened=True)

    page = client.get("/my/privacy/readings/").content.decode()

    assert page.count("پرونده را باز کرد") == 1
    assert "تلفن زد" in page


def test_a_consent_is_withdrawn_with_one_button_and_stays_in_the_ledger(client, zahra):
    consent = give(
        zahra, Purpose.CONTACT, wording="به من زنگ بزنید", channel=Consent.Channel.SELF, by=zahra.account
    )

    client.post(f"/my/privacy/consents/{consent.pk}/withdrawal/")

    assert not holds(zahra, Purpose.CONTACT)
    assert "به من زنگ بزنید" in client.get("/my/privacy/consents/").content.decode()


def test_a_consent_of_another_woman_does_not_exist_for_her(client, zahra):
    other = make_person()
    consent = give(other, Purpose.CONTACT, wording="x", channel=Consent.Channel.SELF, by=None)

    assert client.post(f"/my/privacy/consents/{consent.pk}/withdrawal/").status_code == 404
    assert holds(other, Purpose.CONTACT)


def test_her_data_come_as_one_file_with_her_number_in_the_clear_and_no_key(client, zahra):
    content = json.loads(client.get("/my/privacy/export/").content)

    assert content["identity"]["number"] == zahra.identity.number
    assert content["files"][0]["number"] == zahra.files.get().number
    assert "pin" not in content["person"] and "number_index" not in content["identity"]


def test_a_new_phone_needs_a_code_waits_and_the_old_one_is_told(client, zahra):
    client.post("/my/privacy/phone/", {"phone": "09121234567"})
    code = re.search(r"\d{6}", Message.objects.latest("pk").text).group()
    client.post("/my/privacy/phone/code/", {"code": code})

    assert zahra.contacts.get(is_primary=True).usable_from is not None
    told = Message.objects.get(template="phone_changed")
    assert told.to != "+989121234567"


def test_a_correction_reaches_the_call_list_of_her_office(client, zahra):
    client.post("/my/privacy/correction/", {"about": "number", "text": "شمارهٔ شناسنامه‌ام جابه‌جاست"})

    task = CallTask.objects.get(person=zahra)
    assert (task.note, task.place.code) == ("شمارهٔ شناسنامه‌ام جابه‌جاست", "tehran-07")


def test_hiding_and_message_form_are_hers_to_choose(client, zahra):
    client.post("/my/privacy/hiding/", {"hidden": "yes"})
    client.post("/my/privacy/messages/", {"messages": "open", "language": "en"})

    zahra.refresh_from_db()
    assert (bool(zahra.hidden_at), zahra.messages, zahra.language) == (True, Person.Messages.OPEN, "en")


def test_staff_without_a_person_find_no_such_pages(client):
    post = make_post(Role.DISTRICT_OFFICER)
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()

    assert client.get("/my/privacy/").status_code == 404
