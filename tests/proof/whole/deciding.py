"""Scenarios of screening from the run on: signatures, letters, seats, appeals, the cohort."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.calls.models import Answer, Application, Call
from koushaneh.core.time import TEHRAN, today
from koushaneh.places.actions import declare_closure
from koushaneh.screening.actions import (
    appeals,
    closing,
    cohort,
    letters,
    moving,
    offers,
    overrides,
    rechecking,
    releasing,
    running,
    signing,
    studying,
    waiting,
)
from koushaneh.screening.models import Appeal, Letter, Offer
from tests.factories.places import city, oversight
from tests.factories.results import (
    SOURCE,
    VALUE,
    application_of,
    make_executed,
    make_ineligible,
    make_prepared,
    make_released,
    make_scored_call,
    make_signed,
    officer,
    panel_member,
    signer,
)
from tests.factories.screening import make_call, make_reviewed
from tests.proof.whole.acts import act, scenario
from tests.proof.whole.judging import booked

A, S = Application.State, Appeal.State
TEXT = "ماه‌های کار من درست شمرده نشده است."
ANSWER = "ماه‌های کار شما را دوباره شمردیم و حق با شماست."


def impossible():
    women, quotas = {7: [1], 8: [24, 24]}, {7: (2, 2), 8: (0, 2)}
    return make_scored_call(women, quotas=quotas, redistribution=())


@scenario(overrides.propose_relaxation)
def a_relaxation():
    return act(overrides.propose_relaxation, impossible(), by=officer(), reason="یک درخواست رسید.")


@scenario(overrides.propose_set_aside)
def a_missing_value_set_aside():
    application = make_reviewed(make_call(state=Call.State.REVIEWING))
    return act(overrides.propose_set_aside, application, by=officer(), reason="دسترسی نیست")


def proposed():
    return overrides.propose_relaxation(impossible(), by=officer(), reason="یک درخواست رسید.")


@scenario(overrides.sign_override)
def an_override_signed():
    return act(
        overrides.sign_override, overrides.sign_override(proposed(), by=signer()), by=signer(oversight())
    )


@scenario(overrides.drop_override)
def an_override_dropped():
    return act(overrides.drop_override, proposed(), by=officer(), reason="نه")


@scenario(running.prepare_run)
def a_run_prepared():
    at = timezone.now() + timedelta(days=1)
    return act(running.prepare_run, make_scored_call(), by=officer(), public_source=SOURCE, public_at=at)


@scenario(running.execute_run)
def a_run_executed():
    run = make_prepared()
    at = run.public_at + timedelta(hours=1)
    return act(running.execute_run, run, by=run.prepared_by, public_value=VALUE, at=at)


@scenario(running.record_minutes)
def the_minutes():
    return act(running.record_minutes, make_executed(), by=officer(), number="۱۲", on=today())


@scenario(signing.replay_run)
def a_run_replayed():
    return act(signing.replay_run, make_executed(), by=signer())


def replayed():
    return signing.replay_run(make_executed(), by=signer())


@scenario(signing.sign_run)
def a_run_signed_once():
    return act(signing.sign_run, replayed(), by=signer())


@scenario(signing.sign_run)
def a_run_signed_twice():
    return act(signing.sign_run, signing.sign_run(replayed(), by=signer()), by=signer(oversight()))


@scenario(signing.propose_void)
def a_void_proposed():
    return act(signing.propose_void, make_executed(), by=signer(), reason="ورودی نادرست")


@scenario(signing.void_run)
def a_signed_run_voided():
    run = signing.propose_void(make_signed(), by=signer(), reason="ورودی نادرست")
    return act(signing.void_run, run, by=signer(oversight()))


@scenario(studying.ask_for_study)
def a_study():
    return act(studying.ask_for_study, make_executed(), by=officer())


@scenario(studying.keep_study)
def a_study_kept():
    return act(studying.keep_study, make_executed(), draws=20)


@scenario(releasing.release_run)
def a_run_released():
    call = make_scored_call({7: [24, 20, 16, 4], 8: [18]}, waiting_share=50)
    make_ineligible(call)
    return act(releasing.release_run, make_signed(call), by=officer())


@scenario(releasing.release_ineligible)
def letters_to_the_excluded():
    call = make_scored_call()
    make_ineligible(call)
    return act(releasing.release_ineligible, call, by=officer())


def refused_call():
    """A released call of one seat: the first has it, the second waits, the third is not selected."""
    return make_released(make_scored_call({7: [24, 20, 16]}, seats=1, waiting_share=100)).call


def letter(call, months):
    return (
        Letter.objects.filter(decision__application=application_of(call, 7, months)).order_by("-pk").first()
    )


@scenario(letters.mark_read)
def her_letter_read():
    found = letter(refused_call(), 16)
    return act(letters.mark_read, found, by=found.decision.application.person.account)


@scenario(letters.record_told)
def a_result_told():
    return act(letters.record_told, letter(refused_call(), 24), by=officer(), note="گفتم")


def offer_of(call):
    return Offer.objects.get(call=call, state=Offer.State.OPEN)


def hers(offer):
    return offer.application.person.account


@scenario(offers.ask_word)
def a_code_for_her_answer():
    return act(offers.ask_word, offer_of(refused_call()), by=officer())


@scenario(offers.is_her_word, unrecorded="a code row says itself when it was tried and used")
def a_wrong_code_for_her_answer():
    offer = offer_of(refused_call())
    return act(offers.is_her_word, offer, offers.ask_word(offer, by=officer()), "abc")


@scenario(offers.accept_offer)
def an_offer_accepted():
    offer = offer_of(refused_call())
    return act(offers.accept_offer, offer, by=hers(offer))


@scenario(offers.decline_offer)
def an_offer_declined_and_passed_on():
    offer = offer_of(refused_call())
    return act(offers.decline_offer, offer, by=officer(), confirmation="spoken", note="گفت نه")


@scenario(offers.withdraw)
def an_application_withdrawn_with_its_seat():
    offer = offer_of(refused_call())
    return act(offers.withdraw, offer.application, by=hers(offer), why="سفر")


@scenario(offers.withdraw_offer)
def an_offer_taken_back():
    return act(offers.withdraw_offer, offer_of(refused_call()), by=officer(), reason="withdrawn")


@scenario(offers.expire_offers)
def an_offer_expired():
    call = refused_call()
    letters.mark_read(letter(call, 24), by=None)
    return act(offers.expire_offers, offer_of(call).expires_at + timedelta(hours=1))


@scenario(offers.expire_offers)
def an_offer_extended():
    return act(offers.expire_offers, offer_of(refused_call()).expires_at + timedelta(hours=1))


@scenario(waiting.promote_waiting)
def the_next_in_turn():
    call = refused_call()
    Offer.objects.filter(call=call).update(state=Offer.State.DECLINED)
    return act(waiting.promote_waiting, call, by=officer())


@scenario(waiting.close_waiting)
def the_list_closed():
    return act(waiting.close_waiting, refused_call(), by=officer())


@scenario(moving.tell_moved)
def two_women_told_of_a_closed_day():
    call = refused_call()
    days = {offer_of(call).expires_at.astimezone(TEHRAN).date()}
    days |= {one.appeal_until.astimezone(TEHRAN).date() for one in Letter.objects.exclude(appeal_until=None)}
    declare_closure(sorted(days), city(), by=officer(), reason="آلودگی هوا")
    return act(moving.tell_moved, timezone.now())


@scenario(moving.free_closed_slots)
def a_talk_on_a_closed_day():
    interview, _free = booked()
    day = interview.slot.starts_at.astimezone(TEHRAN).date()
    declare_closure([day], city(), by=officer(), reason="آلودگی هوا")
    return act(moving.free_closed_slots, timezone.now())


@scenario(closing.close_appeals)
def the_days_to_appeal_over():
    refused_call()
    return act(closing.close_appeals, timezone.now() + timedelta(days=60))


def finished(call):
    offer = offer_of(call)
    offers.accept_offer(offer, by=hers(offer))
    closing.close_appeals(timezone.now() + timedelta(days=60))
    return call


@scenario(closing.finish_call)
def a_call_finished():
    return act(closing.finish_call, finished(refused_call()), by=officer())


@scenario(cohort.open_cohort)
def a_cohort():
    return act(cohort.open_cohort, make_call(), by=officer())


@scenario(cohort.enrol)
def a_woman_enrolled():
    offer = offer_of(refused_call())
    accepted = offers.accept_offer(offer, by=hers(offer))
    return act(cohort.enrol, accepted.application, by=officer())


@scenario(cohort.plan_cohort)
def a_cohort_planned():
    return act(cohort.plan_cohort, refused_call().cohort, by=officer(), title="نخست", starts_on=today())


@scenario(rechecking.place_after_check)
def placed_after_a_check():
    call = make_scored_call({7: [20, 12, 8]}, seats=1)
    application = make_ineligible(call)
    make_released(call)
    Answer.objects.filter(application=application, key="activity_months").update(value=24)
    Application.objects.filter(pk=application.pk).update(state=A.SCORED)
    return act(rechecking.place_after_check, application, by=officer())


def filed(call=None, months=16):
    found = letter(call or refused_call(), months)
    return appeals.file_appeal(found, by=found.decision.application.person.account, text=TEXT)


def admitted(members=3, **more):
    appeal = filed(**more)
    for _ in range(members):
        panel_member()
    return appeals.admit_appeal(appeal, by=officer())


def heard(*choices, **more):
    appeal = admitted(**more)
    for hearing, choice in zip(appeal.hearings.order_by("pk"), choices, strict=False):
        appeals.vote(appeal, by=hearing.member, choice=choice, note="شمردیم")
    return appeal


@scenario(appeals.file_appeal)
def an_appeal_filed():
    found = letter(refused_call(), 16)
    return act(appeals.file_appeal, found, by=found.decision.application.person.account, text=TEXT)


@scenario(appeals.file_appeal)
def an_appeal_too_late():
    found = letter(refused_call(), 16)
    by, at = found.decision.application.person.account, found.appeal_until + timedelta(days=1)
    return act(appeals.file_appeal, found, by=by, text=TEXT, at=at)


@scenario(appeals.withdraw_appeal)
def an_appeal_withdrawn():
    appeal = filed()
    return act(appeals.withdraw_appeal, appeal, by=appeal.filed_by)


@scenario(appeals.admit_appeal)
def an_appeal_admitted():
    appeal = filed()
    for _ in range(2):
        panel_member()
    return act(appeals.admit_appeal, appeal, by=officer())


@scenario(appeals.refuse_appeal)
def an_appeal_out_of_scope():
    return act(appeals.refuse_appeal, filed(), by=officer(), reason="دربارهٔ چیز دیگری است")


@scenario(appeals.replace_member)
def a_member_replaced():
    return act(appeals.replace_member, admitted().hearings.first(), by=officer(), reason="سفر")


@scenario(appeals.vote)
def a_voice_that_asks_for_a_third():
    appeal = heard(S.UPHELD)
    last = appeal.hearings.get(voted_at=None).member
    return act(appeals.vote, appeal, by=last, choice=S.REJECTED, note="شمردیم")


def answered(*choices, **more):
    appeal = heard(*choices, **more)
    return act(appeals.answer_appeal, appeal, by=appeal.hearings.first().member, answer=ANSWER)


@scenario(appeals.answer_appeal)
def an_appeal_rejected():
    return answered(S.REJECTED, S.REJECTED)


@scenario(appeals.answer_appeal)
def an_appeal_upheld_with_the_next_seat():
    return answered(S.UPHELD, S.UPHELD)


@scenario(appeals.answer_appeal)
def an_appeal_upheld_with_a_free_seat():
    call = refused_call()
    waiting.close_waiting(call, by=None)
    offer = offer_of(call)
    offers.decline_offer(offer, by=hers(offer))
    return answered(S.UPHELD, S.UPHELD, call=call)


@scenario(appeals.answer_appeal)
def an_appeal_partly_upheld():
    return answered(S.PARTLY, S.PARTLY)


@scenario(appeals.answer_appeal)
def an_exclusion_checked_again():
    call = make_scored_call()
    make_ineligible(call)
    make_released(call)
    found = Letter.objects.get(code="ineligible")
    appeal = appeals.file_appeal(found, by=found.decision.application.person.account, text=TEXT)
    for _ in range(2):
        panel_member()
    appeal = appeals.admit_appeal(appeal, by=officer())
    for hearing in appeal.hearings.all():
        appeals.vote(appeal, by=hearing.member, choice=S.UPHELD, note="شمردیم")
    return act(appeals.answer_appeal, appeal, by=appeal.hearings.first().member, answer=ANSWER)
