"""The cohort on its path: goals in their words, first steps, some absences, somebody who asks after them."""

from datetime import timedelta
from random import Random

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.demo.clock import at
from koushaneh.path.actions import milestones, plans, steps
from koushaneh.path.models import PathPlan
from koushaneh.path.shipped import ship_milestones, ship_paths
from koushaneh.people.models import Account

BEGAN, MET, LOOKED = 45, 30, 12  # days ago
GOALS = (
    "می‌خواهم تا عید کارم را به پنج مشتری ثابت برسانم. وقتی بچه‌ها مدرسه‌اند کار می‌کنم.",
    "می‌خواهم قیمت درست کارم را یاد بگیرم و دیگر ارزان نفروشم.",
    "می‌خواهم با دو نفر دیگر کارگاه کوچکی اجاره کنیم و مجوز بگیریم.",
    "می‌خواهم آموزش بدهم. دوست دارم ده نفر از من یاد بگیرند.",
    "می‌خواهم نان و شیرینی‌ام کد بهداشتی بگیرد تا بشود به فروشگاه داد.",
)
EXCUSES = ("فرزندش بیمار بود", "نوبت دادگاه داشت", "راه دور بود و کرایه نداشت")


def set_out(cohort, story, hoda):
    """Begin the path of the cohort and walk it to this day."""
    with at(story.day(BEGAN)):
        plans.begin_cohort(cohort, by=hoda, template=ship_paths(cohort.place)["founding"])
    dice = Random("walking")
    offered = ship_milestones(cohort.place)
    for number, plan in enumerate(PathPlan.objects.select_related("person", "place").order_by("pk")):
        walk(plan, number, story, dice, hoda)
        if (follower := follower_of(plan)) and number % 3 != 2:
            reach(plan, number, follower, story, offered)


def walk(plan, number, story, dice, hoda):
    follower = follower_of(plan)
    by = follower or plan.person.account or hoda
    with at(story.day(MET)):
        if follower:
            plans.hand_plan(plan, follower, by=follower)
        if number % 6 != 5:
            version = plans.write_goals(plan, GOALS[number % len(GOALS)], by=by)
        if number % 4 != 3 and number % 6 != 5:
            plans.agree_plan(version, by=by, confirmation="present")
    with at(story.day(LOOKED)):
        for step in plan.steps.filter(due_at__lt=story.day(LOOKED)):
            settle(step, by, dice)
        if follower and number % 3:
            plans.follow_up(
                plan, by=follower, way="phone", next_on=today() + timedelta(days=dice.choice((9, 21, 30)))
            )


STORIES = {
    "first_sale": "سه سفارش از همسایه‌ها گرفتم و پولش را همان روز دادند.",
    "steady_customers": "سه مغازه هر هفته از من خرید می‌کنند.",
}


def reach(plan, number, follower, story, offered):
    """Some have sold for the first time: verified, waiting, or sent back with what is missing."""
    code = "steady_customers" if number % 10 == 7 else "first_sale"
    by = plan.person.account or follower
    with at(story.day(LOOKED - 2)):
        claim = milestones.claim_milestone(
            plan, offered[code], by=by, reached_on=today() - timedelta(days=5), story=STORIES[code]
        )
    if (
        number % 5 == 0 or claim.made_by_id == follower.pk
    ):  # another person looks at what the officer wrote for her
        return
    with at(story.day(LOOKED - 4)):
        if number % 5 == 4:
            milestones.return_claim(claim, by=follower, missing="عکس دفتر فروش یا پیام خریدار را بفرستید.")
            return
        milestones.see_evidence(claim, by=follower, about="دفتر فروش")
        milestones.verify_claim(claim, by=follower)


def settle(step, by, dice):
    luck = dice.random()
    if luck < 0.75:
        steps.finish_step(step, by=by)
    elif luck < 0.88:
        steps.miss_step(step, by=by)
    else:
        steps.excuse_step(step, by=by, why=dice.choice(EXCUSES))


def follower_of(plan):
    posts = {"posts__role": Role.FOLLOW_UP, "posts__office__place": plan.place}
    return Account.objects.filter(**posts).order_by("pk").first()
