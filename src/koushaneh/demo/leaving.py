"""Leaving, in the demo: three who are on their own, one of whom came back; one who is asked; one at the second look."""

from datetime import timedelta

from koushaneh.core.time import today
from koushaneh.demo.applying import own_account
from koushaneh.demo.clock import at
from koushaneh.demo.walking import follower_of
from koushaneh.engine.persian import add_months
from koushaneh.graduation.actions import deciding, defining, leaving, reviewing
from koushaneh.graduation.models import Item
from koushaneh.graduation.shipped import ship_checklist
from koushaneh.path.actions import plans
from koushaneh.path.shipped import ship_paths
from koushaneh.people.models import Account
from koushaneh.registry.actions.facts import add_fact
from koushaneh.registry.models import Evidence, File

BEGAN, REVIEWED, LEFT = 195, 125, 110  # days ago
INDEX, STEP = 300, 8  # the level of prices fourteen months ago, and how it rises: invented
MONTHS = 14
SOURCE = "عدد نمونه برای نمایش"
NEED, INCOME = 140_000_000, 330_000_000  # rials a month
SAID = (
    "خرج خانه را از کارم می‌دهم و دو مغازه هر هفته سفارش می‌دهند.",
    "چند ماه است که چیزی از اداره نگرفته‌ام و از پسش برآمده‌ام.",
    "اولش می‌ترسیدم، حالا می‌دانم که می‌توانم.",
    "اگر روزی سخت شد می‌گویم، ولی الان روی پای خودم هستم.",
    "بیمه دارم و مشتری‌هایم ثابت شده‌اند. می‌خواهم ادامه بدهم.",
)
PARTS = {  # one enters as these on the page of the cast
    0: "با نظر خودش مستقل شده است",
    2: "مستقل شد و برگشته است",
    3: "از او می‌پرسند آیا می‌خواهد مستقل شود",
}
SHOWN = "دفتر فروش و دفترچهٔ پس‌انداز"


def leave(story, city, officers, hoda):
    """Let women of the districts with a follow-up officer go through the checklist, each to another point."""
    with at(story.day(200)):
        ship_checklist(city, by=hoda)
        entry = ship_paths(city)["entry"]
    with at(story.day(REVIEWED + 1)):
        prices(city, hoda)
    for number, file in enumerate(women(officers)):
        with at(story.day(BEGAN)):
            plan = plans.begin_plan(file.person, by=hoda, template=entry, place=file.place, starts_on=today())
            earn(file, hoda)
            if part := PARTS.get(number):
                Account.objects.filter(pk=own_account(file).pk).update(is_cast=True, name=part)
        go_through(plan, number, story, officers[file.place_id])


def women(officers):
    """Active women with a phone who walk no path and have not applied, in districts where somebody follows up."""
    followed = {"place__offices__posts__role": "follow_up", "place__in": list(officers)}
    rows = File.objects.filter(
        state=File.State.ACTIVE,
        person__applications=None,
        person__path_plans=None,
        person__contacts__isnull=False,
        **followed,
    )
    return list(rows.select_related("person", "place").order_by("number").distinct()[: len(SAID)])


def prices(city, hoda):
    for back in range(MONTHS):
        level = INDEX + STEP * (MONTHS - back)
        defining.put_index(city, by=hoda, on=add_months(today(), -back), value=level, source=SOURCE)
    for persons in range(1, 8):
        need = NEED + 20_000_000 * (persons - 1)
        defining.put_need(city, by=hoda, persons=persons, rials=need, priced_on=today(), source=SOURCE)


def earn(file, hoda):
    """What a paper at the office showed of her income, her household and her insurance."""
    since = add_months(today(), -6)
    shown = {"by": hoda, "source": "office", "evidence": Evidence.DOCUMENT, "starts_on": since}
    for kind, value in (("dependants", 2), ("income_rials", INCOME), ("insurance", True)):
        add_fact(file, kind, value, **shown)


def go_through(plan, number, story, officer):
    """The first three leave and the third comes back; the fourth is asked, the fifth waits for a second person."""
    follower = follower_of(plan)
    ago = REVIEWED if number < 3 else 5
    with at(story.day(ago)):
        review = reviewed(plan, number, follower)
    if number == 4:
        return
    with at(story.day(ago - 1)):
        deciding.confirm_review(review, by=officer)
    if number == 3:
        return
    with at(story.day(REVIEWED - 3)):
        deciding.answer_review(review, "agreed", by=follower, confirmation="present")
        deciding.approve_review(review, by=officer, effective_on=story.day(LEFT).date())
    with at(story.day(LEFT)) as now:
        left = leaving.take_effect(review, now=now)
    afterwards(left, number, story, follower)


def reviewed(plan, number, follower):
    review = reviewing.begin_review(plan, by=follower)
    since = today() - timedelta(days=240)
    for item in review.items.filter(verdict=Item.Verdict.OPEN).exclude(criterion__code="statement"):
        reviewing.answer_item(item, by=follower, is_met=True, since=since, evidence=SHOWN)
    reviewing.write_statement(review, SAID[number], by=follower, can_go_on=True, confirmation="present")
    return reviewing.submit_review(review, by=follower)


def afterwards(left, number, story, follower):
    with at(story.day(16)):
        first = left.check_ins.first()
        if number == 0:
            leaving.check_in(first, by=follower, wish="well", note="سفارش‌هایش بیشتر شده و شاگردی گرفته است.")
        if number == 2:
            leaving.check_in(first, by=follower, wish="back", note="دستش شکسته و چند ماه کار نمی‌کند.")
