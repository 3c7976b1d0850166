"""What becomes of judging and deciding when a woman is erased.

Codes, figures and outcomes stay, because the run must give the same result for whoever checks it; every
sentence that somebody wrote of her goes.
"""

from koushaneh.core.erasing import Part
from koushaneh.core.fields import public_id
from koushaneh.screening.models import (
    Appeal,
    AppealHearing,
    Assignment,
    Conflict,
    Decision,
    Eligibility,
    Enrolment,
    Interview,
    InterviewRating,
    Letter,
    Offer,
    Override,
    Redaction,
    Review,
    RunRow,
    Score,
    WaitEntry,
)

HERS = "application__person"
PLAN = [
    Part(
        AppealHearing,
        "appeal__decision__application__person",
        "appeals",
        blanks={"note": ""},
        stays=("appeal", "member", "vote", "voted_at"),
    ),
    Part(
        Appeal,
        "decision__application__person",
        "appeals",
        blanks={"text": "", "answer": "", "reasons": list},
        stays=(
            "decision", "channel", "filed_at", "filed_by", "state", "answer_due_at", "admitted_at", "admitted_by",
            "answered_at", "answered_by", "remedy", "remedied_at",
        ),
        keeps="selection",
    ),
    Part(
        Letter,
        "decision__application__person",
        "letters",
        blanks={"number": public_id, "facts": dict, "told_note": ""},
        stays=("decision", "code", "released_at", "appeal_until", "read_at", "told_at", "told_by"),
    ),
    Part(
        Offer,
        HERS,
        "letters",
        blanks={"note": ""},
        stays=(
            "call", "application", "state", "made_at", "expires_at", "extended_at", "answered_at", "answered_by",
            "confirmation", "is_remedy",
        ),
        keeps="selection",
    ),
    Part(
        WaitEntry,
        HERS,
        stays=("call", "application", "rank", "is_remedy", "joined_at", "left_at", "left_because"),
        keeps="selection",
    ),
    Part(Enrolment, "person", stays=("cohort", "person", "application", "enrolled_at"), keeps="counts"),
    Part(
        Decision,
        HERS,
        "letters",
        blanks={"reasons": list},
        stays=("application", "run", "outcome", "at", "by", "replaces"),
        keeps="selection",
    ),
    Part(
        RunRow,
        HERS,
        stays=(
            "run", "application", "score", "low", "high", "parts", "draw_rank", "is_near_cut", "outcome", "rank",
            "binding_rule", "explanation",
        ),
        keeps="selection",
    ),
    Part(
        Override,
        HERS,
        "texts",
        blanks={"reason": ""},
        stays=(
            "call", "application", "kind", "detail", "by", "at", "first_signer", "first_signed_at",
            "second_signer", "second_signed_at", "dropped_at", "dropped_by",
        ),
        keeps="selection",
    ),
    Part(
        InterviewRating,
        "interview__application__person",
        "texts",
        blanks={"note": ""},
        stays=("interview", "rater", "indicator", "anchor", "is_third", "locked_at"),
        keeps="selection",
    ),
    Part(
        Interview,
        HERS,
        stays=("application", "slot", "state", "invited_at", "no_shows", "needs_third", "third_rater"),
        keeps="selection",
    ),
    Part(
        Score,
        "review__assignment__application__person",
        "texts",
        blanks={"note": ""},
        stays=("review", "indicator", "anchor"),
        keeps="selection",
    ),
    Part(
        Review,
        "assignment__application__person",
        "texts",
        blanks={"note": ""},
        stays=("assignment", "revision", "locked_at"),
        keeps="selection",
    ),
    Part(
        Assignment,
        HERS,
        "texts",
        blanks={"reason": ""},
        stays=("application", "reviewer", "phase", "state", "due_at"),
    ),
    Part(
        Conflict,
        HERS,
        "texts",
        blanks={"reason": ""},
        stays=("application", "account", "kind", "is_pinned", "at"),
    ),
    Part(
        Redaction,
        HERS,
        "texts",
        blanks={"texts": dict},
        stays=("application", "state", "editor", "released_at", "is_automatic"),
    ),
    Part(Eligibility, HERS, "facts", blanks={"evidence": dict}, stays=("application", "rule", "result", "at", "by")),
]  # fmt: skip
