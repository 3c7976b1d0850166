"""Counting what an action writes, and letting one of its writes fail."""

import random
import re
from contextlib import contextmanager

from django.db import OperationalError, connection

WRITES = ("INSERT", "UPDATE", "DELETE", "RELEASE")  # releasing a savepoint is the commit of a nested action
MOST = 40  # so many failures are tried of a longer action


class Broken(OperationalError):
    """What the database says when a write fails."""


class Breaker:
    """An execute_wrapper that notes every write, and fails the one at `at` (from 1)."""

    def __init__(self, at=None):
        self.at, self.seen = at, []

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.seen.append(shape(sql))
            if len(self.seen) == self.at:
                raise Broken(f"write {self.at} fails: {self.seen[-1][:90]}")
        return execute(sql, params, many, context)


def shape(sql):
    """A statement without what changes from one call to the next: names of savepoints, lists of values."""
    return re.sub(r"\(%s[^)]*\)", "(…)", re.sub(r'"s\d+_x\d+"', "", sql))


@contextmanager
def failing(at=None):
    breaker = Breaker(at)
    with connection.execute_wrapper(breaker):
        yield breaker


def points(shapes):
    """Which writes to fail: all of a short action; of a longer one the first, the last, the first of each
    statement, and a seeded sample up to `MOST`."""
    every = range(1, len(shapes) + 1)
    if len(shapes) <= MOST:
        return list(every)
    chosen = {1, len(shapes)} | {shapes.index(one) + 1 for one in set(shapes)}
    rest = [point for point in every if point not in chosen]
    extra = random.Random(2).sample(rest, max(0, min(len(rest), MOST - len(chosen))))
    return sorted(chosen | set(extra))
