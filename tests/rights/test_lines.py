"""Every line that a receipt may have is in words."""

from koushaneh.core.time import today
from koushaneh.rights.lines import ERASED
from koushaneh.rights.plan import PLAN, SEARCHES
from koushaneh.rights.staying import STAYS, stays_of


def test_every_kind_that_is_erased_has_its_line_and_no_line_is_idle():
    kinds = {part.kind for part in [*PLAN, *SEARCHES] if part.kind} | {"words"}

    assert kinds == ERASED.keys()


def test_every_reason_to_stay_has_its_line_and_no_line_is_idle():
    kept = {part.keeps for part in PLAN if part.keeps}

    assert kept | {"log", "mark", "backups"} == STAYS.keys()


def test_of_a_woman_of_whom_nothing_else_stays_the_log_and_the_mark_do(db):
    assert [line["code"] for line in stays_of(set(), on=today())] == ["log", "mark", "backups"]
