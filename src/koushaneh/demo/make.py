"""Makes the demo: chapter after chapter through the actions, one transaction a chapter."""

import time
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from koushaneh.access.models import Installation
from koushaneh.audit import chain
from koushaneh.calls.actions.calls import advance_calls
from koushaneh.calls.actions.recordings import put_recording
from koushaneh.calls.models import Call
from koushaneh.core.time import today
from koushaneh.demo import (
    applying,
    counselling,
    first_call,
    house,
    leaving,
    register,
    rights,
    teaching,
    walking,
)
from koushaneh.demo.cast import WOMEN
from koushaneh.demo.clock import Story, at
from koushaneh.measures.actions import open_baseline
from koushaneh.notify.actions import drain
from koushaneh.people.models import Account, Person
from koushaneh.places.models import Place
from koushaneh.registry.actions.calling import feed_unreached, open_call_task
from koushaneh.registry.actions.files import move_file, return_file
from koushaneh.registry.models import CallTask, File

FILES, APPLICATIONS, SEATS = 6000, 1240, 30
SPEECH = Path(__file__).parent / "speech"
FINISHED = (
    Path(settings.HOME) / "demo"
)  # the mark of a demo that has been made; holds the number of a receipt
RECEIPT = FINISHED.with_suffix(".receipt")
OPENED, CLOSED = 170, 140  # days ago


class Maker:
    """Holds what one chapter hands to the next."""

    def __init__(self, say, files, applications, seats=SEATS):
        self.say, self.files, self.applications, self.seats = say, files, applications, seats
        self.story = Story(timezone.now())

    @cached_property
    def accounts(self):
        return {account.name: account for account in Account.objects.exclude(name="")}

    @cached_property
    def officers(self):
        return house.officers_by_place()

    @cached_property
    def city(self):
        return Place.objects.get(code="tehran")

    def house(self):
        on = self.story.day(700)
        with at(on):
            house.settle_in(on.date())
        house.close_holidays(
            self.city, house.holidays(self.story.now.date()), by=self.accounts["هدی روشن‌ضمیر"]
        )

    def register(self):
        hoda = self.accounts["هدی روشن‌ضمیر"]
        with at(self.story.day(200)):
            rows = register.register_rows(self.files, WOMEN, today())
            register.bring_in(rows, place=self.city, by=hoda, name="فهرست سامانه.csv")
        self.persona_files()

    def persona_files(self):
        """Mehri has left the System and Azam has come back to it, each by the action of an officer."""
        mehri, azam = (persona(WOMEN[number]) for number in (0, 6))
        with at(self.story.day(190)):
            officer = self.officers[mehri.files.get().place_id]
            move_file(
                mehri.files.get(), File.State.EXITED, by=officer, reason="مستقل شده و کارگاه خود را دارد"
            )
            officer = self.officers[azam.files.get().place_id]
            file = move_file(azam.files.get(), File.State.EXITED, by=officer, reason="کارش رونق گرفت")
        with at(self.story.day(60)):
            return_file(file, by=officer, reason="پس از بیماری")
        with at(self.story.day(185)) as now:
            since = now.date() - timedelta(days=900)
            house.enter_founders(self.city, self.accounts, on=now.date(), since=since)

    def first_call(self):
        story, accounts = self.story, self.accounts
        with at(story.day(OPENED + 6)):
            call = first_call.compose(
                story,
                accounts,
                self.city,
                title="فراخوان هستهٔ اولیهٔ کانون، دورهٔ نخست",
                title_en="Call for a founding core, first round",
                opens=story.day(OPENED, 8),
                closes=story.day(CLOSED, 20),
                seats=self.seats,
            )
        with at(story.day(OPENED, 9)) as now:
            advance_calls(now)
            open_baseline(call)
            speak(call, by=accounts["هدی روشن‌ضمیر"])
        with at(story.day(OPENED)):
            call.refresh_from_db()
            first_call.invite_everywhere(call, self.officers, share=25)
        applying.many_apply(
            call,
            self.applicants(),
            officers=self.officers,
            seed="first",
            first=story.day(OPENED - 1),
            last=story.day(CLOSED + 1),
            say=self.say,
        )
        for ago in (CLOSED - 1, CLOSED - 2):
            first_call.open_and_close(story, ago)
        return Call.objects.get(pk=call.pk)

    def applicants(self):
        """The personas who applied, then every third woman or so whom the register keeps as active."""
        wanted = [persona(WOMEN[number]).files.get() for number in (1, 2, 4)]
        active = File.objects.filter(state=File.State.ACTIVE).exclude(
            person__in=[persona(woman) for woman in WOMEN]
        )
        rest = active.select_related("person", "place").order_by("number")
        step = max(1, rest.count() // self.applications)
        return [*wanted, *list(rest)[::step]][: self.applications]

    def screening(self):
        call, accounts = Call.objects.get(), self.accounts
        with at(self.story.day(134)):
            first_call.check(call, accounts, self.officers)
        with at(self.story.day(126)):
            first_call.edit_texts(call, accounts)
        with at(self.story.day(115)):
            first_call.review(Call.objects.get(), accounts, say=self.say)

    def talks(self):
        call, hoda = Call.objects.get(), self.accounts["هدی روشن‌ضمیر"]
        with at(self.story.day(106)):
            raters, third = first_call.talk(call, self.accounts, self.story.day(102, 9))
        with at(self.story.day(97)):
            first_call.rate(call, raters, third, by=hoda)

    def result(self):
        call = Call.objects.get()
        first_call.run(call, self.accounts, self.story, 92)
        first_call.answer_offers(call, self.accounts, self.story, 86)
        first_call.appeal(call, self.accounts, self.story, 80, self.objecting(call))
        first_call.finish(call, self.accounts, self.story, 50)

    def walking(self):
        walking.set_out(Call.objects.get().cohort, self.story, self.accounts["هدی روشن‌ضمیر"])
        counselling.talk(self.story)

    def workshops(self):
        teaching.hold(self.story, self.city, self.accounts)

    def leaving(self):
        leaving.leave(self.story, self.city, self.officers, self.accounts["هدی روشن‌ضمیر"])

    def objecting(self, call):
        """Somayeh, if she was not chosen; otherwise the first who has an account and was not."""
        outcomes = ["not_selected", "waitlisted"]
        refused = Person.objects.filter(applications__call=call, applications__state__in=outcomes)
        own = refused.exclude(account=None)
        return own.filter(pk=persona(WOMEN[1]).pk).first() or own.order_by("pk").first()

    def second_call(self):
        """The call that is open today."""
        story, accounts = self.story, self.accounts
        with at(story.day(16)):
            call = first_call.compose(
                story,
                accounts,
                self.city,
                title="فراخوان هستهٔ اولیهٔ کانون، دورهٔ دوم",
                title_en="Call for a founding core, second round",
                opens=story.day(10, 8),
                closes=story.day(-12, 20),
            )
        with at(story.day(10, 9)) as now:
            advance_calls(now)
            open_baseline(call)
        with at(story.day(9)):
            call.refresh_from_db()
            first_call.invite_everywhere(call, self.officers, share=10)
        files = list(
            File.objects.filter(state=File.State.ACTIVE, person__applications=None)
            .exclude(person__in=[persona(woman) for woman in WOMEN])
            .select_related("person", "place")
            .order_by("-number")[:90]
        )
        applying.many_apply(
            call,
            files,
            officers=self.officers,
            seed="second",
            first=story.day(8),
            last=story.day(1),
            say=self.say,
        )
        with at(story.day(2)):
            narges = persona(WOMEN[3]).files.get()
            answers = applying.answers_of(applying.Random("narges"))
            half = {key: answers[key] for key in ("track", "own_wish", "lives_or_works", "work_stage")}
            applying.apply_alone(call, narges, half, send=False)

    def today(self):
        """What waits today: calls to make, messages gone, the log sealed, the cast ready to enter."""
        for woman in WOMEN:
            person = persona(woman)
            account = person.account or applying.own_account(person.files.get())
            Account.objects.filter(pk=account.pk).update(is_cast=True, name=woman.part)
        RECEIPT.write_text(self.rights())
        soraya = persona(WOMEN[5])
        place = soraya.files.get().place
        open_call_task(
            soraya, place=place, reason=CallTask.Reason.CALL_ME, by=None, note="مدرک متارکه را از کجا بگیرم؟"
        )
        while drain(timezone.now()):
            pass
        feed_unreached(timezone.now())
        DBTaskResult.objects.all().delete()  # their work was done above, chapter by chapter
        chain.seal_all()

    def rights(self):
        """What women asked of their data; return the number of a receipt that anybody may open."""
        first, second = Call.objects.order_by("pk")
        rights.corrections(self.story, persona(WOMEN[4]), persona(WOMEN[6]), self.officers)
        rights.waiting(self.story)
        rights.weighed(self.story, second, self.officers)
        return rights.erased(self.story, first)


def persona(woman):
    return Person.objects.get(
        first_name=woman.first_name, last_name=woman.last_name, merged_into=None, files__isnull=False
    )


def speak(call, *, by):
    """Put the synthetic recordings that ship with the demo beside the questions, marked as synthetic."""
    for path in sorted(SPEECH.glob("*.ogg")):
        put_recording(
            call.form, path.stem, ContentFile(path.read_bytes(), name=path.name), by=by, is_synthetic=True
        )


CHAPTERS = (
    ("house", "offices, posts and the cast"),
    ("register", "a register of women, imported; the founders of the association"),
    ("first_call", "a call, its invitations and applications"),
    ("screening", "gates, edited texts, blind reviews"),
    ("talks", "interviews near the cut"),
    ("result", "the run, letters, offers, appeals, the cohort"),
    ("walking", "the path of the cohort: goals, steps, follow-up"),
    ("workshops", "workshops: one that was held, two that are open"),
    ("leaving", "women who left support, and one who came back"),
    ("second_call", "a call that is open today"),
    ("today", "what waits today"),
)


def is_unfinished():
    """Say whether this database is empty, or a demo that broke off; what an older version finished is finished."""
    installation = Installation.objects.first()
    return installation is None or (installation.is_demo and not FINISHED.exists())


def make_demo(*, say=print, files=FILES, applications=APPLICATIONS, seats=SEATS):
    """Fill an empty database, or go on where a break left it; each chapter says how long it took."""
    began, maker = time.monotonic(), Maker(say, files, applications, seats)
    done = getattr(Installation.objects.first(), "demo_chapters", 0)
    for number, (name, words) in enumerate(CHAPTERS[done:], start=done + 1):
        chapter = time.monotonic()
        say(f"demo {number}/{len(CHAPTERS)}: {words}")
        with transaction.atomic():
            getattr(maker, name)()
            Installation.objects.update(demo_chapters=number)
        say(f"  {time.monotonic() - chapter:.1f} s")
    RECEIPT.touch()
    RECEIPT.replace(FINISHED)  # after the last chapter: a break never leaves the mark behind
    say(f"demo made in {time.monotonic() - began:.0f} s")
