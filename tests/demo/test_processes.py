"""The clock of the demo holds in every process at once: servers and worker, on both databases."""

import re
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.proof.cluster import database
from tests.proof.house import House, environment_of

pytestmark = pytest.mark.slow
MAKE = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from koushaneh.access.models import Installation, Role
from koushaneh.people.models import Account
from tests.factories.access import make_post
from tests.factories.calls import make_announced_call
from koushaneh.cli.serving import prepare
prepare()
Installation.objects.create(name="نمونه", is_demo=True, demo_chapters=99)
call = make_announced_call()
Account.objects.filter(pk=call.author_id).update(is_cast=True)
(Path(settings.HOME) / "demo").touch()
print(call.code, call.author_id)
"""


@pytest.fixture(params=["sqlite", "postgres"])
def house(request, tmp_path):
    """A house that has not started: one server on SQLite, which allows no more, two on PostgreSQL."""
    with database(request.param) as cluster:
        yield House(environment_of(tmp_path, cluster), servers=2 if cluster else 1)


class Visitor:
    """A browser without a picture: keeps cookies, finds the token of a form."""

    def __init__(self, house):
        self.address = f"http://127.0.0.1:{house.port}"
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, path):
        with self.opener.open(self.address + path, timeout=20) as answer:
            return answer.read().decode()

    def post(self, path, token, **values):
        body = urlencode({"csrfmiddlewaretoken": token, **values}).encode()
        with self.opener.open(self.address + path, data=body, timeout=20) as answer:
            return answer.read().decode()


def token_of(text):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]


def shown(text):
    return re.search(r'class="demo-now".*?<strong>(.*?)</strong>', text, re.S)[1]


def wait_for(read, is_there, seconds=90):
    deadline = time.monotonic() + seconds
    while not is_there(found := read()):
        assert time.monotonic() < deadline, found[-2000:]
        time.sleep(0.3)
    return found


def test_servers_and_worker_keep_the_same_time_and_nobody_is_signed_out(house):
    made = subprocess.run(
        [sys.executable, "-c", MAKE], env=house.environment, capture_output=True, text=True, check=True
    )
    code, author = made.stdout.split()
    house.start()
    try:
        visitor = Visitor(house)
        entrance = visitor.get("/account/demo/")
        visitor.post(f"/account/demo/{author}/", token_of(entrance))
        before = visitor.get("/demo/clock/")

        visitor.post("/demo/clock/moves/", token_of(before), to="week")
        after = wait_for(lambda: visitor.get("/demo/clock/"), lambda text: 'class="notice done"' in text)
        seen = {shown(visitor.get("/demo/clock/")).partition("،")[0] for _ in range(20)}
        call = visitor.get(f"/hq/calls/{code}/")
    finally:
        house.kill()

    assert shown(before).partition("،")[0] not in seen
    assert seen == {shown(after).partition("،")[0]}  # each server, on every request
    assert 'data-audience="hq"' in call  # still signed in, a week later
    assert "فراخوان باز شد و قواعد آن منتشر شد" in call  # the worker lived through that week
