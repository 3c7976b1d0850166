"""A run from the scored applications to the last appeal: prepared, executed, replayed, signed, voided, released."""

from datetime import timedelta

from hypothesis import strategies as some
from hypothesis.stateful import initialize, invariant, rule

from koushaneh.calls.models import Answer, Call
from koushaneh.screening.actions import releasing, running, signing
from koushaneh.screening.models import Letter, Offer, Run
from tests.factories.access import make_person
from tests.factories.places import directorate, oversight
from tests.factories.results import (
    SOURCE,
    VALUE,
    make_executed,
    make_ineligible,
    make_scored_call,
    make_signed,
    officer,
    panel_member,
    signer,
)
from tests.proof.machines.seats import Seats

WHO = some.integers(0, 20)
SIGNED = ("signed", "released")
FROZEN = (
    "inputs",
    "input_hash",
    "policy_hash",
    "seed_commitment",
    "public_source",
    "public_at",
    "prepared_by",
)
CHOSEN = ("result", "output_hash", "seed", "public_value", "executed_by")


class Running(Seats):
    """What `Seats` plays begins with the release; here also everything before it is tried by everybody."""

    def prepare(self):
        self.office, self.other = officer(), officer()
        self.signers = [signer(directorate()), signer(directorate()), signer(oversight())]
        self.panel = [panel_member() for _ in range(4)]
        for number, account in enumerate([*self.panel, *self.signers]):
            make_person("همکار", f"{number}", account=account)
        self.people = [self.office, self.other, *self.signers, self.panel[0]]
        self.call = make_scored_call({7: [24, 20, 16], 8: [18, 4]}, seats=2)
        make_ineligible(self.call)
        self.seats, self.ranks = self.call.seat_count, {}
        self.frozen, self.changed = {}, False

    def person(self, number):
        return self.people[number % len(self.people)]

    def run_of(self, number):
        return self.pick(Run.objects.filter(call=self.call), number)

    @initialize(far=some.integers(0, 4))
    def it_has_come_so_far(self, far):
        if far in (1, 2):
            make_executed(self.call, by=self.office)
        if far == 2:
            signing.replay_run(self.run_of(0), by=self.signers[0])
        if far > 2:
            make_signed(self.call, by=self.office)
        if far > 3:
            releasing.release_run(self.run_of(0), by=self.office)
        if far:
            self.pass_time(26)

    @rule(by=WHO, hours=some.sampled_from([-1, 20]))
    def somebody_prepares(self, by, hours):
        given = {"public_source": SOURCE, "public_at": self.now + timedelta(hours=hours)}
        self.attempt(running.prepare_run, self.call, by=self.person(by), **given)

    @rule(number=WHO, by=WHO)
    def somebody_executes(self, number, by):
        if run := self.run_of(number):
            self.attempt(running.execute_run, run, by=self.person(by), public_value=VALUE)

    @rule(number=WHO, by=WHO)
    def somebody_replays(self, number, by):
        if run := self.run_of(number):
            by = self.person(by)
            if self.attempt(signing.replay_run, run, by=by):
                assert by not in (run.prepared_by, run.executed_by), "replayed by the one who ran it"
                assert not self.changed, "a run was replayed although an answer had changed behind it"

    @rule(number=WHO, by=WHO)
    def somebody_signs(self, number, by):
        if run := self.run_of(number):
            self.attempt(signing.sign_run, run, by=self.person(by))

    @rule(number=WHO, by=WHO, what=some.sampled_from([signing.propose_void, signing.void_run]))
    def somebody_voids(self, number, by, what):
        if run := self.run_of(number):
            more = {"reason": "ورودی نادرست"} if what is signing.propose_void else {}
            self.attempt(what, run, by=self.person(by), **more)

    @rule(number=WHO, by=WHO)
    def somebody_releases(self, number, by):
        if run := self.run_of(number):
            self.attempt(releasing.release_run, run, by=self.person(by))

    @rule(number=WHO, sure=some.integers(0, 3))
    def an_answer_changes_behind_the_run(self, number, sure):
        """As somebody with the key of the database could do; a run that is not signed yet must notice."""
        application = self.pick(self.call.applications.filter(state="ranked"), number)
        if sure == 0 and application:
            Answer.objects.filter(application=application, key="activity_months").update(value=1)
            self.changed = True
            self.somebody_replays(number, by=self.people.index(self.signers[0]))

    @invariant()
    def what_was_frozen_stays(self):
        for run in Run.objects.filter(call=self.call):
            now = {name: getattr(run, name) for name in (FROZEN + CHOSEN if run.executed_at else FROZEN)}
            before = self.frozen.setdefault(run.pk, now)
            assert before.items() <= now.items(), "what a run committed to has changed"
            self.frozen[run.pk] = now

    @invariant()
    def what_is_signed_was_signed_by_two_of_two_houses(self):
        for run in Run.objects.filter(call=self.call, state__in=SIGNED):
            names = {run.first_signer, run.second_signer}
            assert len(names - {None, run.prepared_by, run.executed_by}) == 2, (
                "signed by one, or by its author"
            )
            houses = {name.posts.get().office_id for name in names}
            assert len(houses) == 2, "signed twice in one house"
            assert run.replayed_by not in (None, run.prepared_by, run.executed_by), "signed without a replay"

    @invariant()
    def what_goes_against_her_has_a_reason_and_a_letter(self):
        if Run.objects.filter(call=self.call, state="released").exists():
            super().what_goes_against_her_has_a_reason_and_a_letter()

    @invariant()
    def one_run_is_live(self):
        assert Run.objects.filter(call=self.call).exclude(state="void").count() <= 1

    @invariant()
    def nobody_hears_anything_before_the_release(self):
        if not Run.objects.filter(call=self.call, state="released").exists():
            told = Letter.objects.exclude(code="ineligible")
            assert not told.exists() and not Offer.objects.exists(), "told before the release"

    @invariant()
    def a_voided_run_leaves_nobody_ranked(self):
        if Call.objects.get(pk=self.call.pk).state == "reviewing":
            assert not self.call.applications.filter(state="ranked").exists()
