"""Answering an offer; the waiting list."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.models import Application, Call
from koushaneh.screening.actions.closing import StillOpen, close_appeals, finish_call
from koushaneh.screening.actions.letters import mark_read
from koushaneh.screening.actions.offers import (
    NotConfirmed,
    OfferClosed,
    accept_offer,
    decline_offer,
    expire_offers,
)
from koushaneh.screening.actions.waiting import free_seats, promote_waiting, seats_of, taken_by_place
from koushaneh.screening.models import Letter, Offer
from tests.factories.access import make_post
from tests.factories.results import application_of, make_released, make_scored_call, officer

pytestmark = pytest.mark.django_db
S = Application.State


def offer_of(call, number, months):
    return Offer.objects.get(application=application_of(call, number, months))


def her(offer):
    return offer.application.person.account


def waiting_ranks(call):
    return dict(call.waiting.values_list("application_id", "rank"))


def test_she_accepts_her_seat_and_twice_is_once():
    call = make_released().call
    offer = offer_of(call, 7, 24)

    accept_offer(offer, by=her(offer))
    again = accept_offer(offer, by=her(offer))

    assert again.state == Offer.State.ACCEPTED
    assert again.confirmation == "self"
    assert sum(taken_by_place(call).values()) == seats_of(call) == 2


def test_nobody_accepts_for_her_without_her_word():
    call = make_released().call
    offer = offer_of(call, 7, 24)
    clerk = make_post(Role.DISTRICT_OFFICER, 7).account

    with pytest.raises(NotConfirmed):
        accept_offer(offer, by=clerk, confirmation="self")
    accepted = accept_offer(offer, by=clerk, confirmation="spoken", note="شمارهٔ ثبت‌شده را گرفتم، خودش گفت.")

    assert (accepted.answered_by, accepted.confirmation) == (clerk, "spoken")


def test_a_declined_seat_goes_to_the_next_and_no_rank_moves():
    call = make_released().call
    before = waiting_ranks(call)
    offer = offer_of(call, 7, 24)

    decline_offer(offer, by=her(offer))

    promoted = offer_of(call, 7, 12)
    assert promoted.state == Offer.State.OPEN
    assert waiting_ranks(call) == before
    assert call.waiting.get(application=promoted.application).left_because == "promoted"
    assert Letter.objects.get(decision__application=promoted.application, code="promoted")


def test_a_reserved_seat_goes_to_the_own_district_before_the_city_list():
    call = make_scored_call({7: [20, 2], 8: [24, 23]}, seats=2, quotas={7: (1, 2), 8: (0, 2)})
    make_released(call)
    offer = offer_of(call, 7, 20)

    decline_offer(offer, by=her(offer))

    assert taken_by_place(call) == {"tehran-07": 1, "tehran-08": 1}


def test_an_offer_lapses_for_her_who_had_read_her_letter():
    call = make_released().call
    offer = offer_of(call, 7, 24)
    mark_read(Letter.objects.get(decision__application=offer.application), by=her(offer))

    expire_offers(offer.expires_at + timedelta(seconds=1))

    offer.refresh_from_db()
    assert (offer.state, offer.application.__class__.objects.get(pk=offer.application_id).state) == (
        Offer.State.EXPIRED,
        S.EXPIRED,
    )
    assert free_seats(call) == 0


def test_an_offer_that_never_reached_her_is_extended_once():
    call = make_released().call
    offer = offer_of(call, 7, 24)
    before = offer.expires_at

    expire_offers(before + timedelta(seconds=1))
    offer.refresh_from_db()
    extended = offer.expires_at
    assert (offer.state, extended > before) == (Offer.State.OPEN, True)

    expire_offers(extended + timedelta(seconds=1))
    offer.refresh_from_db()
    assert offer.state == Offer.State.EXPIRED


def test_a_late_yes_is_refused():
    call = make_released().call
    offer = offer_of(call, 7, 24)

    with time_machine.travel(offer.expires_at + timedelta(minutes=1)), pytest.raises(OfferClosed):
        accept_offer(offer, by=her(offer))


def test_the_clock_may_strike_twice():
    call = make_released().call
    later = timezone.now() + timedelta(days=30)
    expire_offers(later)
    expire_offers(later + timedelta(days=30))
    offered = call.offers.count()

    expire_offers(later + timedelta(days=30))

    assert call.offers.count() == offered


def test_the_offer_falls_on_a_working_day():
    call = make_released().call

    assert all(offer.expires_at.astimezone().weekday() not in (3, 4) for offer in call.offers.all())


def test_promoting_twice_gives_nothing_more():
    call = make_released().call

    assert promote_waiting(call) == []


def test_who_withdrew_loses_her_turn_and_her_seat_goes_on():
    call = make_released().call
    offer = offer_of(call, 7, 24)
    waiting = application_of(call, 7, 12)
    for application in (offer.application, waiting):
        application.state = S.WITHDRAWN
        application.save(update_fields=["state"])

    expire_offers(timezone.now())

    assert offer_of(call, 8, 6).state == Offer.State.OPEN
    assert call.waiting.get(application=waiting).left_because == "withdrawn"


def test_a_call_becomes_final_when_nothing_is_open_and_tells_those_who_waited():
    call = make_released().call
    for offer in call.offers.all():
        accept_offer(offer, by=her(offer))
    close_appeals(timezone.now() + timedelta(days=40))

    finish_call(call, by=officer())

    call.refresh_from_db()
    assert call.state == Call.State.FINAL
    assert Letter.objects.filter(code="list_closed").count() == 2
    assert set(call.waiting.values_list("left_because", flat=True)) == {"closed"}


def test_a_call_with_open_offers_is_not_final():
    call = make_released().call
    close_appeals(timezone.now() + timedelta(days=40))

    with pytest.raises(StillOpen) as refusal:
        finish_call(call, by=officer())

    assert refusal.value.facts == {"appeals": 0, "offers": 2}


def test_the_days_to_appeal_keep_a_call_in_results():
    make_released()

    assert close_appeals(timezone.now() + timedelta(days=9)) == 0
    assert close_appeals(timezone.now() + timedelta(days=20)) == 1
