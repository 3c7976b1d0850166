"""Two independent reviewers, one from elsewhere, loads equal, around conflicts."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.models import Application, Call
from koushaneh.engine.assignment import NoOutsideReviewer, TooFewReviewers
from koushaneh.people.models import AccessBlock, Identity
from koushaneh.screening.actions import assigning
from koushaneh.screening.actions.conflicts import declare_conflict, find_conflicts
from koushaneh.screening.actions.reviewing import accept_assignments, lock_review
from koushaneh.screening.models import Assignment, Conflict, Eligibility, Redaction
from tests.factories.access import make_account, make_person, make_post
from tests.factories.places import district_office
from tests.factories.screening import make_call, make_eligible, make_reviewer

A, K = Assignment.State, Conflict.Kind
pytestmark = pytest.mark.django_db


def holders(application):
    rows = application.assignments.filter(state__in=Assignment.LIVE)
    return set(rows.values_list("reviewer_id", flat=True))


def test_everyone_gets_two_reviewers_with_equal_loads_and_one_from_elsewhere():
    call = make_call(state=Call.State.CHECKING)
    near = [make_reviewer(7) for _ in range(2)]
    away = [make_reviewer(12) for _ in range(2)]
    applications = [make_eligible(call, 7) for _ in range(6)]

    plan = assigning.assign_reviews(call, by=None)

    assert all(len(holders(one)) == 2 for one in applications)
    assert all(holders(one) & {account.pk for account in away} for one in applications)
    assert Counter(plan.loads.values()) == {3: 4}
    assert set(plan.loads) == {account.pk for account in near + away}
    call.refresh_from_db()
    assert call.state == Call.State.REVIEWING


def test_nothing_is_given_before_its_text_is_released():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(2)]
    released, waiting = make_eligible(call), make_eligible(call, released=False)

    plan = assigning.assign_reviews(call, by=None)

    assert (len(holders(released)), len(holders(waiting)), plan.waiting) == (2, 0, 1)


def test_texts_released_later_are_filled_up_and_the_rest_stays():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(4)]
    first = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    before = holders(first)
    second = make_eligible(call)

    plan = assigning.assign_reviews(call, by=None)

    assert holders(first) == before
    assert holders(second) == set(plan.loads) - before


def test_the_preview_writes_nothing_and_says_what_the_act_will_do():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(3)]
    _applications = [make_eligible(call) for _ in range(4)]

    preview = assigning.plan_reviews(call)

    assert Assignment.objects.count() == 0
    assert assigning.assign_reviews(call, by=None).pairs == preview.pairs


def test_without_a_reviewer_from_elsewhere_nothing_is_assigned():
    call = make_call()
    _reviewers = [make_reviewer(7) for _ in range(3)]
    make_eligible(call, 7)

    with pytest.raises(NoOutsideReviewer):
        assigning.assign_reviews(call, by=None)

    assert Assignment.objects.count() == 0


def conflict_of(kind, application):
    """Give a reviewer the conflict of this kind with an application and return her account."""
    account = make_reviewer(12)
    if kind == K.CASEWORKER:
        application.file.caseworker = account
        application.file.save()
    elif kind == K.HELPER:
        application.helped_by = account
        application.save()
    elif kind == K.CHECKER:
        Eligibility.objects.create(application=application, rule="age", result="passed", by=account)
    elif kind == K.EDITOR:
        Redaction.objects.filter(application=application).update(editor=account)
    elif kind == K.SAME_OFFICE:
        make_post(Role.INTAKE, office=district_office(7), account=account)
    elif kind == K.BLOCK:
        AccessBlock.objects.create(
            subject=application.person,
            blocked=make_person(account=account),
            reason="آشنایی",
            set_by=make_account(),
        )
    elif kind == K.HOUSEHOLD:
        Identity.objects.filter(person=application.person).update(address_index="same")
        Identity.objects.create(person=make_person(account=account), address_index="same")
    elif kind == K.SAME_PERSON:
        application.person.account = account
        application.person.save()
    return account


@pytest.mark.parametrize("kind", [kind for kind in K if kind != K.DECLARED])
def test_a_conflict_in_our_data_is_found_pinned_and_kept_away_from(kind):
    call = make_call()
    application = make_eligible(call, 7)
    conflicted = conflict_of(kind, application)
    free = {make_reviewer(12).pk, make_reviewer(12).pk}

    assigning.assign_reviews(call, by=None)

    found = Conflict.objects.get(application=application, account=conflicted)
    assert (found.kind, found.is_pinned) == (kind, True)
    assert holders(application) == free


def test_a_block_that_was_lifted_is_no_conflict():
    call = make_call()
    application = make_eligible(call)
    conflict_of(K.BLOCK, application)
    AccessBlock.objects.update(lifted_at=timezone.now())

    assert find_conflicts(call, by=None) == 0


def test_with_too_few_free_reviewers_nothing_is_assigned():
    call = make_call()
    application = make_eligible(call)
    declare_conflict(application, by=make_reviewer(12), reason="خواهرم است")
    make_reviewer(12)

    with pytest.raises(TooFewReviewers):
        assigning.assign_reviews(call, by=None)


def test_who_accepts_can_still_begin_give_back_or_be_late_and_nobody_accepts_for_another():
    call = make_call()
    for number in (12, 13, 14):
        make_reviewer(number)
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    mine, other = application.assignments.order_by("pk")

    first = accept_assignments([mine, other], by=mine.reviewer)
    again = accept_assignments([mine, other], by=mine.reviewer)

    other.refresh_from_db()
    assert ([one.pk for one in first], again, other.state) == ([mine.pk], [], A.PROPOSED)
    assert Assignment.MACHINE.after(A.ACCEPTED) == {A.WORKING, A.DECLINED, A.RECUSED, A.OVERDUE, A.REPLACED}
    assigning.decline_assignment(mine, by=mine.reviewer, reason="بیمار هستم")


def test_who_declines_with_a_reason_is_replaced_by_the_same_rule():
    call = make_call()
    reviewers = {make_reviewer(number).pk for number in (12, 13, 14)}
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    given = application.assignments.first()

    assigning.decline_assignment(given, by=given.reviewer, reason="بیمار هستم")

    given.refresh_from_db()
    assert (given.state, given.reason) == (A.REPLACED, "بیمار هستم")
    assert holders(application) == reviewers - {given.reviewer_id}


def test_declining_without_a_reason_is_refused():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(3)]
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    given = application.assignments.first()

    with pytest.raises(assigning.NoReason):
        assigning.decline_assignment(given, by=given.reviewer, reason=" ")


def test_who_steps_aside_leaves_a_conflict_and_never_gets_it_again():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(2)]
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    given = application.assignments.first()

    assigning.recuse(given, by=given.reviewer, reason="همسایه‌ام است")
    given.refresh_from_db()
    assert given.state == A.RECUSED  # nobody was free
    newcomer = make_reviewer(13)
    assigning.assign_reviews(call, by=None)

    given.refresh_from_db()
    assert given.state == A.REPLACED
    assert newcomer.pk in holders(application)
    assert given.reviewer_id not in holders(application)
    assert Conflict.objects.get(application=application, account=given.reviewer).kind == K.DECLARED


def test_a_replacement_keeps_one_reviewer_from_elsewhere():
    call = make_call()
    near, away = make_reviewer(7), make_reviewer(12)
    application = make_eligible(call, 7)
    assigning.assign_reviews(call, by=None)
    _another_near, spare = make_reviewer(7), make_reviewer(13)
    given = application.assignments.get(reviewer=away)

    assigning.decline_assignment(given, by=away, reason="سفر")

    assert holders(application) == {near.pk, spare.pk}


def test_what_lies_past_its_day_goes_to_another_reviewer_and_locked_reviews_stay():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(4)]
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    locked, late = application.assignments.order_by("pk")
    lock_review(locked, by=locked.reviewer, scores={"C1": 3})

    replaced = assigning.replace_overdue(timezone.now() + timedelta(days=60))

    late.refresh_from_db()
    assert (replaced, late.state) == (1, A.REPLACED)
    assert locked.reviewer_id in holders(application)
    assert late.reviewer_id not in holders(application)
    assert len(holders(application)) == 2


def test_a_conflict_found_later_ends_an_open_assignment():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(3)]
    application = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    given = application.assignments.first()
    application.file.caseworker = given.reviewer
    application.file.save()

    assigning.assign_reviews(call, by=None)

    assert given.reviewer_id not in holders(application)
    assert len(holders(application)) == 2


def test_an_application_with_nothing_to_judge_is_scored_at_once():
    call = make_call()
    application = make_eligible(call, answers={"track": "producer"})

    assigning.assign_reviews(call, by=None)

    application.refresh_from_db()
    assert (application.state, application.assignments.count()) == (Application.State.SCORED, 0)


def test_a_second_act_without_anything_new_is_refused():
    call = make_call()
    _reviewers = [make_reviewer(12) for _ in range(2)]
    make_eligible(call)
    assigning.assign_reviews(call, by=None)

    with pytest.raises(assigning.NothingToAssign):
        assigning.assign_reviews(call, by=None)


def test_assigning_takes_the_same_number_of_queries_for_one_and_for_many():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(applications):
        call = make_call()
        _reviewers = [make_reviewer(12) for _ in range(2)]
        _applications = [make_eligible(call) for _ in range(applications)]
        with CaptureQueriesContext(connection) as caught:
            assigning.assign_reviews(call, by=None)
        return len(caught)

    assert queries(1) == queries(6)


def test_reviews_that_are_done_count_in_the_loads():
    call = make_call()
    first, second = make_reviewer(12), make_reviewer(12)
    done = make_eligible(call)
    assigning.assign_reviews(call, by=None)
    for assignment in done.assignments.all():
        lock_review(assignment, by=assignment.reviewer, scores={"C1": 3})
    third, fourth = make_reviewer(12), make_reviewer(12)
    make_eligible(call)

    plan = assigning.assign_reviews(call, by=None)

    assert plan.loads == {first.pk: 1, second.pk: 1, third.pk: 1, fourth.pk: 1}
