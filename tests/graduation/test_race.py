"""Officers and the woman act at the same moment, each in a thread with a connection of its own."""

import pytest

from koushaneh.graduation.actions import refusals, reviewing
from koushaneh.graduation.actions.deciding import answer_review
from koushaneh.graduation.actions.defining import put_checklist
from koushaneh.graduation.actions.reviewing import begin_review
from koushaneh.graduation.models import Checklist, Graduation
from koushaneh.graduation.shipped import LINES, ship_checklist
from koushaneh.people.models import Account
from koushaneh.places.models import Place
from tests.factories.graduation import make_confirmed
from tests.factories.path import make_follow_up_officer, make_plan
from tests.factories.places import city
from tests.factories.results import officer
from tests.races import at_once, one_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT_ONCE = 16


TOLD = [refusals.AlreadyOpen, refusals.Closed]


def together(tmp_path, *works, **options):
    """Do all works at the same moment; return how many were done, what went wrong, what is there in the end."""
    with one_database(tmp_path / "race.sqlite3", **options):
        gave, problems = at_once(works, told=TOLD)
        versions = sorted(Checklist.objects.values_list("version", flat=True))
        states = sorted(Graduation.objects.values_list("state", flat=True))
    return sum(not isinstance(one, tuple(TOLD)) for one in gave), problems, versions, states


def test_checklists_written_at_once_get_one_version_each(tmp_path):
    place, by = city(), officer()
    ship_checklist(place)

    def work():
        return put_checklist(
            Place.objects.get(pk=place.pk), LINES, by=Account.objects.get(pk=by.pk), needed=4
        )

    done, problems, versions, _states = together(tmp_path, *[work] * AT_ONCE)

    assert problems == []
    assert (done, versions) == (AT_ONCE, list(range(1, AT_ONCE + 2)))


def begun_at_once(tmp_path, **options):
    ship_checklist(city())
    plan, by = make_plan(), make_follow_up_officer()
    return together(tmp_path, *[lambda: begin_review(plan, by=by)] * AT_ONCE, **options)


def test_one_review_is_begun_and_the_others_are_told(tmp_path):
    done, problems, _versions, states = begun_at_once(tmp_path)

    assert problems == []
    assert (done, states) == (1, ["draft"])


def test_without_the_lock_the_same_race_goes_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(reviewing, "locked_plan", lambda plan: plan)

    _done, problems, *_read = begun_at_once(tmp_path, transaction_mode="DEFERRED")

    assert problems != []


def test_she_says_one_thing(tmp_path):
    review = make_confirmed()
    by = review.plan.person.account
    works = [
        lambda answer=answer: answer_review(review, answer, by=by, words="نه")
        for answer in ("agreed", "objected") * (AT_ONCE // 2)
    ]

    _done, problems, _versions, states = together(tmp_path, *works)

    assert problems == []
    assert states in (["agreed"], ["objected"])
