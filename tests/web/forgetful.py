"""Settings of a house in which somebody forgot the rule of one address."""

from tests.settings import *  # noqa: F403  all but the addresses is as in the suite

ROOT_URLCONF = "tests.web.test_guarded"
