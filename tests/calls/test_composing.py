from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.audit.models import Record
from koushaneh.calls.actions import composing
from koushaneh.calls.actions.composing import (
    DatesWrong,
    NotADraft,
    PolicyWrong,
    SeatsWrong,
    UnknownField,
    UnknownIndicator,
    compose_call,
    edit_call,
    set_gates,
    set_indicators,
    set_policy,
    set_seats,
    set_weights,
)
from koushaneh.calls.gates import UnknownGate
from koushaneh.calls.models import Call
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.readiness import problems_of_call
from koushaneh.calls.weights import WeightsRefused
from tests.factories.access import make_account
from tests.factories.calls import make_chain, make_draft_call
from tests.factories.places import city, district

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("profile", ["founding", "entry", "seekers"])
def test_a_draft_copies_its_profile(profile):
    call = make_draft_call(profile=profile)

    items = call.indicators.items.all()
    assert {item.code: item.weight for item in items} == PROFILES[profile].weights
    assert call.indicators.gates == list(PROFILES[profile].gates)
    assert [anchor["score"] for anchor in items.get(code="C1").anchors] == [1, 2, 3, 4, 5]


def test_thirty_seats_are_spread_over_the_22_districts():
    call = make_draft_call(seat_count=30)

    assert list(call.seats.values_list("minimum", "maximum").distinct()) == [(1, 3)]
    assert call.seats.count() == 22


def test_two_calls_with_the_same_questions_share_their_form_and_its_recordings():
    assert make_draft_call().form == make_draft_call().form


def test_composing_writes_one_record():
    make_draft_call()

    assert list(Record.objects.filter(about_model="calls.call").values_list("verb", flat=True)) == [
        "call.composed"
    ]


def test_a_call_that_closes_before_it_opens_is_refused():
    now = timezone.now()

    with pytest.raises(DatesWrong):
        make_draft_call(opens_at=now, closes_at=now - timedelta(days=1))


def test_editing_changes_only_what_differs():
    call, officer = make_draft_call(), make_account()

    edit_call(call, by=officer, title="فراخوان تازه", seat_count=30)
    call.refresh_from_db()

    assert call.title == "فراخوان تازه"
    assert Record.objects.get(verb="call.edited").detail == {"fields": ["title"]}


def test_a_field_that_is_not_hers_to_set_is_refused():
    with pytest.raises(UnknownField):
        edit_call(make_draft_call(), by=make_account(), state="open")


def test_weights_are_stored_and_a_wrong_sum_is_shown_until_it_is_right():
    make_chain()
    call, officer = make_draft_call(), make_account()

    set_weights(call, {"A1": 10}, by=officer)
    assert problems_of_call(call, now=timezone.now()) == [
        ("calls.weights_sum", {"total": 106, "difference": 6})
    ]
    set_weights(call, {"A5": 2}, by=officer)
    assert problems_of_call(call, now=timezone.now()) == []


@pytest.mark.parametrize(
    ("weights", "refusal"), [({"A1": 21}, WeightsRefused), ({"Z9": 3}, UnknownIndicator)]
)
def test_impossible_weights_are_refused_and_nothing_is_written(weights, refusal):
    call = make_draft_call()

    with pytest.raises(refusal):
        set_weights(call, {"A2": 9, **weights}, by=make_account())

    assert call.indicators.items.get(code="A2").weight == 3


def test_an_indicator_that_is_switched_off_no_longer_counts():
    call = make_draft_call()
    kept = [item.code for item in call.indicators.items.all() if item.code != "B4"]

    set_indicators(call, by=make_account(), enabled=kept)

    assert ("calls.weights_sum", {"total": 90, "difference": 10}) in problems_of_call(
        call, now=timezone.now()
    )


def test_gates_are_set_and_an_unknown_one_is_refused():
    call = make_draft_call()

    set_gates(call, [{"code": "age", "minimum": 25}], by=make_account())
    with pytest.raises(UnknownGate):
        set_gates(call, [{"code": "dress"}], by=make_account())
    call.indicators.refresh_from_db()

    assert call.indicators.gates == [{"code": "age", "minimum": 25}]


def test_seats_that_cannot_hold_the_number_are_named():
    make_chain()
    call = make_draft_call(seat_count=10)

    set_seats(call, [(district(7), 6, 6), (district(8), 5, 9)], by=make_account())
    assert problems_of_call(call, now=timezone.now()) == [
        ("calls.seats_minimum_above", {"minimum": 11, "seats": 10})
    ]
    set_seats(call, [(district(7), 1, 3)], by=make_account())
    assert problems_of_call(call, now=timezone.now()) == [
        ("calls.seats_maximum_below", {"maximum": 3, "seats": 10})
    ]


def test_seats_outside_the_call_are_refused():
    now = timezone.now()
    call = compose_call(
        by=make_account(),
        profile="entry",
        place=district(7),
        title="فراخوان منطقه",
        opens_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=9),
    )

    assert [seat.place.code for seat in call.seats.all()] == ["tehran-07"]
    with pytest.raises(SeatsWrong):
        set_seats(call, [(district(8), 1, 2)], by=make_account())
    assert call.seats.count() == 1


@pytest.mark.parametrize("values", [{"reviewers": 1}, {"redistribution": ["friends"]}])
def test_a_policy_below_the_promises_is_refused(values):
    with pytest.raises(PolicyWrong):
        set_policy(make_draft_call(), by=make_account(), **values)


def test_the_policy_of_a_draft_can_be_changed():
    call = make_draft_call()

    set_policy(call, by=make_account(), appeal_days=15, redistribution=["city"])
    call.policy.refresh_from_db()

    assert (call.policy.appeal_days, call.policy.redistribution) == (15, ["city"])


def test_nothing_can_be_changed_once_it_has_left_the_draft():
    call, officer = make_draft_call(), make_account()
    Call.objects.filter(pk=call.pk).update(state="approval")
    attempts = [
        lambda: edit_call(call, by=officer, title="دیگر"),
        lambda: set_weights(call, {"A1": 5}, by=officer),
        lambda: set_indicators(call, by=officer, enabled=["A1"]),
        lambda: set_gates(call, [], by=officer),
        lambda: set_seats(call, [(city(), 1, 30)], by=officer),
        lambda: set_policy(call, by=officer, reviewers=3),
    ]

    for attempt in attempts:
        with pytest.raises(NotADraft):
            attempt()


def test_the_even_spread_always_leaves_room_for_every_seat():
    places = list(range(22))

    for seats in (1, 5, 22, 30, 44, 100):
        rows = composing.spread(places, seats)
        assert sum(row[1] for row in rows) <= seats <= sum(row[2] for row in rows)


TRACK = {"feature": "track", "value": "trainer", "minimum": 3, "maximum": 8}


def test_seats_can_be_kept_for_a_track():
    call = make_draft_call()

    set_policy(call, by=make_account(), feature_quotas=[TRACK])
    call.policy.refresh_from_db()

    assert call.policy.track_seats == [("آموزش", 3, 8)]


@pytest.mark.parametrize("wrong", [{"feature": "age"}, {"value": "poet"}, {"minimum": 9}, {"minimum": -1}])
def test_a_bound_that_is_no_track_or_upside_down_is_refused(wrong):
    with pytest.raises(PolicyWrong):
        set_policy(make_draft_call(), by=make_account(), feature_quotas=[{**TRACK, **wrong}])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{**TRACK, "minimum": 31, "maximum": 31}], "calls.tracks_minimum_above"),
        ([TRACK, {**TRACK, "value": "producer"}], "calls.tracks_maximum_below"),
        ([{**TRACK, "value": "service"}], "calls.tracks_unknown"),
    ],
)
def test_bounds_of_tracks_that_cannot_be_met_stop_the_draft(rows, code):
    call = make_draft_call(seat_count=30)

    set_policy(call, by=make_account(), feature_quotas=rows)
    call.refresh_from_db()

    assert code in [found for found, _facts in problems_of_call(call, now=timezone.now())]
