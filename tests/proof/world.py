"""A small city in which everything that an address can name exists once: Zahra's, or of her district.

She lives in district 7 of Tehran, and into everything she gave a token is planted.
"""

from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.utils import timezone
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from koushaneh.access.models import Role
from koushaneh.calls.actions.approval import submit_for_approval
from koushaneh.calls.actions.attachments import attach_file
from koushaneh.calls.actions.calls import advance_calls
from koushaneh.calls.actions.corrections import propose_correction
from koushaneh.calls.actions.invitations import invite
from koushaneh.calls.actions.recordings import put_recording
from koushaneh.calls.models import Answer, Attachment, InfoRequest
from koushaneh.graduation.models import CheckIn
from koushaneh.path.actions.milestones import show_evidence
from koushaneh.path.actions.plans import write_goals
from koushaneh.path.actions.templates import revise_template
from koushaneh.path.shipped import ship_templates
from koushaneh.people.actions import set_identity, set_pin
from koushaneh.people.models import AccessBlock
from koushaneh.places.models import Place
from koushaneh.registry.actions import files as file_actions
from koushaneh.registry.actions import importing
from koushaneh.registry.actions.calling import note_attempt, open_call_task
from koushaneh.registry.actions.merging import propose_pair
from koushaneh.registry.models import CallTask
from koushaneh.rights.actions.correcting import ask_correction
from koushaneh.rights.actions.erasing import file_erasure
from koushaneh.screening.actions import interviews as talks
from koushaneh.screening.actions.appeals import admit_appeal, file_appeal
from koushaneh.screening.actions.assigning import assign_reviews
from koushaneh.screening.actions.checking import ask_for_evidence, start_checking
from koushaneh.screening.actions.overrides import propose_relaxation
from koushaneh.screening.actions.redaction import take_text
from koushaneh.screening.actions.reviewing import save_review
from koushaneh.screening.models import Letter
from koushaneh.workshops.actions.beside import add_material, give_feedback
from koushaneh.workshops.door import door_token
from koushaneh.workshops.models import Certificate
from tests.factories import (
    association,
    calls,
    counselling,
    graduation,
    measures,
    path,
    results,
    screening,
    workshops,
)
from tests.factories.access import make_account, make_person, make_post
from tests.factories.calls_applications import ANSWERS, make_draft, make_submitted, make_woman
from tests.factories.places import city, district, district_office, headquarters
from tests.proof import tokens
from tests.proof.planting import plant

PICTURE = b"RIFF\x24\x00\x00\x00WEBPVP8 " + tokens.FORMS["picture"][0].encode()
VOICE = b"OggS" + tokens.FORMS["voice"][0].encode()


def passkey():
    """A registration as a browser sends it, of a key that nobody holds."""
    public = {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}
    credential = AttestedCredentialData.create(b"\0" * 16, b"key", public)
    attested = AttestationObject.create("none", AuthenticatorData.create(b"\0" * 32, 0x41, 0, credential), {})
    client = CollectedClientData.create("webauthn.create", b"asked", "https://koushaneh.example")
    response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
    key = {"id": websafe_encode(b"key"), "rawId": websafe_encode(b"key"), "type": "public-key"}
    return {**key, "clientExtensionResults": {}, "response": response}


def make_zahra():
    """A woman of district 7 with a file, a PIN, a second key, and a token in every field."""
    zahra = make_woman(7, phone=tokens.PHONE)
    zahra.set_name(tokens.FIRST_NAME, tokens.LAST_NAME)
    zahra.save()
    fields = {"father_name": tokens.FATHER, "address": tokens.ADDRESS, "postal_code": tokens.POSTAL_CODE}
    set_identity(zahra, by=None, number=tokens.NATIONAL_ID, birth_date=tokens.BIRTH_DATE, **fields)
    zahra.contacts.update(note=tokens.CONTACT_NOTE)
    set_pin(zahra, tokens.PIN, by=zahra.account)
    stranger = make_person("مرد", "ناشناس")
    block = AccessBlock.objects.create(
        subject=zahra, blocked=stranger, reason=tokens.BLOCK_REASON, set_by=make_account()
    )
    return zahra, block


def fill_register(world):
    file, by = world.file, world.officer
    office = district_office(7)
    file_actions.give_service(file, "loan", by=by, office=office, note=tokens.SERVICE_NOTE)
    world.referral = file_actions.refer_out(file, tokens.REFERRAL, by=by, reason="بیمه")
    world.task = open_call_task(
        world.zahra, place=district(7), reason=CallTask.Reason.CALL_ME, by=None, note=tokens.CALL_NOTE
    )
    note_attempt(world.task, CallTask.Result.NO_ANSWER, by=by, note="جواب نداد")
    world.double = make_woman(7)
    world.pair = propose_pair(world.zahra, world.double, by=by)
    world.imported = imported(by)


def imported(by):
    row = f"1,{tokens.FIRST_NAME},{tokens.LAST_NAME},{tokens.NATIONAL_ID},{tokens.PHONE}"
    content = f"شماره پرونده,نام,نام خانوادگی,کد ملی,موبایل\n{row}\n".encode()
    source = importing.upload_register(content, "list.csv", place=district(7), by=by)
    source = importing.map_columns(source, source.mapping, by=by)
    return importing.check_rows(importing.start_check(source, by=by))


def fill_rights(world):
    """She says that something is wrong, and with an officer's help that she wants to be erased."""
    world.correction = ask_correction(
        world.zahra, by=world.zahra.account, place=district(7), about="address", text=tokens.CORRECTION
    )
    world.erasure = file_erasure(world.zahra, by=world.officer, confirmation="spoken", said=tokens.SAID)


def fill_calls(world):
    chain = calls.make_chain()
    world.draft_call = calls.make_draft_call(by=chain["author"])
    world.waiting_call = submit_for_approval(calls.make_draft_call(by=chain["author"]), by=chain["author"])
    world.call = calls.make_opened_call(chain)
    world.recording = put_recording(
        world.call.form, "plan", ContentFile(b"OggS", name="plan.ogg"), by=chain["author"]
    )
    guest = make_woman(7)
    world.batch = invite(world.call, district(7), list(guest.files.all()), by=world.officer)
    world.draft = make_draft(world.call, world.zahra, answers={**ANSWERS, "plan": tokens.PLAN})
    world.attachment = attach_file(
        world.draft,
        "work_picture",
        ContentFile(PICTURE, name="x.webp"),
        kind="picture",
        by=world.zahra.account,
    )
    corrected = calls.make_opened_call(chain)
    world.corrected = corrected
    propose_correction(corrected, by=chain["author"], why="وزن‌ها", weights={"A1": 5, "A2": 2})
    second = calls.make_opened_call(chain)
    world.submitted = make_submitted(second, world.zahra, answers={**ANSWERS, "plan": tokens.PLAN})
    world.sitting = measures.make_sitting(world.submitted)
    step = measures.steps_of(world.sitting.wave)[0]
    world.instrument, world.item = step.stored.code, step.key
    world.sitting.responses.create(instrument=step.stored, item=step.key, value=tokens.BASELINE)


def planted(call, world, **more):
    application = screening.make_application(call, 7, person=world.zahra, **more)
    Answer.objects.filter(application=application, key="plan").update(value=tokens.PLAN)
    return application


def fill_checks(world):
    call = screening.make_call()
    world.checked = planted(call, world)
    start_checking(call, by=results.officer())
    world.checked.refresh_from_db()
    world.paper = Attachment.objects.create(
        application=world.checked,
        key="work_picture",
        content=ContentFile(PICTURE, name="x.webp"),
        kind="picture",
        size=len(PICTURE),
    )
    world.checked_call = call
    asked = ask_for_evidence(world.checked, by=world.officer, text="گواهی سرپرستی را بیاورید.")
    world.asked = asked if isinstance(asked, InfoRequest) else world.checked.info_requests.get()
    InfoRequest.objects.filter(pk=world.asked.pk).update(answer=tokens.INFO_ANSWER)


def fill_reviews(world):
    call = screening.make_call()
    for _ in range(2):
        screening.make_reviewer(12)
    world.reviewed = screening.make_eligible(call, 7, person=world.zahra)
    Answer.objects.filter(application=world.reviewed, key="plan").update(value=tokens.PLAN)
    assign_reviews(call, by=None)
    world.assignment, other = world.reviewed.assignments.order_by("pk")
    save_review(other, by=other.reviewer, scores={"C1": 3}, note=tokens.REVIEW_NOTE)
    world.other_reviewer = other.reviewer
    world.text = screening.make_eligible(screening.make_call(), 7, person=world.zahra, released=False)
    Answer.objects.filter(application=world.text, key="plan").update(value=tokens.PLAN)
    world.editor = make_post(Role.TEXT_EDITOR).account
    take_text(world.text.redaction, by=world.editor)
    world.voice = Attachment.objects.create(
        application=world.text,
        key="plan",
        content=ContentFile(VOICE, name="x.ogg"),
        kind="voice",
        size=len(VOICE),
    )


def fill_interviews(world):
    call = screening.make_call(seat_count=1)
    screening.make_reviewed(call, anchors=(3, 3))
    world.talked = screening.make_reviewed(call, anchors=(3, 3), person=world.zahra)
    talks.invite_to_interviews(call, by=None)
    world.interview = world.talked.interview
    raters = [screening.make_interviewer(), screening.make_interviewer()]
    starts_at = timezone.now() + timedelta(hours=30)
    slots = talks.open_slots(
        call, by=None, office=district_office(7), starts_at=starts_at, raters=raters, count=2
    )
    world.interview = talks.book_slot(world.interview, by=world.zahra.account, slot=slots[0])
    world.slot, world.rater, world.talk_call = slots[1], raters[0], call


def chosen_call(world, months, others, **more):
    call = results.make_scored_call({8: others}, quotas={7: (0, 30), 8: (0, 30)}, **more)
    results.make_scored(call, 7, months, person=world.zahra)
    return call


def letter_to(zahra, call):
    return Letter.objects.get(decision__application__call=call, decision__application__person=zahra)


def fill_results(world):
    impossible = results.make_scored_call(
        {7: [1], 8: [24, 24]}, quotas={7: (2, 2), 8: (0, 2)}, redistribution=()
    )
    world.override = propose_relaxation(impossible, by=results.officer(), reason="یک درخواست رسید.")
    world.signed_run = results.make_signed(chosen_call(world, 24, [12]))
    offered = results.make_released(chosen_call(world, 24, [18, 6]))
    world.run, world.offer_letter = offered, letter_to(world.zahra, offered.call)
    refused = results.make_released(chosen_call(world, 16, [24, 20], seats=1)).call
    world.refused_call, world.letter = refused, letter_to(world.zahra, refused)
    for _ in range(3):
        results.panel_member()
    world.appeal = admit_appeal(
        file_appeal(world.letter, by=world.zahra.account, text=tokens.APPEAL), by=results.officer()
    )
    world.hearing = world.appeal.hearings.order_by("pk").first()
    world.cohort = offered.call.cohort


def fill_path(world):
    follower = make_post(Role.FOLLOW_UP, 7).account
    world.plan = path.make_plan(7, person=world.zahra, officer=follower)
    world.goals = write_goals(world.plan, tokens.FORMS["goals"][0], by=follower)
    world.step = world.plan.steps.first()
    fill_milestones(world)
    headquarters_officer = make_post(Role.HQ_OFFICER, office=headquarters()).account
    world.path_draft = revise_template(world.plan.template, by=headquarters_officer)
    world.foreign_template = ship_templates(Place.objects.get(code="ir-10"))["entry"]


def fill_milestones(world):
    world.claim = path.make_launch(world.plan, permit="held", permit_number=tokens.FORMS["permit_number"][0])
    copy = ContentFile(b"RIFF" + tokens.FORMS["milestone_copy"][0].encode(), name="x.webp")
    world.shown = show_evidence(world.claim, copy, by=world.zahra.account, about="کارگاه")
    world.milestone = path.ship_milestones(city())["income"]


def fill_graduation(world):
    """Zahra's officer goes through the checklist with her; a check-in stands for those of later."""
    world.graduation = graduation.make_draft(world.plan)
    world.graduation_item = world.graduation.items.get(criterion__code="savings")
    due_on = timezone.localdate() + timedelta(days=90)
    world.check_in = CheckIn.objects.create(graduation=world.graduation, months=3, due_on=due_on)


def fill_workshops(world):
    """Zahra has a seat in a workshop of her district."""
    world.workshop = workshops.make_booked(2, person=world.zahra)
    world.session = world.workshop.sessions.first()
    world.door = door_token(world.session)
    world.finished = workshops.make_finished(person=world.zahra)
    paper = ContentFile(b"RIFF", name="x.webp")
    world.material = add_material(world.workshop, paper, title="جزوه", by=world.workshop.trainer)
    mine = world.finished.taken.get(person=world.zahra)
    give_feedback(mine, by=world.zahra.account, score=4, words="خوب بود")
    world.certificate = Certificate.objects.get(seat__person=world.zahra)
    world.seat = world.workshop.taken.get(person=world.zahra)
    world.seat.attendances.create(
        session=world.session, mark="excused", why="بیماری", at=timezone.now(), by=world.workshop.trainer
    )


def fill_counselling(world):
    """A counsellor of her district, a turn of hers ahead, one that is over, and time that is free."""
    world.counsellor = counselling.make_counsellor(7)
    world.turn = counselling.make_booking(world.counsellor, world.plan)
    world.episode = world.turn.episode
    custodians = counselling.make_custodians()
    world.note, _opened = counselling.make_note(tokens.COUNSELLING, world.episode)
    world.recovery = counselling.make_recovery(world.counsellor, custodians)
    world.free_slot = counselling.make_slots(world.counsellor, hours=50)[0]


def make_world():
    """Fill the empty database; return what addresses need, by name."""
    city()
    zahra, block = make_zahra()
    world = SimpleNamespace(zahra=zahra, block=block, stranger=make_woman(8))
    world.file = world.zahra.files.get()
    world.officer = make_post(Role.DISTRICT_OFFICER, 7).account
    for fill in (
        fill_register,
        fill_calls,
        fill_checks,
        fill_reviews,
        fill_interviews,
        fill_results,
        fill_path,
        fill_graduation,
        fill_workshops,
        fill_counselling,
        fill_rights,
    ):
        fill(world)
    advance_calls(timezone.now())
    world.act = association.make_act(by=make_post(Role.HQ_OFFICER, office=headquarters()).account)
    world.entry = world.act.entries.first()
    world.consent = world.zahra.consents.first()
    world.key = Authenticator.objects.create(
        user=world.zahra.account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "گوشی", "credential": passkey()},
    )
    world.post = make_post(Role.INTAKE, 7)
    plant(world)
    return world
