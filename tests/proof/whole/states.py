"""What is there: the rows of every table, the files, the messages that have left."""

import hashlib
from functools import cache
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection

LEFT = []  # what the channel of the proof has been handed


class Noted:
    """A channel that keeps what leaves."""

    def send(self, to, text, *, template, kind):
        LEFT.append((template, kind))
        return f"noted-{len(LEFT)}"


@cache
def tables():
    return sorted(connection.introspection.django_table_names(only_existing=True))


def rows():
    """Return {table: (count, hash of all its rows in any order)}. Sequences are no table and not read."""
    if connection.vendor == "postgresql":
        return rows_hashed_there()
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            lines = sorted(map(repr, cursor.fetchall()))
            found[table] = (len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
    return found


def rows_hashed_there():
    """The same in one question: a hundred answers of a server cost more than what they hold."""
    one = """SELECT '{0}', count(*), coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM "{0}" t"""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables()))
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def changes():
    """Return how many rows this connection has written so far, those taken back included."""
    if connection.vendor == "sqlite":
        return connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return cursor.fetchone()[0]


def files():
    folder = Path(default_storage.location)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def everything():
    return {"rows": rows(), "files": files(), "left": list(LEFT), "waiting": len(connection.run_on_commit)}


def differences(before, after):
    """Return what differs, in words."""
    found = [table for table in before["rows"] if before["rows"][table] != after["rows"][table]]
    return found + [part for part in ("files", "left", "waiting") if before[part] != after[part]]


def counts(state):
    return {table: count for table, (count, _hash) in state["rows"].items()}
