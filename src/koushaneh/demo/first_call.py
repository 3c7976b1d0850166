"""The finished call of the demo: 1,240 women applied, thirty were chosen, everything by its action."""

from datetime import timedelta
from random import Random

from koushaneh.association.actions import accept_offer
from koushaneh.calls.actions.approval import approve_step, submit_for_approval
from koushaneh.calls.actions.calls import advance_calls, announce_call
from koushaneh.calls.actions.composing import compose_call, set_policy
from koushaneh.calls.actions.invitations import invite
from koushaneh.calls.models import Application
from koushaneh.demo.clock import at
from koushaneh.engine.persian import to_persian
from koushaneh.registry.models import File
from koushaneh.screening.actions import (
    appeals,
    checking,
    closing,
    interviews,
    letters,
    offers,
    rating,
    releasing,
    running,
    signing,
)
from koushaneh.screening.actions.assigning import assign_reviews
from koushaneh.screening.actions.redaction import release_texts
from koushaneh.screening.actions.reviewing import lock_review
from koushaneh.screening.models import Assignment, Eligibility, Interview, Letter, Offer, Redaction
from koushaneh.screening.queries import originals_of

S = Application.State
WORDING = "نام و کار من از سامانه به کانون برده شود تا عضو کانون باشم."
TALKS_A_DAY = 12


def compose(story, accounts, place, *, title, title_en, opens, closes, seats=30):
    """Compose a call from the founding profile and take it along its chain to the announcement."""
    hoda = accounts["هدی روشن‌ضمیر"]
    call = compose_call(
        by=hoda,
        profile="founding",
        place=place,
        title=title,
        title_en=title_en,
        summary="زنانی که سرپرست خانواده‌اند و می‌خواهند با هم کار بسازند، به هستهٔ اولیهٔ کانون دعوت می‌شوند.",
        summary_en="Women who head their households and want to build work together are invited to the founding core.",
        opens_at=opens,
        closes_at=closes,
        seat_count=seats,
        results_on=(closes + timedelta(days=45)).date(),
        tracks=["producer", "trainer", "service"],
    )
    set_policy(
        call, by=hoda, public_source="شمارهٔ نخست قرعهٔ آشکار هفتهٔ بعد در سرای محله، خوانده در برابر نماینده‌ها"
    )
    call = submit_for_approval(call, by=hoda)
    for name in ("فرشته کمالی", "دکتر مهناز ستوده"):
        approve_step(call, by=accounts[name], note="")
    approve_step(call, by=accounts["زیبا امینی"], note="زنجیره رعایت شده است.")
    return announce_call(call, by=hoda)


def invite_everywhere(call, officers, *, share):
    """Each office invites a share of the women whom it keeps."""
    for place_id, officer in officers.items():
        files = list(File.objects.filter(place=place_id, state=File.State.ACTIVE).order_by("pk"))
        invite(call, files[0].place, files[: max(3, len(files) * share // 100)], by=officer)


def check(call, accounts, officers):
    """Gates: what is clear passes at once, an officer looks at the rest; the failed are told why."""
    hoda = accounts["هدی روشن‌ضمیر"]
    checking.start_checking(call, by=hoda)
    checking.admit_passed(call, by=hoda)
    rng = Random("gates")
    for application in call.applications.filter(state=S.CHECKING).order_by("pk"):
        settle_gates(application, officers[application.place_id], has_proof=rng.random() < 0.8)


def settle_gates(application, officer, *, has_proof):
    """Say of each gate that is not clear whether a paper was shown, then admit her or tell her why not."""
    for gate in application.eligibility.filter(result=Eligibility.Result.UNKNOWN):
        result = Eligibility.Result.PASSED if has_proof else Eligibility.Result.FAILED
        note = "اصل مدرک دیده شد" if has_proof else "مدرکی نبود"
        checking.decide_gate(application, by=officer, rule=gate.rule, result=result, note=note)
    if application.eligibility.filter(result=Eligibility.Result.FAILED).exists():
        checking.exclude(application, by=officer)
    else:
        checking.admit(application, by=officer)


def edit_texts(call, accounts):
    """The editors release the twins. The invented texts hold no name, so the twin says the same."""
    editors = [accounts["نسرین توکلی"], accounts["گیتی معینی"]]
    waiting = Redaction.objects.filter(application__call=call, released_at=None).select_related(
        "application__call__form", "application__person"
    )
    for number, redaction in enumerate(waiting.order_by("pk")):
        texts = dict(originals_of(redaction))
        release_texts(redaction, by=editors[number % 2], texts=texts)


def review(call, accounts, *, say, seed="reviews"):
    assign_reviews(call, by=accounts["هدی روشن‌ضمیر"])
    judge(call, say=say, seed=seed)


def judge(call, *, say, seed):
    """Two blind reviews each; a third where they differ. The score follows what she prepared, with an own eye."""
    rng, merit = Random(seed), {}
    while batch := list(
        Assignment.objects.filter(application__call=call, state__in=Assignment.OPEN)
        .select_related("reviewer", "application__call")
        .order_by("pk")
    ):
        say(f"  {len(batch)} reviews")
        for assignment in batch:
            base = merit.setdefault(assignment.application_id, rng.choices((2, 3, 4, 5), (18, 42, 30, 10))[0])
            eye = rng.choices((-1, 0, 1), (12, 74, 14))[0]
            lock_review(assignment, by=assignment.reviewer, scores={"C1": min(5, max(1, base + eye))})


def talk(call, accounts, starts_at):
    """Interviews near the cut: slots of two raters, booked by the women, rated by both; a third where needed."""
    hoda, office = accounts["هدی روشن‌ضمیر"], accounts["هدی روشن‌ضمیر"].posts.first().office
    invited = interviews.invite_to_interviews(call, by=hoda)
    raters = [accounts[name] for name in ("دکتر پروانه افشار", "دکتر سیمین یزدان‌پناه")]
    for day in range(-(-len(invited) // TALKS_A_DAY)):
        begin = starts_at + timedelta(days=day)
        interviews.open_slots(call, by=hoda, office=office, starts_at=begin, raters=raters, count=TALKS_A_DAY)
    for interview in Interview.objects.filter(application__call=call).select_related("application__person"):
        slot = interviews.free_slots(interview)[0]
        interviews.book_slot(interview, by=interview.application.person.account, slot=slot)
    return raters, accounts["رؤیا کیان‌پور"]


def rate(call, raters, third, *, by, seed="talks"):
    rng = Random(seed)
    for interview in Interview.objects.filter(application__call=call).order_by("pk"):
        base = rng.choices((2, 3, 4, 5), (15, 35, 35, 15))[0]
        for rater in raters:
            anchor = min(5, max(1, base + rng.choices((-1, 0, 1), (15, 70, 15))[0]))
            interview = rating.rate(interview, by=rater, scores={"B4": anchor}, lock=True)
        interview.refresh_from_db()
        if interview.needs_third:
            interview = rating.name_third_rater(interview, by=by, rater=third)
            rating.rate(interview, by=third, scores={"B4": base}, lock=True)


def run(call, accounts, story, ago):
    """Prepare, execute after the public moment, replay by a second person, two signatures, release."""
    hoda, nazanin = accounts["هدی روشن‌ضمیر"], accounts["نازنین بهرامی"]
    source = call.policy.public_source
    with at(story.day(ago)):
        prepared = running.prepare_run(call, by=hoda, public_source=source, public_at=story.day(ago - 2))
    with at(story.day(ago - 2, 14)):
        executed = running.execute_run(prepared, by=nazanin, public_value="۷۳۹۱۰۵")
    with at(story.day(ago - 3)):
        replayed = signing.replay_run(executed, by=accounts["شهین پاک‌نژاد"])
        for name in ("شهین پاک‌نژاد", "ماندانا رستگار"):
            replayed = signing.sign_run(replayed, by=accounts[name])
    with at(story.day(ago - 4)):
        running.record_minutes(replayed, by=hoda, number=to_persian("140/221"), on=story.day(ago - 4).date())
        releasing.release_run(replayed, by=hoda)
    return replayed


def answer_offers(call, accounts, story, ago):
    """Most accept, one declines, one lets it lapse; the next of the waiting list take the free seats."""
    hoda, declined, lapsed = accounts["هدی روشن‌ضمیر"], 0, 0
    for turn in range(6):
        with at(story.day(ago) + timedelta(days=turn * 5)) as now:
            offers.expire_offers(now, by=hoda)
            for offer in (
                Offer.objects.filter(call=call, state=Offer.State.OPEN)
                .select_related("application__person__account")
                .order_by("pk")
            ):
                _read_letter(offer.application, offer.application.person.account or hoda)
                if declined == 0:
                    declined = 1
                    offers.decline_offer(
                        offer, by=hoda, confirmation="spoken", note="کار دیگری پیدا کرده است"
                    )
                elif lapsed == 0:
                    lapsed = 1
                else:
                    accept(offer, hoda)


def accept(offer, officer):
    account = offer.application.person.account
    if account:
        return accept_offer(offer, by=account, wording=WORDING)
    return accept_offer(offer, by=officer, wording=WORDING, confirmation="spoken", note="تلفنی گفت می‌آید")


def _read_letter(application, by):
    for letter in Letter.objects.filter(decision__application=application, read_at=None):
        letters.mark_read(letter, by=by)


def appeal(call, accounts, story, ago, who):
    """Somayeh objects, is heard by two who had no part in it, and gets the next free place; another is refused."""
    hoda = accounts["هدی روشن‌ضمیر"]
    letter = Letter.objects.get(
        decision__application__call=call, decision__application__person=who, decision__run__isnull=False
    )
    with at(story.day(ago)):
        text = "دورهٔ فروش اینترنتی را تمام کرده‌ام ولی در نامه نوشته بودید ناتمام است."
        filed = appeals.file_appeal(letter, by=who.account, text=text)
    with at(story.day(ago - 1)):
        filed = appeals.admit_appeal(filed, by=hoda)
    with at(story.day(ago - 3)):
        for hearing in filed.hearings.select_related("member"):
            appeals.vote(
                filed,
                by=hearing.member,
                choice="partly",
                note="گواهی دوره در پرونده هست و باید به شمار می‌آمد.",
            )
        member = filed.hearings.first().member
        answer = "حق با شماست: گواهی دوره در پرونده بود. در نوبت بعدی فهرست انتظار هستید و به شما خبر می‌دهیم."
        appeals.answer_appeal(filed, by=member, answer=answer)


def finish(call, accounts, story, ago):
    with at(story.day(ago)) as now:
        offers.expire_offers(now)
        closing.close_appeals(now)
        call.refresh_from_db()
        return closing.finish_call(call, by=accounts["هدی روشن‌ضمیر"])


def open_and_close(story, ago):
    """Let the clock of the calls pass over a day."""
    with at(story.day(ago)) as now:
        return advance_calls(now)
