"""The board: each woman stands where she stands, at a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.path.actions.plans import end_plan, follow_up
from koushaneh.path.actions.steps import finish_step, miss_step
from koushaneh.path.models import PathPlan
from koushaneh.path.queries import board_of
from koushaneh.path.rules import plans_for
from tests.factories.access import make_post
from tests.factories.path import make_follow_up_officer, make_plan

pytestmark = pytest.mark.django_db


def standing(plan, *, contacted=True):
    if contacted:
        PathPlan.objects.filter(pk=plan.pk).update(next_contact_at=timezone.now() + timedelta(days=5))
    return board_of(PathPlan.objects.filter(pk=plan.pk), timezone.now()).get().standing


def test_who_has_just_come_and_agreed_is_new():
    assert standing(make_plan(goals="کار")) == "new"


def test_who_has_not_agreed_is_unsigned():
    assert standing(make_plan()) == "unsigned"


def test_whom_nobody_asked_after_in_time_is_called():
    plan = make_plan(days_ago=20, goals="کار")

    assert standing(plan, contacted=False) == "contact"


def test_who_is_long_overdue_is_stuck():
    assert standing(make_plan(days_ago=60, goals="کار")) == "stuck"


def test_two_absences_come_first_until_somebody_has_asked():
    plan, officer = make_plan(days_ago=90, goals="کار"), make_follow_up_officer()
    for step in plan.steps.all()[:2]:
        miss_step(step, by=officer)
    assert standing(plan) == "absent"

    follow_up(plan, by=officer, way="phone", next_on=today() + timedelta(days=10))

    assert standing(plan) != "absent"


def test_who_keeps_up_is_on_her_way():
    plan = make_plan(days_ago=40, goals="کار")
    for step in plan.steps.filter(due_at__lt=timezone.now()):
        finish_step(step, by=None)

    assert standing(plan) == "on_way"


def test_the_board_is_one_query_whatever_the_rows(django_assert_num_queries):
    for _ in range(3):
        make_plan(goals="کار")
    with django_assert_num_queries(1):
        found = list(board_of(PathPlan.objects.all(), timezone.now()))

    assert len(found) == 3


def test_an_ended_path_leaves_the_board():
    plan = end_plan(make_plan(), by=None, ending="paused")

    assert not board_of(PathPlan.objects.filter(pk=plan.pk), timezone.now()).exists()


def test_only_follow_up_of_her_own_district_sees_her_path():
    plan = make_plan(7)

    assert list(plans_for(make_follow_up_officer(7))) == [plan]
    assert not plans_for(make_follow_up_officer(8)).exists()
    for role in (Role.DISTRICT_OFFICER, Role.INTAKE, Role.REVIEWER, Role.HQ_OFFICER, Role.AUDITOR):
        assert not plans_for(make_post(role, 7).account).exists()
