"""A PostgreSQL of the test's own, which may be killed without hurting anybody else."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid):
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def program(name):
    """Return the newest server program of this name; skips where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    where = str(found[-1]) if found else shutil.which(name)
    if not where:
        pytest.skip(f"the program `{name}` of PostgreSQL is not installed")
    return where


class Cluster:
    """One PostgreSQL in a folder in memory or on disk, as it is set up by default: every commit is flushed."""

    def __init__(self):
        self.user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        self.folder, self.port, self.process = Path(tempfile.mkdtemp(prefix="cluster-")), free_port(), None
        if self.user:
            shutil.chown(self.folder, self.user)
        words = ["--auth=trust", "--username=house", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run(program("initdb"), *words, "--pgdata", str(self.folder / "data"))
        self.start()

    @property
    def url(self):
        return f"postgres://house@127.0.0.1:{self.port}/postgres"

    def _run(self, *command):
        subprocess.run(command, user=self.user, check=True, capture_output=True, cwd=self.folder)

    def start(self):
        """Start it; after a kill it first repairs itself from its log, and waits for what is left of the old."""
        options = ["-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder)]
        for _ in range(300):
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(
                    [program("postgres"), *options],
                    user=self.user,
                    stderr=subprocess.DEVNULL,
                    cwd=self.folder,
                )
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL does not come back")

    def _answers(self):
        command = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def kill(self):
        """Kill it and all its processes at a blow."""
        victims = [self.process.pid, *children_of(self.process.pid)]
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def remove(self):
        self.kill()
        shutil.rmtree(self.folder)


@contextlib.contextmanager
def database(kind):
    """A cluster of its own for "postgres", gone afterwards; None for "sqlite"."""
    if kind == "sqlite":
        yield None
        return
    cluster = Cluster()
    try:
        yield cluster
    finally:
        cluster.remove()
