"""Words that people type about her, planted into rows that the world holds already: one token for each column."""

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.association.models import FoundingAct, FoundingEntry, Membership
from koushaneh.calls.models import Indicator
from koushaneh.core.time import today
from koushaneh.path.models import FollowUp
from koushaneh.registry.models import FileEvent, Proof
from koushaneh.screening.models import Conflict, InterviewRating, Override
from tests.factories.access import make_post
from tests.factories.association import make_chapter
from tests.proof import tokens

APPLICATION, DECISION = "application__person", "decision__application__person"
# (table, column, the way from the table to her, name of the token)
COLUMNS = (
    ("people.Person", "preferred_name", "pk", "preferred_name"),
    ("people.Contact", "safe_hours", "person", "safe_hours"),
    ("registry.CallAttempt", "note", "task__person", "attempt_note"),
    ("registry.FileEvent", "reason", "file__person", "event_reason"),
    ("registry.ReferralOut", "reason", "file__person", "referral_reason"),
    ("calls.Application", "witness", "person", "witness"),
    ("calls.InfoRequest", "text", APPLICATION, "info_request"),
    ("screening.Letter", "told_note", DECISION, "told_note"),
    ("screening.Offer", "note", APPLICATION, "offer_note"),
    ("screening.Appeal", "answer", DECISION, "appeal_answer"),
    ("screening.AppealHearing", "note", f"appeal__{DECISION}", "hearing_note"),
    ("screening.Assignment", "reason", APPLICATION, "assignment_reason"),
    ("screening.Score", "note", f"review__assignment__{APPLICATION}", "score_note"),
    ("screening.InterviewRating", "note", f"interview__{APPLICATION}", "rating_note"),
    ("path.PathPlan", "why", "person", "path_why"),
    ("path.PlanVersion", "goals", "plan__person", "goals"),
    ("path.MilestoneClaim", "story", "plan__person", "claim_story"),
    ("path.MilestoneClaim", "product", "plan__person", "claim_product"),
    ("path.MilestoneClaim", "missing", "plan__person", "claim_missing"),
    ("path.MilestoneEvidence", "about", "claim__plan__person", "evidence_about"),
    ("graduation.Graduation", "statement", "plan__person", "statement"),
    ("graduation.Graduation", "missing", "plan__person", "leaving_missing"),
    ("graduation.Graduation", "words", "plan__person", "leaving_words"),
    ("graduation.Graduation", "reply", "plan__person", "leaving_reply"),
    ("graduation.Graduation", "back_words", "plan__person", "back_words"),
    ("graduation.Item", "evidence", "graduation__plan__person", "leaving_evidence"),
    ("graduation.CheckIn", "note", "graduation__plan__person", "check_note"),
    ("workshops.Attendance", "why", "seat__person", "attendance_why"),
    ("workshops.Feedback", "words", "seat__person", "feedback"),
    ("path.FollowUp", "note", "plan__person", "follow_up"),
    ("path.PathStep", "title", "plan__person", "step_title"),
    ("path.PathStep", "about", "plan__person", "step_about"),
    ("registry.FileEvent", "document", "file__person", "event_document"),
    ("rights.CorrectionRequest", "answer", "person", "correction_answer"),
    ("rights.ErasureRequest", "why", "person", "erasure_why"),
    ("screening.Conflict", "reason", APPLICATION, "conflict_reason"),
    ("screening.Override", "reason", APPLICATION, "override_reason"),
    ("association.Membership", "craft", "person", "craft"),
    ("association.Membership", "business_name", "person", "business_name"),
    ("association.FoundingEntry", "craft", "person", "founding_craft"),
    ("association.FoundingEntry", "business_name", "person", "founding_business"),
)


def add_rows(world):
    """What no other proof needs: a paper that was kept, a follow-up call, a rating."""
    copy = ContentFile(b"RIFF" + tokens.FORMS["proof_copy"][0].encode(), name="x.webp")
    Proof.objects.create(
        file=world.file,
        kind="court_order",
        state=Proof.State.COPY_KEPT,
        seen_at=timezone.now(),
        seen_by=world.officer,
        copy=copy,
        note=tokens.FORMS["proof_note"][0],
    )
    FileEvent.objects.create(file=world.file, at=timezone.now(), change="head_verified", by=world.officer)
    FollowUp.objects.create(plan=world.plan, by=world.officer, way=FollowUp.Way.PHONE, at=timezone.now())
    indicator = Indicator.objects.filter(indicators=world.talked.call.indicators).first()
    InterviewRating.objects.create(
        interview=world.interview, rater=world.rater, indicator=indicator, anchor=2
    )


def add_words_of_judging(world):
    """A conflict that a reviewer declared, an indicator set aside, her name in a founding act and among the members."""
    Conflict.objects.create(
        application=world.reviewed,
        account=make_post(Role.REVIEWER).account,
        kind=Conflict.Kind.DECLARED,
    )
    Override.objects.create(
        call=world.reviewed.call,
        application=world.reviewed,
        kind=Override.Kind.SET_MISSING_ASIDE,
        detail={"indicator": "plan"},
        by=world.officer,
    )
    chapter = make_chapter()
    act = FoundingAct.objects.create(chapter=chapter, title="مصوبهٔ دوم", author=world.officer)
    FoundingEntry.objects.create(act=act, person=world.zahra, member_since=today())
    Membership.objects.create(chapter=chapter, person=world.zahra, starts_on=today(), origin="call")


def plant(world):
    """Write each token into each row of hers; a column without a row is a mistake of the world."""
    add_rows(world)
    add_words_of_judging(world)
    for label, column, way, name in COLUMNS:
        hers = apps.get_model(label).objects.filter(**{way: world.zahra.pk})
        if not hers.update(**{column: tokens.FORMS[name][0]}):
            raise LookupError(f"the world has no {label} of hers to plant {name} in")
