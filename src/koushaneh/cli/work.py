"""The worker (کارگر): sends messages, seals the log, keeps the clocks, runs tasks.

Each clock has slots of time; of many workers the one that writes the slot first takes the turn.
Clocks run in a thread of their own, so that a long task does not keep messages waiting. A task
whose worker died is given back after its lease.
"""

import threading
import time
from datetime import timedelta

import structlog
from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from koushaneh.audit.models import Slot
from koushaneh.cli.clocks import CLOCKS

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


def keep_clocks():
    while True:
        close_old_connections()
        tick()
        reap(timezone.now())
        time.sleep(PAUSE_SECONDS)


def forever():
    threading.Thread(target=keep_clocks, name="clocks", daemon=True).start()
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="koushaneh",
    )
    worker.configure_signals()
    worker.run()
    return 0
