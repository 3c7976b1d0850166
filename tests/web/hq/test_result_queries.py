"""Lists of results take the same queries with few rows and with many, twelve at most."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koushaneh.access.models import Role
from koushaneh.association.actions import accept_offer
from koushaneh.screening.actions.appeals import admit_appeal, file_appeal
from koushaneh.screening.models import AppealHearing, Letter, Offer
from koushaneh.web.words import SENTENCES
from tests.factories.access import make_post
from tests.factories.association import make_chapter
from tests.factories.results import make_released, make_scored_call, officer, panel_member
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db
BUDGET = 12


def released(seats=9):
    call = make_released(make_scored_call({7: list(range(1, 25))}, seats=seats, waiting_share=0)).call
    make_chapter()
    return call


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_results_of_a_district(client):
    enter(client, make_post(Role.DISTRICT_OFFICER, 7).account)
    released()
    many = queries_of(client, "/d/results/")
    Letter.objects.exclude(pk=Letter.objects.first().pk).update(released_at=None)

    assert queries_of(client, "/d/results/") == many <= BUDGET


def test_appeals_at_headquarters_and_at_the_panel(client):
    call = released()
    members = [panel_member() for _ in range(2)]
    letters = list(Letter.objects.filter(decision__application__call=call, code="not_selected"))
    hq = officer()
    for letter in letters[:8]:
        appeal = file_appeal(letter, by=letter.decision.application.person.account, text="درست نشمردید.")
        admit_appeal(appeal, by=hq)
    enter(client, hq)
    many = queries_of(client, "/hq/appeals/")
    enter(client, members[0])
    many_heard = queries_of(client, "/review/hearings/")
    AppealHearing.objects.exclude(appeal=appeal).delete()
    heard = queries_of(client, "/review/hearings/")
    type(appeal).objects.exclude(pk=appeal.pk).delete()
    enter(client, hq)

    assert queries_of(client, "/hq/appeals/") == many <= BUDGET
    assert heard == many_heard <= BUDGET


def test_the_outcome_and_the_cohort(client):
    call = released()
    offers = list(Offer.objects.filter(call=call))
    enter(client, officer())
    addresses = [f"/hq/runs/{call.code}/outcome/", f"/hq/cohorts/{call.cohort.pk}/"]
    accept_offer(offers[0], by=offers[0].application.person.account, wording="بله")
    few = [queries_of(client, address) for address in addresses]
    for offer in offers[1:]:
        accept_offer(offer, by=offer.application.person.account, wording="بله")

    assert [queries_of(client, address) for address in addresses] == few
    assert few[1] <= BUDGET


def test_every_rule_of_the_engine_has_words_for_each_outcome():
    rules = ("score", "draw", "household", "maximum")
    codes = {f"result.{outcome}.{rule}" for outcome in ("waitlisted", "not_selected") for rule in rules}
    codes |= {f"result.selected.{rule}" for rule in (*rules, "minimum", "only")}

    assert codes <= SENTENCES.keys()
