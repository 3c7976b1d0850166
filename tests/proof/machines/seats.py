"""Seats, the waiting list and appeals, from the release of a run to the end of its call."""

from hypothesis import strategies as some
from hypothesis.stateful import invariant, rule

from koushaneh.access.actions import set_block
from koushaneh.calls.actions.calls import cancel_call
from koushaneh.screening.actions import appeals, closing, letters, offers, waiting
from koushaneh.screening.models import Appeal, AppealHearing, Letter, Offer, WaitEntry
from koushaneh.screening.panels import must_not_judge
from tests.factories.access import make_person
from tests.factories.results import (
    make_ineligible,
    make_released,
    make_scored_call,
    officer,
    panel_member,
)
from tests.proof.machines.story import Story

TEXT, ANSWER = "ماه‌های کار من درست شمرده نشده است.", "ماه‌های کار شما را دوباره شمردیم."
WHO = some.integers(0, 20)


class Seats(Story):
    """Five women for two seats, one excluded; everybody answers, appeals, votes or stays silent."""

    def prepare(self):
        self.office = officer()
        self.panel = [panel_member() for _ in range(4)]
        for number, member in enumerate(self.panel):
            make_person("عضو", f"{number}", account=member)
        call = make_scored_call({7: [24, 20, 16], 8: [18, 4]}, seats=2)
        make_ineligible(call)
        self.call = make_released(call).call
        self.seats = waiting.seats_of(self.call)
        self.ranks = self.ranks_now()

    def pick(self, rows, number):
        rows = list(rows.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def ranks_now(self):
        return dict(WaitEntry.objects.filter(call=self.call).values_list("application_id", "rank"))

    @rule(hours=some.sampled_from([1, 30, 80, 200, 400]))
    def time_passes(self, hours):
        self.pass_time(hours)

    @rule(number=WHO, answer=some.sampled_from([offers.accept_offer, offers.decline_offer]))
    def she_answers(self, number, answer):
        if offer := self.pick(Offer.objects.filter(call=self.call), number):
            self.attempt(answer, offer, by=offer.application.person.account)

    @rule(number=WHO)
    def somebody_answers_for_her(self, number):
        if offer := self.pick(Offer.objects.filter(call=self.call), number):
            self.attempt(offers.accept_offer, offer, by=self.office)

    @rule(number=WHO)
    def she_withdraws(self, number):
        application = self.pick(self.call.applications, number)
        self.attempt(offers.withdraw, application, by=application.person.account)

    @rule(number=WHO)
    def an_offer_is_taken_back(self, number):
        if offer := self.pick(Offer.objects.filter(call=self.call), number):
            self.attempt(offers.withdraw_offer, offer, by=self.office, reason="withdrawn")

    @rule(number=WHO, told=some.booleans())
    def her_letter_reaches_her(self, number, told):
        if letter := self.pick(Letter.objects.all(), number):
            self.attempt(letters.record_told if told else letters.mark_read, letter, by=self.office)

    @rule()
    def the_clock_turns(self):
        self.attempt(offers.expire_offers, self.now)
        self.attempt(closing.close_appeals, self.now)

    @rule(number=WHO, channel=some.sampled_from(Appeal.Channel.values))
    def she_appeals(self, number, channel):
        if letter := self.pick(Letter.objects.all(), number):
            by = letter.decision.application.person.account
            self.attempt(appeals.file_appeal, letter, by=by, text=TEXT, channel=channel)

    @rule(number=WHO, what=some.sampled_from(["admit", "refuse", "withdraw"]))
    def an_appeal_is_looked_at(self, number, what):
        if appeal := self.pick(Appeal.objects.all(), number):
            action = {
                "admit": lambda: appeals.admit_appeal(appeal, by=self.office),
                "refuse": lambda: appeals.refuse_appeal(appeal, by=self.office, reason="بیرون از موضوع"),
                "withdraw": lambda: appeals.withdraw_appeal(appeal, by=appeal.filed_by),
            }[what]
            self.attempt(action)

    @rule(number=WHO, choice=some.sampled_from([Appeal.State.UPHELD, "partly", "rejected"]), member=WHO)
    def somebody_votes(self, number, choice, member):
        if appeal := self.pick(Appeal.objects.filter(state="admissible"), number):
            by = self.panel[member % len(self.panel)]
            self.attempt(appeals.vote, appeal, by=by, choice=choice, note="شمردیم")
            heard = AppealHearing.objects.filter(appeal=appeal, member=by, voted_at=self.now)
            if heard.exists():
                assert not must_not_judge(by, appeal.decision.application), "heard with a conflict or a block"

    @rule(number=WHO, member=WHO)
    def somebody_answers_an_appeal(self, number, member):
        if appeal := self.pick(Appeal.objects.filter(state="admissible"), number):
            by = self.panel[member % len(self.panel)]
            self.attempt(appeals.answer_appeal, appeal, by=by, answer=ANSWER)

    @rule(number=WHO, member=WHO)
    def a_block_is_set(self, number, member):
        woman = self.pick(self.call.applications, number).person
        judge = self.panel[member % len(self.panel)].persons.get()
        self.attempt(set_block, woman, judge, by=self.office, reason="خشونت")

    @rule(end=some.sampled_from([closing.finish_call, cancel_call]))
    def the_call_is_ended(self, end):
        self.call.refresh_from_db()
        more = {"reason": "بودجه"} if end is cancel_call else {}
        self.attempt(end, self.call, by=self.office, **more)

    @invariant()
    def never_more_seats_are_taken_than_there_are(self):
        taken = Offer.objects.filter(call=self.call, state__in=["open", "accepted"]).count()
        assert taken <= self.seats, f"{taken} of {self.seats} seats are taken"

    @invariant()
    def no_rank_changes_and_nobody_leaves_the_list_unseen(self):
        now = self.ranks_now()
        assert {who: now.get(who) for who in self.ranks} == self.ranks, "a rank has changed"
        assert len(set(now.values())) == len(now)
        self.ranks = now

    @invariant()
    def what_goes_against_her_has_a_reason_and_a_letter(self):
        for application in self.call.applications.filter(state__in=["not_selected", "ineligible", "expired"]):
            decision = application.decisions.order_by("-pk").first()
            assert decision.reasons, "a decision against her without a reason"
            assert Letter.objects.filter(decision=decision).exists(), (
                "a decision against her without a letter"
            )

    @invariant()
    def a_seat_and_its_application_say_the_same(self):
        pairs = {
            Offer.State.OPEN: {"offered"},
            Offer.State.ACCEPTED: {"accepted", "enrolled"},
            Offer.State.DECLINED: {"declined"},
            Offer.State.EXPIRED: {"expired"},
            Offer.State.WITHDRAWN: {"withdrawn"},
        }
        for offer in Offer.objects.filter(call=self.call).select_related("application"):
            assert offer.application.state in pairs[offer.state], (offer.state, offer.application.state)
