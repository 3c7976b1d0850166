"""A form of one's own, all the way: her phone, the office, paper, the editor, reviewers, her own copy."""

import json
from datetime import date

import pytest

from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application
from koushaneh.core.time import today
from koushaneh.engine.persian import from_jalali, to_jalali
from koushaneh.screening.actions.redaction import prepare_redactions, release_texts
from koushaneh.screening.blind import blind_view
from koushaneh.screening.models import Redaction
from koushaneh.screening.queries import originals_of
from tests.factories.access import make_account, make_post
from tests.factories.calls_applications import make_draft, make_woman
from tests.factories.forms import make_custom_call
from tests.web.mine.test_applying import enter, my, text_of
from tests.web.review.entering import enter as enter_staff

pytestmark = pytest.mark.django_db

BEGAN = {"day": "۲", "month": "9", "year": "۱۴۰۲"}
POSTED = {
    "own_wish": {"answer": "yes"},
    "trade": {"answer": "کیف چرم می‌دوزم"},
    "times": {"answer": ["evening", "morning"]},
    "since": {f"answer_{part}": value for part, value in BEGAN.items()},
    "evening_help": {"answer": "خواهرم زیور"},
    "plan": {"answer": "می‌خواهم سه نفر را آموزش بدهم."},
}
KEPT = {
    "own_wish": True,
    "trade": "کیف چرم می‌دوزم",
    "times": ["morning", "evening"],
    "since": from_jalali(1402, 9, 2).isoformat(),
    "evening_help": "خواهرم زیور",
    "plan": "می‌خواهم سه نفر را آموزش بدهم.",
}


def sheet():
    """The same answers as one sheet has them, named after their questions."""
    return {
        f"{key}{name.removeprefix('answer')}": value
        for key, posted in POSTED.items()
        for name, value in posted.items()
    }


def make_her_draft():
    call, person = make_custom_call(state="open"), make_woman()
    return make_draft(call, person, answers=False)


def answer(client, application, key, **more):
    return client.post(my(application, f"questions/{key}/"), {"revision": "0", **POSTED[key], **more})


def test_she_answers_every_kind_of_question_on_her_phone_and_sends(client):
    application = make_her_draft()
    enter(client, application.person)

    pages = [text_of(client.get(answer(client, application, key).headers["Location"])) for key in POSTED]
    sent = client.post(my(application, "submission/"))

    application.refresh_from_db()
    assert (application.state, Filled(application).answers) == ("submitted", KEPT)
    assert application.tracking_code in text_of(client.get(sent.headers["Location"]))
    assert "کار شما" in pages[1] and "هیچ امتیازی ندارد" in pages[1]
    assert "فقط کارشناسان اداره می‌بینند" in pages[3]


def test_her_summary_says_choices_and_days_in_words(client):
    application = make_her_draft()
    enter(client, application.person)
    for key in POSTED:
        answer(client, application, key)

    page = text_of(client.get(my(application, "answers/")))

    assert "بامداد، شامگاه" in page and "۲ آذر ۱۴۰۲" in page
    field = text_of(client.get(my(application, "questions/since/")))
    assert 'value="۲"' in field and 'value="۱۴۰۲"' in field
    ticked = text_of(client.get(my(application, "questions/times/")))
    assert ticked.count("checked") == 2


def test_a_condition_follows_one_of_several_choices(client):
    application = make_her_draft()
    enter(client, application.person)

    answer(client, application, "times", answer=["morning"])

    assert "evening_help" not in {one.key for one in Filled(application).questions}
    answer(client, application, "times", answer=["evening"], revision="1")
    assert "evening_help" in {one.key for one in Filled(application).questions}


@pytest.mark.parametrize(
    ("key", "posted", "said"),
    [
        ("times", {"answer": ["morning", "noon", "evening"]}, "بیشتر از ۲ گزینه نمی‌شود"),
        ("times", {"answer": ["midnight"]}, "midnight"),
        (
            "since",
            {"answer_day": "۳۱", "answer_month": "9", "answer_year": "۱۴۰۲"},
            "این ماه چنین روزی ندارد",
        ),
        ("trade", {"answer": "ک" * 121}, "121"),
    ],
)
def test_what_is_no_answer_comes_back_with_its_reason(client, key, posted, said):
    application = make_her_draft()
    enter(client, application.person)

    response = client.post(my(application, f"questions/{key}/"), {"revision": "0", **posted})

    assert response.status_code == 422 and said in text_of(response)
    assert Filled(application).answers == {}


def test_two_answers_to_one_question_stand_side_by_side_and_can_be_sent_again(client):
    application = make_her_draft()
    enter(client, application.person)
    for key in ("times", "since"):
        answer(client, application, key)

    both = client.post(my(application, "questions/times/"), {"revision": "0", "answer": ["noon", "morning"]})
    days = client.post(
        my(application, "questions/since/"),
        {"revision": "0", "answer_day": "3", "answer_month": "9", "answer_year": "1402"},
    )

    assert both.status_code == days.status_code == 409
    assert "بامداد، شامگاه" in text_of(both) and "بامداد، نیمروز" in text_of(both)
    assert text_of(both).count('name="answer" value=') == 2
    assert 'name="answer_month" value="9"' in text_of(days)


def test_an_officer_fills_in_the_same_form_and_reads_it_in_words(client):
    application = make_her_draft()
    enter_staff(client, make_post(number=7).account)
    address = f"/d/applications/{application.tracking_code}"

    empty = text_of(client.get(f"{address}/sheet/"))
    client.post(f"{address}/sheet/", sheet())

    assert "فقط اگر پاسخ پرسش ۳ «شامگاه» است" in empty
    assert Filled(application).answers == KEPT
    page = text_of(client.get(f"{address}/"))
    assert "بامداد، شامگاه" in page and "۲ آذر ۱۴۰۲" in page
    again = text_of(client.get(f"{address}/sheet/"))
    assert again.count("checked") == 3 and 'value="۱۴۰۲"' in again


def test_the_same_form_goes_on_paper_and_comes_back(client):
    call, person = make_custom_call(state="open"), make_woman(bound=False, with_account=False)
    enter_staff(client, make_post(number=7).account)
    printed = text_of(client.get(f"/d/calls/{call.code}/paper/"))
    received = zip(("year", "month", "day"), to_jalali(today()), strict=True)

    client.post(
        f"/d/files/{person.files.get().pk}/paper/{call.code}/",
        {
            **sheet(),
            **{f"received_on_{part}": str(value) for part, value in received},
            "witness": "مریم گواه",
            "has_fingerprint": "on",
        },
    )

    application = call.applications.get()
    assert (application.state, application.channel) == ("submitted", "paper")
    assert Filled(application).answers == KEPT
    assert printed.count("☐") == 5 and printed.count("paper-part") == 2
    assert "فقط اگر پاسخ پرسش ۳ «شامگاه» است" in printed and "چند خانه را علامت بزنید" in printed


def make_her_eligible():
    application = make_her_draft()
    application.answers.bulk_create(
        [application.answers.model(application=application, key=key, value=KEPT[key]) for key in KEPT]
    )
    Application.objects.filter(pk=application.pk).update(state="eligible")
    application.refresh_from_db()
    prepare_redactions([application], by=None)
    return application


def test_what_she_writes_for_reviewers_is_edited_first_and_the_rest_stays_closed():
    application = make_her_eligible()
    redaction = Redaction.objects.get(application=application)

    assert [key for key, _text in originals_of(redaction)] == ["trade", "plan"]
    release_texts(redaction, by=make_account(), texts={"trade": "کیف می‌دوزد", "plan": "آموزش سه نفر"})
    application.refresh_from_db()
    seen = blind_view(application)

    assert [text for _question, text in seen.texts] == ["کیف می‌دوزد", "آموزش سه نفر"]
    assert seen.answers == ()
    assert "زیور" not in repr(seen) and "شامگاه" not in repr(seen) and KEPT["since"] not in repr(seen)


def test_her_own_copy_holds_the_questions_in_words(client):
    application = make_her_eligible()
    enter(client, application.person)

    copy = json.loads(text_of(client.get("/my/privacy/export/")))

    told = {row["question"]: row["answer"] for row in copy["applications"][0]["form"]}
    assert told["چه وقت‌هایی می‌توانید بیایید؟"] == "بامداد، شامگاه"
    assert told["از چه روزی آغاز کردید؟"] == "پنجشنبه ۲ آذر ۱۴۰۲"
    assert date.fromisoformat(KEPT["since"]) == from_jalali(1402, 9, 2)
