"""Editing texts and reviewing: by code alone, with the keys that the pages name."""

import re

from koushaneh.screening.models import Assignment, Redaction, Review
from koushaneh.screening.queries import originals_of

EDITOR, REVIEWER = "نسرین توکلی", "آزاده نظری"


def test_an_editor_takes_out_what_tells_who_wrote_and_releases(house, hands, story, clock):
    address = house("texts")
    clock.set(story.day(133))
    editor = hands(address, "desk").enter(EDITOR).look("home")

    editor.go("/review/texts/").look("queue").press("متن بعدی را بردارید").look("text")
    code = editor.page.url.rstrip("/").split("/")[-1]
    twins = editor.page.locator("textarea[name^=twin_]")
    twins.first.fill(f"{twins.first.input_value()} (در «نام محله»)")
    editor.page.locator("h1").click()
    editor.key("Control+Enter").sees("متن به داوری داده شد")

    done = Redaction.objects.get(application__review_code=code)
    key, _original = next(iter(originals_of(done)))
    assert (done.state, done.editor.name) == ("released", EDITOR)
    assert done.texts[key].endswith("(در «نام محله»)")


def test_a_reviewer_scores_by_keyboard_and_comes_to_the_next(house, hands, story, clock):
    address = house("reviews")
    clock.set(story.day(125))
    reviewer = hands(address, "desk").enter(REVIEWER).look("home")
    mine = Assignment.objects.filter(reviewer__name=REVIEWER)
    names = mine.values_list("application__person__first_name", "application__person__last_name")

    reviewer.follow("درخواست بعدی را داوری کنید").look("review")
    first = reviewer.page.url
    page = reviewer.page.content()
    reviewer.key("4", "Control+Enter").sees("داوری شما ثبت نهایی شد")
    second = reviewer.page.url
    reviewer.key("2", "Control+Enter")
    reviewer.page.goto(first)

    assert second != first
    locked = Review.objects.filter(assignment__in=mine).exclude(locked_at=None)
    assert sorted(locked.values_list("scores__anchor", flat=True)) == [2, 4]
    assert not [name for name in names if f"{name[0]} {name[1]}" in page]
    reviewer.sees("داوری شما").look("locked")
    assert re.search("داور دیگر|داوری دیگران", reviewer.page.locator("main").inner_text())
