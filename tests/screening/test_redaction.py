"""What may tell who she is, and that no review opens before the twin is released."""

import itertools

import pytest

from koushaneh.audit.models import Record
from koushaneh.screening import redacting
from koushaneh.screening.actions import redaction as actions
from koushaneh.screening.models import Redaction
from tests.factories.access import make_account
from tests.factories.screening import make_call, make_eligible

TELLING = [
    ("من مهری آذرپناه هستم", ["مهری", "آذرپناه"]),
    ("به من بگویید مهري", ["مهري"]),  # Arabic ی
    ("تلفن من ۰۹۱۲ ۳۴۵ ۶۷ ۸۹ است", ["۰۹۱۲ ۳۴۵ ۶۷ ۸۹"]),
    ("شماره 0912-345-6789", ["0912-345-6789"]),
    ("در منطقهٔ ۱۷ کار می‌کنم", ["منطقهٔ ۱۷"]),
    ("کارگاهم در خیابان آزادی پلاک ۱۲ است", ["خیابان آزادی پلاک ۱۲"]),
    ("صفحه‌ام @mehri_leather است", ["@mehri_leather"]),
    ("با خانم رضایی کار می‌کنم", ["رضایی"]),
    ("سال ۱۴۰۳ سه نفر بودیم و ۱۲۰ کیف فروختیم", []),
    ("یک برنامهٔ ساده برای زنان محله‌مان دارم", []),
]


@pytest.mark.parametrize(("text", "found"), TELLING)
def test_what_tells_who_she_is_gets_a_mark(text, found):
    marks = redacting.suggest(text, names=["مهری", "آذرپناه"], places=["تهران"])

    assert [text[mark.start : mark.end] for mark in marks] == found


def test_marks_never_overlap_and_pieces_give_the_text_back():
    text = "خانم مهری آذرپناه، خیابان مهری پلاک ۱۲، ۰۹۱۲۳۴۵۶۷۸۹، تهران"

    marks = redacting.suggest(text, names=["مهری", "آذرپناه"], places=["تهران"])

    assert all(left.end <= right.start for left, right in itertools.pairwise(marks))
    assert "".join(stretch for stretch, _mark in redacting.pieces(text, marks)) == text
    assert (
        redacting.suggest(redacting.blanked(text, marks), names=["مهری", "آذرپناه"], places=["تهران"]) == []
    )


@pytest.mark.django_db
def test_an_application_without_free_text_is_released_at_once_and_marked_so():
    application = make_eligible(make_call(), answers={"track": "producer"})

    redaction = Redaction.objects.get(application=application)
    assert (redaction.state, redaction.is_automatic, redaction.editor) == (
        Redaction.State.RELEASED,
        True,
        None,
    )


@pytest.mark.django_db
def test_a_text_that_is_missing_cannot_be_released():
    redaction = Redaction.objects.get(application=make_eligible(make_call(), released=False))

    with pytest.raises(actions.TextMissing):
        actions.release_texts(redaction, by=make_account(), texts={})

    redaction.refresh_from_db()
    assert redaction.state == Redaction.State.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize("planted", ["من نمونه هستم", "زنگ بزنید ۰۹۱۲۳۴۵۶۷۸۹"])
def test_a_text_with_her_name_or_phone_cannot_be_released(planted):
    application = make_eligible(make_call(), released=False)
    application.person.set_name("گلبرگ", "نمونه")
    application.person.save()

    with pytest.raises(actions.StillTells):
        actions.release_texts(application.redaction, by=make_account(), texts={"plan": planted})


@pytest.mark.django_db
def test_a_text_is_in_one_editors_hands_at_a_time():
    redaction = Redaction.objects.get(application=make_eligible(make_call(), released=False))
    first, second = make_account(), make_account()
    actions.take_text(redaction, by=first)

    with pytest.raises(actions.AnotherEditor):
        actions.save_texts(redaction, by=second, texts={"plan": "متن"})

    actions.take_back_text(redaction, by=first)
    assert actions.take_text(redaction, by=second).editor == second


@pytest.mark.django_db
def test_a_released_text_is_closed_and_the_log_says_who_released_it():
    redaction = Redaction.objects.get(application=make_eligible(make_call(), released=False))
    editor = make_account()
    actions.release_texts(redaction, by=editor, texts={"plan": "کارگاه کوچک"})

    with pytest.raises(actions.AlreadyReleased):
        actions.save_texts(redaction, by=editor, texts={"plan": "دیگر"})

    released = Record.objects.get(verb="redaction.released")
    assert (released.actor, released.about_id) == (editor, redaction.pk)


def test_an_appeal_is_covered_where_it_tells_who_she_is_and_nowhere_else():
    text = "من مهری‌ام از منطقهٔ ۷، درآمدم ۱۲۰۰۰۰۰۰ ریال است نه بیشتر. تلفن ۰۹۱۲ ۳۴۵ ۶۷ ۸۹، کد 0012345679، @mehri_leather"

    told = redacting.covered(text, ["مهری", "آذرپناه", ""])

    assert told == (
        "من [نام]\u200cام از منطقهٔ ۷، درآمدم ۱۲۰۰۰۰۰۰ ریال است نه بیشتر. تلفن [شماره]، کد [شماره]، [نشانی اینترنتی]"
    )


@pytest.mark.django_db
def test_the_texts_of_an_absent_editor_go_back_with_her_work():
    redaction = Redaction.objects.get(application=make_eligible(make_call(), released=False))
    absent, other = make_account(), make_account()
    actions.take_text(redaction, by=absent)
    actions.save_texts(redaction, by=absent, texts={"plan": "برنامهٔ ساده"})

    freed = actions.free_texts(redaction.application.call, absent, by=make_account())
    again = actions.free_texts(redaction.application.call, absent, by=make_account())
    redaction = actions.take_text(redaction, by=other)

    assert (freed, again) == (1, 0)
    assert (redaction.state, redaction.editor, redaction.texts) == ("working", other, {"plan": "برنامهٔ ساده"})
