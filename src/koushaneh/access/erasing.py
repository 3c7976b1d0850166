"""What becomes of the forms that a woman posted, when she is erased."""

from koushaneh.access.models import DoneOnce
from koushaneh.core.erasing import Part

PLAN = [Part(DoneOnce, "account", "account", deletes=True, of="account")]
