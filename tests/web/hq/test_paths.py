"""Templates of paths on the pages of headquarters, and a cohort that sets out."""

import pytest

from koushaneh.access.models import Role
from koushaneh.path.models import PathPlan, PathTemplate
from koushaneh.path.shipped import ship_templates
from koushaneh.screening.actions.cohort import enrol, open_cohort
from tests.factories import results
from tests.factories.access import make_post
from tests.factories.places import city

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoda(client):
    post = make_post(Role.HQ_OFFICER)
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    return post.account


def test_a_template_is_revised_changed_and_put_in_force(client, hoda):
    shipped = ship_templates(city())["entry"]

    client.post(f"/hq/paths/{shipped.pk}/revision/")
    draft = PathTemplate.objects.get(state="draft")
    step = {"title": "حساب بانکی", "kind": "milestone", "days": "۲۰", "follows": "craft"}
    client.post(f"/hq/paths/{draft.pk}/steps/", step)
    client.post(f"/hq/paths/{draft.pk}/steps/group/", {"title": "گروه", "kind": "group", "days": "50"})
    client.post(f"/hq/paths/{draft.pk}/steps/half_year/removal/")
    client.post(f"/hq/paths/{draft.pk}/publication/")

    draft.refresh_from_db()
    days = dict(draft.steps.values_list("title", "days"))
    assert (draft.state, days["حساب بانکی"], days["گروه"]) == ("published", 20, 50)
    assert not draft.steps.filter(key="half_year").exists()


def test_a_bad_step_comes_back_with_its_words(client, hoda):
    shipped = ship_templates(city())["entry"]
    client.post(f"/hq/paths/{shipped.pk}/revision/")
    draft = PathTemplate.objects.get(state="draft")

    answer = client.post(f"/hq/paths/{draft.pk}/steps/", {"title": "ناتمام", "days": "-3"})

    assert answer.status_code == 422
    assert "ناتمام" in answer.content.decode()


def test_a_cohort_sets_out_and_a_second_time_nobody_sets_out_again(client, hoda):
    run = results.make_released(results.make_scored_call({7: [24, 18]}))
    cohort = open_cohort(run.call, by=None)
    for application in run.call.applications.filter(state="offered"):
        application.state = "accepted"
        application.save(update_fields=["state"])
        enrol(application, by=None)
    template = ship_templates(city())["founding"]

    client.post(f"/hq/cohorts/{cohort.pk}/path/", {"template": "هیچ"})
    assert not PathPlan.objects.exists()

    for _ in range(2):
        client.post(f"/hq/cohorts/{cohort.pk}/path/", {"template": template.pk})

    assert cohort.enrolments.count() > 0
    assert PathPlan.objects.filter(enrolment__cohort=cohort).count() == cohort.enrolments.count()
    assert set(PathPlan.objects.values_list("starts_on", flat=True)) == {cohort.starts_on}
