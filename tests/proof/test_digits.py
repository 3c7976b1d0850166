"""Digits are ASCII inside and Persian at the edge: every page of every role, read as its viewer reads it.

What may stand in ASCII: whatever `<bdi>`, `<code>` or an isolate keeps whole (codes, hashes, addresses of a
network), text in another language, the text of a message that officers copy (its telephone is dialled), and
the names of formats in ALLOWED.
"""

import re
from html.parser import HTMLParser

import pytest

from koushaneh.access.models import Role
from koushaneh.people.models import Account, Person
from tests.proof.addresses import addresses
from tests.proof.asking import ask
from tests.web.test_language import VOID

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ALLOWED = re.compile(r"SHA-256|\bA4\b|desk-07-2|\bbase64\b")
ISOLATE = re.compile("\u2068[^\u2069]*\u2069")
WHOLE = {"bdi", "code", "kbd", "script", "style", "textarea", "svg"}
SPOKEN = ("aria-label", "alt", "placeholder", "data-title", "data-confirm")
OWN_EXPORTS = {"mine:export"}  # a file for programs


def _is_foreign(named):
    return named.get("lang") == "en" or "copy-text" in (named.get("class") or "")


class Reader(HTMLParser):
    """Keeps the texts of a page that hold an ASCII digit."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, tag in WHOLE or _is_foreign(named)))
        for name in SPOKEN:
            self._read(named.get(name) or "")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(is_whole for _tag, is_whole in self.open):
            self._read(data)

    def _read(self, text):
        bare = ALLOWED.sub("", ISOLATE.sub("", text))
        if re.search("[0-9]", bare):
            self.found.append(" ".join(text.split())[:100])


def typed():
    """Names as people have typed them, longest first: they stand as they were written."""
    names = {person.full_name for person in Person.objects.all()}
    names |= set(Account.objects.values_list("name", flat=True))
    return sorted(filter(None, names), key=len, reverse=True)


def ascii_digits(html, said):
    for one in said:
        html = html.replace(one, "")
    reader = Reader()
    reader.feed(html)
    return reader.found


def test_the_reader_sees_a_digit_and_passes_over_codes():
    page = "<p>۳ از 30</p><p aria-label='صفحهٔ 2'>الف</p><bdi>ab12</bdi><p lang='en'>30</p><p>متن \u2068x1\u2069 A4</p>"

    assert ascii_digits(page, []) == ["۳ از 30", "صفحهٔ 2"]


VIEWERS = [
    ("anonymous", "none"),
    ("signed in", "none"),
    ("woman", "own"),
    *((role.value, "own") for role in Role),
]


@pytest.mark.parametrize(("name", "reach"), VIEWERS)
def test_no_page_shows_an_ascii_digit(proof, name, reach):
    viewer, said = proof.viewer(name, reach), typed()
    client, found, read = viewer.client(), {}, 0
    for address in addresses():
        if "GET" in address.methods and address.name not in OWN_EXPORTS:
            answer = ask(client, "GET", address.path(**proof.samples[address.name]))
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                read += 1
                if wrong := ascii_digits(answer.body.decode(), said):
                    found[address.route] = wrong

    assert found == {}
    assert read > 3
