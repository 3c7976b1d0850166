"""Writers of one SQLite file wait for their turn, longer than SQLite itself would let them."""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ConnectionHandler, OperationalError

from koushaneh.core.sqlite import base

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WRITERS, HOLDS_SECONDS, PATIENCE_SECONDS = 4, 0.3, 0.05


@pytest.fixture
def open_connection(tmp_path):
    """Open one more connection to the same file; each gives up after `PATIENCE_SECONDS` by itself."""
    handler = ConnectionHandler(
        {
            "default": {
                "ENGINE": "koushaneh.core.sqlite",
                "NAME": str(tmp_path / "queue.sqlite3"),
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE_SECONDS},
            }
        }
    )
    with contextlib.closing(handler.create_connection("default")) as first, first.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE counter (number INTEGER)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    return lambda: handler.create_connection("default")


def write_slowly(open_connection, begin):
    """Add one in a transaction that takes its time; return what went wrong, or nothing."""
    connection = open_connection()
    begin.wait()
    try:
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE counter SET number = number + 1")
        time.sleep(HOLDS_SECONDS)
        connection.commit()
    except OperationalError as error:
        return str(error)
    finally:
        connection.close()
    return ""


def written_at_once(open_connection):
    begin = threading.Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as pool:
        problems = list(pool.map(lambda _: write_slowly(open_connection, begin), range(WRITERS)))
    with contextlib.closing(open_connection()) as last, last.cursor() as cursor:
        return cursor.execute("SELECT number FROM counter").fetchone()[0], problems


def test_every_writer_gets_her_turn(open_connection):
    assert written_at_once(open_connection) == (WRITERS, [""] * WRITERS)


def test_without_the_queue_writers_are_sent_away(open_connection, monkeypatch):
    monkeypatch.setattr(base, "WRITING", ())

    number, problems = written_at_once(open_connection)

    assert number < WRITERS
    assert "database is locked" in problems


def test_a_failed_transaction_gives_its_turn_back(open_connection):
    with contextlib.closing(open_connection()) as first, contextlib.closing(open_connection()) as second:
        for connection in (first, second, first):
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            connection.rollback()
            connection.set_autocommit(True)

        assert (first.turn, second.turn) == (None, None)
