"""The checklist gone through with her: what the file answers, what is asked, what lacks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.engine.persian import add_months
from koushaneh.graduation.actions import refusals, reviewing
from koushaneh.graduation.models import Graduation, Item
from koushaneh.graduation.queries import standing_of
from koushaneh.graduation.rules import graduations_for, proposed_for
from koushaneh.path.actions.milestones import verify_claim
from koushaneh.path.actions.plans import end_plan
from koushaneh.registry.actions.facts import add_fact
from koushaneh.registry.models import File
from tests.factories.access import make_post
from tests.factories.graduation import answer_all, make_draft, make_earner, make_prices, make_submitted
from tests.factories.path import make_claim, make_follow_up_officer, make_launch, make_plan
from tests.factories.places import city

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower():
    return make_follow_up_officer()


@pytest.fixture
def draft(follower):
    return make_draft(by=follower)


def item(graduation, code):
    return graduation.items.get(criterion__code=code)


def lacks(graduation):
    rows = graduation.items.exclude(lack="").values_list("criterion__code", "lack")
    return dict(rows)


def test_what_the_file_cannot_answer_is_named_and_nothing_is_guessed(draft):
    assert lacks(draft) == {
        "income": "no_need",
        "customers": "no_milestone",
        "insurance": "no_fact",
        "licence": "no_milestone",
    }
    assert set(draft.items.values_list("verdict", flat=True)) == {"open"}


def test_income_is_computed_from_papers_prices_and_the_need_of_a_household_of_her_size(draft, follower):
    make_prices(need=100_000_000)
    make_earner(draft, 120_000_000)

    reviewing.compute_items(draft, by=follower)

    found = item(draft, "income")
    assert (found.verdict, found.way, found.lack) == ("met", "computed", "")
    assert (found.found["bar"], found.found["by"], len(found.found["months"])) == (120_000_000, "table", 6)


def test_income_below_the_bar_or_only_said_does_not_count(draft, follower):
    make_prices(need=100_000_000)
    make_earner(draft, 119_999_999)

    reviewing.compute_items(draft, by=follower)
    assert item(draft, "income").verdict == "not_met"

    other = make_draft(by=follower)
    make_earner(other, 900_000_000, evidence="declared")
    reviewing.compute_items(other, by=follower)
    assert (item(other, "income").verdict, lacks(other)["income"]) == ("open", "only_said")


def test_a_number_older_than_a_year_says_nothing_of_today(draft, follower):
    make_prices()
    make_earner(draft, months=20)

    reviewing.compute_items(draft, by=follower)

    assert lacks(draft)["income"] == "no_income"


def test_a_month_without_its_price_level_is_a_lack(draft, follower):
    make_prices(months=3)
    make_earner(draft)

    reviewing.compute_items(draft, by=follower)

    assert lacks(draft)["income"] == "no_index"


def test_the_need_that_papers_in_her_file_show_goes_before_the_table(draft, follower):
    make_prices(need=900_000_000)
    make_earner(draft)
    add_fact(
        draft.plan.person.files.get(),
        "household_need_rials",
        50_000_000,
        by=None,
        source="office",
        evidence="document",
        starts_on=add_months(today(), -1),
    )

    reviewing.compute_items(draft, by=follower)

    found = item(draft, "income")
    assert (found.verdict, found.found["by"], found.found["bar"]) == ("met", "file", 60_000_000)


def test_verified_milestones_and_papers_answer_customers_licence_and_insurance(follower):
    plan = make_plan(template="founding", days_ago=300)
    verify_claim(make_launch(plan), by=make_post(Role.DISTRICT_OFFICER, 7).account)
    verify_claim(make_claim(plan, "steady_customers"), by=make_follow_up_officer())
    file = plan.person.files.get()
    add_fact(file, "insurance", True, by=None, source="office", evidence="document")

    draft = make_draft(plan, by=follower)

    met = draft.items.filter(verdict="met", way="computed").values_list("criterion__code", flat=True)
    assert set(met) == {"customers", "licence", "insurance"}


def test_what_was_computed_is_not_written_over_and_goes_when_its_ground_goes(draft, follower):
    file = draft.plan.person.files.get()
    add_fact(file, "insurance", True, by=None, source="office", evidence="document")
    reviewing.compute_items(draft, by=follower)
    with pytest.raises(refusals.ComputedStands):
        reviewing.answer_item(item(draft, "insurance"), by=follower, is_met=False)

    file.facts.all().delete()
    reviewing.compute_items(draft, by=follower)

    assert (item(draft, "insurance").verdict, lacks(draft)["insurance"]) == ("open", "no_fact")


def test_what_is_met_says_what_shows_it_and_since_when(draft, follower):
    savings = item(draft, "savings")

    with pytest.raises(refusals.SayMore, match="evidence"):
        reviewing.answer_item(savings, by=follower, is_met=True, since=today())
    with pytest.raises(refusals.SayMore, match="since"):
        reviewing.answer_item(savings, by=follower, is_met=True, evidence="دفترچه")
    with pytest.raises(refusals.BadDay):
        tomorrow = today() + timedelta(days=1)
        reviewing.answer_item(savings, by=follower, is_met=True, evidence="دفترچه", since=tomorrow)

    assert reviewing.answer_item(savings, by=follower, is_met=False).verdict == Item.Verdict.NOT_MET


def test_only_her_own_words_answer_whether_she_can_go_on(draft, follower):
    with pytest.raises(refusals.OwnWord):
        reviewing.answer_item(item(draft, "statement"), by=follower, is_met=True)
    with pytest.raises(refusals.NotConfirmed):
        reviewing.write_statement(draft, "می‌توانم", by=follower, can_go_on=True)

    reviewing.write_statement(draft, "می‌توانم", by=follower, can_go_on=True, confirmation="present")

    draft.refresh_from_db()
    assert (draft.statement, item(draft, "statement").verdict) == ("می‌توانم", "met")


def test_four_of_six_kept_two_quarters_with_income_and_her_word(draft, follower):
    since, late = add_months(today(), -6), add_months(today(), -5)
    for code in ("income", "customers"):
        reviewing.answer_item(item(draft, code), by=follower, is_met=True, since=since, evidence="دفتر")
    reviewing.answer_item(item(draft, "savings"), by=follower, is_met=True, since=late, evidence="دفترچه")
    reviewing.write_statement(draft, "می‌توانم", by=draft.plan.person.account, can_go_on=True)

    standing = standing_of(draft, today())
    assert (standing.met, standing.needed, standing.is_enough) == (3, 4, False)
    assert standing_of(draft, add_months(today(), 1)).is_enough  # the savings have been kept by then


def test_a_review_is_handed_on_only_when_everything_was_asked_and_is_enough(draft, follower):
    with pytest.raises(refusals.NotEnough):
        reviewing.submit_review(draft, by=follower)
    answer_all(draft, by=follower)
    reviewing.write_statement(draft, "هنوز نه", by=draft.plan.person.account, can_go_on=False)
    with pytest.raises(refusals.NotEnough):
        reviewing.submit_review(draft, by=follower)
    reviewing.write_statement(draft, "می‌توانم", by=draft.plan.person.account, can_go_on=True)

    reviewing.submit_review(draft, by=follower)

    draft.refresh_from_db()
    assert draft.state == Graduation.State.SUBMITTED
    assert draft.plan.person.files.get().state == File.State.GRADUATION_REVIEW


def test_there_is_one_review_at_a_time_of_a_woman_who_is_supported(draft, follower):
    with pytest.raises(refusals.AlreadyOpen):
        make_draft(draft.plan, by=follower)
    walking = make_plan()
    walking.person.files.update(state="suspended")
    with pytest.raises(refusals.NoActiveFile):
        make_draft(walking, by=follower)


def test_a_review_put_aside_gives_her_file_back_and_can_begin_anew(follower):
    graduation = make_submitted(by=follower)

    reviewing.withdraw_review(graduation, by=follower)
    reviewing.withdraw_review(graduation, by=follower)

    assert graduation.plan.person.files.get().state == File.State.ACTIVE
    assert make_draft(graduation.plan, by=follower).state == "draft"


def test_a_launched_business_proposes_a_review_and_never_graduates_by_itself(follower):
    plan = make_plan(template="founding")
    claim = make_launch(plan)
    assert not proposed_for(follower).exists()

    verify_claim(claim, by=make_post(Role.DISTRICT_OFFICER, 7).account)

    assert list(proposed_for(follower)) == [plan]
    assert not Graduation.objects.exists()
    assert not proposed_for(make_follow_up_officer(8)).exists()
    make_draft(plan, by=follower)
    assert not proposed_for(follower).exists()


def test_another_district_and_other_roles_see_no_review(draft, follower):
    assert list(graduations_for(follower)) == [draft]
    assert not graduations_for(make_follow_up_officer(8)).exists()
    assert not graduations_for(make_post(Role.INTAKE, 7).account).exists()


def test_on_an_ended_path_nothing_is_handed_on(draft, follower):
    answer_all(draft, by=follower)
    end_plan(draft.plan, by=follower, ending="moved")

    with pytest.raises(refusals.PathEnded):
        reviewing.submit_review(draft, by=follower)


def test_without_a_checklist_nothing_begins(follower):
    plan = make_plan()
    assert city().checklists.count() == 0

    with pytest.raises(refusals.NoChecklist):
        reviewing.begin_review(plan, by=follower)
    assert timezone.now() and not Graduation.objects.exists()
