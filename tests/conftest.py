"""Fixtures of the suite."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

hypothesis_settings.register_profile("suite", deadline=None)  # a busy machine is not a failure
hypothesis_settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def stay_open(**_signal):
    """Takes the place of what closes connections when a response is closed."""


@pytest.fixture(autouse=True, scope="session")
def _one_connection():
    """Closing a file response says "request finished", which would close the connection the test stands on.

    The test client connects the closing anew after each request, so its name is replaced as well.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    client.close_old_connections = stay_open
    yield
    client.close_old_connections = close_old_connections
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture(scope="session")
def chromium_path():
    found = shutil.which("chromium")
    if found is None and os.environ.get("KOUSHANEH_CI"):
        pytest.fail("no chromium on this machine, and in CI nothing is skipped")
    if found is None:
        pytest.skip("no chromium on this machine")
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path):
    """One browser for the session: a second playwright in the same process refuses to start."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
