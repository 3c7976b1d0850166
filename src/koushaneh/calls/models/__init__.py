"""Tables of calls and applications, one module a topic."""

from koushaneh.calls.models.answers import Answer, Attachment, FactSnapshot, InfoRequest, QuestionAudio
from koushaneh.calls.models.application import Application
from koushaneh.calls.models.call import (
    Call,
    CallApproval,
    CallNotice,
    Invitation,
    InvitationBatch,
    RulesVersion,
    Seats,
)
from koushaneh.calls.models.rules import FormVersion, Indicator, IndicatorSet, SelectionPolicy, Track

__all__ = [
    "Answer",
    "Application",
    "Attachment",
    "Call",
    "CallApproval",
    "CallNotice",
    "FactSnapshot",
    "FormVersion",
    "Indicator",
    "IndicatorSet",
    "InfoRequest",
    "Invitation",
    "InvitationBatch",
    "QuestionAudio",
    "RulesVersion",
    "Seats",
    "SelectionPolicy",
    "Track",
]
