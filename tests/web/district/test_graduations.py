"""Leaving, at the office: proposed, written with her, seen by a second person, and how she is afterwards."""

import pytest

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.engine.persian import add_months, to_jalali
from koushaneh.graduation.models import Graduation
from koushaneh.path.actions.milestones import verify_claim
from tests.factories.access import make_post
from tests.factories.graduation import (
    answer_all,
    make_agreed,
    make_confirmed,
    make_decider,
    make_draft,
    make_graduate,
    make_submitted,
)
from tests.factories.path import make_follow_up_officer, make_launch, make_plan
from tests.web.district.test_milestones import enter

pytestmark = pytest.mark.django_db


def day(name, on):
    year, month, number = to_jalali(on)
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def page(client, graduation):
    return client.get(f"/d/graduations/{graduation.pk}/").content.decode()


@pytest.fixture
def follower(client):
    post = make_post(Role.FOLLOW_UP, 7)
    enter(client, post)
    return post.account


def test_a_launched_business_is_proposed_and_begun_from_the_list(client, follower):
    plan = make_plan(template="founding")
    verify_claim(make_launch(plan), by=make_decider())
    make_draft()  # ships the checklist
    assert "کسب‌وکارشان آغاز شده است" in client.get("/d/").content.decode()
    assert plan.person.full_name in client.get("/d/graduations/").content.decode()

    answer = client.post(f"/d/path/{plan.pk}/graduation/")

    assert answer.url == f"/d/graduations/{plan.graduations.get().pk}/"
    assert "بررسی او را ببینید" in client.get(f"/d/path/{plan.pk}/").content.decode()


def test_she_writes_it_with_her_and_hands_it_on(client, follower):
    graduation = make_draft(by=follower)
    assert "از روی پرونده معلوم نشد" in page(client, graduation)
    item = graduation.items.get(criterion__code="savings")
    at = f"/d/graduations/{graduation.pk}/"

    empty = client.post(f"{at}items/{item.pk}/", {"verdict": "met"})
    sent = {"verdict": "met", "evidence": "دفترچه", **day("since", add_months(today(), -9))}
    client.post(f"{at}items/{item.pk}/", sent)
    unsaid = client.post(f"{at}statement/", {"text": "می‌توانم", "can_go_on": "yes"})
    said = {"text": "می‌توانم", "can_go_on": "yes", "confirmation": "present"}
    client.post(f"{at}statement/", said)
    client.post(f"{at}computing/")

    assert (empty.status_code, unsaid.status_code) == (422, 422)
    item.refresh_from_db()
    assert (item.verdict, item.evidence) == ("met", "دفترچه")
    assert client.post(f"{at}submission/").status_code == 409
    answer_all(graduation, by=follower)
    client.post(f"{at}submission/")
    graduation.refresh_from_db()
    assert graduation.state == Graduation.State.SUBMITTED
    assert "منتظر نفر دوم است" in page(client, graduation)
    client.post(f"{at}withdrawal/")
    graduation.refresh_from_db()
    assert graduation.state == Graduation.State.WITHDRAWN


def test_the_second_person_sees_it_on_her_first_page_confirms_and_sets_the_day(client):
    graduation = make_submitted()
    enter(client, make_post(Role.DISTRICT_OFFICER, 7))
    assert "منتظر نفر دوم" in client.get("/d/").content.decode()
    assert "شما نفر دوم هستید" in page(client, graduation)
    at = f"/d/graduations/{graduation.pk}/"

    assert client.post(f"{at}giving-back/", {"missing": ""}).status_code == 422
    client.post(f"{at}confirmation/")
    answered = {"answer": "agreed", "confirmation": "spoken"}
    assert client.post(f"{at}answer/", {"answer": "objected", "confirmation": "spoken"}).status_code == 422
    client.post(f"{at}answer/", answered)
    assert client.post(f"{at}approval/", day("effective_on", today())).status_code == 422
    client.post(f"{at}approval/", day("effective_on", add_months(today(), 1)))

    graduation.refresh_from_db()
    assert (graduation.state, graduation.effective_on) == ("approved", add_months(today(), 1))


def test_an_objection_is_answered_and_what_is_missing_given_back(client):
    graduation, other = make_confirmed(), make_submitted()
    enter(client, make_post(Role.DISTRICT_OFFICER, 7))
    said = {"answer": "objected", "confirmation": "present", "words": "بیمه ندارم"}
    client.post(f"/d/graduations/{graduation.pk}/answer/", said)
    assert "بیمه ندارم" in page(client, graduation)

    assert client.post(f"/d/graduations/{graduation.pk}/reply/", {"reply": ""}).status_code == 422
    client.post(f"/d/graduations/{graduation.pk}/reply/", {"reply": "درست است"})
    client.post(f"/d/graduations/{other.pk}/giving-back/", {"missing": "برگ بیمه"})

    graduation.refresh_from_db()
    other.refresh_from_db()
    assert (graduation.state, graduation.reply) == ("draft", "درست است")
    assert (other.state, other.missing) == ("draft", "برگ بیمه")


def test_a_follow_up_officer_is_no_second_person(client, follower):
    graduation = make_submitted(by=follower)

    assert "شما نفر دوم هستید" not in page(client, graduation)
    assert client.post(f"/d/graduations/{graduation.pk}/confirmation/").status_code == 404
    assert client.post(f"/d/graduations/{make_agreed().pk}/approval/").status_code == 404


def test_a_check_in_and_a_return_are_written_down(client, follower):
    graduation = make_graduate()
    check = graduation.check_ins.first()
    check.due_on = today()
    check.save(update_fields=["due_on"])
    assert "حالشان را بپرسید" in client.get("/d/").content.decode()
    assert graduation.plan.person.full_name in client.get("/d/graduations/?turn=due").content.decode()
    at = f"/d/graduations/{graduation.pk}/"

    assert client.post(f"{at}check-ins/{check.pk}/", {}).status_code == 422
    client.post(f"{at}check-ins/{check.pk}/", {"wish": "well", "note": "خوب است"})
    client.post(f"{at}return/", {"words": "بیمار شد"})

    check.refresh_from_db()
    graduation.refresh_from_db()
    assert (check.state, graduation.state, graduation.back_words) == ("done", "came_back", "بیمار شد")
    assert "برگشته است" in page(client, graduation)
    assert "برگشته‌اند و مسیری ندارند" in client.get("/d/").content.decode()
    assert graduation.plan.person.full_name in client.get("/d/graduations/?turn=back").content.decode()
    make_plan(person=graduation.plan.person)
    assert "برگشته‌اند و مسیری ندارند" not in client.get("/d/").content.decode()


def test_a_stranger_cannot_tell_that_a_review_exists(client):
    graduation = make_draft()
    enter(client, make_post(Role.FOLLOW_UP, 8))

    assert client.get(f"/d/graduations/{graduation.pk}/").status_code == 404
    assert client.post(f"/d/graduations/{graduation.pk}/submission/").status_code == 404
    assert client.post(f"/d/path/{graduation.plan_id}/graduation/").status_code == 404
    assert graduation.plan.person.full_name not in client.get("/d/graduations/").content.decode()


def test_nobody_of_headquarters_reads_a_review(client):
    graduation, _follower = make_draft(), make_follow_up_officer()
    enter(client, make_post(Role.INTAKE, 7))

    assert client.get(f"/d/graduations/{graduation.pk}/").status_code == 404
