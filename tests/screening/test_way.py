"""The way of a call: at each stage it says what is awaited and on whom, and never names a woman."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

import koushaneh.screening
from koushaneh.access.models import Role
from koushaneh.calls.actions.approval import approve_step, submit_for_approval
from koushaneh.calls.models import Application, Call
from koushaneh.screening.actions import signing
from koushaneh.screening.actions.checking import start_checking
from koushaneh.screening.way import STAGES, awaited_of, stage_of
from koushaneh.web.way import TITLES, TURNS, stages_in_words, turns_of
from tests.factories.access import make_post
from tests.factories.calls import make_announced_call, make_chain, make_draft_call
from tests.factories.calls_applications import make_draft, make_open_call
from tests.factories.places import oversight
from tests.factories.results import (
    make_executed,
    make_prepared,
    make_released,
    make_scored_call,
    make_signed,
    officer,
    signer,
)
from tests.factories.screening import make_application, make_call, make_eligible
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


def waits(call):
    """Return {code: the accounts that may do it} of what must be done."""
    call = Call.objects.get(pk=call.pk)
    return {one.code: set(one.accounts) for one in awaited_of(call) if not one.is_optional}


def test_a_draft_waits_for_its_author_and_a_call_in_the_chain_for_link_after_link():
    chain = make_chain()
    call = make_draft_call(by=chain["author"])
    seen = [waits(call)]
    submit_for_approval(call, by=chain["author"])
    for who in ("deputy", "director"):
        seen.append(waits(call))
        approve_step(call, by=chain[who], note="")
    seen.append(waits(call))

    assert seen == [
        {"send_draft": {chain["author"]}},
        {"approve": {chain["deputy"]}},
        {"approve": {chain["director"]}},
        {"announce": {chain["author"]}},
    ]


def test_a_draft_that_lacks_something_says_so():
    call = make_draft_call(summary="")

    assert waits(call).keys() == {"finish_draft"}


def test_an_announced_call_waits_for_its_hour_and_for_districts_that_have_invited_nobody():
    call = make_announced_call()
    maryam = make_post(Role.DISTRICT_OFFICER, 7).account

    found = {one.code: one for one in awaited_of(call)}

    assert found["opening"].until == call.opens_at
    assert maryam in found["invite"].accounts


def test_women_are_counted_and_never_named_to_colleagues(client):
    draft = make_draft(make_open_call())
    hoda = make_post(Role.HQ_OFFICER).account
    enter(client, hoda)

    turn = next(one for one in turns_of(draft.call, hoda) if one.code == "finish_application")
    page = client.get(f"/hq/calls/{draft.call.code}/").content.decode()

    assert (turn.accounts, turn.names) == ((draft.person.account,), [])
    assert turn.text in page
    assert draft.person.last_name not in page


def test_checks_wait_for_the_officer_of_her_district_alone():
    call = make_call()
    make_application(call, 7)
    hoda, maryam = make_post(Role.HQ_OFFICER).account, make_post(Role.DISTRICT_OFFICER, 7).account
    make_post(Role.DISTRICT_OFFICER, 8)
    before = waits(call)

    start_checking(call, by=hoda)

    assert before == {"start_checks": {hoda}}
    assert waits(call) == {"check": {maryam}}


def test_texts_come_before_reviewers_and_reviewers_before_the_run():
    call = make_call(state=Call.State.CHECKING)
    hoda, editor = make_post(Role.HQ_OFFICER).account, make_post(Role.TEXT_EDITOR).account
    eligible = make_eligible(call, released=False)
    texts = waits(call)

    eligible.redaction.state, eligible.redaction.released_at = "released", timezone.now()
    eligible.redaction.save()

    assert texts == {"edit_texts": {editor}}
    assert waits(call) == {"assign": {hoda}}


def test_when_all_are_scored_the_run_is_prepared_and_then_the_source_is_awaited():
    call, hoda = make_scored_call(interview_band=0), officer()
    scored = waits(call)
    run = make_prepared(call, by=hoda)
    prepared = waits(call)

    with time_machine.travel(run.public_at + timedelta(minutes=1)):
        spoken = waits(call)

    assert "prepare_run" in scored and hoda in scored["prepare_run"]
    assert prepared == {"source": set()}
    assert hoda in spoken["execute"]


def test_the_second_signature_comes_from_another_office_and_never_from_an_author():
    run = make_executed()
    first, colleague, other = signer(), signer(), signer(oversight())
    replayers = waits(run.call)["replay"]
    signing.replay_run(run, by=first)
    both = waits(run.call)["sign"]
    signing.sign_run(run, by=first)

    assert run.prepared_by not in replayers
    assert {first, colleague, other} <= both
    assert waits(run.call) == {"sign": {other}}


def test_signed_letters_wait_for_headquarters_and_released_ones_for_the_women(client):
    signed = make_signed()
    release = waits(signed.call)
    released = make_released()
    found = {one.code: one for one in awaited_of(released.call)}

    assert signed.prepared_by in release["release"]
    assert found["answer_offer"].of_women
    assert found["answer_offer"].count == released.call.offers.filter(state="open").count() > 0
    assert found["appeals_end"].until is not None
    assert "finish" not in found


def test_every_code_and_every_stage_has_words_and_no_words_are_idle():
    source = Path(koushaneh.screening.__path__[0])
    trees = [ast.parse(path.read_text()) for path in source.glob("awaited*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [node for node in calls if getattr(node.func, "id", "") == "Awaited"]
    codes = {one.value for node in made for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}

    assert TURNS.keys() == codes
    assert TITLES.keys() == {name for name, _states in STAGES}


def test_every_state_but_cancelled_has_its_stage():
    found = {state: stage_of(Call(state=state)) for state in Call.State}

    assert {state for state, stage in found.items() if stage is None} == {Call.State.CANCELLED}
    assert stages_in_words(Call(state="cancelled")) == []
    assert [place for _title, place in stages_in_words(Call(state="open"))][2:5] == ["done", "here", "ahead"]


def test_the_home_page_says_what_to_announce_and_for_whom_other_calls_wait(client):
    chain = make_chain()
    call = make_draft_call(by=chain["author"])
    submit_for_approval(call, by=chain["author"])
    enter(client, chain["author"])
    waiting = client.get("/hq/").content.decode()
    for who in ("deputy", "director"):
        approve_step(call, by=chain[who], note="")
    ready = client.get("/hq/").content.decode()

    assert "در انتظار امضاکنندگان" in waiting
    assert "فراخوان را اعلام کنید" in ready


def test_a_call_that_is_over_waits_for_nobody():
    call = make_open_call(state=Call.State.FINAL)

    assert awaited_of(call) == []
    assert Application.objects.filter(call=call).count() == 0
