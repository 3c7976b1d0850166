"""Settings of an installation that would lose commits and oversell; `doctor` must refuse them."""

from koushaneh.config.settings import *  # noqa: F403  all but the database is as it ships

DATABASES["default"]["OPTIONS"] = {  # noqa: F405
    "transaction_mode": "DEFERRED",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
