"""Paths, begun by the actions."""

from datetime import timedelta

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.path.actions.milestones import claim_milestone, see_evidence, verify_claim
from koushaneh.path.actions.plans import agree_plan, begin_plan, write_goals
from koushaneh.path.rules import milestones_at
from koushaneh.path.shipped import ship_milestones, ship_templates
from tests.factories.access import make_account, make_post
from tests.factories.places import city, district
from tests.factories.registry import make_file


def make_follow_up_officer(number=7):
    return make_post(Role.FOLLOW_UP, number).account


def make_woman(number=7, **more):
    """A woman of a district with a file and a page of her own."""
    person = make_file(number, **more).person
    person.account = make_account(name="")
    person.save(update_fields=["account"])
    return person


def make_plan(number=7, *, person=None, days_ago=0, template="entry", goals="", by=None, **more):
    """A path that began some days ago; with `goals` she has agreed to it."""
    person = person or make_woman(number)
    plan = begin_plan(
        person,
        by=by,
        template=ship_templates(city())[template],
        place=district(number),
        starts_on=today() - timedelta(days=days_ago),
        **more,
    )
    if goals:
        agree_plan(write_goals(plan, goals, by=person.account), by=person.account)
    return plan


def make_claim(plan=None, code="first_sale", *, by=None, shown=True, **more):
    """She says that she has reached a milestone, with a paper that an officer saw."""
    plan = plan or make_plan()
    ship_milestones(city())
    milestone = milestones_at(plan.place).get(code=code)
    values = {"reached_on": today(), "story": "ده بسته نان فروختم", **more}
    claim = claim_milestone(plan, milestone, by=by or plan.person.account, **values)
    if shown:
        see_evidence(claim, by=make_follow_up_officer(), about="دفتر فروش")
    return claim


def make_launch(plan=None, *, permit="not_needed", **more):
    """A launch that is claimed after a verified first sale."""
    plan = plan or make_plan(template="founding")
    verify_claim(make_claim(plan), by=make_follow_up_officer())
    return make_claim(plan, "launch", product="نان خانگی", permit=permit, **more)
