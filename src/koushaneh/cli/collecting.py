"""Collecting static files (گردآوری فایل‌های ثابت), only when they are others than last time."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static():
    """Collect, unless the same files with the same settings were collected here before. Safe to repeat."""
    stamp = settings.HOME / "static.stamp"
    now = mark()
    if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == now:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)
    return True


def mark():
    """Return what changes when a file comes, goes or is written, or when another storage takes them."""
    found = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = storage.path(name)
            found.update(f"{file} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return found.hexdigest()
