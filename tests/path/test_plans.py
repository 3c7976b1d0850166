"""A woman's plan: begun once, in her own words, agreed by her, followed up, ended."""

from datetime import timedelta

import pytest

from koushaneh.core.time import today
from koushaneh.path.actions import plans
from koushaneh.path.actions.steps import miss_step
from koushaneh.path.models import PathPlan, PathTemplate, PlanVersion
from koushaneh.places.actions import declare_closure
from koushaneh.places.days import Days
from tests.factories.access import make_account
from tests.factories.path import make_follow_up_officer, make_plan, make_woman
from tests.factories.places import district

pytestmark = pytest.mark.django_db
Confirmation = PlanVersion.Confirmation


def test_a_path_begins_with_the_steps_that_hang_on_its_start_each_on_a_working_day():
    plan = make_plan()

    waiting = plan.template.steps.filter(follows="")
    calendar = Days(plan.place)
    assert {step.key for step in plan.steps.all()} == {step.key for step in waiting}
    assert all(calendar.is_working(step.due_at.date()) for step in plan.steps.all())
    talk = plan.steps.get(key="first_talk")
    assert talk.due_at.date() >= today() + timedelta(days=10)


def test_nobody_walks_two_paths_at_once():
    plan = make_plan()

    with pytest.raises(plans.AlreadyWalking):
        make_plan(person=plan.person)

    plans.end_plan(plan, by=None, ending=PathPlan.Ending.PAUSED)
    assert make_plan(person=plan.person) != plan


def test_only_a_published_template_makes_paths():
    plan = make_plan()
    PathTemplate.objects.update(state=PathTemplate.State.RETIRED)
    plan.template.refresh_from_db()

    with pytest.raises(plans.NotPublished):
        plans.begin_plan(make_woman(), by=None, template=plan.template, place=district(7), starts_on=today())


def test_words_that_she_agreed_to_stay_and_new_ones_are_a_new_version():
    plan = make_plan(goals="می‌خواهم نان بفروشم")

    new = plans.write_goals(plan, "می‌خواهم نان و شیرینی بفروشم", by=plan.person.account)
    again = plans.write_goals(plan, "می‌خواهم شیرینی بفروشم", by=plan.person.account)

    assert [one.number for one in plan.versions.all()] == [2, 1]
    assert (again.pk, again.agreed_at) == (new.pk, None)
    assert plan.versions.last().goals == "می‌خواهم نان بفروشم"


def test_an_officer_agrees_for_her_only_by_saying_how_she_confirmed():
    plan, officer = make_plan(), make_follow_up_officer()
    version = plans.write_goals(plan, "کار", by=officer)
    with pytest.raises(plans.NotConfirmed):
        plans.agree_plan(version, by=officer)
    with pytest.raises(plans.NotConfirmed):
        plans.agree_plan(version, by=officer, confirmation=Confirmation.SELF)

    agreed = plans.agree_plan(version, by=officer, confirmation=Confirmation.SPOKEN)

    assert (agreed.agreed_by, agreed.confirmation) == (officer, Confirmation.SPOKEN)


def test_she_does_not_agree_to_words_that_changed_while_she_read():
    plan, officer = make_plan(), make_follow_up_officer()
    read = plans.write_goals(plan, "کار", by=officer)
    plans.write_goals(plan, "کار دیگر", by=officer)

    with pytest.raises(plans.Outdated):
        plans.agree_plan(read, by=plan.person.account, read=read.mark)

    assert plan.versions.get().agreed_at is None


def test_empty_goals_are_refused_and_the_same_words_again_are_no_new_version():
    plan = make_plan(goals="کار")

    with pytest.raises(plans.NoGoals):
        plans.write_goals(plan, "   ", by=plan.person.account)
    assert plans.write_goals(plan, " کار ", by=None).number == 1


def test_a_follow_up_sets_the_next_contact_and_answers_the_absences_before_it():
    plan, officer = make_plan(), make_follow_up_officer()
    miss_step(plan.steps.first(), by=officer)

    plans.follow_up(plan, by=officer, way="phone", next_on=today() + timedelta(days=20), note="خوب است")

    plan.refresh_from_db()
    assert plan.next_contact_at.date() >= today() + timedelta(days=20)
    assert plan.last_contact_on == today()


def test_a_plan_goes_only_into_hands_that_may_follow_it():
    plan = make_plan()
    with pytest.raises(plans.CannotFollow):
        plans.hand_plan(plan, make_account(), by=None)
    with pytest.raises(plans.CannotFollow):
        plans.hand_plan(plan, make_follow_up_officer(8), by=None)

    officer = make_follow_up_officer()
    assert plans.hand_plan(plan, officer, by=None).officer == officer


def test_an_ended_path_takes_no_more_writing():
    plan = plans.end_plan(make_plan(), by=None, ending=PathPlan.Ending.MOVED, why="رفت")

    with pytest.raises(plans.Ended):
        plans.write_goals(plan, "کار", by=None)
    assert plans.end_plan(plan, by=None, ending=PathPlan.Ending.OTHER).ending == PathPlan.Ending.MOVED


def test_a_closure_moves_the_days_of_steps_and_contacts():
    plan = make_plan()
    step = plan.steps.first()
    day = step.due_at.date()

    declare_closure([day], plan.place, by=None, reason="برف")

    step.refresh_from_db()
    assert step.due_at.date() > day
