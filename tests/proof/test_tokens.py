"""Nobody sees a field she may not (promise 2): planted tokens, every page and export, each role; also what is kept."""

import pytest
from django.apps import apps
from django.db import connection

from koushaneh.access.models import Role
from koushaneh.audit.models import Record
from koushaneh.notify.models import Message, Notice
from tests.proof import tokens
from tests.proof.addresses import addresses
from tests.proof.asking import ask

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SEALED = {"phone", "national_id", "father", "address", "postal_code", "birth_date", "baseline", "pin"}
NAME = {"first_name", "last_name"}
DESK = NAME | {"phone", "plan", "referral", "call_note", "contact_note", "appeal"}
HERS = NAME | SEALED - {"pin"} | {"plan", "service_note", "referral", "contact_note", "info_answer", "appeal"}
# Who may see which planted token, of a woman of her own place. Whoever is not here sees none.
ALLOWED = {
    "woman": HERS,
    Role.DISTRICT_OFFICER: DESK | {"info_answer", "father", "block_reason"},
    Role.INTAKE: DESK,
    Role.TEXT_EDITOR: {"plan"},
    Role.APPEAL_PANEL: {"appeal"},
    Role.HQ_OFFICER: NAME | {"appeal", "block_reason"},  # the second person who lifts an access block
}


def crawl(proof, viewer):
    """Return {token: addresses at which this viewer met it}."""
    client, found, secret = viewer.client(), {}, proof.world.signed_run.office_secret
    for address in addresses():
        if "GET" not in address.methods:
            continue
        path = address.path(**proof.samples[address.name])
        for query in ("", "?format=csv"):
            text = ask(client, "GET", path + query).body.decode(errors="replace")
            for token in tokens.hits(text, secret=secret):
                found.setdefault(token, set()).add(address.route)
    return found


@pytest.mark.parametrize("number", range(28))
def test_each_sees_the_tokens_she_may_and_no_other(proof, number):
    viewer = proof.viewers[number]
    allowed = ALLOWED.get(viewer.name, set()) if viewer.reach == "own" else set()

    found = crawl(proof, viewer)

    assert {token: sorted(at) for token, at in found.items() if token not in allowed} == {}
    assert set(found) == allowed


def test_no_message_log_entry_or_notice_repeats_what_she_gave(proof):
    said = [message.text for message in Message.objects.all()]
    kept = [f"{record.detail} {record.why}" for record in Record.objects.all()]
    told = [str(notice.facts) for notice in Notice.objects.all()]

    assert len(said) > 5 and len(kept) > 50 and len(told) > 5
    assert tokens.hits("\n".join(said + kept + told)) == set()


def stored():
    """Every table as it lies in the database, which is what a backup copies."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            yield model._meta.label, str(cursor.fetchall())


def test_nothing_sealed_lies_open_in_the_database(proof):
    secret = proof.world.signed_run.office_secret

    found = {label: tokens.hits(text, secret=secret) for label, text in stored()}

    assert found["people.Person"] == NAME  # the search reaches what is readable: names are, by decision
    sealed = SEALED | {"office_secret"}
    assert {label: some & sealed for label, some in found.items() if some & sealed} == {}
