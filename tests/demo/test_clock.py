"""The clock of the demo: only in a demo, only forward, and what must not end by it goes along."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache.backends import db as cache_in_database
from django.test import RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from koushaneh.access.models import Installation
from koushaneh.calls.models import Call
from koushaneh.cli import work
from koushaneh.demo import actions, moments, present
from koushaneh.demo.models import DemoClock
from koushaneh.demo.passed import VERBS, passed
from koushaneh.web.limits import TooOften, spend
from tests.factories.calls import make_announced_call

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def demo(monkeypatch):
    """A demo database, and this process keeps its time."""
    monkeypatch.setattr(timezone, "now", timezone.now)
    Installation.objects.create(name="نمونه", is_demo=True)
    present.follow()
    yield
    present.be_ahead(timedelta())


def make_session(days):
    return Session.objects.create(
        session_key=uuid.uuid4().hex, session_data="", expire_date=timezone.now() + timedelta(days=days)
    )


def test_outside_a_demo_the_time_is_not_moved(client):
    Installation.objects.create(name="کانون", is_demo=False)

    with pytest.raises(actions.NotADemo):
        actions.move_clock(timezone.now() + DAY, by=None)
    answers = [
        client.get("/demo/clock/"),
        client.post("/demo/clock/moves/", {"to": "day"}),
        client.post("/demo/clock/stopping/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert DemoClock.objects.count() == 0


def test_in_a_demo_the_page_moves_it_and_shows_the_new_day(client, demo):
    before = timezone.now()

    answer = client.post("/demo/clock/moves/", {"to": "day", "back": "/calls/"})
    work.walk()

    assert answer.headers["Location"] == "/demo/clock/?back=%2Fcalls%2F"
    assert timedelta() <= timezone.now() - before - DAY < timedelta(minutes=1)
    assert 'href="/calls/"' in client.get(answer.headers["Location"]).text


def test_it_leads_back_to_pages_of_this_house_alone(client, demo):
    answer = client.post("/demo/clock/moves/", {"to": "hour", "back": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/demo/clock/"
    assert 'href="https://elsewhere' not in client.get("/demo/clock/?back=https://elsewhere.example/").text


def test_it_goes_only_forward_not_too_far_and_one_way_at_a_time(demo):
    now = timezone.now()

    for goal, refusal in (
        (now - DAY, actions.OnlyForward),
        (now + timedelta(days=401), actions.TooFar),
        (now + DAY, None),
        (now + DAY, actions.ClockMoves),
    ):
        if refusal is None:
            actions.move_clock(goal, by=None)
            continue
        with pytest.raises(refusal):
            actions.move_clock(goal, by=None)

    assert DemoClock.objects.get().goal_at == now + DAY


def test_it_walks_a_day_at_a_time_and_stays_where_it_is_stopped(demo):
    before = timezone.now()
    actions.move_clock(before + timedelta(days=3), by=None)

    steps = [actions.step_clock() for _ in range(2)]
    actions.stop_clock(by=None)
    after = actions.step_clock()

    assert (steps, after) == ([True, True], False)
    assert timezone.now() - before < timedelta(days=2, minutes=1)
    assert not DemoClock.objects.get().is_moving


def test_sessions_and_leases_go_along_and_what_was_over_stays_over(demo):
    alive, over = make_session(days=0.1), make_session(days=-0.1)
    task = DBTaskResult.objects.create(
        status="RUNNING", started_at=timezone.now(), args_kwargs={}, run_after=timezone.now()
    )
    actions.move_clock(timezone.now() + timedelta(days=30), by=None)

    work.walk()
    given_back = work.reap(timezone.now())

    for one in (alive, task):
        one.refresh_from_db()
    assert alive.expire_date > timezone.now()
    assert not Session.objects.filter(pk=over.pk, expire_date__gt=timezone.now()).exists()
    assert (given_back, task.status) == (0, "RUNNING")


def test_a_task_whose_worker_died_is_still_given_back_after_a_jump(demo):
    DBTaskResult.objects.create(
        status="RUNNING",
        started_at=timezone.now() - timedelta(hours=1),
        args_kwargs={},
        run_after=timezone.now(),
    )
    actions.move_clock(timezone.now() + DAY, by=None)

    work.walk()

    assert work.reap(timezone.now()) == 1


def test_what_protects_keeps_real_time(demo):
    request = RequestFactory().get("/")
    signed = signing.dumps("هدی")
    spend(request, "codes", most=1)
    actions.move_clock(timezone.now() + timedelta(days=30), by=None)

    work.walk()

    assert signing.loads(signed, max_age=60) == "هدی"
    assert cache_in_database.tz_now is not present.now  # entries of the cache do not end by a jump
    with pytest.raises(TooOften):
        spend(request, "codes", most=1)


def test_the_clocks_run_at_each_step_as_if_that_day_had_come(demo):
    call = make_announced_call()
    actions.move_clock(call.closes_at + DAY, by=None)

    work.walk()

    call.refresh_from_db()
    opened = call.notices.get(kind="opened").at
    assert call.state == Call.State.CLOSED
    assert call.opens_at <= opened <= call.opens_at + DAY  # on its own day, not all at the end
    assert dict(passed(DemoClock.objects.get()))[VERBS["call.opened"]] == 1


def test_it_names_what_comes_and_goes_just_past_it(client, demo):
    call = make_announced_call()
    first = moments.coming(timezone.now())[0]
    page = client.get("/demo/clock/").text

    client.post("/demo/clock/moves/", {"to": first.goal.isoformat()})
    work.walk()

    call.refresh_from_db()
    assert (first.words, first.about, first.at) == (moments.OPENING, str(call), call.opens_at)
    assert str(moments.OPENING) in page and str(call) in page
    assert call.state == Call.State.OPEN
    assert timezone.now() - call.opens_at < timedelta(minutes=2)


def test_every_deadline_of_the_house_has_words():
    named = {
        f"{model._meta.label_lower}.{column}"
        for model in apps.get_models()
        for column in getattr(model, "DEADLINES", ())
    }

    assert moments.DEADLINES.keys() == named
