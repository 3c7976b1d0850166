"""What is read of wishes and receipts, and how each kind of data is kept at present."""

from dataclasses import dataclass
from datetime import datetime

from koushaneh.rights.keeping import KINDS
from koushaneh.rights.keeping.kind import Kind
from koushaneh.rights.models import Receipt, RetentionRule
from koushaneh.rights.models.erasing import code_index


def receipt_of(code):
    return Receipt.objects.filter(code_index=code_index(code)).first()


@dataclass(frozen=True)
class Kept:
    """One line of the table of retention: what ships, what was decided, what the clock did last."""

    kind: Kind
    days: int
    why: str = ""
    is_decided: bool = False
    next_at: datetime | None = None
    last_at: datetime | None = None
    last_count: int = 0

    @property
    def code(self):
        return self.kind.code

    @property
    def is_by_hand(self):
        """Nothing here can erase it. Templates ask this: they would call the sweep itself, were they given it."""
        return self.kind.sweep is None


def table():
    """Return every kind with its present period, in the order of the table."""
    rules = {rule.kind: rule for rule in RetentionRule.objects.all()}
    return [_kept(kind, rules.get(code)) for code, kind in KINDS.items()]


def _kept(kind, rule):
    if rule is None:
        return Kept(kind, kind.days)
    return Kept(
        kind,
        kind.days if rule.days is None else rule.days,
        why=rule.why,
        is_decided=rule.days is not None,
        next_at=rule.next_at if kind.sweep else None,
        last_at=rule.last_at,
        last_count=rule.last_count,
    )
