"""The questions of a draft call: headquarters writes, moves, tries and mends them, and an applicant is asked."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.calls.actions.approval import approve_step
from koushaneh.calls.actions.calls import advance_calls
from koushaneh.calls.models import Answer, Call
from koushaneh.people.models import Account
from tests.journeys.answering import answer_everything, newcomer
from tests.journeys.sign_in import sign_in

HODA, CHAIN = "هدی روشن‌ضمیر", ("فرشته کمالی", "دکتر مهناز ستوده", "زیبا امینی")
TITLE, PART = "فراخوان بازارچه‌ها", "کار شما"
QUESTION, OPTIONS = "بیشتر کجا می‌فروشید؟", ("در خانه", "در بازارچهٔ محله", "در گوشی")
SKILL = "استادکار دارم"


def draft(hoda):
    hoda.follow("فراخوان‌ها").follow("فراخوان تازه")
    hoda.fill(profile="founding", title=TITLE).press("پیش‌نویس را بسازید")
    hoda.fill(summary="زنانی که می‌خواهند با هم کار کنند.")
    for track in ("producer", "trainer", "service"):
        hoda.page.locator(f"input[name=tracks][value={track}]").check()
    hoda.press("ثبت و رفتن به بخش بعد")
    return to_questions(hoda)


def to_questions(hoda):
    return hoda.follow("پرسش‌ها", inside=hoda.page.get_by_role("navigation", name="بخش‌های فراخوان"))


def row_of(hoda, words):
    return hoda.page.locator(".form-rows > li").filter(has_text=words)


def texts_of(hoda):
    return hoda.page.locator(".form-text strong").all_inner_texts()


def write_question(hoda):
    """Choose how it is answered, forget the text, read what is wrong, write it."""
    hoda.follow("پرسش تازه").look("kinds").follow("گزینه‌ها، یکی")
    hoda.press("پرسش را ثبت کنید").sees("این بخش هنوز خالی است").look("without-text")
    hoda.fill(text_fa=QUESTION, section_fa=PART, section_en="Your work", required=True)
    hoda.fill(**{f"option_{number}_fa": words for number, words in enumerate(OPTIONS)})
    hoda.press("پرسش را ثبت کنید").sees("پرسش ثبت شد", QUESTION, "هنوز انگلیسی ندارد").look("written")


def mend_question(hoda):
    """The list of what is missing leads to the question; there its English is written."""
    missing = hoda.page.locator("#problems li").filter(has_text=QUESTION)
    hoda.follow("درستش کنید", inside=missing).look("question")
    english = {f"option_{number}_en": f"Place {number}" for number, _words in enumerate(OPTIONS)}
    hoda.fill(text_en="Where do you sell most?", **english).press("پرسش را ثبت کنید")
    assert QUESTION not in hoda.page.locator("#problems").inner_text()


def give_points(hoda):
    """A fourth answer to a question that an indicator counts: too many points, then the right ones."""
    hoda.follow("ویرایش", inside=hoda.page.locator("#skill"))
    number = hoda.page.locator("input[name$='_points']").count() - 1
    written = {f"option_{number}_fa": SKILL, f"option_{number}_en": "I have a master"}
    hoda.fill(**written, **{f"option_{number}_points": "۱۲۰"}).press("پرسش را ثبت کنید").look(
        "too-many-points"
    )
    hoda.sees("۱۰۰").fill(**{f"option_{number}_points": "۹۰"}).press("پرسش را ثبت کنید")
    return hoda.sees("پرسش ثبت شد")


def move_try_and_undo(hoda):
    before = texts_of(hoda)
    hoda.press("بالا", inside=row_of(hoda, QUESTION))
    here = before.index(QUESTION)
    assert texts_of(hoda) == [*before[: here - 1], QUESTION, before[here - 1], *before[here + 1 :]]
    hoda.follow("پیش‌نمایش", inside=row_of(hoda, QUESTION)).sees(QUESTION, *OPTIONS).look("preview")
    hoda.follow("همهٔ پرسش‌ها").press_in_vain("بردارید", inside=hoda.page.locator("#skill"))
    hoda.sees("این پرسش را کسی می‌خواند", "شاخص را خاموش کنید").look("read-by")
    hoda.follow("همهٔ پرسش‌ها").press("بردارید", inside=row_of(hoda, QUESTION)).look("removed")
    assert QUESTION not in texts_of(hoda)
    hoda.press("برگرداندن آخرین تغییر").sees("آخرین تغییر برگشت", QUESTION)
    hoda.follow("نسخه‌ها و تفاوت‌ها").sees(f"پرسش تازه: «{QUESTION}»", f"جابه‌جا شد: «{QUESTION}»").look("story")


def announce(hoda, clock):
    """The seats, the source of the draw; the chain signs by its own actions; the call opens."""
    to_questions(hoda).follow("رفتن به بخش بعد").fill(seat_count=3).press("ثبت و رفتن به بخش بعد")
    call = Call.objects.latest("pk")
    hoda.go(f"/hq/calls/{call.code}/seats/").press("یکسان پخش کنید")
    hoda.go(f"/hq/calls/{call.code}/policy/").fill(interview_band="۱", public_source="قرعهٔ آشکار هفتهٔ بعد")
    hoda.press("ثبت و رفتن به بخش بعد").press("برای تأیید بفرستید")
    for name in CHAIN:
        approve_step(call, by=Account.objects.get(name=name), note="پرسش‌ها را دیدم.")
    hoda.go(f"/hq/calls/{call.code}/").press("فراخوان را اعلام کنید")
    call.refresh_from_db()
    clock.set(call.opens_at + timedelta(hours=1))
    advance_calls(timezone.now())
    return call


def test_headquarters_writes_a_question_and_an_applicant_is_asked(house, hands, clock):
    address = house("today")
    hoda = hands(address, "desk").enter(HODA)
    draft(hoda).look("questions")

    write_question(hoda)
    mend_question(hoda)
    give_points(hoda)
    move_try_and_undo(hoda)
    call = announce(hoda, clock)
    key = next(one["key"] for one in call.form.questions if one["text"]["fa"] == QUESTION)
    person = newcomer()
    her = hands(address, "phone").go("/").follow(TITLE).follow("درخواست می‌دهم")
    sign_in(her, person).fill(consent=True).press("درخواست را آغاز کنید")
    asked = answer_everything(her, until=key)
    her.sees(QUESTION, *OPTIONS).look("asked")
    her.page.get_by_text(OPTIONS[1]).click()
    her.press("ثبت و ادامه")

    assert asked[-1] != key and key not in asked
    answer = Answer.objects.get(application__person=person, key=key)
    options = next(one["options"] for one in call.form.questions if one["key"] == key)
    assert {one["value"]: one["label"]["fa"] for one in options}[answer.value] == OPTIONS[1]
    steps = call.indicators.items.get(code="A5").value["steps"]
    assert 900_000 in steps.values()
