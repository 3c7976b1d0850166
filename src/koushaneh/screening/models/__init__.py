from koushaneh.screening.models.answering import (
    Appeal,
    AppealHearing,
    Cohort,
    Enrolment,
    Letter,
    Offer,
    WaitEntry,
)
from koushaneh.screening.models.reviewing import (
    Assignment,
    Conflict,
    Eligibility,
    Interview,
    InterviewRating,
    InterviewSlot,
    Redaction,
    Review,
    Score,
)
from koushaneh.screening.models.running import Decision, Override, Run, RunRow

__all__ = [
    "Appeal",
    "AppealHearing",
    "Assignment",
    "Cohort",
    "Conflict",
    "Decision",
    "Eligibility",
    "Enrolment",
    "Interview",
    "InterviewRating",
    "InterviewSlot",
    "Letter",
    "Offer",
    "Override",
    "Redaction",
    "Review",
    "Run",
    "RunRow",
    "Score",
    "WaitEntry",
]
