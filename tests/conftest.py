"""Fixtures of the suite. Each test process has a home of its own, so that no key or file is shared."""

import os
import tempfile

os.environ["KOUSHANEH_HOME"] = tempfile.mkdtemp(prefix="koushaneh-test-")
os.environ.setdefault("KOUSHANEH_STATIC", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ["KOUSHANEH_POOL"] = "0"  # a pool keeps connections open, and a test database cannot be dropped then

import pytest  # noqa: E402  the environment comes first
from hypothesis import settings as hypothesis_settings  # noqa: E402

hypothesis_settings.register_profile("suite", deadline=None)  # a busy machine is not a failure
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix(django_db_modify_db_settings_parallel_suffix):
    """Let two suites run beside each other: the name of the test database can be chosen."""
    from django.conf import settings

    name = os.environ.get("KOUSHANEH_TEST_DB")
    if name:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(autouse=True)
def _cache_in_memory(settings):
    """The suite counts queries; a cache in the database would count, too."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
