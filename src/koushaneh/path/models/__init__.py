from koushaneh.path.models.milestones import Milestone, MilestoneClaim, MilestoneEvidence
from koushaneh.path.models.plans import FollowUp, PathPlan, PathStep, PlanVersion, State
from koushaneh.path.models.templates import Kind, PathTemplate, TemplateStep

__all__ = [
    "FollowUp",
    "Kind",
    "Milestone",
    "MilestoneClaim",
    "MilestoneEvidence",
    "PathPlan",
    "PathStep",
    "PathTemplate",
    "PlanVersion",
    "State",
    "TemplateStep",
]
