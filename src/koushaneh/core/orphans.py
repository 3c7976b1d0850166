"""Private files that no row names (فایل بی‌صاحب): what a kill between the writing of a file and its commit leaves."""

from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models


def named():
    """Return the names of all files that rows point to."""
    return {
        name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
        for name in model._base_manager.exclude(**{field.name: ""})
        .values_list(field.name, flat=True)
        .iterator()
    }


def orphans(before):
    """Return the names of the files that were written before that instant and belong to no row, in order.

    A younger one may belong to a row that is being written now. O(files).
    """
    folder = Path(default_storage.location)
    written = (path for path in sorted(folder.rglob("*")) if path.is_file())
    old = [path for path in written if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before]
    known = named() if old else set()
    return [name for path in old if (name := path.relative_to(folder).as_posix()) not in known]
