"""An appeal on the pages of headquarters and of the panel."""

import pytest

from koushaneh.screening.actions.appeals import admit_appeal, file_appeal
from koushaneh.screening.models import Appeal, Letter
from tests.factories.results import application_of, make_released, make_scored_call, officer, panel_member
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db
ANSWER = "ماه‌های کار شما را دوباره شمردیم؛ درست شمرده شده بود."


@pytest.fixture
def appeal():
    call = make_released(make_scored_call({7: [24, 20, 16]}, seats=1)).call
    letter = Letter.objects.get(decision__application=application_of(call, 7, 16))
    for _ in range(3):
        panel_member()
    return file_appeal(letter, by=letter.decision.application.person.account, text="درست نشمردید.")


def test_headquarters_admits_and_sees_no_name(client, appeal):
    enter(client, officer())
    listed = client.get("/hq/appeals/").content.decode()
    body = client.get(f"/hq/appeals/{appeal.pk}/").content.decode()
    home = client.get("/hq/").content.decode()

    client.post(f"/hq/appeals/{appeal.pk}/admission/")

    appeal.refresh_from_db()
    application = appeal.decision.application
    assert appeal.state == Appeal.State.ADMISSIBLE
    assert application.review_code in listed
    assert "/hq/appeals/" in home
    assert application.person.last_name not in listed + body


def test_what_is_out_of_scope_is_answered_with_its_reason(client, appeal):
    enter(client, officer())

    assert client.post(f"/hq/appeals/{appeal.pk}/turning-down/", {"reason": ""}).status_code == 422
    client.post(f"/hq/appeals/{appeal.pk}/turning-down/", {"reason": "دربارهٔ وام است."})

    appeal.refresh_from_db()
    assert appeal.state == Appeal.State.OUT_OF_SCOPE


def test_the_panel_votes_apart_and_answers_together(client, appeal):
    admit_appeal(appeal, by=officer())
    first, second = appeal.hearings.order_by("pk")
    enter(client, first.member)
    before = client.get(f"/review/hearings/{first.pk}/").content.decode()
    client.post(f"/review/hearings/{first.pk}/voice/", {"choice": "rejected", "note": "نخست خواندم."})
    enter(client, second.member)
    unseen = client.get(f"/review/hearings/{second.pk}/").content.decode()
    client.post(f"/review/hearings/{second.pk}/voice/", {"choice": "rejected", "note": "من هم."})
    seen = client.get(f"/review/hearings/{second.pk}/").content.decode()
    client.post(f"/review/hearings/{second.pk}/answer/", {"answer": ANSWER})

    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer) == (Appeal.State.REJECTED, ANSWER)
    assert ("نخست خواندم." in unseen, "نخست خواندم." in seen) == (False, True)
    assert appeal.decision.application.person.last_name not in before


def test_who_is_not_on_the_panel_finds_nothing(client, appeal):
    admit_appeal(appeal, by=officer())
    hearing = appeal.hearings.first()
    enter(client, panel_member())

    assert client.get(f"/review/hearings/{hearing.pk}/").status_code == 404
    assert client.get("/review/hearings/").status_code == 200


def test_a_member_is_replaced_on_the_page(client, appeal):
    admit_appeal(appeal, by=officer())
    hearing = appeal.hearings.first()
    enter(client, officer())

    client.post(f"/hq/appeals/{appeal.pk}/members/{hearing.pk}/replacing/", {"reason": "او را می‌شناسد."})

    before = hearing.member
    hearing.refresh_from_db()
    assert hearing.member != before


def test_her_own_name_is_covered_before_anybody_who_decides_reads(client, appeal):
    person = appeal.decision.application.person
    person.set_name("گلچهره", "سروستانی")
    person.save()
    Appeal.objects.update(text="من گلچهره سروستانی هستم، ۰۹۱۲۱۲۳۴۵۶۷؛ ۲۴ ماه کار کرده‌ام.")
    enter(client, officer())
    at_headquarters = client.get(f"/hq/appeals/{appeal.pk}/").content.decode()
    admit_appeal(appeal, by=officer())
    hearing = appeal.hearings.first()
    enter(client, hearing.member)
    before_the_panel = client.get(f"/review/hearings/{hearing.pk}/").content.decode()

    for body in (at_headquarters, before_the_panel):
        assert "من [نام] [نام] هستم، [شماره]؛ ۲۴ ماه کار کرده‌ام." in body
        assert [fact for fact in ("گلچهره", "سروستانی", "۰۹۱۲۱۲۳") if fact in body] == []
