"""Applying alone on a phone: the public page, a code by SMS, one question a screen, a receipt, and back again."""

import pytest

from koushaneh.calls.models import Application, Call
from koushaneh.measures.models import Response
from tests.journeys.answering import ANSWERS, answer_everything, newcomer
from tests.journeys.sign_in import sign_in

LOOKED_AT = {"track", "income_rials", "work_picture", "plan"}


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
    asked = answer_everything(her, looked_at=LOOKED_AT)
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
