"""The product as an operator runs it, in processes that can be killed one by one or at a blow."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.proof.cluster import children_of, free_port

PATIENCE_SECONDS = 120
NOT_OURS = ("DATABASE_URL", "KOUSHANEH_POOL")  # of the suite; the house is to run as it ships


def environment_of(home, cluster=None):
    """Return the environment of a house in the folder `home`, on SQLite or on a cluster of its own."""
    found = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    found["KOUSHANEH_HOME"] = str(home)
    found["DJANGO_SETTINGS_MODULE"] = "koushaneh.config.settings"
    return {**found, "DATABASE_URL": cluster.url} if cluster else found


class House:
    def __init__(self, environment, *, servers=1):
        self.environment, self.servers = environment, servers
        self.port, self.process = free_port(), None

    def start(self):
        command = [sys.executable, "-m", "koushaneh.cli.main", "up", "--port", str(self.port)]
        command += ["--workers", str(self.servers)]
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"it does not answer (ended: {self.process.poll()})")
            time.sleep(0.1)

    def answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self):
        """Kill everything that belongs to it, and wait until it is gone."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_part(self, word):
        """Kill one of its processes (and what that one started); the house then ends by itself."""
        for pid in children_of(self.process.pid):
            if word in self._command(pid):
                for victim in [*children_of(pid), pid]:
                    os.kill(victim, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE_SECONDS)

    @staticmethod
    def _command(pid):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
