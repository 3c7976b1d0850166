"""What becomes of applications when a woman is erased: that there was one stays, what she said goes."""

from django.utils import timezone

from koushaneh.calls.models import Answer, Application, Attachment, FactSnapshot, InfoRequest, Invitation
from koushaneh.core.erasing import Part
from koushaneh.core.fields import tracking_code

PLAN = [
    Part(InfoRequest, "application__person", "answers", deletes=True),
    Part(FactSnapshot, "application__person", "facts", deletes=True),
    Part(Attachment, "application__person", "attachments", deletes=True, files=("content",)),
    Part(Answer, "application__person", "answers", deletes=True),
    Part(Invitation, "file__person", keeps="counts", stays=("call", "file", "batch", "channel", "at", "read_at")),
    Part(
        Application,
        "person",
        "applications",
        blanks={
            "witness": "",
            "received_on": None,
            "tracking_code": tracking_code,  # what is printed on her receipt leads nowhere any more
            "emptied_at": timezone.now,
        },
        stays=(
            "call", "person", "file", "place", "track", "channel", "helped_by", "confirmation", "confirmed_at",
            "confirmed_by", "unconfirmed_since", "review_code", "state", "state_before", "started_at",
            "submitted_at", "withdrawn_at", "read_result_at", "reminded_at",
        ),
        keeps="selection",
    ),
]  # fmt: skip
