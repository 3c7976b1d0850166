"""Settings of the suite: a home of its own for each process, so that no key or file is shared."""

import os
import tempfile
from pathlib import Path

os.environ["KOUSHANEH_HOME"] = tempfile.mkdtemp(prefix="koushaneh-test-")
os.environ["KOUSHANEH_POOL"] = (
    "0"  # a pool keeps connections open, and a test database cannot be dropped then
)
os.environ.setdefault("KOUSHANEH_STATIC", "django.contrib.staticfiles.storage.StaticFilesStorage")
(Path(os.environ["KOUSHANEH_HOME"]) / "static").mkdir()

from koushaneh.config.settings import *  # noqa: E402, F403  the environment comes first

# The suite counts queries; a cache in the database would count, too.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if name := os.environ.get("KOUSHANEH_TEST_DB"):
    DATABASES["default"]["TEST"] = {"NAME": name}  # noqa: F405  two suites may run beside each other
elif DATABASES["default"]["ENGINE"] == "koushaneh.core.sqlite":  # noqa: F405  from the settings above
    # pytest-django knows only Django's own name of SQLite, and would give each worker a file that cannot be.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  from the settings above
