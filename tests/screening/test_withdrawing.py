"""Withdrawing at any state before enrolment, the seat with it."""

import pytest

from koushaneh.calls.models import Application
from koushaneh.core.states import IllegalTransition
from koushaneh.screening.actions.cohort import enrol
from koushaneh.screening.actions.offers import AlreadyEnrolled, accept_offer, withdraw
from koushaneh.screening.actions.waiting import taken_by_place
from koushaneh.screening.models import Offer
from tests.factories.calls_applications import make_open_call, make_submitted, make_woman
from tests.factories.results import application_of, make_released

pytestmark = pytest.mark.django_db
S = Application.State
OVER = {S.LAPSED, S.DECLINED, S.EXPIRED, S.ENROLLED}
WITH_A_SEAT = {S.OFFERED, S.ACCEPTED}


def her(application):
    return application.person.account


def offered():
    call = make_released().call
    return application_of(call, 7, 24)


def accepted():
    application = offered()
    accept_offer(application.offer, by=her(application))
    application.refresh_from_db()
    return application


@pytest.mark.parametrize("state", sorted(set(S) - OVER - WITH_A_SEAT - {S.WITHDRAWN}))
def test_it_can_be_withdrawn_at_every_state_without_a_seat(state):
    application = make_submitted(make_open_call(), make_woman())
    Application.objects.filter(pk=application.pk).update(state=state)

    gone = withdraw(application, by=her(application))

    assert (gone.state, gone.state_before) == (S.WITHDRAWN, state)


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_is_not_withdrawn(state):
    application = make_submitted(make_open_call(), make_woman())
    Application.objects.filter(pk=application.pk).update(state=state)

    with pytest.raises(IllegalTransition):
        withdraw(application, by=her(application))


@pytest.mark.parametrize("make", [offered, accepted])
def test_a_seat_goes_to_the_next_in_turn_when_she_withdraws(make):
    application = make()
    call = application.call

    withdraw(application, by=her(application), why="خانه‌ام عوض شد")
    again = withdraw(application, by=her(application))

    offer = Offer.objects.get(application=application)
    next_in_turn = application_of(call, 7, 12)
    assert (again.state, offer.state) == (S.WITHDRAWN, Offer.State.WITHDRAWN)
    assert (next_in_turn.state, sum(taken_by_place(call).values())) == (S.OFFERED, 2)


def test_whoever_is_enrolled_is_told_to_talk_with_the_office():
    application = accepted()
    enrol(application, by=her(application))

    with pytest.raises(AlreadyEnrolled):
        withdraw(application, by=her(application))

    application.refresh_from_db()
    assert application.state == S.ENROLLED
