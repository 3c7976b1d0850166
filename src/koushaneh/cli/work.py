"""The worker (کارگر): sends messages, seals the log, keeps the clocks, runs tasks.

Each clock has slots of time; of many workers the one that writes the slot first takes the turn.
Clocks run in a thread of their own, so that a long task does not keep messages waiting. A task
whose worker died is given back after its lease. A database that is busy, or gone for a while, is waited for.
"""

import threading
import time
from datetime import timedelta

import structlog
from django.db import Error, IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from koushaneh.audit.models import Slot
from koushaneh.cli.clocks import CLOCKS
from koushaneh.demo import present
from koushaneh.demo.actions import step_clock
from koushaneh.notify.actions import drain
from koushaneh.web.frame import is_demo_home

LEASE = timedelta(minutes=30)
PAUSE_SECONDS = 2


def take(name, seconds, now):
    """Say whether this worker takes the turn of a clock."""
    try:
        with transaction.atomic():
            Slot.objects.create(name=name, slot=int(now.timestamp()) // seconds)
    except IntegrityError:
        return False
    Slot.objects.filter(name=name, at__lt=now - timedelta(days=1)).delete()
    return True


def tick(now=None, clocks=CLOCKS):
    """Do everything whose turn it is. An error in one clock is logged and does not stop the others."""
    now, log = now or timezone.now(), structlog.get_logger("koushaneh.worker")
    for clock in clocks:
        if not take(clock.name, clock.seconds, now):
            continue
        try:
            clock.action(now)
        except Exception:
            log.exception("clock failed", clock=clock.name)


def reap(now):
    """Give back tasks that are still running after their lease: their worker died."""
    stuck = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=now - LEASE)
    return stuck.update(status="READY", started_at=None)


def turn():
    tick()
    reap(timezone.now())


def walk():
    """Bring the clock of a demo to where somebody asked for; at each step all that is due then is done."""
    present.look()
    while step_clock():
        tick()
        while drain(timezone.now()):
            pass


def unless_database_fails(work):
    """Do `work`; say whether the database let it. A broken or old connection is dropped, so that the next is new."""
    try:
        close_old_connections()
        work()
    except Error:
        structlog.get_logger("koushaneh.worker").exception("database failed", work=work.__name__)
        connection.close()
        return False
    return True


def keep_clocks(*, in_demo):
    while True:
        if in_demo:
            unless_database_fails(walk)
        unless_database_fails(turn)
        time.sleep(PAUSE_SECONDS)


def forever():
    in_demo = is_demo_home()
    if in_demo:
        present.follow()
    threading.Thread(target=keep_clocks, kwargs={"in_demo": in_demo}, name="clocks", daemon=True).start()
    worker = task_worker()
    worker.configure_signals()
    while not unless_database_fails(worker.run):
        time.sleep(PAUSE_SECONDS)
    return 0


def task_worker():
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="koushaneh",
    )
