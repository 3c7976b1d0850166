"""The second person, her own yes, and the day: nobody decides about her alone, and nobody without her."""

from django.db import transaction
from django.utils import timezone

from koushaneh.core.time import today
from koushaneh.engine.persian import clean
from koushaneh.graduation.actions import refusals
from koushaneh.graduation.actions.reviewing import (
    bring_file,
    check_enough,
    check_path,
    locked,
    move,
    said_how,
)
from koushaneh.graduation.actions.telling import tell
from koushaneh.graduation.models import Graduation
from koushaneh.graduation.rules import may_decide
from koushaneh.registry.models import File

S, Confirmation = Graduation.State, Graduation.Confirmation
ANSWERS = {  # from where each may be said; until the day comes she can still say "not yet"
    S.AGREED: (S.CONFIRMED,),
    S.NOT_YET: (S.CONFIRMED, S.OBJECTED, S.AGREED, S.APPROVED),
    S.OBJECTED: (S.CONFIRMED,),
}


def _check_second(graduation, by):
    if not may_decide(graduation, by):
        raise refusals.NotYours()


@transaction.atomic
def confirm_review(graduation, *, by):
    """A second person has looked at it and finds the same; now she is asked. Safe to repeat."""
    graduation = locked(graduation)
    if graduation.state == S.CONFIRMED:
        return graduation
    if graduation.state != S.SUBMITTED:
        raise refusals.Closed()
    _check_second(graduation, by)
    check_path(graduation)
    check_enough(graduation)
    graduation.confirmed_at, graduation.confirmed_by = timezone.now(), by
    move(graduation, S.CONFIRMED, by=by, also=["confirmed_at", "confirmed_by"])
    tell(graduation, "graduation_asked")
    return graduation


@transaction.atomic
def give_back(graduation, *, by, missing):
    """The second person gives it back and says what is missing."""
    graduation = locked(graduation, S.SUBMITTED)
    _check_second(graduation, by)
    if not clean(missing):
        raise refusals.SayMore(part="missing")
    graduation.missing = clean(missing)
    move(graduation, S.DRAFT, by=by, also=["missing"])
    bring_file(graduation, File.State.ACTIVE, by=by, reason="بررسی استقلال ادامه دارد")
    return graduation


@transaction.atomic
def answer_review(graduation, answer, *, by, words="", confirmation=""):
    """She says yes, not yet, or that she objects. Whoever writes it for her says how she said it. Safe to repeat."""
    graduation, answer = locked(graduation), S(answer)
    if graduation.state == answer:
        return graduation
    if graduation.state not in ANSWERS.get(answer, ()):
        raise refusals.Closed()
    words = clean(words)
    if answer == S.OBJECTED and not words:
        raise refusals.SayMore(part="words")
    graduation.confirmation = said_how(graduation, by, confirmation)
    graduation.answered_at, graduation.answered_by, graduation.words = timezone.now(), by, words
    move(
        graduation,
        answer,
        by=by,
        also=["answered_at", "answered_by", "confirmation", "words"],
        on_behalf_of=None if graduation.confirmation == Confirmation.SELF else graduation.plan.person,
        confirmation=str(graduation.confirmation),
    )
    if answer == S.NOT_YET:
        bring_file(graduation, File.State.ACTIVE, by=by, reason="خودش گفت هنوز نه")
    return graduation


@transaction.atomic
def answer_objection(graduation, reply, *, by):
    """Another person answers her objection; the review goes back to be written anew with her."""
    graduation, reply = locked(graduation, S.OBJECTED), clean(reply)
    _check_second(graduation, by)
    if not reply:
        raise refusals.SayMore(part="reply")
    graduation.reply, graduation.replied_at, graduation.replied_by = reply, timezone.now(), by
    graduation.confirmed_at = graduation.confirmed_by = None
    also = ["reply", "replied_at", "replied_by", "confirmed_at", "confirmed_by"]
    move(graduation, S.DRAFT, by=by, also=also)
    bring_file(graduation, File.State.ACTIVE, by=by, reason="پس از اعتراض او از نو بررسی می‌شود")
    tell(graduation, "graduation_replied")
    return graduation


@transaction.atomic
def approve_review(graduation, *, by, effective_on):
    """Set the day from which she is on her own. Needs her yes, all that is required, and another person."""
    graduation = locked(graduation)
    if graduation.state == S.APPROVED:
        return graduation
    if graduation.state != S.AGREED:
        raise refusals.Closed()
    _check_second(graduation, by)
    check_path(graduation)
    check_enough(graduation)
    if effective_on <= today():
        raise refusals.BadDay()
    graduation.approved_at, graduation.approved_by = timezone.now(), by
    graduation.effective_on = effective_on
    move(graduation, S.APPROVED, by=by, also=["approved_at", "approved_by", "effective_on"])
    bring_file(graduation, File.State.GRADUATING, by=by, reason="با رضایت خودش، از روزی که معلوم شد")
    tell(graduation, "graduation_approved", day=effective_on)
    return graduation
