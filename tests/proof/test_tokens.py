"""Nobody sees a field she may not (promise 2): planted tokens, every page, list, sheet and file, as each role."""

from collections import Counter

import pytest
from django.db.models import Q

from koushaneh.access import rules
from koushaneh.access.models import Role
from koushaneh.calls import rules as call_rules
from koushaneh.registry import rules as registry_rules
from tests.proof import tokens
from tests.proof.addresses import addresses
from tests.proof.reading import texts
from tests.proof.viewers import WATCHERS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAME = {"first_name", "last_name"}
IDENTITY = {"phone", "national_id", "father", "address", "postal_code", "birth_date"}
FILE = NAME | {"phone", "safe_hours", "event_reason", "proof_note", "referral", "referral_reason"}
CALLING = {"call_note", "attempt_note"}
DESK = FILE | CALLING | {"plan", "picture", "preferred_name", "contact_note", "appeal", "appeal_answer"}
CHECKING = {"info_request", "info_answer"}
CLAIM = {"claim_story", "claim_product", "permit_number", "evidence_about", "milestone_copy"}
LEAVING = {"statement", "leaving_missing", "leaving_words", "leaving_reply", "back_words"}
LEAVING |= {"leaving_evidence", "check_note"}
OFFICER = DESK | CHECKING | CLAIM | LEAVING | {"father", "block_reason", "correction"}
EXPORTED = {"baseline", "service_note", "contact_note", "safe_hours", "event_reason", "proof_note", "witness"}
EXPORTED |= CALLING | {"follow_up", "path_why", "told_note", "offer_note", "appeal_answer", "said"}
HERS = NAME | IDENTITY | EXPORTED | CHECKING
HERS |= {"plan", "picture", "preferred_name", "referral", "referral_reason", "appeal", "goals", "correction"}
HERS |= CLAIM | LEAVING | {"claim_missing"}
HERS |= {"attendance_why", "feedback", "step_title", "step_about", "event_document", "correction_answer"}
HERS |= {"erasure_why", "craft", "business_name", "founding_craft", "founding_business"}
# Who may see which planted token, of a woman of her own place. Whoever is not here sees none.
ALLOWED = {
    "woman": HERS,
    "substitute": OFFICER,
    Role.DISTRICT_OFFICER: OFFICER,
    Role.INTAKE: DESK,
    Role.FOLLOW_UP: FILE | CALLING | CLAIM | LEAVING | {"goals", "follow_up", "step_title", "step_about"},
    Role.COUNSELLOR: {"preferred_name"},
    Role.TEXT_EDITOR: {"plan", "voice"},
    Role.TRAINER: NAME,  # reasons stand on the list of a session, once its doors are open
    Role.APPEAL_PANEL: {"appeal"},
    Role.HQ_OFFICER: NAME | {"appeal", "block_reason"},  # the second person who lifts an access block
}
SHEETS = {"district_officer": 10, "hq_officer": 15}  # so many lists at least are read as CSV and as XLSX


def crawl(proof, viewer):
    """Return {token: where this viewer met it} and which kinds of text were read."""
    client, found, read = viewer.client(), {}, Counter()
    for address in addresses():
        if "GET" not in address.methods:
            continue
        for kind, text in texts(client, address.path(**proof.samples[address.name])):
            read[kind] += 1
            for token in tokens.hits(text, secret=proof.world.signed_run.office_secret):
                found.setdefault(token, set()).add(f"{address.route} ({kind})")
    return found, read


@pytest.mark.parametrize(("name", "reach"), WATCHERS)
def test_each_sees_the_tokens_she_may_and_no_other(proof, name, reach):
    allowed = ALLOWED.get(name, set()) if reach == "own" else set()

    found, read = crawl(proof, proof.viewer(name, reach))

    assert {token: sorted(at) for token, at in found.items() if token not in allowed} == {}
    assert set(found) == allowed
    assert min(read["csv"], read["xlsx"]) >= (SHEETS.get(name, 0) if reach == "own" else 0)


def test_without_the_guard_of_places_tokens_are_met_far_away(proof, monkeypatch):
    for module in (rules, call_rules, registry_rules):
        monkeypatch.setattr(module, "within", lambda *_: Q())

    found, _read = crawl(proof, proof.viewer("district_officer", "far"))

    assert {"first_name", "phone", "plan", "picture", "call_note", "referral"} <= set(found)
    assert any("(xlsx)" in place for place in found["first_name"])
