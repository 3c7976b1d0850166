"""Races (مسابقه): many act at the same moment, each in a thread with a connection of its own, on either database."""

import contextlib
import copy
import sqlite3
import threading

from django.db import connection, connections


@contextlib.contextmanager
def one_database(path, **options):
    """Let all threads, this one too, meet in one real database; `options` are of SQLite.

    The suite's own SQLite lives in memory and has one connection, so it is copied to a file first.
    PostgreSQL is such a database already.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)
    kept, own = connections.settings["default"], connections["default"]
    there = {"NAME": str(path), "OPTIONS": {**kept["OPTIONS"], **options}}
    connections.settings["default"] = {**copy.deepcopy(kept), **there}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = kept, own


def in_thread(work, problems):
    """Return a thread for `work` that closes its connection and puts into words what went wrong."""

    def run():
        try:
            work()
        except Exception as problem:
            problems.append(f"{type(problem).__name__}: {problem}")
        finally:
            connections["default"].close()

    return threading.Thread(target=run)


def at_once(works, *, told=()):
    """Do all works at the same moment; return what each gave and what went wrong.

    Who is refused by one of `told` was told honestly: the refusal is what that work gave.
    """
    gave, problems, barrier = [], [], threading.Barrier(len(works))

    def take_part(work):
        barrier.wait()
        try:
            gave.append(work())
        except tuple(told) as refusal:
            gave.append(refusal)

    threads = [in_thread(lambda work=work: take_part(work), problems) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return gave, problems
