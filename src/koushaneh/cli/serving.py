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


def prepare():
    """Bring database and static files up to date. Safe to repeat; quick when nothing is new."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def up(*, port, host, workers, demo):
    prepare()
    if demo and not Installation.objects.exists():
        from koushaneh.demo.make import make_demo  # noqa: PLC0415  demo data is large and rarely wanted

        make_demo(say=print)
    if doctor.grave_problems():
        return doctor.report()
    connection.close()
    return serve(port, host, workers)


def serve(port, host, workers):
    """Run server and worker until one of them ends or somebody presses Ctrl+C."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", str(workers), "--blocking-threads", "16", "--backpressure", "64", "--log-level", "warning", "koushaneh.config.wsgi:application"]
    worker = [sys.executable, "-m", "koushaneh.cli.main", "worker"]
    address = f"http://{host}:{port}"
    environment = {**os.environ, "KOUSHANEH_ORIGIN": os.environ.get("KOUSHANEH_ORIGIN", address)}
    processes = [subprocess.Popen(command, env=environment) for command in (server, worker)]  # noqa: S603  our own
    threading.Thread(target=greet, args=(address,), daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: [process.terminate() for process in processes])
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    for process in processes:
        process.terminate()
    return (
        max(abs(process.wait()) for process in processes if process.returncode not in (0, -15))
        if any(process.wait() not in (0, -15) for process in processes)
        else 0
    )


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
