"""Fixtures of the suite."""

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import client
from hypothesis import settings as hypothesis_settings

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
