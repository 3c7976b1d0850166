"""The monthly report: a row a district, and one page less to scroll for an office of one district."""

import pytest

from koushaneh.access.models import Role
from tests.factories.access import make_post
from tests.factories.places import district
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


def test_the_city_reads_a_row_a_district(client):
    district(7), district(8)
    enter(client, make_post(Role.HQ_OFFICER).account)

    body = client.get("/d/report/").content.decode()

    assert body.count('<th scope="row">منطقهٔ') == 22
    assert body.count('data-title="سرپرست احرازشده"') == 22


def test_a_district_reads_its_own_figures_only(client):
    enter(client, make_post(Role.DISTRICT_OFFICER, 7).account)

    body = client.get("/d/report/").content.decode()

    assert ("سرپرست احرازشده" in body, "به تفکیک منطقه" in body) == (True, False)
