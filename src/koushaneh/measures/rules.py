"""Who may reach a sitting: the woman herself, and nobody else.

There is deliberately no function here that takes an account and a permission: no role that decides
can come to what she answered.
"""

from koushaneh.measures.models import Sitting


def sittings_of(person):
    """The sittings of the woman who is here."""
    return Sitting.objects.filter(person=person).select_related("wave")
