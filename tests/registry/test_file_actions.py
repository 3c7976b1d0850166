"""Files: one live file a woman, proofs that her category accepts, and a history of every change."""

from datetime import date

import pytest

from koushaneh.registry.actions import files
from koushaneh.registry.models import File, Proof, ReferralOut, Service
from koushaneh.registry.shipped import ship_categories
from tests.factories.access import make_post
from tests.factories.places import district, district_office
from tests.factories.registry import make_file

pytestmark = pytest.mark.django_db
State = File.State


@pytest.fixture
def officer():
    return make_post(number=7).account


def test_a_second_live_file_is_refused():
    file = make_file(7)

    with pytest.raises(files.AlreadyOpen):
        files.open_file(file.person, by=None, place=district(8), number="9")


def test_who_left_can_return_and_her_history_stays(officer):
    file = files.move_file(make_file(7), State.EXITED, by=officer, reason="به شهر دیگری رفت")

    back = files.return_file(file, by=officer, reason="بازگشت")

    assert back.state == State.ACTIVE
    assert [event.change for event in back.events.all()][:2] == [State.ACTIVE, State.EXITED]


def test_an_old_file_does_not_come_back_beside_a_newer_one(officer):
    old = files.move_file(make_file(7), State.EXITED, by=officer, reason="رفت")
    files.open_file(old.person, by=officer, place=district(8), number="۹")

    with pytest.raises(files.AlreadyOpen):
        files.return_file(old, by=officer)

    old.refresh_from_db()
    assert old.state == State.EXITED


def test_she_is_verified_only_on_a_paper_that_her_category_accepts(officer):
    file = make_file(7)
    accepted = file.category.proofs[0]["code"]
    with pytest.raises(files.NoSuchProof):
        files.see_original(file, "a_poem", by=officer)
    with pytest.raises(files.NoSuchProof):
        files.verify_head(file, by=officer)
    files.refuse_proof(file, accepted, by=officer, note="ناخوانا")
    with pytest.raises(files.NoSuchProof):
        files.verify_head(file, by=officer)

    proof = files.see_original(file, accepted, by=officer)

    assert (proof.state, proof.copy) == (Proof.State.ORIGINAL_SEEN, "")
    assert files.verify_head(file, by=officer).head_verified_on


def test_another_category_ends_the_verification(officer):
    file = make_file(7)
    files.see_original(file, file.category.proofs[0]["code"], by=officer)
    files.verify_head(file, by=officer)
    other = next(one for code, one in ship_categories().items() if code != file.category.code)

    changed = files.set_category(file, other, by=officer, reason="مدرک تازه")

    assert (changed.category, changed.head_verified_on, changed.head_until) == (other, None, None)


@pytest.mark.parametrize(
    ("months", "until"),
    [(None, None), (12, date(2025, 2, 28)), (1, date(2024, 3, 28)), (11, date(2025, 1, 28))],
)
def test_a_verification_lasts_as_long_as_its_category_says(months, until):
    category = make_file(7).category
    category.valid_months = months

    assert files.expiry(category, date(2024, 2, 29)) == until


def test_services_referrals_and_other_cover_are_kept_with_who_and_when(officer):
    file = make_file(7)

    service = files.give_service(
        file, Service.Kind.choices[0][0], by=officer, office=district_office(7), amount_rials=50_000_000
    )
    referral = files.refer_out(file, "کمیتهٔ امداد", by=officer, reason="بیمه")
    files.note_referral(referral, ReferralOut.Outcome.choices[0][0], by=officer)
    covered = files.set_cover(file, ["welfare", "welfare"], by=officer)

    assert (service.by, referral.by, covered.covered_by) == (officer, officer, ["welfare"])
    assert referral.outcome_on


def test_a_file_moves_to_another_district_once(officer):
    file = files.move_place(make_file(7), district(8), by=officer, reason="اسباب‌کشی")
    again = files.move_place(file, district(8), by=officer, reason="اسباب‌کشی")

    assert again.place == district(8)
    assert file.events.filter(change="moved_place").count() == 1


@pytest.mark.parametrize("state", File.State)
def test_a_file_is_live_until_the_day_she_leaves_the_cycle(state):
    file = make_file(7, state=state)

    is_over = state in (State.GRADUATED, State.CLOSED, State.EXITED)
    assert File.objects.live().filter(pk=file.pk).exists() is not is_over
