"""Whoever begins a writing transaction waits in a queue, not in SQLite's polling.

SQLite has one writer. The others ask for their turn again and again, ever more rarely; in a crowd some
ask past any timeout and are sent away with an error. Here they wait on a lock of a file beside the
database, which the kernel hands from thread to thread and from process to process, and takes back from
one that dies. A transaction that was opened for reading (DEFERRED) does not wait.
"""

import fcntl
import os

from django.db.backends.sqlite3 import base

WRITING = ("IMMEDIATE", "EXCLUSIVE")


class DatabaseWrapper(base.DatabaseWrapper):
    turn = None  # the descriptor of the locked file, while this connection writes

    def _start_transaction_under_autocommit(self):
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_turn()
            raise

    def _commit(self):
        super()._commit()  # if it fails, a rollback follows
        self._leave_turn()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._leave_turn()

    def _close(self):
        try:
            super()._close()
        finally:
            self._leave_turn()

    def _take_turn(self):
        if self.transaction_mode in WRITING and not self.is_in_memory_db():
            self.turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self.turn, fcntl.LOCK_EX)

    def _leave_turn(self):
        if self.turn is not None:
            os.close(self.turn)
            self.turn = None
