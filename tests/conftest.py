"""Fixtures of the suite. Each test process has a home of its own, so that no key or file is shared."""

import os
import tempfile

os.environ.setdefault("KOUSHANEH_HOME", tempfile.mkdtemp(prefix="koushaneh-test-"))
os.environ.setdefault("KOUSHANEH_STATIC", "django.contrib.staticfiles.storage.StaticFilesStorage")
