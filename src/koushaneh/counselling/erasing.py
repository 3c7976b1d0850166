"""What becomes of her counselling when a woman is erased: that somebody was met and when, without a name."""

from koushaneh.core.erasing import Part
from koushaneh.counselling.models import (
    Booking,
    CaseKey,
    Contact,
    Episode,
    GivenShare,
    KeyShare,
    KeyWrap,
    Note,
)

PLAN = [  # the keys go, so the notes stay sealed for ever, from everybody
    Part(KeyWrap, "case__episode__person", "counselling", deletes=True),
    Part(GivenShare, "case__episode__person", "counselling", deletes=True),
    Part(KeyShare, "case__episode__person", "counselling", deletes=True),
    Part(CaseKey, "episode__person", stays=("episode", "made_at"), keeps="counts"),
    Part(
        Note,
        "episode__person",
        stays=(
            "code", "episode", "author", "addendum_to", "state", "revision", "sealed", "made_at", "written_at",
            "signed_at",
        ),
        keeps="counts",
    ),
    Part(
        Contact,
        "episode__person",
        stays=("episode", "booking", "on", "kind", "minutes", "noted_by", "noted_at"),
        keeps="counts",
    ),
    Part(
        Booking,
        "episode__person",
        stays=("slot", "episode", "step", "seat", "state", "made_at", "reminded_at"),
        keeps="counts",
    ),
    Part(
        Episode,
        "person",
        stays=("person", "counsellor", "place", "consent", "began_at", "ended_at", "ended_by"),
        keeps="counts",
    ),
]  # fmt: skip
