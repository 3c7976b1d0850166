"""No link leads astray: whatever page a role reaches, each link on it opens for her.

Of every address that answers her, the links are collected; one link of each address is followed.
"""

import re
from html import unescape

import pytest
from django.urls import resolve

from tests.proof.addresses import addresses
from tests.proof.asking import ask

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
ELSEWHERE = {"public:exit", "public:language"}  # these lead away, or back
VIEWERS = (
    *("anonymous", "signed in", "woman", "hq_officer", "directorate_manager", "signer", "district_officer"),
    *("intake", "follow_up", "reviewer", "text_editor", "interviewer", "appeal_panel"),
    *("auditor", "system_admin", "counsellor", "custodian"),
)
TEMPLATES = {"public:style"}  # the page of components shows links that lead nowhere


def links_of(text):
    """Return {name of an address: the first link to it} of a page."""
    found = {}
    for raw in LINK.findall(text):
        path = unescape(raw)
        found.setdefault(resolve(path.partition("?")[0]).view_name, path)
    return {name: path for name, path in found.items() if name not in ELSEWHERE}


def pages_of(client, proof):
    for address in addresses():
        if "GET" not in address.methods or address.name in ELSEWHERE | TEMPLATES:
            continue
        path = address.path(**proof.samples[address.name])
        answer = ask(client, "GET", path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield path, answer.body.decode()


@pytest.mark.parametrize(
    "name",
    VIEWERS,
)
def test_every_link_that_she_is_shown_opens_for_her(proof, name):
    reach = "none" if name in ("anonymous", "signed in") else "own"
    client, tried, broken = proof.viewer(name, reach).client(), {}, []

    for page, text in pages_of(client, proof):
        for address, link in links_of(text).items():
            if address not in tried:
                tried[address] = ask(client, "GET", link).status_code
                broken += [(page, link, tried[address])] if tried[address] >= 400 else []

    assert len(tried) > 5
    assert broken == []
