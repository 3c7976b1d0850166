import pytest

from koushaneh.access.models import Role
from koushaneh.audit.models import Record
from koushaneh.calls.actions.approval import (
    AlreadyApproved,
    AuthorMayNotApprove,
    NotReady,
    NotYourStep,
    ReasonNeeded,
    approve_step,
    next_step,
    return_call,
    step_for,
    submit_for_approval,
)
from koushaneh.calls.actions.calls import NotYetApproved, announce_call
from koushaneh.calls.actions.composing import set_weights
from koushaneh.calls.models import Call
from koushaneh.places.actions import set_chain
from koushaneh.places.models import ApprovalStep
from tests.factories.access import make_post
from tests.factories.calls import make_chain, make_draft_call
from tests.factories.places import city, directorate, headquarters, oversight

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def call(chain):
    return submit_for_approval(make_draft_call(by=chain["author"]), by=chain["author"])


def test_a_draft_with_open_problems_does_not_leave(chain):
    call = make_draft_call(by=chain["author"], summary="")
    set_weights(call, {"A1": 0}, by=chain["author"])

    with pytest.raises(NotReady) as refusal:
        submit_for_approval(call, by=chain["author"])

    assert refusal.value.facts["codes"] == ["calls.weights_sum", "calls.no_summary"]


def test_a_chain_of_one_deciding_person_is_not_enough(chain):
    links = [(headquarters(), "معاون", "", False), (oversight(), "بازرس", "", True)]
    set_chain(ApprovalStep.Act.CALL, city(), links, by=None)

    with pytest.raises(NotReady) as refusal:
        submit_for_approval(make_draft_call(by=chain["author"]), by=chain["author"])

    assert refusal.value.facts["codes"] == ["calls.chain_too_short"]


def test_the_links_approve_in_their_order_and_then_it_can_be_announced(call, chain):
    with pytest.raises(NotYourStep):
        approve_step(call, by=chain["director"])
    approve_step(call, by=chain["deputy"])
    with pytest.raises(NotYetApproved):
        announce_call(call, by=chain["author"])
    approve_step(call, by=chain["director"], note="موافقم")

    assert announce_call(call, by=chain["author"]).state == Call.State.ANNOUNCED
    said = call.approvals.order_by("at").values_list("step__title", "is_approved", "note")
    assert list(said) == [("معاون", True, ""), ("مدیرکل", True, "موافقم")]


def test_the_author_never_approves_even_with_a_post_in_the_chain(call, chain):
    make_post(Role.SIGNER, office=headquarters(), account=chain["author"])
    chain["author"].__dict__.pop("_live_posts", None)

    assert step_for(call, chain["author"]) is None
    with pytest.raises(AuthorMayNotApprove):
        approve_step(call, by=chain["author"])


def test_one_person_with_two_posts_approves_only_once(call, chain):
    make_post(Role.SIGNER, office=directorate(), account=chain["deputy"])
    chain["deputy"].__dict__.pop("_live_posts", None)
    approve_step(call, by=chain["deputy"])

    with pytest.raises(AlreadyApproved):
        approve_step(call, by=chain["deputy"])

    assert next_step(call).title == "مدیرکل"


def test_an_observer_notes_and_decides_nothing(call, chain):
    approve_step(call, by=chain["inspector"], note="دیدم")

    assert next_step(call).title == "معاون"
    with pytest.raises(AlreadyApproved):
        return_call(call, by=chain["inspector"], note="نه")


def test_an_observer_cannot_send_a_call_back(call, chain):
    with pytest.raises(NotYourStep):
        return_call(call, by=chain["inspector"], note="نه")

    assert call.approvals.count() == 0


def test_a_return_needs_a_reason_and_begins_a_new_round(call, chain):
    approve_step(call, by=chain["deputy"])
    with pytest.raises(ReasonNeeded):
        return_call(call, by=chain["director"], note="  ")
    returned = return_call(call, by=chain["director"], note="تاریخ پایان را یک هفته دیرتر بگذارید.")

    assert returned.state == Call.State.DRAFT
    again = submit_for_approval(returned, by=chain["author"])
    assert next_step(again).title == "معاون"
    approve_step(again, by=chain["deputy"])
    assert list(call.approvals.order_by("pk").values_list("round", "is_approved")) == [
        (1, True),
        (1, False),
        (2, True),
    ]


def test_somebody_outside_the_chain_has_no_link(call):
    stranger = make_post(Role.DISTRICT_OFFICER).account

    with pytest.raises(NotYourStep):
        approve_step(call, by=stranger)


def test_each_act_leaves_one_record(call, chain):
    approve_step(call, by=chain["deputy"])
    return_call(call, by=chain["director"], note="ناقص است")

    about_it = Record.objects.filter(about_model="calls.call").order_by("pk")
    assert list(about_it.values_list("verb", flat=True)) == [
        "call.composed",
        "call.submitted",
        "call.approved",
        "call.returned",
    ]
