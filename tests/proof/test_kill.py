"""Acknowledged is stored (promise 4): server, worker and database are killed with -9 while women send.

Everything is driven from outside, over HTTP. Who got no answer tries again with the same key. How many
women: $KOUSHANEH_KILL_WOMEN, else 2,000. The moments of the kills and their order are drawn; $KOUSHANEH_KILL_SEED
repeats a draw. PostgreSQL is one of our own, so that it can be killed as well.
"""

import json
import os
import random
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tests.proof.cluster import database
from tests.proof.crowd import Crowd
from tests.proof.house import House, environment_of

pytestmark = pytest.mark.slow
WOMEN = int(os.environ.get("KOUSHANEH_KILL_WOMEN", "2000"))
SEED = int(os.environ.get("KOUSHANEH_KILL_SEED", random.randrange(10**6)))


@pytest.fixture
def cluster(request):
    with database(request.param) as cluster:
        yield cluster


@pytest.fixture
def environment(cluster, tmp_path):
    return environment_of(tmp_path, cluster)


def drafts(environment, word):
    command = [sys.executable, "-m", "tests.proof.drafts", str(word)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def all_at_once(house):
    house.kill()
    house.start()


def server_alone(house):
    house.kill_part("granian")
    house.start()


def worker_alone(house):
    house.kill_part("worker")
    house.start()


STRIKES = {"all": all_at_once, "server": server_alone, "worker": worker_alone}


def strike(house, crowd, cluster, *, women, dice):
    """Kill in an order and at moments that are drawn; return what was killed after how many receipts."""
    names = [*STRIKES, "all", *(["database"] * 2 if cluster else [])]
    dice.shuffle(names)
    moments = sorted(dice.sample(range(women // 20, women - women // 20), len(names)))
    struck = []
    for name, moment in zip(names, moments, strict=True):
        crowd.wait(until=moment)
        struck.append((name, len(crowd.acknowledged)))
        if name == "database":
            cluster.kill()
            cluster.start()  # the house must find it again by itself
        else:
            STRIKES[name](house)
    return struck


def run(environment, cluster, *, women, strikes):
    """Let `women` send while `strikes(house, crowd)` kills; return all that is known in the end."""
    house, began = House(environment), time.monotonic()
    house.start()
    crowd = Crowd(house.port, [tuple(line.split()) for line in drafts(environment, women).splitlines()])
    ready = time.monotonic()
    crowd.start()
    try:
        struck = strikes(house, crowd)
        crowd.wait()
    finally:
        house.kill()
    seconds = f"{ready - began:.0f} s before, {time.monotonic() - ready:.0f} s of sending"
    print(
        f"{len(crowd.acknowledged)} receipts, {crowd.cut_off} cut off, {crowd.turned_away} found nobody, {seconds}"
    )
    print(f"killed: {struck}")
    return SimpleNamespace(crowd=crowd, **json.loads(drafts(environment, "count")))


def lost(found):
    return sorted(set(found.crowd.acknowledged) - set(found.traces["sent"]))


@pytest.mark.parametrize("cluster", ["sqlite", "postgres"], indirect=True)
def test_no_acknowledged_application_is_lost_or_doubled(environment, cluster):
    dice = random.Random(SEED)
    print(f"seed {SEED}")

    found = run(
        environment,
        cluster,
        women=WOMEN,
        strikes=lambda house, crowd: strike(house, crowd, cluster, women=WOMEN, dice=dice),
    )

    codes = sorted(code for _session, code in found.crowd.women)
    assert found.crowd.odd == []
    assert lost(found) == []
    assert sorted(found.crowd.acknowledged) == codes
    assert {trace: rows for trace, rows in found.traces.items() if rows != codes} == {}
    assert found.is_log_sound
    assert found.crowd.cut_off > 0  # some did not know whether it was stored, and came again


@pytest.mark.parametrize("cluster", ["sqlite"], indirect=True)
def test_a_house_that_acknowledges_before_it_stores_is_found_out(environment, cluster):
    environment["DJANGO_SETTINGS_MODULE"] = "tests.proof.early"

    def once(house, crowd):
        crowd.wait(until=100)
        all_at_once(house)
        return [("all", 100)]

    found = run(environment, cluster, women=200, strikes=once)

    assert lost(found) != []
