"""What becomes of a review when its woman is erased: that she left and when, not her words nor her figures."""

from koushaneh.core.erasing import Part
from koushaneh.core.fields import public_id
from koushaneh.graduation.models import CheckIn, Graduation, Item

PLAN = [
    Part(
        CheckIn,
        "graduation__plan__person",
        "notes",
        blanks={"note": ""},
        stays=("graduation", "months", "due_on", "state", "wish", "done_at", "done_by"),
        keeps="counts",
    ),
    Part(
        Item,
        "graduation__plan__person",
        "path",
        blanks={"evidence": "", "found": dict},
        stays=("graduation", "criterion", "verdict", "since", "way", "lack", "at", "by"),
        keeps="counts",
    ),
    Part(
        Graduation,
        "plan__person",
        "path",
        blanks={"statement": "", "missing": "", "words": "", "reply": "", "back_words": "", "number": public_id},
        stays=(
            "plan", "checklist", "state", "drafted_at", "drafted_by", "submitted_at", "submitted_by",
            "confirmed_at", "confirmed_by", "answered_at", "answered_by", "confirmation", "replied_at",
            "replied_by", "approved_at", "approved_by", "effective_on", "took_effect_at", "came_back_at",
            "came_back_by",
        ),
        keeps="counts",
    ),
]  # fmt: skip
