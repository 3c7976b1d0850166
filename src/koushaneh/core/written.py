"""Files that follow their rows (پرونده‌های همراه): when an act fails, what it wrote to the media goes with it.

A database takes its rows back, a folder keeps its files. `files_follow` closes that gap around an action
that keeps files, and at the door, where later steps of the same request may still fail.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import FileSystemStorage

_followed = ContextVar("files written in this act", default=None)


class FollowingStorage(FileSystemStorage):
    """The media folder. It tells the act around it what has been written."""

    def _save(self, name, content):
        written = super()._save(name, content)
        if (files := _followed.get()) is not None:
            files.append((self, written))
        return written


@contextmanager
def files_follow():
    """Delete what was written inside, should the block fail. Stands outside of the transaction it belongs to.

    Blocks may be nested: what an inner one has kept is deleted when an outer one fails.
    """
    outer, files = _followed.get(), []
    token = _followed.set(files)
    try:
        yield
    except BaseException:
        for storage, name in files:
            storage.delete(name)
        raise
    finally:
        _followed.reset(token)
    if outer is not None:
        outer.extend(files)
