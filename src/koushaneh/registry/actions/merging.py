"""Two rows, one woman (یکی‌کردن): side by side, decided by a person, never by the machine."""

from django.db import transaction

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.registry.actions.files import locked, move_file
from koushaneh.registry.models import File, MergeCandidate


class BothApplied(Refusal):
    code = "registry.both_applied"


class NotInPair(Refusal):
    code = "registry.not_in_pair"


@transaction.atomic
def merge_persons(candidate, *, keep, by):
    """Make one person of two: `keep` stays, everything of the other goes to her.

    The other's live file ends as a double; its history stays readable. Refuses where both have
    applied to the same call, because one application would have to vanish.
    """
    candidate = (
        MergeCandidate.objects.select_for_update(of=("self",))
        .select_related("left", "right")
        .get(pk=candidate.pk)
    )
    if keep not in (candidate.left, candidate.right):
        raise NotInPair()
    other = candidate.right if keep == candidate.left else candidate.left
    calls = set(keep.applications.values_list("call_id", flat=True))
    if other.applications.filter(call__in=calls).exists():
        raise BothApplied()
    _end_double(keep, other, by)
    _hand_over(keep, other)
    other.merged_into, other.account = keep, None
    other.save(update_fields=["merged_into", "account"])
    candidate.decided_by = by
    return change_state(
        candidate, MergeCandidate.State.MERGED, by=by, also=["decided_by"], keep=keep.pk, other=other.pk
    )


def _end_double(keep, other, by):
    """One live file stays; where only the other has one, it becomes hers."""
    live = File.objects.exclude(state__in=[File.State.CLOSED, File.State.EXITED])
    mine, double = live.filter(person=keep).first(), live.filter(person=other).first()
    if mine and double:
        move_file(double, File.State.EXITED, by=by, reason="double")
    elif double:
        double = locked(double)
        double.person = keep
        double.save(update_fields=["person"])


def _hand_over(keep, other):
    phones = set(keep.contacts.values_list("phone_index", flat=True))
    for contact in other.contacts.exclude(phone_index__in=phones):
        contact.person, contact.is_primary = keep, False
        contact.save(update_fields=["person", "is_primary"])
    for rows in (other.applications, other.call_tasks, other.notices):
        for row in rows.all():
            row.person = keep
            row.save(update_fields=["person"])
    live = set(keep.consents.filter(withdrawn_at=None).values_list("purpose", "about"))
    for consent in other.consents.all():
        if consent.withdrawn_at or (consent.purpose, consent.about) not in live:
            consent.person = keep
            consent.save(update_fields=["person"])


@transaction.atomic
def keep_apart(candidate, *, by):
    """They are two women; the pair is never proposed again."""
    candidate = MergeCandidate.objects.select_for_update().get(pk=candidate.pk)
    candidate.decided_by = by
    return change_state(candidate, MergeCandidate.State.DIFFERENT, by=by, also=["decided_by"])


@transaction.atomic
def propose_pair(left, right, *, by, reason="by_hand"):
    """Propose two persons whom an officer takes for one. Safe to repeat."""
    first, second = sorted((left, right), key=lambda person: person.pk)
    pair, is_new = MergeCandidate.objects.get_or_create(left=first, right=second, defaults={"reason": reason})
    if is_new:
        record("merge.proposed", about=pair, by=by)
    return pair
