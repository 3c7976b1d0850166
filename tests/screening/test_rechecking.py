"""Placing a woman who was excluded wrongly, as the run would have placed her."""

import pytest

from koushaneh.calls.models import Answer, Application
from koushaneh.screening.actions.rechecking import NothingToPlace, place_after_check
from koushaneh.screening.actions.waiting import seats_of, taken_by_place
from koushaneh.screening.models import Letter, Offer
from tests.factories.results import application_of, make_ineligible, make_released, make_scored_call, officer

pytestmark = pytest.mark.django_db
S = Application.State


def excluded_and_scored(months):
    call = make_scored_call({7: [20, 12, 8]}, seats=1)
    application = make_ineligible(call)
    run = make_released(call)
    Answer.objects.filter(application=application, key="activity_months").update(value=months)
    Application.objects.filter(pk=application.pk).update(state=S.SCORED)
    application.refresh_from_db()
    return run.call, application


def test_the_best_gets_the_next_seat_and_nobody_loses_hers():
    call, application = excluded_and_scored(24)

    place_after_check(application, by=officer())

    entry = call.waiting.get(application=application)
    assert (entry.is_remedy, entry.rank) == (True, 2)
    assert sum(taken_by_place(call).values()) == seats_of(call)
    assert Offer.objects.get(state=Offer.State.OPEN).application == application_of(call, 7, 20)


def test_who_would_have_waited_waits_behind_the_others():
    call, application = excluded_and_scored(15)

    place_after_check(application, by=officer())

    entry = call.waiting.get(application=application)
    assert (entry.is_remedy, entry.rank) == (False, 2)


def test_who_would_not_have_been_chosen_reads_why():
    _call, application = excluded_and_scored(1)

    place_after_check(application, by=officer())

    letter = Letter.objects.filter(decision__application=application).order_by("-pk").first()
    assert letter.code == "not_selected"
    assert letter.decision.reasons[0]["code"] == "result.not_selected.score"


def test_who_is_not_scored_is_not_placed():
    _call, application = excluded_and_scored(24)
    Application.objects.filter(pk=application.pk).update(state=S.ELIGIBLE)

    with pytest.raises(NothingToPlace):
        place_after_check(application, by=officer())
