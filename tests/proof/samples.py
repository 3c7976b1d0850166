"""For each address the arguments that name Zahra's things. An address without its arguments here fails the suite."""

from tests.proof.addresses import addresses

# By audience and argument; `SPECIAL` overrides by the name of the address.
USUAL = {
    "public": lambda w: {
        "code": w.run.call.code,
        "number": 1,
        "recording_id": w.recording.pk,
        "workshop_code": w.workshop.code,
    },
    "train": lambda w: {
        "workshop_code": w.workshop.code,
        "session_id": w.session.pk,
        "material_id": w.material.pk,
    },
    "demo": lambda w: {"code": w.call.code, "turn": "apply"},
    "": lambda w: {"pk": w.key.pk, "account_id": w.zahra.account_id},
    "mine": lambda w: {
        "code": w.draft.tracking_code,
        "key": "plan",
        "file_id": w.attachment.pk,
        "consent_id": w.consent.pk,
        "number": w.letter.number,
        "instrument": w.instrument,
        "version_id": w.goals.pk,
        "milestone_id": w.milestone.pk,
        "claim_id": w.claim.pk,
        "evidence_id": w.shown.pk,
        "token": w.door,
        "material_id": w.material.pk,
        "workshop_code": w.workshop.code,
        "booking_id": w.turn.pk,
    },
    "district": lambda w: {
        "code": w.checked.tracking_code,
        "rule": "head_verified",
        "key": "plan",
        "attachment_id": w.paper.pk,
        "call_id": w.checked_call.pk,
        "task_id": w.task.pk,
        "file_id": w.file.pk,
        "referral_id": w.referral.pk,
        "pair_id": w.pair.pk,
        "block_id": w.block.pk,
        "instrument": w.instrument,
        "keep_id": w.zahra.pk,
        "number": w.letter.number,
        "wish_id": w.correction.pk,
        "call_code": w.call.code,
        "plan_id": w.plan.pk,
        "version_id": w.goals.pk,
        "step_id": w.step.pk,
        "milestone_id": w.milestone.pk,
        "claim_id": w.claim.pk,
        "evidence_id": w.shown.pk,
        "graduation_id": w.graduation.pk,
        "item_id": w.graduation_item.pk,
        "check_id": w.check_in.pk,
        "batch_id": w.batch.pk,
        "workshop_code": w.workshop.code,
        "session_id": w.session.pk,
        "seat_code": w.seat.code,
    },
    "hq": lambda w: {
        "code": w.call.code,
        "key": "plan",
        "post_id": w.post.pk,
        "recording_id": w.recording.pk,
        "office_id": w.post.office_id,
        "call_id": w.talk_call.pk,
        "editor_id": w.editor.pk,
        "slot_id": w.slot.pk,
        "run_id": w.signed_run.pk,
        "override_id": w.override.pk,
        "appeal_id": w.appeal.pk,
        "hearing_id": w.hearing.pk,
        "cohort_id": w.cohort.pk,
        "template_id": w.plan.template_id,
        "milestone_id": w.milestone.pk,
        "act_id": w.act.pk,
        "entry_id": w.entry.pk,
        "wish_id": w.erasure.pk,
        "kind": "answers",
    },
    "counsel": lambda w: {
        "slot_id": w.turn.slot_id,
        "booking_id": w.turn.pk,
        "episode_id": w.episode.pk,
        "note_id": w.note.pk,
        "recovery_id": w.recovery.pk,
    },
    "review": lambda w: {
        "code": w.reviewed.review_code,
        "attachment_id": w.voice.pk,
        "hearing_id": w.hearing.pk,
    },
}

SPECIAL = {
    "public:call": lambda w: {"code": w.call.code},
    "public:call_rules": lambda w: {"code": w.call.code},
    "public:call_rules_version": lambda w: {"code": w.call.code},
    "public:verified": lambda w: {"number": w.letter.number},
    "public:receipt": lambda w: {"code": w.erasure.code},
    "public:certificate": lambda w: {"number": w.certificate.number},
    "public:badge_achievement": lambda w: {"workshop_code": w.finished.code},
    **{
        f"mine:{name}": lambda w: {"workshop_code": w.finished.code}
        for name in ("certificate", "certificate_pdf", "badge", "workshop_feedback")
    },
    "mine:start": lambda w: {"code": w.call.code},
    "mine:receipt": lambda w: {"code": w.submitted.tracking_code},
    "mine:info": lambda w: {"code": w.checked.tracking_code, "request_id": w.asked.pk},
    "mine:upload": lambda w: {"key": "work_picture"},
    "mine:baseline": lambda w: {"code": w.submitted.tracking_code},
    "mine:baseline_beginning": lambda w: {"code": w.submitted.tracking_code},
    "mine:baseline_refusal": lambda w: {"code": w.submitted.tracking_code},
    "mine:baseline_erasure": lambda w: {"code": w.submitted.tracking_code},
    "mine:item": lambda w: {"code": w.submitted.tracking_code, "key": w.item},
    "mine:interview": lambda w: {"code": w.talked.tracking_code},
    "mine:interview_booking": lambda w: {"code": w.talked.tracking_code},
    "mine:interview_absence": lambda w: {"code": w.talked.tracking_code},
    "mine:acceptance": lambda w: {"number": w.offer_letter.number},
    "mine:declining": lambda w: {"number": w.offer_letter.number},
    "district:call": lambda w: {"code": w.call.code},
    "district:call_poster": lambda w: {"code": w.call.code},
    "district:invitees": lambda w: {"code": w.call.code},
    "district:invitations": lambda w: {"code": w.call.code},
    "district:invitation_preview": lambda w: {"code": w.call.code},
    "district:import": lambda w: {"code": w.imported.code},
    "district:import_mapping": lambda w: {"code": w.imported.code},
    "district:import_commit": lambda w: {"code": w.imported.code},
    "district:import_cancel": lambda w: {"code": w.imported.code},
    "district:import_rows": lambda w: {"code": w.imported.code},
    "district:acceptance": lambda w: {"number": w.offer_letter.number},
    "district:declining": lambda w: {"number": w.offer_letter.number},
    "district:interview": lambda w: {"code": w.talked.tracking_code},
    "district:interview_booking": lambda w: {"code": w.talked.tracking_code},
    "district:reading": lambda w: {"code": w.submitted.tracking_code},
    "district:reading_beginning": lambda w: {"code": w.submitted.tracking_code},
    "district:reading_answer": lambda w: {"code": w.submitted.tracking_code, "key": w.item},
    "district:invitation_noting": lambda w: {"code": w.call.code},
    "district:answer_code": lambda w: {"number": w.offer_letter.number},
    "district:code_acceptance": lambda w: {"number": w.offer_letter.number},
    "district:code_declining": lambda w: {"number": w.offer_letter.number},
    "district:application": lambda w: {"code": w.submitted.tracking_code},
    "district:application_file": lambda w: {"code": w.draft.tracking_code, "file_id": w.attachment.pk},
    "district:sheet": lambda w: {"code": w.draft.tracking_code},
    "district:sheet_upload": lambda w: {"code": w.draft.tracking_code, "key": "work_picture"},
    "district:confirmation": lambda w: {"code": w.draft.tracking_code},
    "district:code_sending": lambda w: {"code": w.draft.tracking_code},
    "district:code_checking": lambda w: {"code": w.draft.tracking_code},
    "district:spoken": lambda w: {"code": w.draft.tracking_code},
    "district:sending": lambda w: {"code": w.draft.tracking_code},
    **{
        f"hq:{name}": lambda w: {"code": w.draft_call.code}
        for name in [
            "call_basics",
            "call_gates",
            "call_indicators",
            "call_weight_sum",
            "call_seats",
            "call_even_seats",
            "call_policy",
            "call_submission",
            "call_form",
            "question_new",
            "form_undo",
            "form_versions",
            "form_beginning",
            "form_file",
            "form_upload",
            *("question", "form_preview", "question_copy", "question_removal", "question_rise"),
            "question_fall",
        ]
    },
    **{
        f"hq:{name}": lambda w: {"code": w.waiting_call.code}
        for name in ("call_approval", "call_agreement", "call_return")
    },
    "hq:screening_freeing": lambda w: {"call_id": w.text.call_id},
    "hq:call_correction": lambda w: {"code": w.corrected.code},
    "hq:call_correction_review": lambda w: {"code": w.corrected.code},
    "hq:call_correction_signature": lambda w: {"code": w.corrected.code},
    "hq:call_correction_refusal": lambda w: {"code": w.corrected.code},
    **{
        f"hq:{name}": lambda w: {"template_id": w.path_draft.pk, "key": "group"}
        for name in ("path_step", "path_step_removal", "path_steps", "path_publication")
    },
    "hq:path_copying": lambda w: {"template_id": w.foreign_template.pk},
    "hq:run": lambda w: {"code": w.run.call.code},
    "hq:run_preparation": lambda w: {"code": w.run.call.code},
    "hq:run_relaxation": lambda w: {"code": w.override.call.code},
    "hq:run_set_aside": lambda w: {"code": w.override.call.code},
    "hq:ineligible_letters": lambda w: {"code": w.run.call.code},
    "hq:outcome": lambda w: {"code": w.run.call.code},
    "hq:finishing": lambda w: {"code": w.run.call.code},
    "hq:draft": lambda w: {"code": w.signed_run.rows.first().application.review_code},
    "hq:interview": lambda w: {"code": w.talked.review_code},
    "hq:interview_third": lambda w: {"code": w.talked.review_code},
    "hq:interview_unheld": lambda w: {"code": w.talked.review_code},
    **{
        f"review:{name}": lambda w: {"code": w.text.review_code}
        for name in ["text", "text_saving", "text_suggestions", "text_release", "text_voice", "text_return"]
    },
    **{
        f"review:{name}": lambda w: {"code": w.talked.review_code}
        for name in [
            "interview",
            "interview_rating",
            "interview_lock",
            "interview_no_show",
            "interview_excuse",
        ]
    },
}


def samples(world):
    """Return {name of the address: arguments}; raises for an argument that nobody gave a sample."""
    usual = {audience: make(world) for audience, make in USUAL.items()}
    return {address.name: _sample(address, usual, world) for address in addresses()}


def _sample(address, usual, world):
    audience = address.name.rpartition(":")[0]
    known = {**usual.get(audience, {}), **SPECIAL.get(address.name, lambda _world: {})(world)}
    missing = [name for name, _is_number in address.arguments if name not in known]
    if missing:
        raise LookupError(f"{address.name} needs samples for {missing}: add them to tests/proof/samples.py")
    return {name: known[name] for name, _is_number in address.arguments}
