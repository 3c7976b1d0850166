"""Posts in time: from a day, until a day, in the place of another, within a subtree."""

from datetime import timedelta

import pytest

from koushaneh.access import actions
from koushaneh.access.models import Post, Role
from koushaneh.access.roles import Permission
from koushaneh.access.rules import forget_posts, may, may_at
from koushaneh.core.time import today
from tests.factories.access import make_account, make_post
from tests.factories.places import district, district_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoda():
    return make_post(Role.HQ_OFFICER).account


def may_read(account):
    forget_posts(account)
    return may(account, Permission.FILE_READ)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(-10, None, True), (0, 0, True), (1, None, False), (-10, -1, False), (-10, 5, True)],
)
def test_a_post_counts_from_its_first_to_its_last_day(starts, ends, holds):
    day = today()
    post = make_post(
        starts_on=day + timedelta(days=starts), ends_on=None if ends is None else day + timedelta(days=ends)
    )

    assert may_read(post.account) is holds


def test_a_substitute_has_the_rights_until_the_holder_is_back_and_no_longer(hoda):
    away, leila = make_post(number=7), make_account()

    post = actions.give_post(
        leila,
        by=hoda,
        role=away.role,
        office=away.office,
        ends_on=today() + timedelta(days=3),
        substitute_for=away,
    )

    assert may_read(leila)
    Post.objects.filter(pk=post.pk).update(ends_on=today() - timedelta(days=1))
    assert not may_read(leila)
    assert may_read(away.account)


def test_a_substitute_takes_the_same_role_in_the_same_office_for_a_time(hoda):
    away, until = make_post(number=7), today() + timedelta(days=3)
    same = {"role": away.role, "office": away.office, "ends_on": until}

    for other in ({"role": Role.INTAKE}, {"office": district_office(8)}, {"ends_on": None}):
        with pytest.raises(actions.OddSubstitute):
            actions.give_post(make_account(), by=hoda, substitute_for=away, **{**same, **other})

    assert Post.objects.filter(substitute_for=away).count() == 0


def test_a_post_that_ends_before_it_begins_is_refused(hoda):
    with pytest.raises(actions.EndsBeforeStart):
        actions.give_post(
            make_account(),
            by=hoda,
            role=Role.INTAKE,
            office=district_office(7),
            ends_on=today() - timedelta(days=1),
        )


def test_rights_reach_the_subtree_of_the_office_and_nothing_beside_it():
    officer = make_post(number=7).account

    assert may_at(officer, Permission.FILE_READ, district(7))
    assert not may_at(officer, Permission.FILE_READ, district(8))
    assert not may_at(officer, Permission.FILE_READ, district(7).parent)


def test_an_ended_post_ends_with_the_next_request(hoda):
    post = make_post(number=7)

    actions.end_post(post, by=hoda, why="نامهٔ ۱۴")

    assert not may_read(post.account)
    with pytest.raises(Exception, match="ended"):
        actions.end_post(post, by=hoda)
