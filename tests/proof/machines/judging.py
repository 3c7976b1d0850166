"""Assignments and blind reviews: given out, begun, locked, revised, given back, late; with blocks and a run."""

from datetime import timedelta

from hypothesis import strategies as some
from hypothesis.stateful import invariant, rule

from koushaneh.access.actions import set_block
from koushaneh.calls.actions.calls import cancel_call
from koushaneh.calls.models import Call
from koushaneh.screening.actions import assigning, conflicts, reviewing, running
from koushaneh.screening.actions.signing import replay_problem
from koushaneh.screening.models import Assignment, Review, Run, Score
from koushaneh.screening.panels import must_not_judge
from tests.factories.access import make_person
from tests.factories.results import SOURCE, officer
from tests.factories.screening import make_call, make_eligible, make_reviewer
from tests.proof.machines.story import Story

WHO = some.integers(0, 20)


class Judging(Story):
    """Two applications and five reviewers; anybody may be blocked, late or unwilling."""

    def prepare(self):
        self.office, self.call = officer(), make_call(state=Call.State.CHECKING, seat_count=1)
        self.women = [make_eligible(self.call, 7), make_eligible(self.call, 8)]
        self.reviewers = [make_reviewer(12) for _ in range(5)]
        for number, account in enumerate(self.reviewers):
            make_person("داور", f"{number}", account=account)
        assigning.assign_reviews(self.call, by=self.office)
        self.locked = {}

    def assignment(self, number):
        rows = list(Assignment.objects.order_by("pk"))
        return rows[number % len(rows)]

    @rule(hours=some.sampled_from([1, 30, 300]))
    def time_passes(self, hours):
        self.pass_time(hours)

    @rule(number=WHO, anchor=some.integers(0, 6), lock=some.booleans())
    def a_reviewer_judges(self, number, anchor, lock):
        held = self.assignment(number)
        action = reviewing.lock_review if lock else reviewing.save_review
        review = self.attempt(action, held, by=held.reviewer, scores={"C1": anchor})
        if review is not None:
            assert not must_not_judge(held.reviewer, held.application), "reviewed with a conflict or a block"

    @rule(number=WHO)
    def a_reviewer_says_yes(self, number):
        held = self.assignment(number)
        self.attempt(reviewing.accept_assignments, list(Assignment.objects.all()), by=held.reviewer)

    @rule(number=WHO)
    def a_reviewer_opens_or_revises(self, number):
        held = self.assignment(number)
        self.attempt(reviewing.start_review, held, by=held.reviewer)
        self.attempt(reviewing.revise_review, held, by=held.reviewer)

    @rule(number=WHO, leave=some.sampled_from([assigning.decline_assignment, assigning.recuse]))
    def a_reviewer_gives_it_back(self, number, leave):
        held = self.assignment(number)
        self.attempt(leave, held, by=held.reviewer, reason="وقت ندارم")

    @rule()
    def the_clock_turns(self):
        self.attempt(assigning.replace_overdue, self.now)

    @rule()
    def headquarters_fills_up(self):
        self.attempt(assigning.assign_reviews, self.call, by=self.office)

    @rule(number=WHO, declared=some.booleans())
    def a_reviewer_is_kept_away(self, number, declared):
        held = self.assignment(number)
        woman, account = held.application, held.reviewer
        if declared:
            self.attempt(conflicts.declare_conflict, woman, by=account, reason="خویشاوند")
        else:
            self.attempt(set_block, woman.person, account.persons.get(), by=self.office, reason="خشونت")

    @rule(cancel=some.booleans())
    def a_run_is_prepared_or_the_call_cancelled(self, cancel):
        self.call.refresh_from_db()
        at = self.now + timedelta(days=1)
        if cancel:
            self.attempt(cancel_call, self.call, by=self.office, reason="بودجه")
        else:
            self.attempt(running.prepare_run, self.call, by=self.office, public_source=SOURCE, public_at=at)

    @rule()
    def the_run_is_executed(self):
        if run := Run.objects.filter(call=self.call).first():
            self.attempt(running.execute_run, run, by=self.office, public_value="2184302.5")

    @invariant()
    def what_was_locked_is_never_edited(self):
        for pk, anchors in self.locked.items():
            assert sorted(Score.objects.filter(review=pk).values_list("anchor", flat=True)) == anchors
        for pk in Review.objects.exclude(locked_at=None).values_list("pk", flat=True):
            self.locked.setdefault(
                pk, sorted(Score.objects.filter(review=pk).values_list("anchor", flat=True))
            )

    @invariant()
    def a_run_that_was_executed_can_be_replayed(self):
        for run in Run.objects.filter(call=self.call, state="executed"):
            assert replay_problem(run) == "", "something behind the run has changed"

    @invariant()
    def nobody_holds_an_application_twice(self):
        pairs = list(Assignment.objects.values_list("application", "reviewer"))
        assert len(pairs) == len(set(pairs))
