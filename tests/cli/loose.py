"""Settings of an installation that would lose commits or oversell, one fault at a time; `doctor` must refuse each."""

import os

from koushaneh.config.settings import *  # noqa: F403  all but one option of the database is as it ships

FAULTS = {
    "synchronous": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    },
    "journal": {
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    },
    "secure_delete": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=OFF;"
    },
    "transactions": {"transaction_mode": "DEFERRED"},
    "none": {},
}
DATABASES["default"]["OPTIONS"] |= FAULTS[os.environ["LOOSE"]]  # noqa: F405  from the settings above
