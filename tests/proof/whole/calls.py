"""Scenarios of calls and applications."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from koushaneh.calls.actions import (
    answers,
    applications,
    approval,
    attachments,
    composing,
    confirming,
    corrections,
    info,
    invitations,
    recordings,
    submitting,
)
from koushaneh.calls.actions import calls as life
from koushaneh.calls.models import Application, Call, InfoRequest
from koushaneh.core.time import TEHRAN, today
from koushaneh.notify.models import Message
from koushaneh.places.actions import declare_closure
from koushaneh.screening.actions.checking import ask_for_evidence
from tests.factories.access import make_post
from tests.factories.calls import (
    make_announced_call,
    make_approved_call,
    make_chain,
    make_draft_call,
    make_opened_call,
)
from tests.factories.calls_applications import (
    ANSWERS,
    WORDING,
    make_draft,
    make_open_call,
    make_submitted,
    make_woman,
)
from tests.factories.places import city, district
from tests.factories.screening import make_application, make_call
from tests.proof.whole.acts import act, scenario

S = Application.State
SWAP = {"A1": 5, "A2": 2}


def officer():
    return make_post(number=7).account


def later(**more):
    return timezone.now() + timedelta(**more)


def picture(name="x.webp"):
    return ContentFile(b"picture", name=name)


def submitted_for_approval():
    chain = make_chain()
    return approval.submit_for_approval(make_draft_call(by=chain["author"]), by=chain["author"]), chain


# Composing.


@scenario(composing.compose_call)
def a_call_composed():
    values = {"profile": "founding", "place": city(), "title": "فراخوان"}
    dates = {"opens_at": later(hours=1), "closes_at": later(days=20)}
    return act(composing.compose_call, by=officer(), **values, **dates)


@scenario(composing.edit_call)
def a_draft_edited():
    return act(composing.edit_call, make_draft_call(), by=officer(), title="نام دیگر", seat_count=20)


@scenario(composing.set_weights)
def other_weights():
    return act(composing.set_weights, make_draft_call(), SWAP, by=officer())


@scenario(composing.set_indicators)
def fewer_indicators():
    return act(composing.set_indicators, make_draft_call(), by=officer(), enabled=["A1", "C1"])


@scenario(composing.set_gates)
def other_gates():
    return act(composing.set_gates, make_draft_call(), [{"code": "age", "minimum": 18}], by=officer())


@scenario(composing.set_seats)
def other_seats():
    return act(
        composing.set_seats, make_draft_call(), [(district(7), 1, 3), (district(8), 1, 2)], by=officer()
    )


@scenario(composing.set_policy)
def another_policy():
    return act(composing.set_policy, make_draft_call(), by=officer(), offer_hours=48)


# Its life.


@scenario(approval.submit_for_approval)
def a_draft_sent_along():
    chain = make_chain()
    return act(approval.submit_for_approval, make_draft_call(by=chain["author"]), by=chain["author"])


@scenario(approval.approve_step)
def the_deputy_approves():
    call, chain = submitted_for_approval()
    return act(approval.approve_step, call, by=chain["deputy"])


@scenario(approval.return_call)
def the_deputy_returns_it():
    call, chain = submitted_for_approval()
    return act(approval.return_call, call, by=chain["deputy"], note="سهمیه‌ها")


@scenario(life.announce_call)
def a_call_announced():
    return act(life.announce_call, make_approved_call(), by=officer())


@scenario(life.open_call)
def a_call_opened():
    call = make_announced_call()
    return act(life.open_call, call, now=call.opens_at)


@scenario(life.amend_call)
def a_call_amended():
    call = make_opened_call()
    make_draft(call)
    invitations.invite(call, district(7), list(make_woman().files.all()), by=officer())
    return act(
        life.amend_call, call, by=officer(), why="مهلت بیشتر", closes_at=call.closes_at + timedelta(days=2)
    )


@scenario(life.cancel_call)
def a_call_cancelled():
    call = make_opened_call()
    make_submitted(call)
    return act(life.cancel_call, call, by=officer(), reason="بودجه نیست")


@scenario(life.begin_grace)
def a_grace_begun():
    call = make_opened_call()
    return act(life.begin_grace, call, now=call.closes_at)


@scenario(life.close_call)
def a_call_closed_over_drafts():
    call = make_open_call(state=Call.State.OPEN)
    make_draft(call)
    changed = make_submitted(call)
    answers.save_answers(changed, {"dependants": "5"}, by=officer())
    Call.objects.filter(pk=call.pk).update(state=Call.State.GRACE)
    return act(life.close_call, call, now=call.closes_at + timedelta(hours=2))


@scenario(life.archive_call)
def a_call_archived():
    return act(life.archive_call, make_call(state=Call.State.FINAL), by=officer())


@scenario(life.tell_postponed)
def a_postponement():
    call = make_opened_call()
    make_draft(call)
    declare_closure([call.closes_at.astimezone(TEHRAN).date()], city(), by=officer(), reason="آلودگی هوا")
    return act(life.tell_postponed, timezone.now())


@scenario(corrections.propose_correction)
def a_correction():
    return act(corrections.propose_correction, make_opened_call(), by=officer(), why="وزن‌ها", weights=SWAP)


def corrected():
    chain = make_chain()
    call = make_opened_call(chain)
    corrections.propose_correction(call, by=chain["author"], why="وزن‌ها", weights=SWAP)
    return call, chain


@scenario(corrections.sign_correction)
def a_correction_signed():
    call, chain = corrected()
    return act(corrections.sign_correction, call, by=chain["director"])


@scenario(corrections.refuse_correction)
def a_correction_refused():
    call, chain = corrected()
    return act(corrections.refuse_correction, call, by=chain["director"])


@scenario(recordings.put_recording)
def a_recording():
    form = make_open_call().form
    return act(recordings.put_recording, form, "plan", picture("plan.ogg"), by=officer())


@scenario(recordings.put_recording)
def a_recording_replaced():
    form = make_open_call().form
    recordings.put_recording(form, "plan", picture("plan.ogg"), by=None)
    return act(recordings.put_recording, form, "plan", picture("new.ogg"), by=officer())


@scenario(recordings.remove_recording)
def a_recording_removed():
    form = make_open_call().form
    recordings.put_recording(form, "plan", picture("plan.ogg"), by=None)
    return act(recordings.remove_recording, form, "plan", by=officer())


# Invitations.


@scenario(invitations.invite)
def three_women_invited():
    files = [make_woman().files.get() for _ in range(3)]
    return act(invitations.invite, make_opened_call(), district(7), files, by=officer())


@scenario(invitations.undo_batch)
def a_batch_undone():
    batch = invitations.invite(make_opened_call(), district(7), [make_woman().files.get()], by=officer())
    return act(invitations.undo_batch, batch, by=officer())


@scenario(invitations.note_invited)
def invited_by_phone():
    file = make_woman().files.get()
    return act(invitations.note_invited, make_opened_call(), file, by=officer(), channel="phone")


@scenario(invitations.note_read)
def an_invitation_read():
    call, woman = make_opened_call(), make_woman()
    invitations.invite(call, district(7), list(woman.files.all()), by=officer())
    return act(invitations.note_read, call, woman)


# Applications.


@scenario(applications.start_application)
def an_application_begun():
    call, woman = make_opened_call(), make_woman()
    invitations.invite(call, district(7), list(woman.files.all()), by=officer())
    return act(applications.start_application, call, woman, by=woman.account, wording=WORDING)


@scenario(applications.withdraw_application)
def an_application_withdrawn():
    application = make_submitted()
    return act(applications.withdraw_application, application, by=application.person.account, why="بیماری")


@scenario(applications.restore_application)
def an_application_taken_up_again():
    application = make_submitted()
    applications.withdraw_application(application, by=application.person.account)
    return act(applications.restore_application, application, by=application.person.account)


@scenario(applications.lapse_draft)
def a_draft_lapsed():
    return act(applications.lapse_draft, make_draft())


@scenario(applications.bind_application)
def an_application_bound():
    application = make_draft(make_open_call(gates=[]), make_woman(with_file=False), place=district())
    file = make_woman(number=7).files.get()
    type(file).objects.filter(pk=file.pk).update(person=application.person)
    return act(applications.bind_application, application, file=file, by=officer())


@scenario(applications.remind_drafts)
def two_drafts_reminded():
    call = make_open_call(closes_at=later(days=1))
    make_draft(call)
    make_draft(call)
    return act(applications.remind_drafts, timezone.now(), ahead=timedelta(days=2))


@scenario(answers.save_answer)
def her_answer():
    application = make_submitted()
    return act(answers.save_answer, application, "track", "trainer", by=application.person.account)


@scenario(answers.save_answers)
def answers_by_an_officer():
    changed = {"dependants": "5", "plan": "دیگر"}
    return act(answers.save_answers, make_submitted(), changed, by=officer())


@scenario(attachments.attach_file)
def a_picture():
    application = make_draft()
    return act(
        *(attachments.attach_file, application, "work_picture", picture()),
        kind="picture",
        by=application.person.account,
    )


@scenario(attachments.attach_file)
def a_picture_by_an_officer():
    return act(
        attachments.attach_file, make_submitted(), "work_picture", picture(), kind="picture", by=officer()
    )


@scenario(attachments.remove_attachment)
def a_picture_removed():
    application = make_draft()
    by = application.person.account
    kept = attachments.attach_file(application, "work_picture", picture(), kind="picture", by=by)
    return act(attachments.remove_attachment, kept, by=by)


def asked():
    application = make_application(make_call(), 7, state=S.CHECKING)
    return ask_for_evidence(application, by=officer(), text="گواهی را بیاورید.")


@scenario(attachments.attach_to_request)
def a_paper_that_was_asked_for():
    request = asked()
    by = request.application.person.account
    return act(attachments.attach_to_request, request, picture(), kind="document", by=by)


@scenario(info.answer_info_request)
def an_answer_to_the_office():
    request = asked()
    return act(info.answer_info_request, request, text="آوردم", by=request.application.person.account)


@scenario(info.lapse_info_requests)
def two_requests_too_late():
    asked()
    asked()
    InfoRequest.objects.update(due_at=later(days=-1))
    return act(info.lapse_info_requests, timezone.now())


@scenario(info.remind_info_requests)
def a_request_reminded():
    asked()
    InfoRequest.objects.update(due_at=later(days=1))
    return act(info.remind_info_requests, timezone.now(), ahead=timedelta(days=2))


@scenario(submitting.submit_application)
def an_application_sent():
    application = make_draft()
    return act(submitting.submit_application, application, by=application.person.account)


@scenario(submitting.enter_paper)
def a_paper_form():
    values = {"answers": ANSWERS, "received_on": today(), "witness": "مریم", "wording": WORDING}
    return act(submitting.enter_paper, make_open_call(), make_woman(), by=officer(), **values)


@scenario(submitting.enter_paper)
def a_paper_form_over_a_lapsed_draft():
    application = applications.lapse_draft(make_draft())
    values = {"answers": ANSWERS, "received_on": today(), "witness": "مریم", "wording": WORDING}
    return act(submitting.enter_paper, application.call, application.person, by=officer(), **values)


# Her word.


def filled_in_for_her():
    application = make_draft()
    answers.save_answers(application, {"dependants": "5"}, by=officer())
    return application


@scenario(confirming.ask_confirmation)
def a_code_to_her_phone():
    return act(confirming.ask_confirmation, filled_in_for_her(), by=officer())


@scenario(confirming.confirm_by_code)
def the_code_that_she_read_out():
    application = filled_in_for_her()
    code = confirming.ask_confirmation(application, by=officer())
    text = Message.objects.order_by("-pk").first().text
    digits = "".join(sign for sign in text if sign.isdigit())[:6]
    return act(confirming.confirm_by_code, application, code, digits, by=officer())


@scenario(confirming.confirm_spoken)
def her_spoken_word():
    return act(confirming.confirm_spoken, filled_in_for_her(), by=officer(), said="درست است")


def changed_for_her():
    application = make_submitted()
    answers.save_answers(application, {"dependants": "5"}, by=officer())
    return application


@scenario(confirming.confirm_changes)
def her_own_word():
    application = changed_for_her()
    return act(confirming.confirm_changes, application, by=application.person.account)


@scenario(confirming.drop_unconfirmed)
def a_change_dropped():
    return act(confirming.drop_unconfirmed, changed_for_her())
