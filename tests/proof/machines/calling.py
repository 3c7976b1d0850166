"""A call: drafted, approved link by link, opened by the clock, amended, corrected by two, closed, cancelled."""

from datetime import timedelta

from hypothesis import strategies as some
from hypothesis.stateful import initialize, invariant, rule

from koushaneh.calls.actions import calls, composing, corrections
from koushaneh.calls.actions.approval import approve_step, return_call, submit_for_approval
from koushaneh.calls.models import Call
from koushaneh.calls.published import hash_of, record_of
from koushaneh.screening.actions.checking import start_checking
from tests.factories.access import make_account
from tests.factories.calls import make_chain, make_draft_call
from tests.factories.calls_applications import make_open_call
from tests.proof.machines.story import Story, last_record, nobody_behind

WHO = some.integers(0, 20)
BY_THE_CLOCK = {"open", "grace", "closed"}
NOT_YET_PUBLIC = {"draft", "approval", "cancelled"}


class Calling(Story):
    """One call and one long finished; the author, the chain, an observer and a stranger try everything."""

    def prepare(self):
        self.chain = make_chain()
        self.people = [*self.chain.values(), make_account()]
        self.call = make_draft_call(by=self.chain["author"])
        self.finished = make_open_call(state=Call.State.FINAL)
        self.hash, self.versions = "", 0
        self.beginning = last_record()

    def person(self, number):
        return self.people[number % len(self.people)]

    @property
    def state(self):
        return Call.objects.get(pk=self.call.pk).state

    @initialize(far=some.integers(0, 3))
    def it_has_come_so_far(self, far):
        author = self.chain["author"]
        if far > 0:
            submit_for_approval(self.call, by=author)
            approve_step(self.call, by=self.chain["deputy"])
        if far > 1:
            approve_step(self.call, by=self.chain["director"])
            calls.announce_call(self.call, by=author)
        if far > 2:
            self.pass_time(2)
            calls.advance_calls(self.now)

    @rule(hours=some.sampled_from([1, 30, 250, 480]))
    def time_passes(self, hours):
        self.pass_time(hours)

    @rule()
    def the_clock_turns(self):
        self.attempt(calls.advance_calls, self.now)

    @rule(
        move=some.sampled_from([calls.open_call, calls.begin_grace, calls.close_call, start_checking]), by=WHO
    )
    def somebody_hurries(self, move, by):
        self.attempt(move, self.call, by=self.person(by))

    @rule(by=WHO, what=some.sampled_from([approve_step, submit_for_approval, calls.announce_call]))
    def somebody_moves_it_on(self, by, what):
        self.attempt(what, self.call, by=self.person(by))

    @rule(by=WHO)
    def somebody_sends_it_back(self, by):
        self.attempt(return_call, self.call, by=self.person(by), note="وزن‌ها را ببینید")

    @rule(what=some.sampled_from(["weights", "indicators", "gates", "policy", "seats", "dates"]))
    def somebody_edits_the_rules(self, what):
        before, by = self.state, self.chain["author"]
        later = {"opens_at": self.now + timedelta(hours=1), "closes_at": self.now + timedelta(days=20)}
        action = {
            "weights": lambda: composing.set_weights(self.call, {"A1": 5, "A2": 2}, by=by),
            "indicators": lambda: composing.set_indicators(self.call, by=by, enabled=["A1", "A2"]),
            "gates": lambda: composing.set_gates(self.call, [{"code": "age", "minimum": 18}], by=by),
            "policy": lambda: composing.set_policy(self.call, by=by, offer_hours=96),
            "seats": lambda: composing.set_seats(self.call, [(self.call.place, 0, 30)], by=by),
            "dates": lambda: composing.edit_call(self.call, by=by, **later),
        }[what]
        if self.attempt(action):
            assert before == "draft", f"{what} changed while the call was {before}"

    @rule(by=WHO, days=some.integers(-2, 5))
    def somebody_amends_it(self, by, days):
        closes_at = Call.objects.get(pk=self.call.pk).closes_at + timedelta(days=days)
        self.attempt(calls.amend_call, self.call, by=self.person(by), why="تعطیلی", closes_at=closes_at)

    @rule(by=WHO)
    def somebody_proposes_a_correction(self, by):
        weights = {"A1": 5, "A2": 2}
        propose = corrections.propose_correction
        self.attempt(propose, self.call, by=self.person(by), why="جابه‌جا نوشته شد", weights=weights)

    @rule(by=WHO, decide=some.sampled_from([corrections.sign_correction, corrections.refuse_correction]))
    def somebody_decides_a_correction(self, by, decide):
        self.attempt(decide, self.call, by=self.person(by))

    @rule(by=WHO, sure=some.integers(0, 3))
    def it_is_cancelled_or_the_finished_one_put_away(self, by, sure):
        if sure == 0:
            self.attempt(calls.cancel_call, self.call, by=self.person(by), reason="بودجه")
        self.attempt(calls.archive_call, self.finished if sure % 2 else self.call, by=self.person(by))

    @invariant()
    def the_rules_are_what_was_published(self):
        call = Call.objects.select_related("place", "indicators", "form", "policy").get(pk=self.call.pk)
        if call.rules_hash:
            now = {**record_of(call), "dates": call.rules_record["dates"]}  # a closing may be moved later
            assert hash_of(now) == call.rules_hash == hash_of(call.rules_record), "the rules have changed"

    @invariant()
    def the_hash_changes_by_a_correction_of_two_only(self):
        call = Call.objects.select_related("indicators").get(pk=self.call.pk)
        versions = call.rules_versions.count()
        if self.hash and call.rules_hash != self.hash:
            proposed, signed = call.indicators.by, call.indicators.signed_by
            assert versions == self.versions + 1
            assert signed and signed not in (proposed, call.author), "corrected by one"
        assert versions >= self.versions, "a published version is gone"
        self.hash, self.versions = call.rules_hash, versions

    @invariant()
    def what_is_public_was_approved_by_two_others(self):
        call = Call.objects.get(pk=self.call.pk)
        if call.state not in NOT_YET_PUBLIC:
            said = call.approvals.filter(is_approved=True, step__observes_only=False)
            who = set(said.order_by("-round").values_list("by", flat=True))
            assert len(who) > 1 and call.author_id not in who, "announced without its chain"

    @invariant()
    def every_move_has_somebody_or_is_the_clocks(self):
        assert nobody_behind(self.beginning) <= BY_THE_CLOCK
