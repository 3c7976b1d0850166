"""Blind reviews: anchors, locking, a third where two differ, scores with their interval."""

import pytest
from django.utils import timezone

from koushaneh.calls.models import Application
from koushaneh.screening import rules, scoring
from koushaneh.screening.actions import assigning, reviewing
from koushaneh.screening.models import Assignment, Conflict, Override, Redaction, Review
from tests.factories.access import make_account
from tests.factories.screening import make_call, make_eligible, make_reviewed, make_reviewer

A, S = Assignment.State, Application.State
pytestmark = pytest.mark.django_db


def assigned(call=None, reviewers=2):
    call = call or make_call()
    for _ in range(reviewers):
        make_reviewer(12)
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    return application, list(application.assignments.order_by("pk"))


def test_a_review_stands_with_its_anchors_and_notes():
    _application, (first, _second) = assigned()

    review = reviewing.save_review(
        first, by=first.reviewer, scores={"C1": 4}, notes={"C1": "گام‌ها روشن است"}, note="خوب"
    )

    first.refresh_from_db()
    score = review.scores.get()
    assert (first.state, score.anchor, score.note, review.note) == (A.WORKING, 4, "گام‌ها روشن است", "خوب")


@pytest.mark.parametrize("scores", [{"C1": 0}, {"C1": 6}, {"A1": 3}, {"D1": 1}])
def test_an_anchor_out_of_range_or_for_a_computed_indicator_is_refused(scores):
    _application, (first, _second) = assigned()

    with pytest.raises(reviewing.BadAnchor):
        reviewing.save_review(first, by=first.reviewer, scores=scores)


def test_a_review_with_a_missing_score_cannot_be_locked():
    _application, (first, _second) = assigned()

    with pytest.raises(reviewing.ScoresMissing):
        reviewing.lock_review(first, by=first.reviewer, scores={})

    assert Review.objects.exclude(locked_at=None).count() == 0


def test_a_locked_review_is_never_edited():
    _application, (first, _second) = assigned()
    reviewing.lock_review(first, by=first.reviewer, scores={"C1": 3})

    with pytest.raises(reviewing.ReviewLocked):
        reviewing.save_review(first, by=first.reviewer, scores={"C1": 5})

    assert Review.objects.get().scores.get().anchor == 3


def test_others_are_invisible_until_ones_own_review_is_locked():
    _application, (first, second) = assigned()
    reviewing.lock_review(second, by=second.reviewer, scores={"C1": 5})

    before = rules.other_reviews_for(first, first.reviewer)
    reviewing.lock_review(first, by=first.reviewer, scores={"C1": 4})
    first.refresh_from_db()
    after = rules.other_reviews_for(first, first.reviewer)

    assert (before, after) == ([], [second])


def test_a_strangers_assignment_does_not_exist_for_her():
    _application, (first, second) = assigned()

    assert list(rules.assignments_for(first.reviewer)) == [first]
    assert not rules.assignments_for(make_account()).exists()
    assert second not in rules.assignments_for(first.reviewer)


def test_a_conflict_closes_the_review_and_the_application_vanishes():
    application, (first, _second) = assigned()
    Conflict.objects.create(application=application, account=first.reviewer, kind=Conflict.Kind.CASEWORKER)

    with pytest.raises(reviewing.InConflict):
        reviewing.start_review(first, by=first.reviewer)

    assert not rules.assignments_for(first.reviewer).exists()


def test_no_review_opens_while_the_text_is_taken_back():
    application, (first, _second) = assigned()
    Redaction.objects.filter(application=application).update(state=Redaction.State.WORKING)

    with pytest.raises(reviewing.NotReleased):
        reviewing.start_review(first, by=first.reviewer)

    assert not rules.assignments_for(first.reviewer).exists()


def test_two_locked_reviews_score_the_application():
    application = make_reviewed(anchors=(3, 4))

    assert application.state == S.SCORED
    assert scoring.score(application).parts["C1"]["value"] == 625_000  # (3.5 - 1) / 4


def test_a_gap_asks_a_third_reviewer_and_all_three_count():
    application, (first, second) = assigned(reviewers=3)
    reviewing.lock_review(first, by=first.reviewer, scores={"C1": 1})
    reviewing.lock_review(second, by=second.reviewer, scores={"C1": 5})
    application.refresh_from_db()
    third = application.assignments.get(phase=Assignment.Phase.EXTRA)
    waiting = application.state

    reviewing.lock_review(third, by=third.reviewer, scores={"C1": 4})

    application.refresh_from_db()
    assert (waiting, application.state) == (S.IN_REVIEW, S.SCORED)
    assert scoring.score(application).parts["C1"]["value"] == 583_333  # (10/3 - 1) / 4


def test_a_gap_with_nobody_free_leaves_it_in_review_and_can_be_settled_later():
    application, (first, second) = assigned()
    reviewing.lock_review(first, by=first.reviewer, scores={"C1": 1})
    reviewing.lock_review(second, by=second.reviewer, scores={"C1": 5})
    application.refresh_from_db()
    waiting = application.state
    make_reviewer(13)

    reviewing.settle_reviews(application, by=None)

    assert waiting == S.IN_REVIEW
    assert application.assignments.filter(phase=Assignment.Phase.EXTRA).count() == 1


def test_a_revision_keeps_the_original_and_the_last_locked_one_counts():
    application = make_reviewed(anchors=(3, 3))
    first = application.assignments.order_by("pk").first()

    reviewing.revise_review(first, by=first.reviewer)
    still = scoring.score(application).parts["C1"]["value"]
    reviewing.lock_review(first, by=first.reviewer, scores={"C1": 4})

    assert [review.revision for review in first.reviews.order_by("revision")] == [1, 2]
    assert first.reviews.get(revision=1).scores.get().anchor == 3
    assert (still, scoring.score(application).parts["C1"]["value"]) == (500_000, 625_000)


def test_the_score_is_whole_millionths_and_lies_in_its_interval():
    application = make_reviewed(anchors=(3, 4))

    found = scoring.score(application)

    assert found.parts["A1"] == {
        "value": 800_000,
        "low": 800_000,
        "high": 800_000,
        "points": 3_200_000,
        "missing": "",
    }
    assert found.parts["B5"]["missing"] == "neutral"
    assert found.parts["B5"]["low"] == 0
    assert found.total == sum(part["points"] for part in found.parts.values())
    assert found.low <= found.total <= found.high
    assert found.blocked == ()


def test_neutral_counts_with_the_median_of_the_applicants_or_with_frozen_ones():
    call = make_call()
    known = [
        make_reviewed(
            call, facts={"welfare_decile": {"value": decile, "evidence": "verified", "since": None}}
        )
        for decile in (1, 4, 10)
    ]
    unknown = make_reviewed(call)
    unknown.snapshot.facts.pop("welfare_decile")
    unknown.snapshot.save()

    today = scoring.score(unknown).parts["D1"]["value"]
    frozen = scoring.score(unknown, neutral={"D1": 111_111}).parts["D1"]["value"]

    assert [scoring.score(one).parts["D1"]["value"] for one in known] == [1_000_000, 666_667, 0]
    assert (today, frozen) == (666_667, 111_111)


def test_an_application_that_is_not_reviewed_yet_stops_the_ranking():
    application, _assignments = assigned()

    assert scoring.score(application).blocked == ("C1",)


def test_who_was_not_invited_to_an_interview_is_not_stopped():
    application = make_reviewed()

    part = scoring.score(application).parts["B4"]

    assert (part["missing"], part["value"], part["low"], part["high"]) == (
        "not_invited",
        500_000,
        0,
        1_000_000,
    )


def test_scoring_takes_the_same_number_of_queries_for_one_and_for_many():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(applications):
        call = make_call()
        _rows = [make_reviewed(call) for _ in range(applications)]
        call.refresh_from_db()
        with CaptureQueriesContext(connection) as caught:
            scoring.score_call(call)
        return len(caught)

    assert queries(1) == queries(4) <= 8


def test_what_two_signers_set_aside_counts_as_zero_and_stops_nothing():
    application, _assignments = assigned()
    call = application.call
    call.indicators.items.filter(code="C1").update(missing="block")
    Override.objects.create(
        call=call,
        application=application,
        kind=Override.Kind.SET_MISSING_ASIDE,
        reason="بیماری",
        by=make_account(),
        first_signer=make_account(),
        second_signer=make_account(),
        second_signed_at=timezone.now(),
    )

    found = scoring.score(application)

    assert (found.parts["C1"]["points"], found.parts["C1"]["missing"], found.blocked) == (0, "set_aside", ())
