"""What becomes of her seats when a woman is erased: that a seat was taken, not whose code it was."""

from koushaneh.core.erasing import Part
from koushaneh.core.fields import public_id, tracking_code
from koushaneh.workshops.models import Attendance, Certificate, Feedback, Seat, Tick

PLAN = [
    Part(Feedback, "seat__person", "notes", blanks={"words": ""}, stays=("seat", "score", "given_at"), keeps="counts"),
    Part(Certificate, "seat__person", blanks={"number": public_id}, stays=("seat", "issued_at"), keeps="counts"),
    Part(Tick, "seat__person", stays=("key", "seat", "session", "mark", "at", "by", "received_at"), keeps="counts"),
    Part(
        Attendance,
        "seat__person",
        "notes",
        blanks={"why": "—"},  # an excuse keeps that there was a reason, not which
        stays=("seat", "session", "mark", "way", "at", "by"),
        keeps="counts",
    ),
    Part(
        Seat,
        "person",
        "path",
        blanks={"code": tracking_code, "points": list, "children": 0, "friend": None},
        stays=(
            "workshop", "person", "state", "rank", "is_reserved", "is_late", "asked_at", "expires_at",
        ),
        keeps="counts",
    ),
]  # fmt: skip
