"""No request makes an error of the server, whatever stands in it (promise 3 of design/trust.md)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koushaneh.web.lists import OWN_PARAMETERS
from tests.proof.addresses import addresses
from tests.proof.asking import ask
from tests.proof.forms import known_forms, owner_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ADDRESSES = addresses()
HOSTILE = [
    "",
    "\0",
    "a\0b",
    "x" * 20_000,
    "ی" * 5_000,
    "۱۲۳۴۵۶۷۸۹۰",
    "٠١٢",
    "-1",
    "0",
    "9" * 40,
    "1e309",
    "NaN",
    "1.5",
    "<script>alert(1)</script>",
    "'; DROP TABLE people_person; --",
    "{{ 7|add:7 }} %s %(x)s {0}",
    "=HYPERLINK(1)",
    "\u202e\u200f\ufeff",
    "😀",
    "1403/13/45",
    "0000-00-00",
    "//evil.example/",
    "٫،؛",
    '{"a": [1]}',
    "null",
    "²",
    "①",
    "\ud800",
]
GET_NAMES = [*sorted(OWN_PARAMETERS), "next", "state", "month", "year", "place", "call", "code", "kind"]


@pytest.fixture(scope="module")
def forms(proof):
    return known_forms(proof)


@pytest.fixture(scope="module")
def clients(proof):
    return {viewer.name: viewer.client() for viewer in proof.viewers if viewer.reach != "far"}


def one(clients, proof, address, method, fields):
    client = clients[owner_of(proof, address).name]
    path = address.path(**proof.samples[address.name])
    answer = ask(client, method, path, fields)
    return answer.status_code


def writable(text):
    """What an encoder can send at all; the rest of the alphabet is tried."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def test_the_forms_of_the_house_are_known(forms):
    assert len(forms) > 80
    assert sum(len(fields) for fields in forms.values()) > 300


@pytest.mark.parametrize("turn", range(4))
def test_no_field_breaks_a_page(proof, forms, clients, turn):
    """Each field gets another hostile value at each turn; Hypothesis mixes them below."""
    broken = []
    for place, address in enumerate(ADDRESSES):
        names = forms.get(address.name, dict.fromkeys(("text", "reason", "why", "code")))
        for method in address.methods & {"GET", "POST"}:
            chosen = GET_NAMES if method == "GET" else [name for name in names if name != "once"]
            fields = {
                name: writable(HOSTILE[(7 * turn + place + number) % len(HOSTILE)])
                for number, name in enumerate(chosen)
            }
            if one(clients, proof, address, method, fields) >= 500:
                broken.append(f"{method} {address.route} {fields}")

    assert broken == []


def test_what_the_form_itself_would_send_breaks_nothing(proof, forms, clients):
    posted = [one_ for one_ in ADDRESSES if "POST" in one_.methods]

    broken = [
        address.route
        for address in posted
        if one(clients, proof, address, "POST", forms.get(address.name, {})) >= 500
    ]

    assert broken == []


def test_files_that_are_none_break_nothing(proof, forms, clients):
    broken = []
    for address in [one_ for one_ in ADDRESSES if "POST" in one_.methods]:
        for content in (b"\0" * 100, b"RIFF\x24\0\0\0WEBPVP8 "):
            files = {
                name: SimpleUploadedFile("../x.svg", content, "image/svg+xml")
                for name in forms.get(address.name, {"file": ""})
            }
            if one(clients, proof, address, "POST", files) >= 500:
                broken.append(f"{address.route} {content[:8]!r}")

    assert broken == []


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_no_number_in_an_address_breaks_a_page(proof, forms, clients, number):
    broken = []
    for address in ADDRESSES:
        for argument in [name for name, is_number in address.arguments if is_number]:
            path = address.path(**(proof.samples[address.name] | {argument: number}))
            client = clients[owner_of(proof, address).name]
            for method in sorted(address.methods & {"GET", "POST"}):
                if ask(client, method, path, forms.get(address.name, {})).status_code >= 500:
                    broken.append(f"{method} {path}")

    assert broken == []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_mixture_of_fields_breaks_a_page(proof, forms, clients, data):
    address = data.draw(st.sampled_from(ADDRESSES))
    method = data.draw(st.sampled_from(sorted(address.methods & {"GET", "POST"})))
    known = forms.get(address.name, {})
    values = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), st.sampled_from(["1", "on", "7"]))
    names = list(known) if method == "POST" and known else GET_NAMES
    chosen = data.draw(st.dictionaries(st.sampled_from(names), st.lists(values, min_size=1, max_size=3)))
    fields = {**known, **{name: [writable(value) for value in some] for name, some in chosen.items()}}
    arguments = dict(proof.samples[address.name])
    texts = st.from_regex(r"[-a-zA-Z0-9_]{1,30}", fullmatch=True)
    for name, is_number in address.arguments:
        if data.draw(st.booleans()):
            arguments[name] = data.draw(st.integers(0, 10**30) if is_number else texts)

    client = clients[owner_of(proof, address).name]
    answer = ask(client, method, address.path(**arguments), fields)

    assert answer.status_code < 500
