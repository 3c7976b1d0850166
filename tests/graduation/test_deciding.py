"""The second person, her own yes, the day, how she is afterwards, and the way back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from koushaneh.core.time import today
from koushaneh.engine.persian import add_months
from koushaneh.graduation.actions import deciding, leaving, refusals, reviewing
from koushaneh.graduation.models import Graduation
from koushaneh.graduation.rules import due_check_ins, to_decide
from koushaneh.notify.models import Notice
from koushaneh.registry.models import File
from tests.factories.graduation import (
    make_agreed,
    make_approved,
    make_confirmed,
    make_decider,
    make_draft,
    make_graduate,
    make_submitted,
)
from tests.factories.path import make_follow_up_officer

pytestmark = pytest.mark.django_db


def file_of(graduation):
    return graduation.plan.person.files.get().state


def told(graduation):
    rows = Notice.objects.filter(person=graduation.plan.person, template__startswith="graduation")
    return list(rows.order_by("pk").values_list("template", flat=True))


def her(graduation):
    return graduation.plan.person.account


def test_nobody_is_the_second_person_under_her_own_review():
    decider = make_decider()
    graduation = make_submitted(by=decider)

    assert not to_decide(decider).exists()
    with pytest.raises(refusals.NotYours):
        deciding.confirm_review(graduation, by=decider)
    with pytest.raises(refusals.NotYours):
        deciding.confirm_review(graduation, by=make_decider(8))
    with pytest.raises(refusals.NotYours):
        deciding.confirm_review(graduation, by=make_follow_up_officer())
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database holds it too
        Graduation.objects.update(confirmed_by=decider, confirmed_at=timezone.now())
    assert list(to_decide(make_decider())) == [graduation]


def test_who_found_something_is_no_second_person_either():
    helper, first = make_decider(), make_follow_up_officer()
    graduation = make_submitted(by=first)
    deciding.give_back(graduation, by=make_decider(), missing="دفترچهٔ بیمه")
    item = graduation.items.exclude(way="computed").exclude(criterion__code="statement").first()
    reviewing.answer_item(item, by=helper, is_met=True, since=add_months(today(), -9), evidence="دفترچه")
    reviewing.submit_review(graduation, by=first)

    with pytest.raises(refusals.NotYours):
        deciding.confirm_review(graduation, by=helper)


def test_what_is_missing_comes_back_in_words():
    graduation = make_submitted()
    with pytest.raises(refusals.SayMore, match="missing"):
        deciding.give_back(graduation, by=make_decider(), missing=" ")

    deciding.give_back(graduation, by=make_decider(), missing="دفترچهٔ بیمه")

    graduation.refresh_from_db()
    assert (graduation.state, graduation.missing, file_of(graduation)) == ("draft", "دفترچهٔ بیمه", "active")


def test_she_is_asked_and_says_yes():
    graduation = make_confirmed()

    deciding.answer_review(graduation, "agreed", by=her(graduation))
    deciding.answer_review(graduation, "agreed", by=her(graduation))

    graduation.refresh_from_db()
    assert (graduation.state, graduation.confirmation, told(graduation)) == (
        "agreed",
        "self",
        ["graduation_asked"],
    )


def test_whoever_writes_her_answer_says_how_she_said_it():
    graduation = make_confirmed()
    with pytest.raises(refusals.NotConfirmed):
        deciding.answer_review(graduation, "agreed", by=make_follow_up_officer())

    deciding.answer_review(graduation, "agreed", by=make_follow_up_officer(), confirmation="spoken")

    graduation.refresh_from_db()
    assert (graduation.state, graduation.confirmation) == ("agreed", "spoken")


@pytest.mark.parametrize("made", [make_confirmed, make_agreed, make_approved])
def test_not_yet_counts_until_the_day_comes_and_support_goes_on(made):
    graduation = made()

    deciding.answer_review(graduation, "not_yet", by=her(graduation), words="پس از عید")

    graduation.refresh_from_db()
    assert (graduation.state, graduation.words, file_of(graduation)) == ("not_yet", "پس از عید", "active")
    assert graduation.plan.ended_at is None
    assert make_draft(graduation.plan).state == "draft"  # it can be gone through again


def test_an_objection_is_answered_by_another_person_and_the_review_written_anew():
    first = make_follow_up_officer()
    graduation = make_confirmed(by=first)
    with pytest.raises(refusals.SayMore):
        deciding.answer_review(graduation, "objected", by=her(graduation))
    deciding.answer_review(graduation, "objected", by=her(graduation), words="بیمه‌ام تمام شده")
    with pytest.raises(refusals.NotYours):
        deciding.answer_objection(graduation, "درست است", by=first)

    deciding.answer_objection(graduation, "حق با شماست", by=make_decider())

    graduation.refresh_from_db()
    assert (graduation.state, graduation.reply, graduation.confirmed_by) == ("draft", "حق با شماست", None)
    assert told(graduation)[-1] == "graduation_replied"


def test_no_day_is_set_without_her_yes_nor_by_who_assessed():
    first = make_decider()
    graduation = make_confirmed(by=first)
    day = today() + timedelta(days=5)
    with pytest.raises(refusals.Closed):
        deciding.approve_review(graduation, by=make_decider(), effective_on=day)
    deciding.answer_review(graduation, "agreed", by=her(graduation))
    with pytest.raises(refusals.NotYours):
        deciding.approve_review(graduation, by=first, effective_on=day)
    with pytest.raises(refusals.BadDay):
        deciding.approve_review(graduation, by=make_decider(), effective_on=today())

    deciding.approve_review(graduation, by=make_decider(), effective_on=day)

    graduation.refresh_from_db()
    assert (graduation.state, graduation.effective_on, file_of(graduation)) == ("approved", day, "graduating")


def test_the_night_work_lets_her_go_on_her_day_and_not_before():
    day = today() + timedelta(days=3)
    graduation = make_approved(effective_on=day)
    now = timezone.now()

    assert leaving.keep_graduations(now + timedelta(days=2)) == 0
    assert leaving.keep_graduations(now + timedelta(days=3)) == 1
    assert leaving.keep_graduations(now + timedelta(days=3)) == 0

    graduation.refresh_from_db()
    assert (graduation.state, file_of(graduation)) == ("effective", File.State.GRADUATED)
    assert graduation.plan.ending == "finished"
    assert [check.due_on for check in graduation.check_ins.all()] == [add_months(day, n) for n in (3, 6, 12)]
    assert told(graduation) == ["graduation_asked", "graduation_approved", "graduation_effective"]


def test_check_ins_wait_for_the_officer_of_her_place():
    graduation, follower = make_graduate(), make_follow_up_officer()
    later = add_months(today(), 3)
    assert not due_check_ins(follower, today()).exists()

    check = due_check_ins(follower, later).get()
    leaving.check_in(check, by=follower, wish="well", note="سفارش‌هایش بیشتر شده")

    check.refresh_from_db()
    assert (check.state, check.wish, graduation.state) == ("done", "well", "effective")
    assert not due_check_ins(make_follow_up_officer(8), add_months(today(), 13)).exists()
    with pytest.raises(refusals.Closed):
        leaving.check_in(check, by=follower, wish="advice")


def test_a_return_needs_nobodys_leave_and_keeps_everything():
    graduation = make_graduate()

    leaving.come_back(graduation, by=her(graduation), words="بیمار شدم")
    leaving.come_back(graduation, by=her(graduation))

    graduation.refresh_from_db()
    assert (graduation.state, graduation.back_words, file_of(graduation)) == (
        "came_back",
        "بیمار شدم",
        "active",
    )
    assert set(graduation.check_ins.values_list("state", flat=True)) == {"dropped"}
    assert graduation.effective_on and graduation.statement and graduation.items.count() == 6
    assert told(graduation)[-1] == "graduation_back"


def test_who_says_at_a_check_in_that_she_wants_back_is_back():
    graduation, follower = make_graduate(), make_follow_up_officer()

    leaving.check_in(graduation.check_ins.first(), by=follower, wish="back", note="کارگاه بسته شد")

    graduation.refresh_from_db()
    assert (graduation.state, file_of(graduation)) == ("came_back", "active")
    assert sorted(graduation.check_ins.values_list("state", flat=True)) == ["done", "dropped", "dropped"]


def test_who_is_still_supported_cannot_come_back():
    graduation = make_approved()

    with pytest.raises(refusals.Closed):
        leaving.come_back(graduation, by=her(graduation))
