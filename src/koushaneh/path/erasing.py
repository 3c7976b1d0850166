"""What becomes of a path when its woman is erased: that steps were walked and when, not what she wanted or was told."""

from koushaneh.core.erasing import Part
from koushaneh.path.models import FollowUp, MilestoneClaim, MilestoneEvidence, PathPlan, PathStep, PlanVersion

PLAN = [
    Part(FollowUp, "plan__person", "notes", blanks={"note": ""}, stays=("plan", "at", "by", "way")),
    Part(MilestoneEvidence, "claim__plan__person", "papers", deletes=True, files=("copy",)),
    Part(
        MilestoneClaim,
        "plan__person",
        "path",
        blanks={"story": "", "product": "", "permit_number": "", "missing": ""},
        stays=(
            "plan", "milestone", "state", "reached_on", "permit", "made_at", "made_by", "decided_at", "decided_by",
        ),
        keeps="counts",
    ),
    Part(
        PathStep,
        "plan__person",
        "path",
        blanks={"title": "", "title_en": "", "about": "", "about_en": ""},
        stays=("plan", "key", "kind", "follows", "due_at", "state", "settled_on"),
        keeps="counts",
    ),
    Part(
        PlanVersion,
        "plan__person",
        "path",
        blanks={"goals": ""},
        stays=("plan", "number", "author", "made_at", "agreed_at", "agreed_by", "confirmation"),
    ),
    Part(
        PathPlan,
        "person",
        "path",
        blanks={"why": ""},
        stays=(
            "person", "place", "template", "enrolment", "officer", "starts_on", "next_contact_at",
            "last_contact_on", "ended_at", "ended_by", "ending",
        ),
        keeps="counts",
    ),
]  # fmt: skip
