"""Applications before they are judged: begun, sent, withdrawn, taken up again, lapsed, checked, asked."""

from hypothesis import strategies as some
from hypothesis.stateful import initialize, invariant, rule

from koushaneh.calls.actions import answers, applications, info, submitting
from koushaneh.calls.actions.calls import advance_calls
from koushaneh.calls.deadlines import takes_answers
from koushaneh.calls.models import Application, Call, InfoRequest
from koushaneh.core.time import today
from koushaneh.notify.models import Message
from koushaneh.screening.actions import checking
from koushaneh.screening.models import Eligibility
from tests.factories.calls_applications import ANSWERS, WORDING, make_woman
from tests.factories.results import officer
from tests.factories.screening import make_call
from tests.proof.machines.story import Story, last_record, nobody_behind
from tests.proof.whole.states import rows

WHO = some.integers(0, 20)
BY_THE_CLOCK = {"open", "grace", "closed", "lapsed", "expired", "checking"}
SENT = {"submitted", "checking", "info_requested", "eligible", "ineligible"}


class Applying(Story):
    """Three women and one call; they and an officer do everything, also too late and twice."""

    def prepare(self):
        self.office = officer()
        self.call = make_call(state=Call.State.OPEN)
        self.women = [make_woman(7), make_woman(8), make_woman(7)]
        self.beginning = last_record()

    def application(self, number):
        found = list(Application.objects.filter(call=self.call).order_by("pk"))
        return found[number % len(found)] if found else None

    @initialize(far=some.integers(0, 3))
    def they_have_come_so_far(self, far):
        for woman in self.women[:far]:
            begun = applications.start_application(self.call, woman, by=woman.account, wording=WORDING)
            answers.save_answers(begun, ANSWERS, by=woman.account)
            submitting.submit_application(begun, by=woman.account)
        if far > 1:
            self.pass_time(24 * 10 + 2)
            advance_calls(self.now)
            advance_calls(self.now)
            checking.start_checking(self.call, by=self.office)

    @rule(hours=some.sampled_from([1, 30, 200]))
    def time_passes(self, hours):
        self.pass_time(hours)

    @rule()
    def the_clock_turns(self):
        self.attempt(advance_calls, self.now)
        self.attempt(info.lapse_info_requests, self.now)

    @rule(number=WHO)
    def she_begins(self, number):
        self.call.refresh_from_db()
        person = self.women[number % len(self.women)]
        start = applications.start_application
        begun = self.attempt(start, self.call, person, by=person.account, wording=WORDING)
        if begun:
            self.attempt(answers.save_answers, begun, ANSWERS, by=person.account)

    @rule(number=WHO, own=some.booleans())
    def somebody_sends_it(self, number, own):
        if application := self.application(number):
            by = application.person.account if own else self.office
            if self.attempt(submitting.submit_application, application, by=by):
                before = rows()
                self.attempt(submitting.submit_application, application, by=by)
                assert rows() == before, "sending twice was not one"

    @rule(number=WHO)
    def she_withdraws(self, number):
        if application := self.application(number):
            self.attempt(applications.withdraw_application, application, by=application.person.account)

    @rule(number=WHO)
    def she_takes_it_up_again(self, number):
        application = self.application(number)
        if application and application.state == "withdrawn":
            back = self.attempt(applications.restore_application, application, by=application.person.account)
            assert back is None or takes_answers(back.call, at=self.now), "restored after the deadline"

    @rule(number=WHO, hours=some.sampled_from([1, 300]))
    def she_withdraws_and_thinks_again(self, number, hours):
        self.she_withdraws(number)
        self.pass_time(hours)
        self.she_takes_it_up_again(number)

    @rule(number=WHO)
    def a_paper_is_entered(self, number):
        self.call.refresh_from_db()
        person = self.women[number % len(self.women)]
        given = {"answers": ANSWERS, "received_on": today(), "witness": "مریم", "wording": WORDING}
        self.attempt(submitting.enter_paper, self.call, person, by=self.office, **given)

    @rule()
    def the_check_begins(self):
        self.attempt(checking.start_checking, self.call, by=self.office)

    @rule(number=WHO)
    def the_office_asks(self, number):
        if application := self.application(number):
            self.attempt(checking.ask_for_evidence, application, by=self.office, text="شناسنامه")

    @rule(number=WHO)
    def she_answers_the_office(self, number):
        if asked := InfoRequest.objects.filter(application=self.application(number)).last():
            by = asked.application.person.account
            self.attempt(info.answer_info_request, asked, text="فرستادم", by=by)

    @rule(number=WHO, passed=some.booleans())
    def the_office_decides(self, number, passed):
        application = self.application(number)
        if application is None:
            return
        result = Eligibility.Result.PASSED if passed else Eligibility.Result.FAILED
        for gate in application.eligibility.exclude(result=result)[: None if passed else 1]:
            found = {"rule": gate.rule, "result": result}
            self.attempt(checking.decide_gate, application, by=self.office, **found)
        self.attempt(checking.admit if passed else checking.exclude, application, by=self.office)

    @invariant()
    def a_woman_has_one_application_to_a_call(self):
        persons = list(self.call.applications.values_list("person", flat=True))
        assert len(persons) == len(set(persons))

    @invariant()
    def nobody_is_asked_more_than_twice(self):
        for application in self.call.applications.all():
            assert application.info_requests.count() <= 2, "asked a third time"

    @invariant()
    def what_was_sent_has_its_moment_its_facts_and_its_receipt(self):
        for application in self.call.applications.filter(state__in=SENT):
            receipts = Message.objects.filter(
                template="application_received", about=f"application:{application.pk}"
            )
            assert application.submitted_at and application.snapshot.hash and receipts.exists()

    @invariant()
    def who_is_out_knows_why(self):
        for application in self.call.applications.filter(state="ineligible"):
            assert application.decisions.last().reasons, "excluded without a reason"

    @invariant()
    def no_draft_outlives_its_call(self):
        if Call.objects.get(pk=self.call.pk).state in ("closed", "checking"):
            assert not self.call.applications.filter(state="draft").exists()

    @invariant()
    def every_move_has_somebody_or_is_the_clocks(self):
        assert nobody_behind(self.beginning) <= BY_THE_CLOCK
