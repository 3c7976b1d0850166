"""What becomes of her own wishes when a woman is erased: that she asked stays, what she said goes."""

from koushaneh.core.erasing import Part
from koushaneh.rights.models import CorrectionRequest, ErasureRequest

PLAN = [
    Part(CorrectionRequest, "person", "corrections", deletes=True),
    Part(
        ErasureRequest,
        "person",
        blanks={"code": "", "said": "", "why": ""},
        stays=(
            "person", "place", "channel", "filed_at", "filed_by", "confirmation", "state", "matters",
            "decide_until", "erase_at", "reminded_at", "postpone_until", "decided_by", "decided_at", "signed_by",
            "signed_at", "ended_at", "ended_by",
        ),
    ),
]  # fmt: skip
