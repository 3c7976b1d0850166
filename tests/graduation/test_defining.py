"""What headquarters sets, and what it counts."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest

from koushaneh.core.small_cells import TOTAL
from koushaneh.core.time import TEHRAN, today
from koushaneh.engine.income import month_of
from koushaneh.engine.persian import from_jalali
from koushaneh.graduation.actions import defining, refusals
from koushaneh.graduation.models import Graduation, PriceIndex
from koushaneh.graduation.queries import SEASONS, seasons_of
from koushaneh.graduation.rules import checklist_at
from koushaneh.graduation.shipped import LINES, Line, ship_checklist
from koushaneh.path.models import PathPlan
from tests.factories.graduation import make_draft, make_graduate
from tests.factories.places import city, district
from tests.factories.results import officer

pytestmark = pytest.mark.django_db


def test_what_ships_is_four_of_six_with_income_and_her_word():
    checklist = ship_checklist(city())

    assert ship_checklist(city()) == checklist
    required = checklist.criteria.filter(is_required=True).values_list("code", flat=True)
    assert (checklist.needed, checklist.kept_months, checklist.criteria.count()) == (4, 6, 6)
    assert list(required) == ["income", "statement"]


def test_a_new_version_counts_for_reviews_that_begin_later():
    draft = make_draft()
    lines = [*LINES, Line("own1", "جایی برای کار دارد")]

    written = defining.put_checklist(city(), lines, by=officer(), needed=5)

    draft.refresh_from_db()
    assert (written.version, checklist_at(district(7))) == (2, written)
    assert draft.checklist.version == 1
    assert make_draft().items.count() == 7


@pytest.mark.parametrize(
    ("lines", "needed"),
    [
        (LINES[:-1], 4),  # her own word is missing
        (LINES, 1),  # fewer than those that are required
        (LINES, 7),  # more than there are
        ([*LINES, LINES[0]], 4),
        ([*LINES, Line("own1", "جا", method="computed")], 4),  # nothing can compute that
    ],
)
def test_a_checklist_that_cannot_be_is_refused(lines, needed):
    with pytest.raises(refusals.BadChecklist):
        defining.put_checklist(city(), lines, by=officer(), needed=needed)


def test_only_headquarters_of_the_place_sets_them():
    stranger = make_draft().drafted_by

    with pytest.raises(refusals.NotYours):
        defining.put_checklist(city(), LINES, by=stranger, needed=4)
    with pytest.raises(refusals.NotYours):
        defining.put_index(city(), by=stranger, on=today(), value=100, source="x")
    with pytest.raises(refusals.NotYours):
        defining.put_need(city(), by=stranger, persons=2, rials=1, priced_on=today(), source="x")


def test_a_month_has_one_level_which_can_be_put_right():
    defining.put_index(city(), by=officer(), on=today(), value="300", source="مرکز آمار")
    defining.put_index(city(), by=officer(), on=month_of(today()), value="312.4", source="مرکز آمار")

    assert list(PriceIndex.objects.values_list("month_on", "value")) == [
        (month_of(today()), Decimal("312.40"))
    ]
    with pytest.raises(refusals.SayMore):
        defining.put_index(city(), by=officer(), on=today(), value=1, source=" ")


@pytest.fixture
def left():
    """Eight left in the spring of 1405 in District 7, seven in its autumn in District 8."""
    made = [make_graduate() for _ in range(15)]
    for number, one in enumerate(made):
        place, day = (district(7), (2, 3)) if number < 8 else (district(8), (9, 1))
        Graduation.objects.filter(pk=one.pk).update(effective_on=from_jalali(1405, *day))
        PathPlan.objects.filter(pk=one.plan_id).update(place=place)
    return made


def test_who_left_is_counted_by_season_and_district(left):
    seven, eight = district(7).code, district(8).code

    table = seasons_of([district(7), district(8)], 1405)["left"]

    assert [table.at(seven, season) for season in SEASONS] == [10, 0, 0, 0]  # 8, rounded
    assert [table.at(eight, season) for season in SEASONS] == [0, 0, 5, 0]  # 7, rounded
    assert (table.at(seven), table.at(eight), table.at(TOTAL)) == (10, 5, 15)
    assert seasons_of([district(8)], 1405)["left"].at(TOTAL) == 5
    assert [seasons_of([district(7)], year)["left"].at(seven) for year in (1404, 1406)] == [0, 0]


def test_a_year_ends_with_its_last_day_and_one_woman_is_not_told(left):
    seven, new_year = district(7).code, from_jalali(1405, 1, 1)
    Graduation.objects.filter(pk=left[0].pk).update(effective_on=new_year - timedelta(days=1))
    Graduation.objects.filter(pk=left[1].pk).update(
        came_back_at=datetime.combine(new_year, time(0, 30), TEHRAN), came_back_by=officer()
    )

    before, after = (seasons_of([district(7)], year) for year in (1404, 1405))

    assert before["left"].at(seven, 4) is None and after["left"].at(seven, 1) == 5  # 1 is withheld, 7 rounded
    assert before["back"].at(seven) == 0 and after["back"].at(seven, 1) is None


def test_the_figures_cost_the_same_however_many_left(left, django_assert_num_queries):
    places = [district(7), district(8)]

    with django_assert_num_queries(2):
        seasons_of(places, 1405)
