from koushaneh.registry.models.calling import CallAttempt, CallTask
from koushaneh.registry.models.files import (
    Category,
    Evidence,
    Fact,
    File,
    FileEvent,
    FileQuerySet,
    Proof,
    ReferralOut,
    Service,
)
from koushaneh.registry.models.importing import Import, ImportRow, MergeCandidate

__all__ = [
    "CallAttempt",
    "CallTask",
    "Category",
    "Evidence",
    "Fact",
    "File",
    "FileEvent",
    "FileQuerySet",
    "Import",
    "ImportRow",
    "MergeCandidate",
    "Proof",
    "ReferralOut",
    "Service",
]
