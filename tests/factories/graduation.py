"""Reviews of leaving, made by the actions."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.engine.persian import add_months
from koushaneh.graduation.actions.deciding import answer_review, approve_review, confirm_review
from koushaneh.graduation.actions.defining import put_index, put_need
from koushaneh.graduation.actions.leaving import take_effect
from koushaneh.graduation.actions.reviewing import answer_item, begin_review, submit_review, write_statement
from koushaneh.graduation.models import Item
from koushaneh.graduation.shipped import ship_checklist
from koushaneh.registry.actions.facts import add_fact
from koushaneh.registry.models import Evidence
from tests.factories.access import make_post
from tests.factories.path import make_follow_up_officer, make_plan
from tests.factories.places import city
from tests.factories.results import officer as hq_officer

DAY = timedelta(days=1)


def make_decider(number=7):
    return make_post(Role.DISTRICT_OFFICER, number).account


def make_draft(plan=None, *, by=None, **more):
    """A review that has begun; nothing is answered yet."""
    ship_checklist(city())
    plan = plan or make_plan(**more)
    return begin_review(plan, by=by or make_follow_up_officer())


def answer_all(graduation, *, by):
    """Everything that the file could not answer is asked, seen and met; she says that she can go on."""
    since = add_months(today(), -8)
    for item in graduation.items.filter(verdict=Item.Verdict.OPEN).exclude(criterion__code="statement"):
        answer_item(item, by=by, is_met=True, since=since, evidence="دفتر فروش")
    her = graduation.plan.person.account
    return write_statement(graduation, "خرج خانه را خودم می‌دهم", by=her, can_go_on=True)


def make_submitted(plan=None, *, by=None, **more):
    by = by or make_follow_up_officer()
    graduation = make_draft(plan, by=by, **more)
    answer_all(graduation, by=by)
    return submit_review(graduation, by=by)


def make_confirmed(plan=None, **more):
    return confirm_review(make_submitted(plan, **more), by=make_decider())


def make_agreed(plan=None, **more):
    graduation = make_confirmed(plan, **more)
    return answer_review(graduation, "agreed", by=graduation.plan.person.account)


def make_approved(plan=None, *, effective_on=None, **more):
    graduation = make_agreed(plan, **more)
    return approve_review(graduation, by=make_decider(), effective_on=effective_on or today() + 9 * DAY)


def make_graduate(plan=None, **more):
    """She is on her own since some days."""
    graduation = make_approved(plan, **more)
    graduation.effective_on = today()
    graduation.save(update_fields=["effective_on"])
    return take_effect(graduation, now=timezone.now())


def make_prices(*, need=100_000_000, persons=3, months=12):
    """A level of prices that does not move, and what a household needs."""
    by = hq_officer()
    for back in range(months):
        put_index(city(), by=by, on=add_months(today(), -back), value=100, source="مرکز آمار")
    return put_need(city(), by=by, persons=persons, rials=need, priced_on=today(), source="ستاد")


def make_earner(graduation, rials=130_000_000, *, months=9, evidence=Evidence.DOCUMENT):
    """Her income stands in the file, with a paper, since some months."""
    file = graduation.plan.person.files.get()
    since = add_months(today(), -months)
    add_fact(file, "dependants", 2, by=None, source="office", starts_on=since)
    return add_fact(file, "income_rials", rials, by=None, source="office", evidence=evidence, starts_on=since)
