"""Leaving, at headquarters: figures without a name, the checklist, prices and needs."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.engine.persian import to_jalali
from koushaneh.graduation.models import Checklist, HouseholdNeed, PriceIndex
from koushaneh.graduation.shipped import LINES, ship_checklist
from tests.factories.access import make_post
from tests.factories.graduation import make_graduate
from tests.factories.places import city, district, headquarters
from tests.web.district.test_milestones import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoda(client):
    post = make_post(Role.HQ_OFFICER, office=headquarters())
    enter(client, post)
    return post.account


def day(name):
    year, month, number = to_jalali(today())
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def sent(**changed):
    """The form of the checklist as it comes back unchanged, but for what is given."""
    values = {"needed": "4", "kept_months": "6", "share_percent": "120"}
    for line in LINES:
        values[f"{line.code}-title"] = line.title
        values[f"{line.code}-method"] = line.method
        for name, is_so in (
            ("is_kept", True),
            ("is_required", line.is_required),
            ("is_lasting", line.is_lasting),
        ):
            if is_so:
                values[f"{line.code}-{name}"] = "on"
    values |= {"own-title": "", "own-method": "ask"}
    return values | changed


def test_figures_hold_no_name_and_few_are_not_told(client, hoda):
    graduation = make_graduate()

    page = client.get("/hq/graduations/").content.decode()

    assert "مستقل شده‌اند" in page and ">کم</td>" in page
    assert graduation.plan.person.full_name not in page
    assert client.get("/hq/graduations/?year=1x").status_code == 200


def test_the_figures_go_out_as_a_sheet_in_which_few_are_not_told_either(client, hoda):
    make_graduate()

    text = client.get("/hq/graduations/?format=csv").content.decode("utf-8-sig")
    book = BytesIO(client.get("/hq/graduations/?format=xlsx").content)

    lines = [line.split(",") for line in text.strip().splitlines()]
    seven = [line for line in lines if line[:2] == ["مستقل شده‌اند", str(district(7))]]
    assert lines[0][:2] == ["چه کسانی", "منطقه"] and len(seven) == 1
    assert sorted(seven[0][2:]) == ["0", "0", "0", "کم", "کم"]  # one season and the year
    rows = CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
    assert [[str(cell).removesuffix(".0") for cell in row] for row in rows] == lines


def test_the_checklist_is_written_as_a_new_version(client, hoda):
    ship_checklist(city())
    assert "سه مشتری ثابت" in client.get("/hq/graduations/checklist/").content.decode()
    changed = sent(needed="5", **{"own-title": "جایی برای کار دارد", "own-is_kept": "on"})
    del changed["savings-is_kept"]

    bad = client.post("/hq/graduations/checklist/", sent(needed=""))
    client.post("/hq/graduations/checklist/", changed)

    found = Checklist.objects.first()
    codes = list(found.criteria.values_list("code", flat=True))
    assert (bad.status_code, found.version, found.needed) == (422, 2, 5)
    assert codes == ["income", "customers", "insurance", "licence", "statement", "own1"]


def test_without_a_checklist_the_one_that_ships_is_offered(client, hoda):
    assert "این فهرست آماده است" in client.get("/hq/graduations/checklist/").content.decode()

    client.post("/hq/graduations/checklist/", sent())

    assert Checklist.objects.get().criteria.count() == 6


def test_prices_and_needs_are_entered_with_their_source(client, hoda):
    at = "/hq/graduations/prices/"
    index = {**day("on"), "value": "۳۱۲٫۴", "source": "مرکز آمار"}
    need = {"persons": "۳", "rials": "۱۰٬۰۰۰٬۰۰۰", **day("priced_on"), "source": "ستاد"}

    bad = [
        client.post(f"{at}index/", index | {"value": value})
        for value in ("صفر", "0", "۰٫۰۰۱", "1e999999", "NaN", "-3")
    ]
    bad.append(client.post(f"{at}need/", {}))
    client.post(f"{at}index/", index)
    client.post(f"{at}need/", need)

    assert [answer.status_code for answer in bad] == [422] * 7
    assert (str(PriceIndex.objects.get().value), HouseholdNeed.objects.get().rials) == ("312.40", 100_000_000)
    page = client.get(at).content.decode()
    assert "۳۱۲٫۴" in page and "مرکز آمار" in page


def test_who_only_reads_figures_sets_nothing(client):
    enter(client, make_post(Role.DISTRICT_OFFICER, 7))

    assert client.get("/hq/graduations/").status_code == 200
    assert client.get("/hq/graduations/checklist/").status_code == 404
    assert client.post("/hq/graduations/prices/index/", {}).status_code == 404
