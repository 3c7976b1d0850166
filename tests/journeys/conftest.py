"""Journeys (سفرها): the product in a real browser, over a small demo made by the demo's own code.

The demo is made once a session and kept as SQLite files, one for each moment of its story. Every
journey works on a fresh copy of the moment that it needs, so journeys may run in any order.
"""

import copy
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connections, transaction
from django.test.testcases import LiveServerThread
from django.utils import timezone

from koushaneh.calls.models import Call
from koushaneh.demo import first_call
from koushaneh.demo.clock import at
from koushaneh.demo.make import Maker
from koushaneh.screening.actions.assigning import assign_reviews
from tests.journeys.hands import Hands

FILES, APPLICATIONS, SEATS = 300, 60, 12
MOMENTS = ("texts", "reviews", "released", "today")


def pytest_collection_modifyitems(items):
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.slow)


@contextmanager
def database_in(path):
    """Let every thread use this SQLite file as its database, and give the suite its own back."""
    kept, own = connections.settings["default"], connections["default"]
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    options = {"OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20}}
    connections.settings["default"] = {**copy.deepcopy(kept), **file, **options}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = kept
        connections["default"] = own


@pytest.fixture(scope="session")
def moments(chromium_path, tmp_path_factory, django_db_setup, django_db_blocker):
    """Make the demo and keep a copy of its database at each moment. Returns (folder, the story's days)."""
    folder = tmp_path_factory.mktemp("journeys")
    with django_db_blocker.unblock(), database_in(folder / "making.sqlite3"):
        call_command("migrate", verbosity=0)
        story = make(folder)
    return folder, story


def make(folder):
    maker = Maker(lambda words: None, FILES, APPLICATIONS, SEATS)
    chapter(maker.house, maker.register, maker.first_call)
    with at(maker.story.day(134)):
        chapter(lambda: first_call.check(maker_call(), maker.accounts, maker.officers))
    keep(folder, "texts")
    with at(maker.story.day(126)):
        chapter(lambda: first_call.edit_texts(maker_call(), maker.accounts))
        chapter(lambda: assign_reviews(maker_call(), by=maker.accounts["هدی روشن‌ضمیر"]))
    keep(folder, "reviews")
    with at(maker.story.day(115)):
        chapter(lambda: first_call.judge(maker_call(), say=maker.say, seed="reviews"))
    chapter(maker.talks, lambda: first_call.run(maker_call(), maker.accounts, maker.story, 92))
    keep(folder, "released")
    chapter(lambda: finish(maker), maker.walking, maker.workshops, maker.second_call, maker.today)
    keep(folder, "today")
    return maker.story


def maker_call():
    return Call.objects.get()


def finish(maker):
    call = maker_call()
    first_call.answer_offers(call, maker.accounts, maker.story, 86)
    first_call.appeal(call, maker.accounts, maker.story, 80, maker.objecting(call))
    first_call.finish(call, maker.accounts, maker.story, 50)


def chapter(*steps):
    for step in steps:
        with transaction.atomic():
            step()


def keep(folder, name):
    connections["default"].close()
    shutil.copy(folder / "making.sqlite3", folder / f"{name}.sqlite3")


class Clock:
    """The clock of server and test: it goes on by itself, and a journey may set it."""

    def __init__(self, real):
        self.real, self.ahead = real, timedelta()

    def now(self):
        return self.real() + self.ahead

    def set(self, instant: datetime):
        self.ahead = instant - self.real()


@pytest.fixture
def clock(monkeypatch):
    made = Clock(timezone.now)
    monkeypatch.setattr(timezone, "now", made.now)
    return made


@pytest.fixture
def story(moments):
    return moments[1]


@pytest.fixture
def house(moments, tmp_path, django_db_blocker):
    """Open the house at a moment of the story: `address = house("today")`."""
    folder, _story = moments
    opened = []

    @contextmanager
    def server(moment):
        shutil.copy(folder / f"{moment}.sqlite3", tmp_path / "house.sqlite3")
        with django_db_blocker.unblock(), database_in(tmp_path / "house.sqlite3"):
            thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
            thread.daemon = True
            thread.start()
            thread.is_ready.wait()
            try:
                yield f"http://127.0.0.1:{thread.port}"
            finally:
                thread.terminate()

    def open_at(moment):
        opened.append(server(moment))
        return opened[-1].__enter__()

    yield open_at
    for one in opened:
        one.__exit__(None, None, None)


@pytest.fixture
def hands(chromium, request):
    """A pair of hands on a phone or a desk: `her = hands(address, "phone")`; looks are named after the test."""
    opened = []

    def take(address, size="phone", **more):
        opened.append(Hands(chromium, address, size, story=request.node.name, **more))
        return opened[-1]

    yield take
    for one in opened:
        one.leave()
