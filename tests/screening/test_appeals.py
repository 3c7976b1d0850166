"""Appeals from filing to remedy."""

from datetime import timedelta

import pytest
import time_machine

from koushaneh.access.actions import set_block
from koushaneh.calls.models import Application
from koushaneh.screening.actions.appeals import (
    CannotAppeal,
    NeedsReasons,
    NeedsText,
    NotOnPanel,
    PanelImpossible,
    VotesMissing,
    admit_appeal,
    answer_appeal,
    file_appeal,
    refuse_appeal,
    replace_member,
    vote,
    withdraw_appeal,
)
from koushaneh.screening.actions.letters import mark_read
from koushaneh.screening.actions.offers import decline_offer
from koushaneh.screening.actions.waiting import seats_of, taken_by_place
from koushaneh.screening.models import Appeal, Conflict, Letter, Offer
from koushaneh.screening.panels import fit_members
from tests.factories.access import make_account, make_person
from tests.factories.results import (
    application_of,
    make_ineligible,
    make_released,
    make_scored_call,
    officer,
    panel_member,
)

pytestmark = pytest.mark.django_db
S, A = Appeal.State, Application.State
TEXT = "ماه‌های کار من درست شمرده نشده است."
ANSWER = "ماه‌های کار شما را دوباره شمردیم و حق با شماست."


def refused_call(**more):
    """A released call of one seat: the first has it, the second waits, the third is not selected."""
    return make_released(make_scored_call({7: [24, 20, 16]}, seats=1, waiting_share=100, **more)).call


def letter_of(call, months):
    return Letter.objects.get(decision__application=application_of(call, 7, months))


def filed(call, months=16):
    letter = letter_of(call, months)
    return file_appeal(letter, by=letter.decision.application.person.account, text=TEXT)


def heard(appeal, *choices):
    members = list(appeal.hearings.order_by("pk"))
    for hearing, choice in zip(members, choices, strict=False):
        vote(appeal, by=hearing.member, choice=choice, note="دو بار خواندم.")
    return members


def decided(call, *choices, months=16):
    for _ in range(3):
        panel_member()
    appeal = admit_appeal(filed(call, months), by=officer())
    members = heard(appeal, *choices)
    return answer_appeal(appeal, by=members[0].member, answer=ANSWER)


def test_an_appeal_is_filed_once():
    call = refused_call()

    assert filed(call) == filed(call)


def test_an_appeal_says_something():
    call = refused_call()
    letter = letter_of(call, 16)

    with pytest.raises(NeedsText):
        file_appeal(letter, by=None, text=" ")


def test_a_seat_is_nothing_to_appeal_against():
    call = refused_call()

    with pytest.raises(CannotAppeal):
        filed(call, 24)


def test_a_late_appeal_is_kept_and_answered():
    call = refused_call()
    letter = letter_of(call, 16)
    mark_read(letter, by=letter.decision.application.person.account)

    with time_machine.travel(letter.appeal_until + timedelta(hours=1)):
        appeal = filed(call)

    assert appeal.state == S.LATE
    assert Letter.objects.get(code="appeal_not_heard").decision.reasons == [
        {"code": "appeal.late", "facts": {}}
    ]


def test_days_do_not_pass_while_nobody_has_reached_her():
    call = refused_call()
    letter = letter_of(call, 16)

    with time_machine.travel(letter.appeal_until + timedelta(days=3)):
        appeal = file_appeal(letter, by=make_account(), text=TEXT, channel=Appeal.Channel.PHONE)

    assert appeal.state == S.FILED


def test_an_appeal_out_of_scope_is_refused_with_its_reason():
    call = refused_call()
    with pytest.raises(NeedsReasons):
        refuse_appeal(filed(call), by=officer(), reason="")

    appeal = refuse_appeal(filed(call), by=officer(), reason="دربارهٔ وام است، نه این فراخوان.")

    assert appeal.state == S.OUT_OF_SCOPE
    assert Letter.objects.filter(code="appeal_not_heard").count() == 1


def test_the_panel_is_two_who_had_no_part_in_it():
    call = refused_call()
    fit = {panel_member(), panel_member()}
    run, barred = call.runs.get(), [panel_member() for _ in range(4)]
    application = application_of(call, 7, 16)
    Conflict.objects.create(application=application, account=barred[0], kind=Conflict.Kind.DECLARED)
    run.__class__.objects.filter(pk=run.pk).update(replayed_by=barred[1])
    set_block(application.person, make_person(account=barred[2]), by=make_account(), reason="خواست خودش")
    Application.objects.filter(pk=application.pk).update(helped_by=barred[3])

    appeal = admit_appeal(filed(call), by=officer())

    assert {hearing.member for hearing in appeal.hearings.all()} == fit


def test_without_two_free_members_nothing_is_admitted():
    call = refused_call()
    panel_member()

    with pytest.raises(PanelImpossible) as refusal:
        admit_appeal(filed(call), by=officer())

    assert refusal.value.facts == {"found": 1, "needed": 2}
    assert Appeal.objects.get().state == S.FILED


def test_a_member_who_steps_down_is_replaced_by_another():
    call = refused_call()
    for _ in range(3):
        panel_member()
    appeal = admit_appeal(filed(call), by=officer())
    free = fit_members(appeal)

    replace_member(appeal.hearings.first(), by=officer(), reason="او را می‌شناسد.")

    assert free[0] in {hearing.member for hearing in appeal.hearings.all()}


def test_nobody_votes_twice_or_from_outside():
    call = refused_call()
    for _ in range(2):
        panel_member()
    appeal = admit_appeal(filed(call), by=officer())
    [first, _second] = heard(appeal, S.UPHELD)

    with pytest.raises(NotOnPanel):
        vote(appeal, by=first.member, choice=S.REJECTED, note="نه")
    with pytest.raises(NotOnPanel):
        vote(appeal, by=panel_member(), choice=S.REJECTED, note="نه")
    with pytest.raises(VotesMissing):
        answer_appeal(appeal, by=first.member, answer=ANSWER)


def test_when_two_differ_a_third_decides():
    call = refused_call()
    for _ in range(3):
        panel_member()
    appeal = admit_appeal(filed(call), by=officer())
    first, _second = heard(appeal, S.UPHELD, S.REJECTED)
    third = appeal.hearings.get(voted_at=None)
    with pytest.raises(VotesMissing):
        answer_appeal(appeal, by=first.member, answer=ANSWER)

    vote(appeal, by=third.member, choice=S.REJECTED, note="نمره‌ها درست است.")
    appeal = answer_appeal(appeal, by=third.member, answer="نمره‌ها را دوباره شمردیم و درست بود.")

    assert appeal.state == S.REJECTED
    assert Letter.objects.get(code="appeal_rejected").facts["answer"] == appeal.answer


def test_an_upheld_appeal_never_goes_over_the_seats_and_gets_the_next_one():
    call = refused_call()

    appeal = decided(call, S.UPHELD, S.UPHELD)

    assert (appeal.state, appeal.remedy) == (S.REMEDIED, "next_seat")
    assert sum(taken_by_place(call).values()) == seats_of(call) == 1
    offer = call.offers.get(state=Offer.State.OPEN)
    decline_offer(offer, by=offer.application.person.account)
    assert call.offers.get(state=Offer.State.OPEN).application == application_of(call, 7, 16)


def test_the_ranks_of_others_stay_when_an_appeal_goes_first():
    call = refused_call()
    waiting = call.waiting.get()

    decided(call, S.UPHELD, S.UPHELD)

    assert call.waiting.values_list("pk", "rank").first() == (waiting.pk, waiting.rank)


def test_an_upheld_appeal_gets_a_free_seat_at_once():
    call = refused_call()
    offer = call.offers.get()
    for months in (24, 20):
        offer = Offer.objects.get(application=application_of(call, 7, months))
        decline_offer(offer, by=offer.application.person.account)

    appeal = decided(call, S.UPHELD, S.UPHELD)

    assert appeal.remedy == "offer"
    assert call.offers.get(state=Offer.State.OPEN).is_remedy


def test_in_part_means_a_place_in_the_list():
    call = refused_call()

    appeal = decided(call, S.PARTLY, S.PARTLY)

    entry = call.waiting.get(application=application_of(call, 7, 16))
    assert (appeal.remedy, entry.rank, entry.is_remedy) == ("waiting_list", 2, False)


def test_who_was_excluded_wrongly_is_checked_again():
    call = make_scored_call({7: [24, 20]}, seats=1)
    application = make_ineligible(call)
    make_released(call)
    for _ in range(2):
        panel_member()
    letter = Letter.objects.get(decision__application=application)
    appeal = admit_appeal(file_appeal(letter, by=application.person.account, text=TEXT), by=officer())
    members = heard(appeal, S.UPHELD, S.UPHELD)

    appeal = answer_appeal(appeal, by=members[0].member, answer=ANSWER)

    application.refresh_from_db()
    assert (appeal.remedy, application.state) == ("check_again", A.ELIGIBLE)


def test_an_appeal_is_taken_back_before_the_answer():
    call = refused_call()

    assert withdraw_appeal(filed(call), by=None).state == S.WITHDRAWN


def test_the_answer_to_an_appeal_is_final():
    call = refused_call()
    decided(call, S.REJECTED, S.REJECTED)
    letter = Letter.objects.get(code="appeal_rejected")

    with pytest.raises(CannotAppeal):
        file_appeal(letter, by=None, text=TEXT)
