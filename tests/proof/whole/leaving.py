"""Scenarios of leaving the support cycle and of the way back."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.core.time import today
from koushaneh.engine.persian import add_months
from koushaneh.graduation.actions import deciding, defining, leaving, reviewing
from koushaneh.graduation.shipped import LINES, ship_checklist
from tests.factories.graduation import (
    answer_all,
    make_agreed,
    make_approved,
    make_confirmed,
    make_decider,
    make_draft,
    make_earner,
    make_graduate,
    make_prices,
    make_submitted,
)
from tests.factories.path import make_follow_up_officer, make_plan
from tests.factories.places import city
from tests.factories.results import officer
from tests.proof.whole.acts import act, scenario


def her(graduation):
    return graduation.plan.person.account


@scenario(reviewing.begin_review)
def a_review_begins():
    ship_checklist(city())
    return act(reviewing.begin_review, make_plan(), by=make_follow_up_officer())


@scenario(reviewing.compute_items)
def what_the_file_answers():
    draft = make_draft()
    make_prices()
    make_earner(draft)
    return act(reviewing.compute_items, draft, by=make_follow_up_officer())


@scenario(reviewing.answer_item)
def what_was_asked():
    item = make_draft().items.get(criterion__code="savings")
    by, since = make_follow_up_officer(), add_months(today(), -9)
    return act(reviewing.answer_item, item, by=by, is_met=True, since=since, evidence="دفترچه")


@scenario(reviewing.write_statement)
def her_own_words():
    draft = make_draft()
    return act(reviewing.write_statement, draft, "می‌توانم", by=her(draft), can_go_on=True)


@scenario(reviewing.submit_review)
def a_review_handed_on():
    draft, by = make_draft(), make_follow_up_officer()
    answer_all(draft, by=by)
    return act(reviewing.submit_review, draft, by=by)


@scenario(reviewing.withdraw_review)
def a_review_put_aside():
    return act(reviewing.withdraw_review, make_submitted(), by=make_follow_up_officer())


@scenario(deciding.confirm_review)
def a_second_person_finds_the_same():
    return act(deciding.confirm_review, make_submitted(), by=make_decider())


@scenario(deciding.give_back)
def a_second_person_misses_something():
    return act(deciding.give_back, make_submitted(), by=make_decider(), missing="دفترچهٔ بیمه")


@scenario(deciding.answer_review)
def she_says_not_yet():
    graduation = make_agreed()
    return act(deciding.answer_review, graduation, "not_yet", by=her(graduation), words="پس از عید")


@scenario(deciding.answer_objection)
def her_objection_is_answered():
    graduation = make_confirmed()
    deciding.answer_review(graduation, "objected", by=her(graduation), words="بیمه ندارم")
    return act(deciding.answer_objection, graduation, "درست است", by=make_decider())


@scenario(deciding.approve_review)
def a_day_is_set():
    by, day = make_decider(), today() + timedelta(days=9)
    return act(deciding.approve_review, make_agreed(), by=by, effective_on=day)


@scenario(leaving.take_effect)
def her_day_has_come():
    graduation = make_approved(effective_on=today() + timedelta(days=1))
    return act(leaving.take_effect, graduation, now=timezone.now() + timedelta(days=2))


@scenario(leaving.keep_graduations)
def the_clock_of_leaving():
    make_approved(effective_on=today() + timedelta(days=1))
    return act(leaving.keep_graduations, timezone.now() + timedelta(days=2))


@scenario(leaving.check_in)
def she_is_asked_and_wants_back():
    check = make_graduate().check_ins.first()
    return act(leaving.check_in, check, by=make_follow_up_officer(), wish="back", note="بیمار شد")


@scenario(leaving.let_go)
def who_is_to_be_erased_is_let_go():
    women = [make_approved().plan.person, make_graduate(make_plan()).plan.person]
    return act(leaving.let_go, women)


@scenario(leaving.come_back)
def she_comes_back():
    graduation = make_graduate()
    return act(leaving.come_back, graduation, by=her(graduation), words="بیمار شدم")


@scenario(defining.put_checklist)
def a_checklist_is_written():
    return act(defining.put_checklist, city(), LINES, by=officer(), needed=5)


@scenario(defining.put_index)
def a_level_of_prices():
    return act(defining.put_index, city(), by=officer(), on=today(), value="312.4", source="مرکز آمار")


@scenario(defining.put_need)
def what_a_household_needs():
    by = officer()
    return act(defining.put_need, city(), by=by, persons=3, rials=10**8, priced_on=today(), source="ستاد")
