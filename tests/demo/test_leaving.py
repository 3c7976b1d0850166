"""The chapter of leaving: made by the actions, on its days."""

import pytest
from django.utils import timezone

from koushaneh.demo.clock import Story, at
from koushaneh.demo.leaving import leave
from koushaneh.graduation.models import Graduation
from koushaneh.graduation.rules import due_check_ins, to_decide
from koushaneh.registry.actions.facts import add_fact
from tests.factories.graduation import make_decider
from tests.factories.path import make_follow_up_officer
from tests.factories.places import city, district
from tests.factories.registry import make_file
from tests.factories.results import officer as hq_officer

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_three_left_one_came_back_one_is_asked_and_one_waits_for_a_second_person():
    story = Story(timezone.now())
    with at(story.day(700)):
        decider, hoda, follower = make_decider(), hq_officer(), make_follow_up_officer()
    with at(story.day(210)):
        for _ in range(6):
            file = make_file(7)
            for kind, value in (("income_rials", 0), ("household_need_rials", 200_000_000)):  # as imported
                add_fact(file, kind, value, by=None, source="import:1", evidence="document")

    leave(story, city(), {district(7).pk: decider}, hoda)

    states = list(Graduation.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["effective", "effective", "came_back", "confirmed", "submitted"]
    assert set(Graduation.objects.values_list("items__criterion__code", "items__way")) >= {
        ("income", "computed"),
        ("insurance", "computed"),
        ("savings", "verify"),
    }
    cast = Graduation.objects.filter(plan__person__account__is_cast=True).order_by("pk")
    assert list(cast.values_list("state", flat=True)) == ["effective", "came_back", "confirmed"]
    assert to_decide(decider).count() == 1
    assert due_check_ins(follower, story.now.date()).count() == 1
