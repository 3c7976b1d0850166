"""Starting the product: database, static files, server and worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from koushaneh.access.models import Installation
from koushaneh.cli import doctor
from koushaneh.cli.collecting import collect_static


def say_at_once(words):
    print(words, flush=True)


def prepare():
    """Bring database and static files up to date. Safe to repeat; quick when nothing is new."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    collect_static()


def up(*, port, host, workers, demo):
    if workers > 1 and connection.vendor == "sqlite":
        print("more than one server process needs PostgreSQL: set DATABASE_URL, or leave --workers out")
        return 2
    prepare()
    if demo:
        from koushaneh.demo.make import is_unfinished, make_demo  # noqa: PLC0415  large and rarely wanted

        if is_unfinished():
            make_demo(say=say_at_once)
    if doctor.grave_problems():
        return doctor.report()
    connection.close()
    return serve(port, host, workers)


def serve(port, host, workers):
    """Run server and worker until one of them ends or somebody presses Ctrl+C; 1 if one failed by itself."""
    address = f"http://{host}:{port}"
    environment = {**os.environ, "KOUSHANEH_ORIGIN": os.environ.get("KOUSHANEH_ORIGIN", address)}
    commands = (server_command(port, host, workers), [sys.executable, "-m", "koushaneh.cli.main", "worker"])
    processes = [subprocess.Popen(command, env=environment) for command in commands]  # noqa: S603  our own
    threading.Thread(target=greet, args=(address,), daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: [process.terminate() for process in processes])
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    for process in processes:
        process.terminate()
    codes = [process.wait() for process in processes]
    return 0 if all(code in (0, -signal.SIGTERM, -signal.SIGINT) for code in codes) else 1


def server_command(port, host, workers):
    where = ["--host", host, "--port", str(port), "--workers", str(workers)]
    limits = ["--blocking-threads", "16", "--backpressure", "64", "--log-level", "warning"]
    door = "koushaneh.config.wsgi:application"
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *where, *limits, door]


def greet(address):
    """Say where it is, once it answers."""
    for _ in range(120):
        try:
            with urlopen(f"{address}/health/", timeout=2):  # noqa: S310  our own address
                break
        except OSError:
            time.sleep(0.5)
    print(f"\nKoushaneh is at {address}", flush=True)
    if Installation.objects.filter(is_demo=True).exists():
        print(f"Enter as anybody of the cast, with one click: {address}/account/demo/", flush=True)
    print(f"Its home is {settings.HOME}. Stop it with Ctrl+C.", flush=True)
