"""A form of one's own: every kind of question once, parts, a condition, something to keep from reviewers."""

from koushaneh.calls.models import FormVersion
from tests.factories import screening


def words(fa, en):
    return {"fa": fa, "en": en}


def option(value, fa, en):
    return {"value": value, "label": words(fa, en)}


BEGIN, WORK = words("آغاز", "To begin"), words("کار شما", "Your work")
CUSTOM = [
    {
        "key": "own_wish",
        "kind": "yes_no",
        "section": BEGIN,
        "text": words("خودتان می‌خواهید؟", "Is it your own wish?"),
        "required": True,
        "gate": "own_wish",
    },
    {
        "key": "trade",
        "kind": "line",
        "section": BEGIN,
        "text": words("کار شما در یک جمله چیست؟", "What is your work in one sentence?"),
        "required": True,
    },
    {
        "key": "times",
        "kind": "several",
        "section": WORK,
        "text": words("چه وقت‌هایی می‌توانید بیایید؟", "When can you come?"),
        "options": [
            option("morning", "بامداد", "Morning"),
            option("noon", "نیمروز", "Noon"),
            option("evening", "شامگاه", "Evening"),
        ],
        "maximum": 2,
        "required": True,
        "privacy": "planning",
    },
    {
        "key": "since",
        "kind": "day",
        "section": WORK,
        "text": words("از چه روزی آغاز کردید؟", "On which day did you begin?"),
        "required": True,
    },
    {
        "key": "evening_help",
        "kind": "text",
        "section": WORK,
        "text": words("شامگاه چه کسی کنار بچه‌هاست؟", "Who is with the children in the evening?"),
        "when": {"times": ["evening"]},
        "privacy": "office",
    },
    {
        "key": "sample",
        "kind": "picture",
        "section": WORK,
        "text": words("عکسی از کارتان بفرستید.", "Send a picture of your work."),
    },
    {
        "key": "plan",
        "kind": "text",
        "section": WORK,
        "text": words("برنامهٔ شما چیست؟", "What is your plan?"),
        "required": True,
        "feeds": "C1",
    },
]


def make_custom_call(**more):
    """A call with the shipped indicators that asks the questions of CUSTOM."""
    form = FormVersion.objects.create(name="founding", version=9, questions=CUSTOM)
    return screening.make_call(**{"form": form, "gates": [{"code": "own_wish"}], "tracks": [], **more})
