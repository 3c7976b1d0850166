"""The world of the proofs: made once for a module, taken back after it."""

import pytest
from django.db import transaction

from tests.proof.samples import samples
from tests.proof.viewers import viewers
from tests.proof.world import make_world


class Proof:
    """The world, the arguments of each address, and those who look."""

    def __init__(self):
        self.world = make_world()
        self.samples = samples(self.world)
        self.viewers = viewers(self.world)

    def viewer(self, name, reach="own"):
        return next(one for one in self.viewers if (one.name, one.reach) == (name, reach))


@pytest.fixture(scope="module")
def proof(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Proof()
        transaction.set_rollback(True)
