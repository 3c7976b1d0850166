"""Her path on her own page."""

import pytest

from koushaneh.path.actions.plans import agree_plan, end_plan, write_goals
from koushaneh.path.actions.steps import finish_step, miss_step
from tests.factories.path import make_follow_up_officer, make_plan, make_woman

pytestmark = pytest.mark.django_db


def enter(client, person):
    client.force_login(person.account)
    session = client.session
    session["person"] = person.public_id
    session.save()


@pytest.fixture
def plan(client):
    found = make_plan(days_ago=20)
    enter(client, found.person)
    return found


def test_she_sees_where_she_stands_what_is_next_and_what_lies_behind(client, plan):
    done, missed = plan.steps.all()[:2]
    finish_step(done, by=None)
    miss_step(missed, by=None)

    page = client.get("/my/path/").content.decode()

    assert "۱ گام از" in page
    assert all(str(step) in page for step in plan.steps.all())
    assert "می‌شود جبران کرد" in page


def test_her_own_words_are_agreed_to_as_she_writes_them(client, plan):
    client.post("/my/path/goals/", {"goals": "می‌خواهم نان بفروشم"})

    version = plan.versions.get()
    assert (version.goals, version.confirmation, version.agreed_by) == (
        "می‌خواهم نان بفروشم",
        "self",
        plan.person.account,
    )


def test_empty_words_come_back_with_a_reason_and_nothing_is_lost(client, plan):
    answer = client.post("/my/path/goals/", {"goals": ""})

    assert answer.status_code == 422
    assert plan.versions.count() == 0


def test_she_accepts_what_was_written_with_her_and_not_what_changed_since(client, plan):
    officer = make_follow_up_officer()
    version = write_goals(plan, "کار", by=officer)
    read = version.mark
    home = client.get("/my/").content.decode()
    assert "برنامهٔ مسیرتان آماده است" in home
    write_goals(plan, "کار دیگر", by=officer)

    late = client.post(f"/my/path/versions/{version.pk}/agreement/", {"read": read})
    version.refresh_from_db()
    client.post(f"/my/path/versions/{version.pk}/agreement/", {"read": version.mark})

    version.refresh_from_db()
    assert (late.status_code, version.confirmation) == (409, "self")


def test_another_womans_version_does_not_exist_for_her(client, plan):
    other = make_plan(goals="هدف دیگری")

    answer = client.post(f"/my/path/versions/{other.versions.get().pk}/agreement/")

    assert answer.status_code == 404


def test_without_a_path_the_page_says_what_to_do(client):
    enter(client, make_woman())

    assert "هنوز مسیری آغاز نشده است" in client.get("/my/path/").content.decode()
    assert client.post("/my/path/goals/", {"goals": "کار"}).status_code == 422


def test_an_ended_path_is_kept_in_view(client, plan):
    agree_plan(write_goals(plan, "کار", by=plan.person.account), by=plan.person.account)
    end_plan(plan, by=None, ending="paused")

    assert "فعلاً نمی‌خواهد" in client.get("/my/path/").content.decode()
