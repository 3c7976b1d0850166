"""Wishes of women, through the actions."""

from koushaneh.rights.actions.erasing import file_erasure
from koushaneh.rights.models import ErasureRequest
from tests.factories.calls_applications import make_submitted, make_woman


def make_wish(person=None, **more):
    """A confirmed wish to be erased, her own; of a woman with whom nothing is going on."""
    person = person or make_woman()
    values = {"by": person.account, "confirmation": ErasureRequest.Confirmation.CODE, **more}
    return file_erasure(person, **values)


def make_weighed_wish(**more):
    """A wish that would end an application: headquarters looks at it."""
    return make_wish(make_submitted().person, **more)
