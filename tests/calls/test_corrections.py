import pytest

from koushaneh.access.models import Role
from koushaneh.calls.actions.corrections import (
    CorrectionWaits,
    NeedsAnotherSigner,
    NotCorrectable,
    propose_correction,
    refuse_correction,
    sign_correction,
    waiting_correction,
)
from koushaneh.calls.published import hash_of
from koushaneh.calls.weights import WeightsRefused
from tests.factories.access import make_post
from tests.factories.calls import make_chain, make_draft_call, make_opened_call

pytestmark = pytest.mark.django_db
SWAP = {"A1": 5, "A2": 2}


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def call(chain):
    return make_opened_call(chain)


def test_a_correction_comes_into_force_with_the_second_signature_only(call, chain):
    first = call.rules_hash

    propose_correction(call, by=chain["author"], why="وزن‌ها جابه‌جا نوشته شده بود", weights=SWAP)
    call.refresh_from_db()
    assert call.rules_hash == first
    signed = sign_correction(call, by=chain["deputy"])

    weights = dict(signed.indicators.items.values_list("code", "weight"))
    assert (weights["A1"], weights["A2"], signed.indicators.version) == (5, 2, 2)
    assert [version.hash for version in call.rules_versions.all()] == [first, signed.rules_hash]
    assert signed.rules_hash == hash_of(signed.rules_record) != first
    assert call.notices.first().change == {"rules_hash": [first, signed.rules_hash]}


def test_the_former_version_and_its_indicators_are_kept(call, chain):
    former = call.indicators

    propose_correction(call, by=chain["author"], why="اصلاح", weights=SWAP)
    sign_correction(call, by=chain["deputy"])

    former.refresh_from_db()
    assert dict(former.items.filter(code__in=SWAP).values_list("code", "weight")) == {"A1": 4, "A2": 3}


def test_nobody_signs_her_own_correction_nor_the_author_nor_a_stranger(call, chain):
    propose_correction(call, by=chain["deputy"], why="اصلاح", weights=SWAP)

    for account in (chain["deputy"], chain["author"], make_post(Role.DISTRICT_OFFICER).account):
        with pytest.raises(NeedsAnotherSigner):
            sign_correction(call, by=account)
    sign_correction(call, by=chain["director"])


def test_one_correction_waits_at_a_time_and_may_be_refused(call, chain):
    propose_correction(call, by=chain["author"], why="اصلاح", weights=SWAP)
    with pytest.raises(CorrectionWaits):
        propose_correction(call, by=chain["author"], why="دیگر", weights=SWAP)

    refuse_correction(call, by=chain["director"])

    assert waiting_correction(call) is None
    assert propose_correction(call, by=chain["author"], why="دیگر", weights=SWAP)


def test_a_correction_keeps_the_rules_of_the_weights(call, chain):
    with pytest.raises(WeightsRefused):
        propose_correction(call, by=chain["author"], why="اصلاح", weights={"A1": 9})

    assert waiting_correction(call) is None


def test_a_draft_is_edited_and_not_corrected(chain):
    with pytest.raises(NotCorrectable):
        propose_correction(make_draft_call(), by=chain["author"], why="اصلاح", weights=SWAP)
