"""Applying alone on a phone: the public page, a code by SMS, one question a screen, a receipt, and back again."""

import io

import pytest
from PIL import Image

from koushaneh.calls.models import Application, Call
from koushaneh.measures.models import Response
from koushaneh.registry.models import File
from tests.journeys.sign_in import sign_in

ANSWERS = {
    "track": "producer",
    "own_wish": "yes",
    "lives_or_works": "lives",
    "work_stage": "regular",
    "activity_months": "۱۸",
    "income_rials": "۴۵۰۰۰۰۰",
    "household_need_rials": "۱۲۰۰۰۰۰۰",
    "channels": "2",
    "skill": "self_taught",
    "work_picture": "picture",
    "women_helped": "۳",
    "hours_offered": "۶",
    "can_share": "some",
    "share_what": "چرخ صنعتی دوخت چرم",
    "plan": "می‌خواهم با دو نفر دیگر کیف چرم بدوزیم و با هم سفارش بزرگ‌تر بگیریم.",
    "motive": "",
    "dependants": "۲",
    "earners": "۱",
    "housing": "rent",
    "disability": "no",
    "care_time": "no",
}
LOOKED_AT = {"track", "income_rials", "work_picture", "plan"}


def newcomer():
    """A woman of the register who has a phone and has never signed in."""
    files = File.objects.filter(state=File.State.ACTIVE, person__account=None, person__applications=None)
    return files.exclude(person__contacts=None).order_by("pk").first().person


def picture():
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "#8a5a2b").save(drawn, "JPEG")
    return {"name": "kif.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def key_of(her):
    return her.page.url.split("/questions/")[1].split("/")[0]


def answer_everything(her, *, looking=False):
    """Answer question by question until the summary; returns the keys in the order in which they were asked."""
    asked = []
    while "/questions/" in her.page.url:
        key = key_of(her)
        asked.append(key)
        if key in LOOKED_AT and looking:
            her.look(f"question-{key}")
        if key == "work_picture":
            her.page.locator("input[type=file]").set_input_files(picture())
            her.press("بفرستید").sees("پاسخ شما ثبت شد")
            her.press("ادامه")
        else:
            her.fill(answer=ANSWERS[key]).press("ثبت و ادامه")
    return asked


def apply_to_the_open_call(her):
    her.go("/").follow("دورهٔ دوم").follow("درخواست می‌دهم")


@pytest.mark.parametrize("script", [True, False], ids=["with_script", "without_script"])
def test_she_applies_alone_on_her_phone(house, hands, script):
    address = house("today")
    person = newcomer()
    her = hands(address, "phone", java_script_enabled=script)

    apply_to_the_open_call(her)
    her.look("sign-in")
    sign_in(her, person)
    her.look("start").fill(consent=True).press("درخواست را آغاز کنید")
    asked = answer_everything(her, looking=True)
    her.sees("همه‌چیز آمادهٔ فرستادن است").look("answers")
    her.press("درخواست را بفرستید").look("receipt")

    made = Application.objects.get(person=person)
    assert asked == [key for key in ANSWERS if key in asked]
    assert set(ANSWERS) == set(asked)
    assert (made.state, made.channel) == ("submitted", "self")
    her.sees("کد پیگیری شما", made.tracking_code)
    assert made.attachments.filter(kind="picture", removed_at=None).count() == 1


def test_she_withdraws_and_returns(house, hands):
    address = house("today")
    person = newcomer()
    her = hands(address, "phone")
    apply_to_the_open_call(her)
    sign_in(her, person)
    her.fill(consent=True).press("درخواست را آغاز کنید")
    answer_everything(her)
    her.press("درخواست را بفرستید").follow("به صفحهٔ درخواست").look("application")

    her.follow("درخواست را پس می‌گیرم").look("withdrawal").press("بله، پس می‌گیرم").look("withdrawn")
    withdrawn = Application.objects.get(person=person).state
    her.press("درخواست را برگردانید").sees("درخواست")

    assert (withdrawn, Application.objects.get(person=person).state) == ("withdrawn", "submitted")
    her.go("/my/").look("home")


def test_she_answers_the_baseline_questionnaire(house, hands):
    address = house("today")
    person = (
        Application.objects.filter(call=Call.objects.latest("pk"), state="submitted", channel="self")
        .first()
        .person
    )
    her = hands(address, "phone").go("/account/login/")
    sign_in(her, person)
    her.go("/my/applications/").follow("ببینید").look("application")

    her.follow("ببینید و خودتان تصمیم بگیرید").look("offer").press("رضایت می‌دهم و آغاز می‌کنم").look("item")
    while "/questionnaire/" in her.page.url and her.page.locator("button.tile").count():
        skips = her.page.get_by_role("button", name="نمی‌خواهم بگویم")
        chosen = skips if Response.objects.filter(sitting__person=person).count() == 3 else None
        with her.page.expect_navigation():
            (chosen or her.page.locator("button.tile").nth(2)).click()
        her.settled()

    her.sees("سپاس؛ پاسخ‌های شما رسید").look("done")
    answers = Response.objects.filter(sitting__person=person)
    assert answers.count() >= 37
