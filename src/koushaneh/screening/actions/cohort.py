"""The cohort (هم‌دوره‌ها) of a call: opened with the results, joined by who accepts her seat."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.models import Application
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.screening.actions.waiting import locked_call, seats_of
from koushaneh.screening.models import Cohort, Enrolment


class CohortFull(Refusal):
    code = "cohort.full"


@transaction.atomic
def open_cohort(call, *, by, starts_on=None):
    """Open the cohort of a call. Safe to repeat."""
    cohort, is_new = Cohort.objects.get_or_create(
        call=call,
        defaults={
            "title": call.title,
            "title_en": call.title_en,
            "place": call.place,
            "starts_on": starts_on or today(),
            "seats": seats_of(call),
        },
    )
    if is_new:
        record("cohort.opened", about=cohort, by=by, place=call.place, seats=cohort.seats)
    return cohort


@transaction.atomic
def enrol(application, *, by):
    """Make who accepted her seat one of the cohort. Safe to repeat; never more than its seats."""
    call = locked_call(application.call)
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("place").get(pk=application.pk)
    )
    cohort = open_cohort(call, by=by)
    found = Enrolment.objects.filter(application=application).first()
    if found:
        return found
    if cohort.enrolments.count() >= cohort.seats:
        raise CohortFull(seats=cohort.seats)
    change_state(application, Application.State.ENROLLED, by=by, place=application.place)
    return Enrolment.objects.create(
        cohort=cohort, person_id=application.person_id, application=application, enrolled_at=timezone.now()
    )


@transaction.atomic
def plan_cohort(cohort, *, by, title, title_en="", starts_on):
    """Give a cohort its name in both languages and its first day."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    cohort.title, cohort.title_en, cohort.starts_on = title, title_en, starts_on
    cohort.save(update_fields=["title", "title_en", "starts_on"])
    record("cohort.planned", about=cohort, by=by, place=cohort.place, starts_on=starts_on.isoformat())
    return cohort
