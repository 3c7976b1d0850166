"""What is going on with a woman (کارهای در جریان), which her erasure would end."""

from koushaneh.association.models import Membership
from koushaneh.calls.models import Application, Call
from koushaneh.screening.models import Appeal, Enrolment

A = Application.State
ENDED = (Call.State.FINAL, Call.State.ARCHIVED, Call.State.CANCELLED)
QUIET = (A.DRAFT, A.LAPSED, A.WITHDRAWN, A.INELIGIBLE, A.DECLINED, A.EXPIRED, A.NOT_SELECTED, A.ENROLLED)
SEATED = (A.SELECTED, A.OFFERED, A.ACCEPTED)
OPEN_APPEALS = (Appeal.State.FILED, Appeal.State.ADMISSIBLE)


def live_applications(persons):
    """Return applications of calls that are not over yet."""
    return Application.objects.filter(person__in=persons).exclude(call__state__in=ENDED)


def matters_of(person):
    """Return the codes of what her erasure would end: headquarters looks at it first. Sorted; [] is usual."""
    rows = live_applications([person]).exclude(state__in=QUIET)
    found = {
        "seat": rows.filter(state__in=SEATED).exists(),
        "application": rows.exclude(state__in=SEATED).exists(),
        "appeal": Appeal.objects.filter(
            decision__application__person=person, state__in=OPEN_APPEALS
        ).exists(),
        "cohort": Enrolment.objects.filter(person=person).exclude(cohort__call__state__in=ENDED).exists(),
        "membership": Membership.objects.filter(person=person, ends_on=None).exists(),
    }
    return sorted(code for code, is_live in found.items() if is_live)
