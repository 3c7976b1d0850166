"""Deciding how long a kind of data is kept, and letting go of what is older: in small batches, at night."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import TEHRAN
from koushaneh.engine.persian import clean
from koushaneh.rights.keeping import KINDS
from koushaneh.rights.models import RetentionRule

BATCH = 200  # rows in one transaction: SQLite has one writer
BATCHES = 5  # in one turn of the clock
NIGHT = time(2, 30)


class OutOfLimits(Refusal):
    code = "rights.out_of_limits"


class Promised(Refusal):
    """Receipts name this period; it may only become shorter."""

    code = "rights.promised"


def rule_of(code, *, now=None):
    """Return the rule of a kind, made as it ships where there is none yet."""
    rule, _is_new = RetentionRule.objects.get_or_create(
        kind=code, defaults={"next_at": next_night(now or timezone.now())}
    )
    return rule


def next_night(now):
    """Return the next half past two in Tehran."""
    local = now.astimezone(TEHRAN)
    tonight = datetime.combine(local.date(), NIGHT, TEHRAN)
    return tonight if local < tonight else tonight + timedelta(days=1)


def period(rule):
    return KINDS[rule.kind].days if rule.days is None else rule.days


@transaction.atomic
def set_period(code, days, *, by, why):
    """Decide how many days a kind is kept, within its limits. Safe to repeat."""
    kind = KINDS[code]
    rule = RetentionRule.objects.select_for_update().get(pk=rule_of(code).pk)
    if not kind.least <= days <= kind.most:
        raise OutOfLimits(least=kind.least, most=kind.most)
    before = period(rule)
    if kind.is_promised and days > before:
        raise Promised(days=before)
    if days == before:
        return rule
    rule.days, rule.why, rule.changed_at, rule.changed_by = days, clean(why)[:300], timezone.now(), by
    rule.save(update_fields=["days", "why", "changed_at", "changed_by"])
    record("retention.set", about=rule, by=by, kind=code, before=before, after=days)
    return rule


def sweep_due(now):
    """Let go of what is older than its period, kind after kind. Called by the clock; returns how many rows."""
    for code in KINDS.keys() - set(RetentionRule.objects.values_list("kind", flat=True)):
        rule_of(code, now=now)
    due = RetentionRule.objects.filter(next_at__lte=now, kind__in=swept()).order_by("next_at", "kind")
    return sum(sweep(rule, now) for rule in due)


def swept():
    return [code for code, kind in KINDS.items() if kind.sweep]


def sweep(rule, now):
    """Let go of one kind, at most `BATCHES` times `BATCH` rows; what is left goes in the next turn."""
    kind, total = KINDS[rule.kind], 0
    cutoff = now - timedelta(days=period(rule))
    for _ in range(BATCHES):
        gone = _one_batch(kind, cutoff)
        total += gone
        if gone < BATCH:
            break
    return _note(rule, total, now, is_done=gone < BATCH)


@transaction.atomic
def _one_batch(kind, cutoff):
    gone = kind.sweep(cutoff, BATCH)
    if gone:
        record("retention.applied", kind=kind.code, count=gone, older_than=cutoff.date().isoformat())
    return gone


@transaction.atomic
def _note(rule, total, now, *, is_done):
    """The count is that of one night, however many turns it took."""
    rule = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    goes_on = rule.last_at is not None and rule.next_at <= rule.last_at
    rule.last_count = total + (rule.last_count if goes_on else 0)
    rule.last_at = now
    rule.next_at = next_night(now) if is_done else rule.next_at
    rule.save(update_fields=["last_count", "last_at", "next_at"])
    return total
