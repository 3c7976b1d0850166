"""Preparing and executing a run."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from koushaneh.calls.models import Application, Call
from koushaneh.core.states import IllegalTransition
from koushaneh.engine.selection.draw import commitment
from koushaneh.screening.actions.overrides import (
    NothingToRelax,
    drop_override,
    propose_relaxation,
    sign_override,
)
from koushaneh.screening.actions.running import (
    NobodyToChoose,
    NotAllScored,
    QuotasImpossible,
    SourceSilent,
    SourceSpokeAlready,
    execute_run,
    prepare_run,
)
from koushaneh.screening.models import Run, RunRow
from tests.factories.places import district, oversight
from tests.factories.results import (
    SOURCE,
    VALUE,
    application_of,
    make_executed,
    make_prepared,
    make_scored,
    make_scored_call,
    officer,
    signer,
    tomorrow,
)

pytestmark = pytest.mark.django_db
S = Application.State


def outcomes(run):
    rows = run.rows.select_related("application__place")
    return {(row.application.place.code[-2:], row.score): row.outcome for row in rows}


def chosen_places(run):
    rows = run.rows.filter(outcome=RunRow.Outcome.SELECTED)
    return sorted(rows.values_list("application__place__code", flat=True))


def test_preparing_publishes_a_commitment_to_everything_but_the_seed():
    run = make_prepared()

    codes = sorted(run.call.applications.values_list("review_code", flat=True))
    assert run.seed == run.public_value == ""
    assert run.seed_commitment == commitment(
        codes, input_hash=run.input_hash, method="merit-1", source=SOURCE, secret=run.office_secret
    )
    assert run.call.state == Call.State.RUN_PREPARED
    assert set(run.call.applications.values_list("state", flat=True)) == {S.RANKED}


def test_two_runs_of_equal_inputs_have_different_secrets():
    first, second = make_prepared(), make_prepared()

    assert first.office_secret != second.office_secret


def test_a_run_is_not_prepared_while_somebody_is_still_being_judged():
    call = make_scored_call()
    make_scored(call, state=S.IN_REVIEW)

    with pytest.raises(NotAllScored) as refusal:
        make_prepared(call)

    assert refusal.value.facts == {"count": 1}


def test_a_run_needs_somebody():
    with pytest.raises(NobodyToChoose):
        make_prepared(make_scored_call(women={}, quotas={7: (0, 1)}))


def test_the_public_source_must_speak_after_the_commitment():
    with pytest.raises(SourceSpokeAlready):
        prepare_run(
            make_scored_call(),
            by=officer(),
            public_source=SOURCE,
            public_at=timezone.now() - timedelta(minutes=1),
        )


def test_a_run_is_not_executed_before_the_source_has_spoken():
    run = make_prepared()

    with pytest.raises(SourceSilent):
        execute_run(run, by=run.prepared_by, public_value=VALUE)
    run.refresh_from_db()
    assert (run.state, run.seed) == (Run.State.PREPARED, "")


def test_the_greatest_scores_are_chosen_and_nobody_learns_it_yet():
    run = make_executed()

    assert outcomes(run) == {
        ("07", 40_000_000): "selected",
        ("08", 35_000_000): "selected",
        ("07", 30_000_000): "waitlisted",
        ("08", 25_000_000): "waitlisted",
    }
    assert set(run.call.applications.values_list("state", flat=True)) == {S.RANKED}


def test_a_district_maximum_lets_a_lower_score_of_another_district_in():
    run = make_executed(make_scored_call({7: [24, 20], 8: [6]}, quotas={7: (0, 1), 8: (0, 1)}))

    assert chosen_places(run) == ["tehran-07", "tehran-08"]
    row = run.rows.get(application=application_of(run.call, 7, 20))
    assert row.binding_rule == "maximum"


def test_what_a_district_cannot_fill_goes_to_its_neighbour_first():
    neighbour = district(7).neighbours.order_by("code").first()
    number, other = int(neighbour.code[-2:]), 20
    call = make_scored_call(
        {7: [], number: [1, 2], other: [24, 24]}, seats=2, quotas={7: (1, 2), number: (1, 2), other: (0, 2)}
    )

    run = make_executed(call)

    assert run.inputs["moves"] == [["tehran-07", neighbour.code, 1]]
    assert chosen_places(run) == [neighbour.code] * 2


def test_what_neighbours_cannot_fill_goes_to_the_city():
    run = make_executed(make_scored_call({7: [], 20: [5, 4]}, quotas={7: (1, 2), 20: (0, 2)}))

    assert run.inputs["moves"] == [["tehran-07", "", 1]]
    assert chosen_places(run) == ["tehran-20", "tehran-20"]


def test_impossible_quotas_are_refused_and_the_smallest_relaxation_is_only_proposed():
    call = make_scored_call({7: [1], 8: [24, 24]}, quotas={7: (2, 2), 8: (0, 2)}, redistribution=())
    by = officer()
    with pytest.raises(QuotasImpossible):
        make_prepared(call, by=by)

    override = propose_relaxation(call, by=by, reason="در منطقهٔ ۷ فقط یک درخواست رسید.")

    assert override.detail["bounds"] == [
        {"feature": "place", "value": "tehran-07", "bound": "min", "declared": 2, "needed": 1}
    ]
    with pytest.raises(QuotasImpossible):
        make_prepared(call, by=by)


def test_a_relaxation_holds_with_two_signatures():
    call = make_scored_call({7: [1], 8: [24, 24]}, quotas={7: (2, 2), 8: (0, 2)}, redistribution=())
    override = propose_relaxation(call, by=officer(), reason="در منطقهٔ ۷ فقط یک درخواست رسید.")
    sign_override(override, by=signer())
    with pytest.raises(QuotasImpossible):
        make_prepared(call)
    sign_override(override, by=signer(oversight()))

    run = make_executed(call)

    assert chosen_places(run) == ["tehran-07", "tehran-08"]
    assert run.inputs["declared"] != run.inputs["quotas"]


def test_a_dropped_relaxation_holds_for_nothing():
    call = make_scored_call({7: [1], 8: [24, 24]}, quotas={7: (2, 2), 8: (0, 2)}, redistribution=())
    override = propose_relaxation(call, by=officer(), reason="یک درخواست رسید.")
    drop_override(override, by=signer(), reason="نه")

    with pytest.raises(QuotasImpossible):
        make_prepared(call)


def test_nothing_is_relaxed_where_the_quotas_can_be_met():
    with pytest.raises(NothingToRelax):
        propose_relaxation(make_scored_call(), by=officer(), reason="شاید")


def test_a_quota_over_the_track_counts_beside_the_districts():
    call = make_scored_call(
        {7: [24, 20], 8: [6]},
        feature_quotas=[{"feature": "track", "value": "trainer", "minimum": 1, "maximum": 2}],
    )
    call.applications.filter(pk=application_of(call, 8, 6).pk).update(track="trainer")

    assert chosen_places(make_executed(call)) == ["tehran-07", "tehran-08"]


def test_ties_follow_the_lot_of_the_seed_and_tell_the_chance():
    run = make_executed(make_scored_call({7: [10, 10, 10, 10]}, seats=1))

    first = run.result["order"][0]
    assert run.result["chosen"] == [first]
    assert {row.binding_rule for row in run.rows.all()} == {"draw"}
    chances = [times for times, _of in run.result["chances"].values()]
    assert sum(chances) == 100
    assert all(8 <= times <= 45 for times in chances)


def test_every_row_says_what_was_strong_what_was_weak_and_what_would_change_it():
    run = make_executed()

    row = run.rows.get(application=application_of(run.call, 8, 6))
    assert [one["code"] for one in row.explanation["weakest"]] == ["A2", "B2"]
    assert [one["code"] for one in row.explanation["strongest"]] == ["B1", "D2"]
    assert row.explanation["margin"] == -10_000_000
    assert [one["code"] for one in row.explanation["would_change"]] == ["A2", "B2"]


def test_a_need_is_never_named_as_something_to_change():
    call = make_scored_call({7: [24, 24]}, seats=1)
    make_scored(call, 7, 24, hours_offered=8, women_helped=10, dependants=0)

    run = make_executed(call)

    named = {one["code"] for row in run.rows.all() for one in row.explanation["would_change"]}
    assert "D2" not in named


def test_a_run_is_executed_once():
    run = make_executed()

    with time_machine.travel(timezone.now() + timedelta(days=3)), pytest.raises(IllegalTransition):
        execute_run(run, by=run.prepared_by, public_value="another")


def test_a_call_has_one_live_run():
    run = make_prepared()

    with pytest.raises(IllegalTransition):
        prepare_run(run.call, by=officer(), public_source=SOURCE, public_at=tomorrow())
