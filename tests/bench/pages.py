"""Each main page against a bare page of the same server, taken in turns: requests a second, share, bytes.

Seconds are the medians of the turns. The last rows show that a list costs the same when it is longer.
A bare page is a view without middleware. Bytes are the page and the sheets and scripts it names,
compressed, without the font. Aims: 0.20 for a list of fifty rows without persons, 50 kB.
"""

import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from statistics import median

ROUNDS, EACH = 7, 10
GROWTH = (200, 20_000)
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))')
LIST = "log, 50 rows, no person"
AIMS = {LIST: "≥ 0.20"}


class Server:
    """granian with one worker, on a home and a port of its own."""

    def __init__(self, home):
        self.environment = {
            **os.environ,
            "KOUSHANEH_HOME": home,
            "DJANGO_SETTINGS_MODULE": "koushaneh.config.settings",
        }
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def run(self, *words):
        command = [sys.executable, *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        ).stdout

    def __enter__(self):
        self.run("manage.py", "migrate", "--verbosity=0")
        self.run("manage.py", "createcachetable")
        self.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        self.pages = json.loads(self.run("-m", "tests.bench.house", "fill").splitlines()[-1])
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error"]
        command += ["--port", str(self.port), "tests.bench.house:application"]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.get("/bare/")
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise RuntimeError("the server does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path, session=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} gives {answer.status}")
        return body

    def seconds(self, path, session=""):
        began = time.perf_counter()
        for _ in range(EACH):
            self.get(path, session)
        return (time.perf_counter() - began) / EACH


def weight_of(server, path, session):
    """Return the compressed bytes of a page with its sheets and scripts."""
    body = server.get(path, session)
    named = sorted(set(NAMED.findall(body.decode())))
    parts = [body, *(server.get(one) for one in named if "font" not in one)]
    return sum(len(gzip.compress(part, 6)) for part in parts), len(gzip.compress(body, 6))


def row(server, name, path, session):
    server.seconds(path, session)  # the process warms up
    turns = [(server.seconds(path, session), server.seconds("/bare/")) for _ in range(ROUNDS)]
    ours, bare = median(one for one, _bare in turns), median(bare for _one, bare in turns)
    whole, alone = weight_of(server, path, session)
    size = f"{whole / 1000:.0f} kB, page {alone / 1000:.1f} kB" + ("" if whole < 50_000 else " (over 50)")
    speed = f"{1 / ours:,.0f} a second"
    return (
        name,
        "bare page",
        speed,
        f"{ours:.4f}",
        f"{bare:.4f}",
        f"{bare / ours:.2f}",
        AIMS.get(name, ""),
        size,
        "",
    )


def rows():
    """Page, reference, requests a second, our seconds, the bare page's, share, aim, bytes, -."""
    with tempfile.TemporaryDirectory() as home, Server(home) as server:
        return [*[row(server, *page) for page in server.pages], *growth(server)]


def growth(server):
    """The same page of a list when the list is short and when it is long."""
    path, session = next((path, session) for name, path, session in server.pages if name == LIST)
    taken = []
    for count in GROWTH:
        server.run("-m", "tests.bench.house", "grow", str(count))
        server.seconds(path, session)
        taken.append(median(server.seconds(path, session) for _ in range(ROUNDS)))
    short, long = taken
    share = f"{short / long:.2f}"
    name, reference = (f"the log with {count:,} rows" for count in reversed(GROWTH))
    return [(name, reference, "", f"{long:.4f}", f"{short:.4f}", share, "≥ 0.80", "", "")]


if __name__ == "__main__":
    for one in rows():
        print(" | ".join(one))
