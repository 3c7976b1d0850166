"""Is this installation sound? Each check says what is wrong and what to do."""

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlparse

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from koushaneh.access.models import Installation
from koushaneh.audit import chain
from koushaneh.core.orphans import orphans
from koushaneh.rights.keeping import days_of
from koushaneh.web.guarded import unguarded

GRAVE, WARN, FINE = "problem", "warning", "fine"
INSIDE = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Finding:
    level: str
    name: str
    text: str


def check_sqlite():
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        overwrites = cursor.execute("PRAGMA secure_delete").fetchone()[0]
    yield _must(synchronous == 2, "synchronous", f"FULL needed, {synchronous} found: commits could be lost")
    yield _must(overwrites == 1, "secure_delete", "ON needed: what is erased would stay in the file")
    yield _must(journal == "wal", "journal", f"WAL needed, {journal} found")
    mode = connection.transaction_mode
    yield _must(
        mode == "IMMEDIATE", "transactions", f"IMMEDIATE needed, {mode} found: seats could be oversold"
    )
    yield _must(
        sqlite3.sqlite_version_info >= (3, 35), "sqlite", f"3.35 needed, {sqlite3.sqlite_version} found"
    )


def check_postgres():
    """What keeps a commit when the power fails; each is on as PostgreSQL ships."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {name}")
            found = cursor.fetchone()[0]
            yield _must(found != "off", name, "on needed, off found: commits could be lost")


def check_doors():
    routes = unguarded()
    yield _must(not routes, "addresses", f"without a rule: {', '.join(routes)}")


def _not_applied():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def check_migrations():
    missing = _not_applied()
    yield _must(not missing, "migrations", f"{len(missing)} not applied: run `koushaneh up`")


def check_keys():
    folder = settings.HOME / "keys"
    loose = [path.name for path in folder.glob("*") if path.stat().st_mode & 0o077]
    yield _must(not loose, "keys", f"readable by others: {', '.join(loose)}; chmod 600 them")


def check_place_of_services():
    address = {"kavenegar": settings.KAVENEGAR_URL, "gateway": settings.SMS_GATEWAY_URL}.get(
        settings.SMS_CHANNEL, ""
    )
    host = urlparse(address).hostname or ""
    known = host in INSIDE or host.endswith(".ir") or host == "api.kavenegar.com"
    yield Finding(
        FINE if known else WARN,
        "messages",
        f"{settings.SMS_CHANNEL} {host or 'inside'}: data stay in the country?",
    )


def check_channel():
    is_demo = Installation.objects.filter(is_demo=True).exists()
    if settings.SMS_CHANNEL == "console" and not is_demo:
        yield Finding(
            WARN, "messages", "the channel is `console`: no text reaches anybody; set KOUSHANEH_SMS"
        )


def check_disk():
    free = shutil.disk_usage(settings.HOME).free // 2**20
    yield Finding(GRAVE if free < 200 else FINE, "disk", f"{free} MB free in {settings.HOME}")


def check_orphans():
    if _not_applied():
        return  # a table that names files may not be there yet
    count = len(orphans(timezone.now() - timedelta(days=days_of("orphans"))))
    text = f"{count} that belong to no row; the worker removes them at night" if count else "each has its row"
    yield Finding(WARN if count else FINE, "files", text)


def check_pdf():
    try:
        import weasyprint  # noqa: F401, PLC0415  optional and slow to import
    except (ImportError, OSError):
        yield Finding(
            WARN, "pdf", "WeasyPrint or its libraries are missing: letters print from the browser only"
        )


def check_django():
    for problem in run_checks(include_deployment_checks=settings.HTTPS):
        yield Finding(GRAVE if problem.level >= 40 else WARN, problem.id or "django", problem.msg)


def check_log():
    finding = chain.verify()
    yield _must(finding.bad_at is None, "log", f"entry {finding.bad_at} does not fit ({finding.why})")


def _must(holds, name, text):
    return Finding(FINE, name, "as it must be") if holds else Finding(GRAVE, name, text)


QUICK = (check_sqlite, check_postgres, check_migrations, check_keys, check_disk)
ALL = (
    *QUICK,
    *(check_doors, check_channel, check_place_of_services, check_orphans, check_pdf, check_django, check_log),
)


def findings(checks=ALL):
    return [finding for check in checks for finding in check()]


def grave_problems():
    return [finding for finding in findings(QUICK) if finding.level == GRAVE]


def report():
    found = findings()
    for finding in found:
        print(f"{finding.level:8} {finding.name:14} {finding.text}")
    return 1 if any(finding.level == GRAVE for finding in found) else 0
