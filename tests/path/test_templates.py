"""Templates: shipped once, changed as a new version, taken over by other cities."""

import pytest

from koushaneh.access.models import Role
from koushaneh.path.actions import templates
from koushaneh.path.models import PathTemplate
from koushaneh.path.rules import templates_at, templates_to_copy
from koushaneh.path.shipped import TEMPLATES, ship_templates
from koushaneh.places.actions import add_place, open_office
from koushaneh.places.models import Office
from tests.factories.access import make_post
from tests.factories.path import make_plan
from tests.factories.places import city, district, long_ago

pytestmark = pytest.mark.django_db
State = PathTemplate.State


@pytest.fixture
def hoda():
    return make_post(Role.HQ_OFFICER).account


@pytest.fixture
def draft(hoda):
    return templates.revise_template(ship_templates(city())["entry"], by=hoda)


def test_two_templates_ship_once_and_their_order_holds():
    ship_templates(city())
    shipped = ship_templates(city())

    assert PathTemplate.objects.count() == len(TEMPLATES) == 2
    for template in shipped.values():
        templates.check_order(list(template.steps.all()))


def test_a_published_template_is_changed_as_a_new_version_and_paths_keep_theirs(hoda):
    plan = make_plan()

    draft = templates.revise_template(plan.template, by=hoda)
    templates.put_step(draft, "bank", by=hoda, kind="milestone", days=20, title="حساب بانکی")
    new = templates.publish_template(draft, by=hoda)

    plan.template.refresh_from_db()
    assert (new.version, new.state, plan.template.state) == (2, State.PUBLISHED, State.RETIRED)
    assert not plan.template.steps.filter(key="bank").exists()
    assert list(templates_at(district(7)).filter(code="entry")) == [new]


def test_revising_twice_gives_the_same_draft(hoda, draft):
    assert templates.revise_template(draft.cloned_from, by=hoda) == draft


@pytest.mark.parametrize("follows", ["nothing", "income"])
def test_a_step_cannot_follow_an_unknown_one_or_run_in_a_circle(hoda, draft, follows):
    with pytest.raises(templates.BadOrder):
        templates.put_step(draft, "craft", by=hoda, kind="workshop", days=1, title="کارگاه", follows=follows)

    assert draft.steps.get(key="craft").follows == "skills"


def test_a_step_that_another_follows_stays(hoda, draft):
    with pytest.raises(templates.BadOrder):
        templates.take_step(draft, "skills", by=hoda)

    templates.take_step(draft, "group", by=hoda)
    assert not draft.steps.filter(key="group").exists()


def test_a_published_template_and_an_empty_one_are_refused(hoda, draft):
    with pytest.raises(templates.NotDraft):
        templates.take_step(draft.cloned_from, "group", by=hoda)
    draft.steps.all().delete()
    with pytest.raises(templates.NoSteps):
        templates.publish_template(draft, by=hoda)


def test_another_city_takes_a_template_over_and_makes_it_its_own(hoda):
    source = ship_templates(city())["entry"]
    karaj = add_place("karaj", "city", "کرج", parent=city().parent, by=None)
    office = open_office("hq-karaj", Office.Kind.HEADQUARTERS, karaj, "ستاد کرج", by=None, on=long_ago())
    officer = make_post(Role.HQ_OFFICER, office=office).account
    assert list(templates_to_copy(officer).filter(code="entry")) == [source]

    copy = templates.publish_template(templates.clone_template(source, by=officer, place=karaj), by=officer)

    assert (copy.place, copy.version, copy.cloned_from) == (karaj, 1, source)
    assert list(copy.steps.values_list("key", "days")) == list(source.steps.values_list("key", "days"))
    assert source not in templates_at(karaj)
    with pytest.raises(templates.NotYours):
        templates.revise_template(copy, by=hoda)
