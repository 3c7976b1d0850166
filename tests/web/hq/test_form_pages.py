"""Building the questions of a call on its pages, without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koushaneh.access.models import Role
from koushaneh.calls.actions import forming
from koushaneh.calls.models import Call
from koushaneh.calls.questions import shipped
from tests.factories.access import make_post
from tests.factories.calls import make_chain, make_draft_call
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def officer(client, chain):
    enter(client, chain["author"])
    return client


@pytest.fixture
def call(chain):
    return make_draft_call(by=chain["author"])


def at(call, rest=""):
    return f"/hq/calls/{call.code}/form/{rest}"


def text_of(response):
    return response.content.decode()


def now(call):
    return Call.objects.select_related("form").get(pk=call.pk)


def find(call, key):
    return next(one for one in now(call).form.questions if one["key"] == key)


def keys(call):
    return [one["key"] for one in now(call).form.questions]


def posted(call, **more):
    return {"seen": now(call).form_id, **more}


SEVERAL = {
    "text_fa": "چه وقت‌هایی می‌توانید بیایید؟",
    "text_en": "When can you come?",
    "section_fa": "خانه و خانواده",
    "section_en": "Home and family",
    "privacy": "planning",
    "maximum": "۲",
    "when": ["care_time=child", "care_time=ill", "disability=True"],
    "option_0_fa": "بامداد",
    "option_0_en": "Morning",
    "option_2_fa": "شامگاه",
    "option_2_en": "Evening",
}


def test_the_list_shows_parts_readers_and_what_is_edited_before_review(officer, call):
    page = text_of(officer.get(at(call)))

    assert page.count('class="form-text"') == 23
    assert "همراهی با زنان دیگر" in page and "کار تا امروز" in page and "پیش از داوری ویرایش می‌شود" in page
    assert "فقط اگر پاسخ پرسش ۳" in page


def test_a_question_is_written_with_choices_a_condition_and_a_part(officer, call):
    assert "گزینه‌ها، چندتا" in text_of(officer.get(at(call, "new/")))

    response = officer.post(at(call, "new/?kind=several"), posted(call, **SEVERAL))

    made = now(call).form.questions[-1]
    assert response.headers["Location"] == at(call, f"#{made['key']}")
    assert made == {
        "key": "q24",
        "kind": "several",
        "text": {"fa": SEVERAL["text_fa"], "en": SEVERAL["text_en"]},
        "section": {"fa": "خانه و خانواده", "en": "Home and family"},
        "privacy": "planning",
        "maximum": 2,
        "options": [
            {"value": "o1", "label": {"fa": "بامداد", "en": "Morning"}},
            {"value": "o2", "label": {"fa": "شامگاه", "en": "Evening"}},
        ],
        "when": {"care_time": ["child", "ill"], "disability": [True]},
    }


def test_saving_what_the_page_shows_changes_nothing(officer, call):
    for key in ("skill", "income_rials", "plan", "work_district", "women_helped", "track", "lives_or_works"):
        form = officer.get(at(call, f"questions/{key}/")).context["form"]
        shown = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False, "")}
        officer.post(at(call, f"questions/{key}/"), {**shown, "seen": now(call).form_id})

        assert now(call).form.made_for is None, key


def test_points_stand_beside_the_choices_that_an_indicator_counts(officer, call):
    form = officer.get(at(call, "questions/skill/")).context["form"]
    shown = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False, "")}

    more = {"option_4_fa": "استادکارم", "option_4_en": "A master", "option_4_points": "۹۰"}
    officer.post(at(call, "questions/skill/"), {**shown, **more})

    steps = now(call).indicators.items.get(code="A5").value["steps"]
    assert (steps["self_taught"], steps["o1"]) == (500_000, 900_000)
    assert find(call, "skill")["options"][-1]["value"] == "o1"


def test_questions_move_are_copied_removed_and_come_back(officer, call):
    before = keys(call)
    officer.post(at(call, "questions/disability/rise/"), posted(call))
    assert keys(call).index("disability") == before.index("disability") - 1
    officer.post(at(call, "questions/disability/fall/"), posted(call))
    assert keys(call) == before
    officer.post(at(call, "questions/motive/copy/"), posted(call))
    assert keys(call)[before.index("motive") + 1] == "q24"

    officer.post(at(call, "questions/care_time/removal/"), posted(call))
    assert "care_time" not in keys(call)
    officer.post(at(call, "undo/"), posted(call))
    assert "care_time" in keys(call)


def test_a_question_that_is_read_stays_and_the_page_says_who_reads_it(officer, call):
    removal = officer.post(at(call, "questions/skill/removal/"), posted(call))
    words = {"text_fa": "چه بلدید؟", "text_en": "What can you do?"}
    kind = officer.post(at(call, "questions/skill/?kind=line"), posted(call, **words))

    for response in (removal, kind):
        assert response.status_code == 409
        assert "مهارت" in text_of(response) and f"/hq/calls/{call.code}/indicators/" in text_of(response)
    waiting = officer.post(at(call, "questions/lives_or_works/removal/"), posted(call))
    assert at(call, "questions/work_district/") in text_of(waiting)
    assert now(call).form.made_for is None


def test_two_tabs_do_not_overwrite_one_another_and_nothing_typed_is_lost(officer, call):
    seen = call.form_id
    officer.post(at(call, "questions/care_time/removal/"), posted(call))

    words = {"text_fa": "چرا با هم؟", "text_en": "Why together?", "seen": seen}
    late = officer.post(at(call, "questions/motive/"), words)
    moved = officer.post(at(call, "questions/motive/rise/"), {"seen": seen})

    assert late.status_code == moved.status_code == 409
    assert "چرا با هم؟" in text_of(late) and "جای دیگری تغییر کرده است" in text_of(late)
    assert find(call, "motive")["text"]["fa"] != "چرا با هم؟" and now(call).form.version == 1
    again = officer.post(at(call, "questions/motive/"), {**words, "seen": now(call).form_id})
    assert again.status_code == 302 and find(call, "motive")["text"]["fa"] == "چرا با هم؟"


def test_an_empty_form_names_each_gap_with_a_link_to_the_question_that_fills_it(officer, call):
    officer.post(at(call, "beginning/"), posted(call, source="empty"))
    assert keys(call) == [] and "هنوز پرسشی ندارد" in text_of(officer.get(at(call)))
    officer.post(at(call, "new/?kind=line"), posted(call, text_fa="نام کارگاه؟", text_en="Your workshop?"))

    page = text_of(officer.get(at(call)))
    assert at(call, "new/?slot=skill") in page
    words = {"text_fa": "چه بلدید؟", "text_en": "Skill?", "option_0_fa": "هیچ", "option_3_fa": "آموزش"}
    officer.post(at(call, "new/?slot=skill&kind=choice"), posted(call, **words))

    assert [one["value"] for one in find(call, "skill")["options"]] == ["none", "can_train"]
    assert find(call, "skill")["feeds"] == "A5"
    assert at(call, "new/?slot=skill") not in text_of(officer.get(at(call)))


def test_a_form_begins_from_another_call_or_from_what_ships(officer, call, chain):
    other = make_draft_call(by=chain["author"], title="فراخوان دیگر")
    forming.remove_question(other, "care_time", by=chain["author"], seen=other.form_id)

    officer.post(at(call, "beginning/"), posted(call, source=other.code))
    assert "care_time" not in keys(call)
    officer.post(at(call, "beginning/"), posted(call, source="shipped"))
    assert now(call).form.questions == shipped()["questions"]
    versions = text_of(officer.get(at(call, "versions/")))
    assert "پرسش تازه" in versions and "برداشته شد" in versions and "فرمی که با آن آغاز شد" in versions


def test_a_call_of_elsewhere_gives_no_form(officer, call):
    assert officer.post(at(call, "beginning/"), posted(call, source="zzzz")).status_code == 404


def test_the_preview_shows_each_question_as_she_will_see_it(officer, call):
    for key in keys(call):
        page = text_of(officer.get(at(call, f"questions/{key}/preview/")))
        assert find(call, key)["text"]["fa"] in page and "phone-frame" in page


@pytest.mark.parametrize("role", [Role.SIGNER, Role.DISTRICT_OFFICER, Role.REVIEWER, Role.AUDITOR])
def test_only_who_composes_calls_finds_the_builder(client, call, role):
    enter(client, make_post(role).account)

    assert client.get(at(call)).status_code == 404
    assert client.post(at(call, "questions/skill/copy/"), posted(call)).status_code == 404
    assert now(call).form.made_for is None


def test_after_the_draft_the_list_is_for_reading(officer, call):
    Call.objects.filter(pk=call.pk).update(state="approval")

    page = text_of(officer.get(at(call)))

    assert "form-text" in page and "questions/skill/removal/" not in page
    assert officer.post(at(call, "questions/skill/copy/"), posted(call)).status_code == 409


def test_a_form_goes_out_as_a_file_and_comes_into_another_call(officer, call, chain):
    other = make_draft_call(by=chain["author"])
    officer.post(at(call, "questions/motive/rise/"), posted(call))
    given = officer.get(at(call, "file/"))

    file = SimpleUploadedFile("form.json", given.content, content_type="application/json")
    page = officer.post(at(other, "upload/"), posted(other, file=file), follow=True)

    assert given.headers["Content-Disposition"] == f'attachment; filename="form-{call.code}.json"'
    assert "پرسش‌های فایل آمد" in text_of(page)
    assert keys(other) == keys(call) != [one["key"] for one in shipped()["questions"]]
    officer.post(at(other, "undo/"), posted(other))
    assert keys(other) == [one["key"] for one in shipped()["questions"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no json", "فهرست پرسش‌های یک فراخوان نیست"),
        (b'{"format": "koushaneh-form-1", "questions": [{"text": 3}]}', "پرسش شمارهٔ ۱ فایل"),
        (b'{"format": "koushaneh-form-1", "questions": [{"key": "a", "kind": "line"}]}', "درست نوشته نشده"),
    ],
)
def test_a_file_that_is_no_form_changes_nothing_and_says_why(officer, call, content, said):
    before = now(call).form_id

    file = SimpleUploadedFile("form.json", content)
    answer = officer.post(at(call, "upload/"), posted(call, file=file))

    assert answer.status_code == 409 and said in text_of(answer)
    assert now(call).form_id == before


def test_without_a_file_the_page_asks_for_one(officer, call):
    page = officer.post(at(call, "upload/"), posted(call), follow=True)

    assert "فایلی برگزیده نشده بود" in text_of(page)
