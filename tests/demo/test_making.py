"""The making of the demo is killed in the middle of every chapter and goes on where it was, nothing twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from koushaneh.demo.make import CHAPTERS
from tests.proof.house import environment_of

pytestmark = pytest.mark.slow
FILES, APPLICATIONS, SEATS = 300, 60, 12
MAKE = f"""
import django; django.setup()
from koushaneh.cli.serving import prepare
from koushaneh.demo.make import is_unfinished, make_demo
prepare()
if is_unfinished():
    make_demo(say=lambda words: print(words, flush=True), files={FILES}, applications={APPLICATIONS}, seats={SEATS})
"""
PLAIN = "import django; django.setup()\nfrom koushaneh.demo import make\n"
LOOSE = """
import contextlib
import django; django.setup()
from koushaneh.demo import make
make.transaction = type("Loose", (), {"atomic": staticmethod(contextlib.nullcontext)})
"""
HALTED = """
def halt(*_, **__):
    print("demo halfway/", flush=True)
    import time; time.sleep(600)
make.house.close_holidays = halt
"""
TOLD = """
import django; django.setup()
import json
from collections import Counter
from koushaneh.access.models import Installation
from koushaneh.audit import chain
from koushaneh.calls.models import Application, Call
from koushaneh.demo.make import FINISHED
from koushaneh.rights.queries import receipt_of
first, second = Call.objects.order_by("pk")
twice = [one for one, count in Counter(Application.objects.values_list("call", "person")).items() if count > 1]
print(json.dumps({
    "chapters": Installation.objects.get().demo_chapters,
    "applications": first.applications.count(),
    "runs": first.runs.count(),
    "applied twice": len(twice),
    "has a cohort": first.cohort.enrolments.exists(),
    "the receipt opens": receipt_of(FINISHED.read_text().strip()) is not None,
    "the log holds": chain.verify().bad_at is None,
}))
"""
WHOLE = {
    "chapters": len(CHAPTERS),
    "applications": APPLICATIONS,
    "runs": 1,
    "applied twice": 0,
    "has a cohort": True,
    "the receipt opens": True,
    "the log holds": True,
}


class Making:
    """One making of the demo, in a process of its own."""

    def __init__(self, environment, program=MAKE):
        command = [sys.executable, "-c", program]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def reaches(self, chapter):
        """Wait until it says that it begins with this chapter; False where it ended before."""
        wanted = f"demo {chapter}/"
        return any(line.startswith(wanted) for line in self.process.stdout)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def ends(self):
        """Return what it said until it ended by itself, as it should."""
        said, _nothing = self.process.communicate()
        assert self.process.returncode == 0
        return said


def test_a_demo_that_is_killed_in_every_chapter_is_made_once_and_whole(tmp_path):
    moment, environment = random.Random("making"), environment_of(tmp_path)
    for chapter in range(1, len(CHAPTERS) + 1):
        making = Making(environment)
        assert making.reaches(chapter)
        time.sleep(moment.uniform(0.05, 0.5))
        making.kill()

    assert "demo made in" in Making(environment).ends()
    assert Making(environment).ends() == ""  # there is nothing left to make
    assert json.loads(Making(environment, TOLD).ends()) == WHOLE


@pytest.mark.parametrize("loose", ["", LOOSE])
def test_what_a_kill_leaves_of_a_chapter_is_nothing_unless_it_is_no_transaction(tmp_path, loose):
    environment = environment_of(tmp_path)
    making = Making(environment, (loose or PLAIN) + HALTED + MAKE)
    assert making.reaches("halfway")
    making.kill()

    second = Making(environment, loose + MAKE)
    goes_on = second.reaches(2)
    second.kill()

    assert goes_on == (loose == "")
