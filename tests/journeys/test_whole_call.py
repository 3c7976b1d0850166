"""A second call from draft to cohort: every office at its own page, no help from outside, the clock moved on.

Where many persons do the same, the first does it in the browser and the others by the same action.
"""

from datetime import timedelta
from random import Random

from django.utils import timezone

from koushaneh.access.models import Post, Role
from koushaneh.association.models import Membership
from koushaneh.calls.actions.calls import advance_calls
from koushaneh.calls.models import Application, Call
from koushaneh.core.time import TEHRAN
from koushaneh.demo import applying, first_call
from koushaneh.engine.persian import to_jalali
from koushaneh.people.models import Account
from koushaneh.registry.models import File
from koushaneh.screening.actions import checking, interviews, rating
from koushaneh.screening.models import Assignment, Decision, Interview, Letter, Run
from tests.journeys.sign_in import sign_in

HODA, NAZANIN = "هدی روشن‌ضمیر", "نازنین بهرامی"
MANAGERS, OBSERVER = ("فرشته کمالی", "دکتر مهناز ستوده"), "زیبا امینی"
SIGNERS = ("شهین پاک‌نژاد", "ماندانا رستگار")
EDITOR, RATERS = "نسرین توکلی", ("دکتر پروانه افشار", "دکتر سیمین یزدان‌پناه")
SOURCE = "شمارهٔ نخست قرعهٔ آشکار هفتهٔ بعد در سرای محله"
WOMEN, SEATS = 8, 3


class Screening:
    """The call of the journey, the browser, the clock; each step is the work of one role."""

    def __init__(self, address, hands, clock):
        self.address, self.hands, self.clock = address, hands, clock
        self.accounts = {account.name: account for account in Account.objects.exclude(name="")}

    @property
    def call(self):
        return Call.objects.latest("pk")

    def desk(self, name):
        return self.hands(self.address, "desk").enter(name)

    def pass_to(self, instant):
        self.clock.set(instant)
        advance_calls(timezone.now())

    def compose(self):
        hoda = self.desk(HODA).go("/hq/calls/new/").look("new")
        hoda.fill(profile="founding", title="فراخوان آزمایشی سه نفره").press("پیش‌نویس را بسازید").look(
            "basics"
        )
        hoda.fill(summary="سه زن که می‌خواهند با هم کار کنند.")
        for track in ("producer", "trainer", "service"):
            hoda.page.locator(f"input[name=tracks][value={track}]").check()
        for section in ("gates", "indicators", "questions"):
            hoda.press("ثبت و رفتن به بخش بعد").look(section)
        hoda.follow("رفتن به بخش بعد").look("seats")
        hoda.fill(seat_count=SEATS).press("ثبت و رفتن به بخش بعد")
        hoda.go(f"/hq/calls/{self.call.code}/seats/").press("یکسان پخش کنید")
        hoda.go(f"/hq/calls/{self.call.code}/policy/").look("policy")
        hoda.fill(interview_band="۱", public_source=SOURCE).press("ثبت و رفتن به بخش بعد").look("ready")
        hoda.press("برای تأیید بفرستید")
        for name in MANAGERS:
            page = self.desk(name).go(f"/hq/calls/{self.call.code}/approval/").look("approval")
            page.press("این فراخوان را تأیید می‌کنم")
        page = self.desk(OBSERVER).go(f"/hq/calls/{self.call.code}/approval/")
        page.fill(note="زنجیره رعایت شده است.").press("دیدم و یادداشتم را ثبت کنید")
        self.desk(HODA).go(f"/hq/calls/{self.call.code}/").press("فراخوان را اعلام کنید").look("announced")

    def receive(self):
        self.pass_to(self.call.opens_at + timedelta(hours=1))
        files = File.objects.filter(state=File.State.ACTIVE, person__applications=None)
        files = files.exclude(head_verified_on=None).exclude(person__contacts=None)
        dice = Random("journey")
        for file in files.order_by("pk")[:WOMEN]:
            applying.apply_alone(self.call, file, applying.answers_of(dice))
        for days in (1, 2):
            self.pass_to(self.call.closes_at + timedelta(days=days))

    def check(self):
        hoda = self.desk(HODA).go(f"/hq/screening/{self.call.pk}/").look("closed")
        hoda.press("شرط‌های همه را بسنجید").look("checking")
        checking.admit_passed(self.call, by=self.accounts[HODA])
        for application in self.call.applications.filter(state="checking").order_by("pk"):
            self.settle_gates(application)

    def settle_gates(self, application):
        """The officer of her district says of each open gate that the paper was shown."""
        post = Post.objects.get(office__place=application.place, role=Role.DISTRICT_OFFICER)
        officer = self.desk(post.account.name).go(f"/d/checks/{application.tracking_code}/").look("gates")
        for gate in application.eligibility.filter(result="unknown").order_by("rule"):
            form = officer.page.locator(f"form[action*='/gates/{gate.rule}/']")
            form.locator("xpath=ancestor::details/summary").click()
            form.locator("[name=result][value=passed]").check()
            form.locator("[name=note]").fill("اصل مدرک دیده شد.")
            officer.press("نتیجه را ثبت کنید", inside=form)
        officer.press("واجد شرایط است")

    def judge(self):
        editor = self.desk(EDITOR).go("/review/texts/").press("متن بعدی را بردارید")
        editor.press("به داوری بدهید و بعدی")
        first_call.edit_texts(self.call, self.accounts)
        hoda = self.desk(HODA).go(f"/hq/screening/{self.call.pk}/").follow("داوران را تعیین کنید")
        hoda.look("plan").press("همه را بسپارید").look("assigned")
        first = Assignment.objects.filter(application__call=self.call).order_by("pk").first()
        reviewer = self.desk(first.reviewer.name).follow("درخواست بعدی را داوری کنید")
        reviewer.key("3", "Control+Enter")
        first_call.judge(self.call, say=lambda words: None, seed="journey")

    def talk(self):
        hoda = self.desk(HODA).go(f"/hq/screening/{self.call.pk}/interviews/").look("interviews")
        day = timezone.now().astimezone(TEHRAN).date() + timedelta(days=2)
        raters = [self.accounts[name].pk for name in RATERS]
        hoda.fill_date("day", to_jalali(day)).fill(hour="9", first=str(raters[0]), second=str(raters[1]))
        hoda.page.locator("select[name=office]").select_option(index=1)
        hoda.press("نوبت‌ها را باز کنید").press("دعوت کنید").look("invited")
        talks = Interview.objects.filter(application__call=self.call).select_related("application__person")
        for number, one in enumerate(talks.order_by("pk")):
            self.book(one, in_browser=number == 0)
        self.pass_to(timezone.now() + timedelta(days=3))
        for number, one in enumerate(talks.order_by("pk")):
            self.rate(one, in_browser=number == 0)

    def book(self, interview, *, in_browser):
        application = interview.application
        if not in_browser:
            slot = interviews.free_slots(interview)[0]
            return interviews.book_slot(interview, by=application.person.account, slot=slot)
        her = self.hands(self.address, "phone").go("/account/login/")
        sign_in(her, application.person).go(f"/my/interview/{application.tracking_code}/").look("slots")
        her.page.locator("input[name=slot]").first.check()
        return her.press("این نوبت را بگیرید").look("booked")

    def rate(self, interview, *, in_browser):
        for name in RATERS:
            if in_browser and name == RATERS[0]:
                page = (
                    self.desk(name)
                    .go(f"/review/interviews/{interview.application.review_code}/")
                    .look("rating")
                )
                page.page.keyboard.press("4")
                page.press("ثبت نهایی")
            else:
                interview.refresh_from_db()
                rating.rate(interview, by=self.accounts[name], scores={"B4": 4}, lock=True)

    def choose(self):
        moment = timezone.now().astimezone(TEHRAN) + timedelta(days=2)
        hoda = self.desk(HODA).go(f"/hq/runs/{self.call.code}/").look("prepare")
        hoda.fill_date("day", to_jalali(moment.date())).fill(public_source=SOURCE, hour="13")
        hoda.press("آماده کنید و تعهد را منتشر کنید").look("prepared")
        self.pass_to(moment + timedelta(days=1))
        at_run = f"/hq/runs/{self.call.code}/"
        self.desk(NAZANIN).go(at_run).fill(public_value="739105").press("گزینش را اجرا کنید").look("executed")
        first = self.desk(SIGNERS[0]).go(at_run).press("بازاجرا کنید").look("replayed")
        first.press("امضا می‌کنم")
        self.desk(SIGNERS[1]).go(at_run).press("امضا می‌کنم").look("signed")
        run = Run.objects.get(call=self.call)
        hoda = self.desk(HODA).go(f"/hq/run/{run.pk}/letters/").look("letters").press("همه را یکجا بفرستید")
        hoda.look("outcome")

    def accept(self):
        chosen = (
            Decision.objects.filter(application__call=self.call, outcome="selected").order_by("pk").first()
        )
        letter = Letter.objects.get(decision=chosen)
        her = self.hands(self.address, "phone").go("/account/login/")
        sign_in(her, chosen.application.person).go(f"/my/letters/{letter.number}/").look("offer")
        her.press("می‌پذیرم").look("accepted")
        return chosen.application


def test_a_second_call_goes_from_draft_to_cohort(house, hands, clock):
    work = Screening(house("today"), hands, clock)

    work.compose()
    work.receive()
    work.check()
    work.judge()
    work.talk()
    work.choose()
    member = work.accept()

    member.refresh_from_db()
    assert Application.objects.filter(call=work.call).count() == WOMEN
    assert member.state == "enrolled"
    assert Membership.objects.filter(person=member.person, ends_on=None).exists()
    work.desk(HODA).go("/hq/cohorts/").follow("آزمایشی").sees(member.person.last_name).look("cohort")
