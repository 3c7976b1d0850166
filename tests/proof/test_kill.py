"""Acknowledged is stored (promise 4): server and worker are killed with -9 while women send their applications.

Everything is driven from outside, over HTTP. Who got no answer tries again with the same key. How many
women: $KOUSHANEH_KILL_WOMEN, else 2,000 in CI and 200 at home; a kill comes after each equal share of answers.
"""

import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode, urlsplit

import pytest

pytestmark = pytest.mark.slow
WOMEN = int(
    os.environ.get("KOUSHANEH_KILL_WOMEN", "200")
)  # 2000 by hand: a busy machine takes three a second
KILLS, CLIENTS, TOKEN = 4, 8, "k" * 32
POSTGRES = os.environ.get("KOUSHANEH_TEST_POSTGRES", "postgres://root@127.0.0.1:5432/postgres")
DATABASE = "koushaneh_kill"


def postgres(*statements):
    """Run statements in the maintenance database; skips where no PostgreSQL answers."""
    psycopg = pytest.importorskip("psycopg")
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            for statement in statements:
                connection.execute(statement)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES}: {error}")


@pytest.fixture(params=["sqlite", "postgres"])
def environment(request, tmp_path):
    """A home of its own; for PostgreSQL also a database of its own, gone afterwards."""
    found = {
        **os.environ,
        "KOUSHANEH_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "koushaneh.config.settings",
    }
    found.pop("DATABASE_URL", None)
    if request.param == "postgres":
        postgres(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"CREATE DATABASE {DATABASE}")
        found["DATABASE_URL"] = urlsplit(POSTGRES)._replace(path=f"/{DATABASE}").geturl()
    yield found
    if request.param == "postgres":
        postgres(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def python(environment, *words):
    answer = subprocess.run(
        [sys.executable, "-m", *words], env=environment, capture_output=True, text=True, check=True
    )
    return answer.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """The product as an operator runs it, in a process group that can be killed at a blow."""

    def __init__(self, environment):
        self.environment, self.port, self.process = environment, free_port(), None

    def start(self):
        command = [sys.executable, "-m", "koushaneh.cli.main", "up", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL
        )
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"it ended with {self.process.returncode}")
            try:
                if self.request("GET", "/health/") == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("it does not answer")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def request(self, method, path, body=None, session="", location=None):
        """Return the status; puts where it sends us into `location`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body and urlencode(body), headers)
            answer = connection.getresponse()
            answer.read()
            if location is not None:
                location.append(answer.headers.get("Location", ""))
            return answer.status
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()


class Crowd:
    """Women who send at the same time; each tries with her key until she has her receipt."""

    def __init__(self, house, women):
        self.house, self.waiting = house, queue.Queue()
        self.acknowledged, self.odd, self.tries = [], [], 0
        for woman in women:
            self.waiting.put(woman)

    def send(self, session, code):
        body, where = {"csrfmiddlewaretoken": TOKEN, "once": f"once-{code}"}, []
        status = self.house.request("POST", f"/my/applications/{code}/submission/", body, session, where)
        if status == 302 and where[0].endswith(f"/{code}/receipt/"):
            self.acknowledged.append(code)
        elif status < 500:
            self.odd.append((code, status, where))
        else:
            raise OSError(f"status {status}")

    def work(self):
        while True:
            try:
                session, code = self.waiting.get_nowait()
            except queue.Empty:
                return
            self.tries += 1
            try:
                self.send(session, code)
            except OSError:
                self.waiting.put((session, code))
                time.sleep(0.2)

    def start(self):
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    @property
    def is_busy(self):
        return any(thread.is_alive() for thread in self.threads)


def kill_again_and_again(house, crowd, count):
    for kill in range(1, KILLS + 1):
        while len(crowd.acknowledged) < kill * count // (KILLS + 1) and crowd.is_busy:
            time.sleep(0.01)
        house.kill()
        house.start()
    deadline = time.monotonic() + 600
    while crowd.is_busy and time.monotonic() < deadline:
        time.sleep(0.1)


def test_no_acknowledged_application_is_lost_or_doubled(environment):
    house = House(environment)
    house.start()
    lines = python(environment, "tests.proof.drafts", str(WOMEN)).splitlines()
    women = [tuple(line.split()) for line in lines]
    crowd = Crowd(house, women)
    began = time.monotonic()

    crowd.start()
    try:
        kill_again_and_again(house, crowd, len(women))
    finally:
        house.kill()

    seconds = time.monotonic() - began
    stored = json.loads(python(environment, "tests.proof.drafts", "count"))
    print(f"{len(crowd.acknowledged)} acknowledged, {crowd.tries} tries, {KILLS} kills, {seconds:.0f} s")
    assert crowd.odd == []
    assert stored["sent"] == sorted(crowd.acknowledged) == sorted(code for _session, code in women)
    assert (stored["records"], stored["snapshots"]) == (WOMEN, WOMEN)
    assert crowd.tries > WOMEN  # some were cut off, and came again
