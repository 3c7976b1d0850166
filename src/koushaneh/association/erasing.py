"""What becomes of a membership when a woman is erased: that there was a member and when, not who."""

from koushaneh.association.models import FoundingEntry, Membership, OfficeTerm
from koushaneh.core.erasing import Part

PLAN = [
    Part(
        OfficeTerm,
        "membership__person",
        stays=("membership", "title", "starts_on", "ends_on"),
        keeps="counts",
    ),
    Part(
        FoundingEntry,
        "person",
        "membership",
        blanks={"craft": "", "business_name": ""},
        stays=("act", "person", "member_since", "title"),
        keeps="counts",
    ),
    Part(
        Membership,
        "person",
        "membership",
        blanks={"craft": "", "business_name": ""},
        stays=("chapter", "person", "origin", "is_founding", "starts_on", "ends_on"),
        keeps="counts",
    ),
]
