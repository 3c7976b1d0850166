"""The follow-up officer's board, and a woman's path in her hands."""

from datetime import timedelta

import pytest

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.core.time import today
from koushaneh.engine.persian import to_jalali
from koushaneh.path.models import PathPlan, State
from koushaneh.path.shipped import ship_templates
from tests.factories.access import make_post
from tests.factories.path import make_plan
from tests.factories.places import city
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db


def enter(client, post):
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post.account


@pytest.fixture
def follower(client):
    return enter(client, make_post(Role.FOLLOW_UP, 7))


def day(name, date):
    year, month, number = to_jalali(date)
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def test_the_board_says_who_needs_what_and_the_reading_is_logged(client, follower):
    plan = make_plan(7, days_ago=40)
    make_plan(8)

    page = client.get("/d/path/").content.decode()

    assert plan.person.full_name in page
    assert "وقت احوال‌پرسی گذشته" in page
    assert Reading.objects.filter(person_id=plan.person_id).exists()


def test_the_home_page_begins_with_who_needs_her(client, follower):
    make_plan(7, days_ago=40)

    assert "چه کسی کمک می‌خواهد؟" in client.get("/d/").content.decode()


def test_an_officer_begins_a_path_once(client):
    enter(client, make_post(number=7))
    file, template = make_file(7), ship_templates(city())["entry"]

    for _ in range(2):
        client.post(f"/d/files/{file.pk}/path/", {"template": template.pk, **day("starts_on", today())})

    plan = PathPlan.objects.get(person=file.person)
    assert (plan.place, plan.starts_on) == (file.place, today())
    assert (
        client.get(f"/d/path/{plan.pk}/").status_code == 404
    )  # her path is not the district officer's to read


def test_goals_are_written_and_agreed_in_the_office(client, follower):
    plan = make_plan(7)

    client.post(f"/d/path/{plan.pk}/goals/", {"goals": "کارگاه"})
    version = plan.versions.get()
    client.post(f"/d/path/{plan.pk}/versions/{version.pk}/agreement/", {"confirmation": "present"})

    version.refresh_from_db()
    assert (version.agreed_by, version.confirmation) == (follower, "present")


def test_a_step_is_done_missed_excused_moved_and_taken_out(client, follower):
    plan = make_plan(7, days_ago=80)
    first, second, third, fourth = plan.steps.all()[:4]

    client.post(f"/d/path/{plan.pk}/steps/{first.pk}/completion/", day("on", today()))
    client.post(f"/d/path/{plan.pk}/steps/{second.pk}/absence/", day("on", today()))
    client.post(f"/d/path/{plan.pk}/steps/{third.pk}/excuse/", {"why": "بیمار بود"})
    later = today() + timedelta(days=60)
    client.post(f"/d/path/{plan.pk}/steps/{fourth.pk}/moving/", day("due", later))

    states = dict(plan.steps.values_list("pk", "state"))
    assert [states[step.pk] for step in (first, second, third)] == [State.DONE, State.MISSED, State.EXCUSED]
    fourth.refresh_from_db()
    assert fourth.due_at.date() >= later


@pytest.mark.parametrize("verb", ["completion", "absence", "excuse", "moving", "removal"])
def test_an_empty_form_comes_back_with_its_step(client, follower, verb):
    plan = make_plan(7)

    answer = client.post(f"/d/path/{plan.pk}/steps/{plan.steps.first().pk}/{verb}/", {})

    assert answer.status_code == 422
    assert str(plan.steps.first()) in answer.content.decode()


def test_following_up_handing_over_and_ending(client, follower):
    plan, colleague = make_plan(7), make_post(Role.FOLLOW_UP, 7).account
    next_day = today() + timedelta(days=9)

    client.post(f"/d/path/{plan.pk}/following/", {"way": "phone", **day("next_on", next_day)})
    client.post(f"/d/path/{plan.pk}/handing/", {"officer": colleague.pk})
    client.post(f"/d/path/{plan.pk}/steps/", {"kind": "workshop", "title": "خیاطی", **day("due", next_day)})
    client.post(f"/d/path/{plan.pk}/ending/", {"ending": "moved", "why": "به کرج رفت"})

    plan.refresh_from_db()
    assert (plan.officer, plan.ending, plan.follow_ups.count()) == (colleague, "moved", 1)
    assert plan.steps.filter(title="خیاطی").exists()


def test_another_districts_path_and_a_foreign_step_do_not_exist(client, follower):
    mine, other = make_plan(7), make_plan(8)

    assert client.get(f"/d/path/{other.pk}/").status_code == 404
    step = other.steps.first()
    assert (
        client.post(f"/d/path/{mine.pk}/steps/{step.pk}/completion/", day("on", today())).status_code == 404
    )
