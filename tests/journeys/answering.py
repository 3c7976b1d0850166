"""A woman who has never signed in, and her answers to the questions of a call, one screen after the other."""

import io

from PIL import Image

from koushaneh.registry.models import File

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


def answer_everything(her, *, looked_at=(), until=""):
    """Answer question by question to the summary, or to the question `until`; returns the keys as they were asked."""
    asked = []
    while "/questions/" in her.page.url and key_of(her) != until:
        key = key_of(her)
        asked.append(key)
        if key in looked_at:
            her.look(f"question-{key}")
        if key == "work_picture":
            her.page.locator("input[type=file]").set_input_files(picture())
            her.press("بفرستید").sees("پاسخ شما ثبت شد")
            her.press("ادامه")
        else:
            her.fill(answer=ANSWERS[key]).press("ثبت و ادامه")
    return asked
