"""Fixtures of the suite."""

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("suite", deadline=None)  # a busy machine is not a failure
hypothesis_settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
