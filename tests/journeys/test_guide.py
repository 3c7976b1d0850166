"""A newcomer follows the guide of the demo in one browser: from a draft to a cohort, turn by turn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls.models import Call
from koushaneh.cli import work
from koushaneh.core.time import TEHRAN
from koushaneh.demo import present
from koushaneh.demo.make import FINISHED, RECEIPT
from koushaneh.engine.persian import to_jalali
from koushaneh.people.models import Account
from koushaneh.places.days import Days
from koushaneh.places.models import Place
from koushaneh.web.frame import is_demo_home
from koushaneh.web.way import TITLES

TITLE, SOURCE = "فراخوان یک تازه‌وارد", "شمارهٔ نخست قرعهٔ آشکار هفتهٔ بعد در سرای محله"
LEFT, FORWARD, APPLY = "بگذارید خودشان انجام دهند", "ساعت را تا آن لحظه جلو ببرید", "زنان درخواست می‌دهند"


@pytest.fixture
def demo_home(monkeypatch, moments):
    """A home that was filled by the demo: every page has its bar, and its clock may be moved."""
    monkeypatch.setattr(timezone, "now", timezone.now)
    FINISHED.write_text(RECEIPT.read_text())
    is_demo_home.cache_clear()
    present.follow()
    yield
    present.be_ahead(timedelta())
    FINISHED.unlink()
    is_demo_home.cache_clear()


def complete(page):
    page.sees("عنوان").fill(summary="سه زن که می‌خواهند با هم کار کنند.")
    for track in ("producer", "trainer", "service"):
        page.page.locator(f"input[name=tracks][value={track}]").check()
    page.press("ثبت و رفتن به بخش بعد").press("ثبت و رفتن به بخش بعد").press("ثبت و رفتن به بخش بعد")
    page.follow("رفتن به بخش بعد").fill(seat_count=3).press("ثبت و رفتن به بخش بعد")
    parts = page.page.get_by_role("navigation", name="بخش‌های فراخوان")
    page.follow("جای منطقه‌ها", inside=parts).press("یکسان پخش کنید").follow("شیوهٔ گزینش", inside=parts)
    page.fill(interview_band="۱", public_source=SOURCE).press("ثبت و رفتن به بخش بعد")


def soon():
    """A day of work after tomorrow or later, as (year, month, day)."""
    day = timezone.now().astimezone(TEHRAN).date() + timedelta(days=2)
    return to_jalali(Days(Place.objects.get(code="tehran")).next_working(day))


def open_slots(page):
    raters = Account.objects.filter(posts__role="interviewer", is_cast=True).order_by("pk")[:2]
    page.fill_date("day", soon()).fill(hour="9", first=str(raters[0].pk), second=str(raters[1].pk))
    page.page.locator("select[name=office]").select_option(index=1)
    page.press("نوبت‌ها را باز کنید")


def prepare(page):
    page.fill_date("day", soon()).fill(public_source=SOURCE, hour="13")
    page.press("آماده کنید و تعهد را منتشر کنید")


ACTS = {  # what the guide says: what is done on the page to which it leads
    "پیش‌نویس را کامل کنید": complete,
    "برای تأیید بفرستید": lambda page: page.press("برای تأیید بفرستید"),
    "فراخوان را بخوانید و نظر بدهید": lambda page: page.press("این فراخوان را تأیید می‌کنم"),
    "فراخوان را اعلام کنید": lambda page: page.press("فراخوان را اعلام کنید"),
    "شرط‌های همه را بسنجید": lambda page: page.press("شرط‌های همه را بسنجید"),
    "داوران را تعیین کنید": lambda page: page.press("همه را بسپارید"),
    "نوبت باز کنید": open_slots,
    "به گفت‌وگو دعوتشان کنید": lambda page: page.press("دعوت کنید"),
    "گزینش را آماده کنید": prepare,
    "گزینش را اجرا کنید": lambda page: page.fill(public_value="739105").press("گزینش را اجرا کنید"),
    "بازاجرا کند": lambda page: page.press("بازاجرا کنید"),
    "امضا مانده است": lambda page: page.press("امضا می‌کنم"),
    "نامه‌ها را ببینید": lambda page: page.follow("نامه‌ها").press("همه را یکجا بفرستید"),
    "نتیجه را نهایی کنید": lambda page: page.press("نهایی کنید"),
}


class Newcomer:
    """One browser that is now nobody, now one of the cast, and always comes back to the guide."""

    def __init__(self, hands):
        self.hands, self.done, self.stages = hands, [], []

    def guide(self):
        return self.hands.follow("نوبت کیست؟", inside=self.hands.page.locator("footer"))

    @property
    def section(self):
        return self.hands.page.locator("main section").filter(has_text=TITLE)

    def note_stage(self):
        """Keep a picture of the guide once in every stage of her call."""
        here = self.section.locator("[aria-current=step]").inner_text()
        if here not in self.stages:
            self.stages.append(here)
            self.hands.look("guide")

    def waiting(self):
        """What the guide says that her call waits for: (text, its line), the optional left out."""
        lines = self.section.locator(".awaited > li")
        found = [(one.locator("strong").inner_text(), one) for one in lines.all()]
        return [(text, one) for text, one in found if "(اختیاری)" not in one.inner_text()]

    def take_a_turn(self):
        text, line = next(one for one in self.waiting() if not self.is_enough(one[0]))
        assert self.done[-6:] != [text] * 6, f"{text}: done and still awaited"
        self.done.append(text)
        if line.get_by_role("button", name=FORWARD).count():
            return self.pass_time(line)
        if line.get_by_role("button", name=LEFT).count():
            return self.hands.press(LEFT, inside=line).sees("مورد انجام شد")
        act = next(act for words, act in ACTS.items() if words in text)
        self.hands.press(line.get_by_role("button").first.inner_text(), inside=line)
        return act(self.hands)

    def is_enough(self, text):
        return text.startswith(APPLY) and len([one for one in self.done if one.startswith(APPLY)]) == 2

    def pass_time(self, line):
        self.hands.press(FORWARD, inside=line)
        work.walk()
        self.hands.page.get_by_text("ساعت رسید").wait_for()
        return self.hands.follow("برگردید به صفحه‌ای که بودید")


def begin_a_call(newcomer):
    officer = Account.objects.filter(is_cast=True, posts__role="hq_officer").order_by("pk").first()
    newcomer.hands.press(officer.name).sees(officer.posts.first().office.name)
    newcomer.hands.fill(profile="founding", title=TITLE).press("پیش‌نویس را بسازید")
    newcomer.guide().sees(TITLE)
    Call.objects.filter(title=TITLE).update(
        code="newcomer"
    )  # what the cast does hangs on it: each run is the same
    newcomer.guide()


def test_a_newcomer_takes_a_call_from_a_draft_to_a_cohort_by_the_guide_alone(demo_home, house, hands):
    newcomer = Newcomer(hands(house("today"), "desk").go("/").look("front"))

    newcomer.guide().look("guide")
    begin_a_call(newcomer)
    while newcomer.waiting():
        newcomer.note_stage()
        newcomer.take_a_turn()
        newcomer.guide()

    call = Call.objects.latest("pk")
    assert (str(call), call.state) == (TITLE, Call.State.FINAL), newcomer.done
    newcomer.hands.look("ended").follow("نتیجهٔ همگانی با کد", inside=newcomer.section).sees(TITLE).look(
        "result"
    )
    assert newcomer.stages == [str(title) for title in TITLES.values()][:-1]
    assert call.cohort.enrolments.count() == 3


def test_every_door_of_the_guide_and_of_the_bar_opens_where_it_says(demo_home, house, hands):
    newcomer = Newcomer(hands(house("today"), "phone").go("/"))
    page = newcomer.guide().page
    doors = page.locator(".awaited form").filter(has=page.locator("input[name=next]"))
    named = [(one.get_by_role("button").inner_text(), one.get_attribute("action")) for one in doors.all()]

    for name, action in named:
        form = page.locator(f".awaited form[action='{action}']").first
        wanted = form.locator("input[name=next]").input_value()
        newcomer.hands.press(name, inside=form)
        assert name in page.locator("header.top").inner_text()
        assert "/my/" in page.url if wanted == "/home/" else page.url.endswith(wanted)
        newcomer.guide()
    bar = page.locator("footer .demo-bar")
    newcomer.hands.follow("ساعت را جلو ببرید", inside=bar).sees("آنچه در راه است").look("clock")
    newcomer.hands.go("/").follow("گوشی‌های نمونه", inside=bar).sees("تازه‌ترین در بالا").look("phones")
    newcomer.hands.follow("به جای کس دیگری", inside=bar).follow("رسید بانویی را ببینید").sees("پاک شد").look(
        "receipt"
    )
    assert len(named) >= 5
