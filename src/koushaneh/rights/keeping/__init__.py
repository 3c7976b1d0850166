"""How long each kind of data is kept (مدت نگهداری): what ships, within which limits the institution may decide."""

from koushaneh.rights.keeping import applications, log, messages, register
from koushaneh.rights.models import RetentionRule

KINDS = {kind.code: kind for area in (applications, register, messages, log) for kind in area.KINDS}


def days_of(code):
    """Return how many days a kind is kept: what the institution decided, else what ships."""
    decided = RetentionRule.objects.filter(kind=code).values_list("days", flat=True).first()
    return KINDS[code].days if decided is None else decided
