"""What is kept and what leaves repeats nothing sealed (promises 2 and 14): outbox, notices, logs."""

import logging

import pytest
import structlog

from koushaneh.audit.models import Record
from koushaneh.config import logs
from koushaneh.notify.models import Message, Notice
from tests.proof import tokens
from tests.proof.addresses import addresses
from tests.proof.asking import ask
from tests.proof.forms import known_forms, owner_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_no_message_log_entry_or_notice_repeats_what_she_gave(proof):
    said = [message.text for message in Message.objects.all()]
    kept = [f"{record.detail} {record.why}" for record in Record.objects.all()]
    told = [str(notice.facts) for notice in Notice.objects.all()]

    assert len(said) > 5 and len(kept) > 50 and len(told) > 5
    assert tokens.hits("\n".join(said + kept + told)) == set()


def everything_typed(proof):
    """Post each form of the house with tokens in all its fields, and ask each page for tokens in its query."""
    typed = [forms[0] for forms in tokens.FORMS.values()]
    for number, (name, fields) in enumerate(sorted(known_forms(proof).items())):
        address = next(one for one in addresses() if one.name == name)
        values = {field: typed[(number + place) % len(typed)] for place, field in enumerate(fields)}
        path = address.path(**proof.samples[name])
        client = owner_of(proof, address).client()
        ask(client, "POST", path, values)
        ask(client, "GET", f"{path}?q={tokens.FIRST_NAME}&phone={tokens.NATIONAL_ID}")


def telling(lines):
    return [line for line in lines.splitlines() if tokens.hits(line)]


@pytest.fixture
def logged(capsys, caplog):
    """Let the house log all it can, as it does for an operator; return what was written since."""
    caplog.set_level(logging.WARNING)  # the house lets nothing below through from the libraries
    logs.configure("DEBUG")
    yield lambda: capsys.readouterr().err + caplog.text
    logs.configure("WARNING")


def test_the_logs_of_a_day_hold_none(proof, logged):
    everything_typed(proof)
    lines = logged()

    assert lines.count("\n") > 200
    assert telling(lines) == []


def test_a_line_that_repeats_a_token_would_be_found(logged):
    structlog.get_logger("koushaneh").info("note", why=f"بزنگ به {tokens.PHONE}")
    logging.getLogger("django.request").error("Not Found: %s", tokens.NATIONAL_ID)

    assert len(telling(logged())) == 2
