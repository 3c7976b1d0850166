"""Officers and the woman act at the same moment, each in a thread with a connection of its own."""

import contextlib
import threading

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
from tests.screening.test_seats_race import in_thread, shared_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT_ONCE = 16


def together(tmp_path, *works, **options):
    """Do all works at the same moment; return how many were done, what went wrong, what is there in the end."""
    problems, done, barrier = [], [], threading.Barrier(len(works))

    def take_part(work):
        barrier.wait()
        with contextlib.suppress(refusals.AlreadyOpen, refusals.Closed):
            done.append(work())

    with shared_database(tmp_path / "race.sqlite3", **options):
        threads = [in_thread(lambda work=work: take_part(work), problems) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        read = []
        last = in_thread(lambda: read.extend(told()), problems)
        last.start()
        last.join()
    return len(done), problems, read


def told():
    """What the database holds in the end: versions of the checklist, states of reviews."""
    yield sorted(Checklist.objects.values_list("version", flat=True))
    yield sorted(Graduation.objects.values_list("state", flat=True))


def test_checklists_written_at_once_get_one_version_each(tmp_path):
    place, by = city(), officer()
    ship_checklist(place)

    def work():
        return put_checklist(
            Place.objects.get(pk=place.pk), LINES, by=Account.objects.get(pk=by.pk), needed=4
        )

    done, problems, (versions, _states) = together(tmp_path, *[work] * AT_ONCE)

    assert problems == []
    assert (done, versions) == (AT_ONCE, list(range(1, AT_ONCE + 2)))


def begun_at_once(tmp_path, **options):
    ship_checklist(city())
    plan, by = make_plan(), make_follow_up_officer()
    return together(tmp_path, *[lambda: begin_review(plan, by=by)] * AT_ONCE, **options)


def test_one_review_is_begun_and_the_others_are_told(tmp_path):
    done, problems, (_versions, states) = begun_at_once(tmp_path)

    assert problems == []
    assert (done, states) == (1, ["draft"])


def test_without_the_lock_the_same_race_goes_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(reviewing, "locked_plan", lambda plan: plan)

    _done, problems, _read = begun_at_once(tmp_path, transaction_mode="DEFERRED")

    assert problems != []


def test_she_says_one_thing(tmp_path):
    review = make_confirmed()
    by = review.plan.person.account
    works = [
        lambda answer=answer: answer_review(review, answer, by=by, words="نه")
        for answer in ("agreed", "objected") * (AT_ONCE // 2)
    ]

    _done, problems, (_versions, states) = together(tmp_path, *works)

    assert problems == []
    assert states in (["agreed"], ["objected"])
