"""A backup, read table by table as a thief would, holds open only what was decided (promises 2 and 9)."""

import sqlite3
import subprocess
import tarfile

import pytest
from django.db import connection

from koushaneh.cli.backups import backup
from tests.proof import tokens
from tests.proof.world import make_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = {"first_name", "last_name"}
# The tables in which a token lies open, each by decision: names and what people type for one another to read.
OPEN = {
    "people_person": NAME | {"preferred_name"},
    "people_contact": {"safe_hours", "contact_note"},
    "people_accessblock": {"block_reason"},
    "registry_callattempt": {"attempt_note"},
    "registry_calltask": {"call_note", "correction"},
    "registry_fileevent": {"event_reason", "event_document"},
    "registry_proof": {"proof_note"},
    "registry_referralout": {"referral", "referral_reason"},
    "registry_service": {"service_note"},
    "calls_answer": {"plan"},
    "calls_application": {"witness"},
    "calls_inforequest": {"info_request", "info_answer"},
    "screening_appeal": {"appeal", "appeal_answer"},
    "screening_appealhearing": {"hearing_note"},
    "screening_assignment": {"assignment_reason"},
    "screening_interviewrating": {"rating_note"},
    "screening_letter": {"told_note"},
    "screening_offer": {"offer_note"},
    "screening_review": {"review_note"},
    "screening_score": {"score_note"},
    "graduation_graduation": {"statement", "leaving_missing", "leaving_words", "leaving_reply", "back_words"},
    "graduation_item": {"leaving_evidence"},
    "graduation_checkin": {"check_note"},
    "path_milestoneclaim": {"claim_story", "claim_product", "claim_missing", "permit_number"},
    "path_milestoneevidence": {"evidence_about"},
    "path_pathplan": {"path_why"},
    "path_planversion": {"goals"},
    "path_pathstep": {"step_title", "step_about"},
    "screening_conflict": {"conflict_reason"},
    "screening_override": {"override_reason"},
    "association_membership": {"craft", "business_name"},
    "association_foundingentry": {"founding_craft", "founding_business"},
    "path_followup": {"follow_up"},
    "workshops_attendance": {"attendance_why"},
    "workshops_feedback": {"feedback"},
    "rights_correctionrequest": {"correction", "correction_answer"},
    "rights_erasurerequest": {"said", "erasure_why"},
}
SEALED = (
    set(tokens.FORMS) - set().union(*OPEN.values()) - {"picture", "voice", "proof_copy", "milestone_copy"}
)


def tables_of_sqlite(file):
    """Yield (table, everything in it) of a database file, its system tables too."""
    with sqlite3.connect(file) as copy:
        for (table,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            yield table, tokens.cells(copy.execute(f'SELECT * FROM "{table}"'))
    copy.close()


def tables_of_postgres(file):
    """Yield (table, everything in it) of a dump."""
    text = subprocess.run(["pg_restore", "--file=-", file], capture_output=True, text=True, check=True).stdout
    for part in text.split("\nCOPY public.")[1:]:
        yield part.partition(" ")[0], part.partition("\n\\.\n")[0]


def test_a_backup_holds_open_what_was_decided_and_no_more(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "none"
    world = make_world()
    backup(tmp_path / "saved.tar.gz")
    with tarfile.open(tmp_path / "saved.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    copy = next(tmp_path.glob("database.*"))
    read = tables_of_sqlite if connection.vendor == "sqlite" else tables_of_postgres

    found = {table: tokens.hits(text, secret=world.signed_run.office_secret) for table, text in read(copy)}

    assert len(found) > 80
    assert {table: some for table, some in found.items() if some} == OPEN
    assert "office_secret" not in SEALED and len(SEALED) >= 8
    assert not set().union(*found.values()) & (SEALED | {"office_secret"})
    assert sorted(
        path.name for path in tmp_path.iterdir() if path.name not in ("saved.tar.gz", copy.name)
    ) == ["manifest.json"]
