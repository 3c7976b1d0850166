"""The cohort of a call."""

from datetime import date

import pytest
from django.utils.translation import override

from koushaneh.calls.models import Application
from koushaneh.core.states import IllegalTransition
from koushaneh.screening.actions.cohort import CohortFull, enrol, plan_cohort
from koushaneh.screening.actions.offers import accept_offer
from koushaneh.screening.models import Cohort, Enrolment, Offer
from tests.factories.results import application_of, make_released, officer

pytestmark = pytest.mark.django_db


def accepted(call, number, months):
    offer = Offer.objects.get(application=application_of(call, number, months))
    return accept_offer(offer, by=offer.application.person.account).application


def test_results_open_a_cohort_with_the_seats_of_the_run():
    call = make_released().call

    assert (call.cohort.seats, call.cohort.title) == (2, call.title)


def test_who_accepted_is_enrolled_once():
    call = make_released().call
    application = accepted(call, 7, 24)

    first, again = enrol(application, by=None), enrol(application, by=None)

    application.refresh_from_db()
    assert (first, application.state) == (again, Application.State.ENROLLED)
    assert Enrolment.objects.count() == 1


def test_who_has_not_accepted_is_not_enrolled():
    call = make_released().call

    with pytest.raises(IllegalTransition):
        enrol(application_of(call, 7, 24), by=None)


def test_a_full_cohort_takes_nobody_more():
    call = make_released().call
    enrol(accepted(call, 7, 24), by=None)
    Cohort.objects.update(seats=1)

    with pytest.raises(CohortFull):
        enrol(accepted(call, 8, 18), by=None)


def test_a_cohort_gets_its_name_and_first_day():
    old = make_released().call.cohort
    Cohort.objects.filter(pk=old.pk).update(title_en="Founding core")

    cohort = plan_cohort(old, by=officer(), title="گروه مهر", starts_on=date(2027, 1, 2))

    assert (cohort.title, cohort.starts_on) == ("گروه مهر", date(2027, 1, 2))
    with override("en"):  # no English name is left of the one before
        assert str(cohort) == "گروه مهر"
