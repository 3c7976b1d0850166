"""No request makes an error of the server: what stands around the fields — headers, paths, bodies — may be anything."""

from urllib.parse import quote

import pytest
from django.db import transaction

from tests.proof.addresses import addresses
from tests.proof.forms import known_forms, owner_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ADDRESSES = addresses()
LONG, ARROWS = "x" * 9_000, "\u202e\u200f\ufeff"
HEADERS = {
    "Accept-Language": [
        "fa;q=",
        "xx;q=nan",
        "*",
        "," * 3_000,
        "fa-" * 2_000,
        "../../etc",
        "en;q=1e309",
        "\xff",
    ],
    "Cookie": [
        "sessionid=../../x",
        "=;=;;",
        LONG,
        "csrftoken=\xff; sessionid=",
        "django_language=<b>",
        "a=\0",
    ],
    "Host": ["evil.example", "[::1", "a:b:c", "x" * 300, "", "\xff", "127.0.0.1:99999999"],
    "Referer": ["//evil.example", "http://[", "javascript:alert(1)", LONG, "\xff\xfe", "\0"],
    "X-Forwarded-For": ["1.2.3.4, nonsense", "::ffff:", LONG, "'; --", "\xff"],
    "X-Forwarded-Proto": ["gopher", "https,http", "\0"],
    "Content-Type": [
        "multipart/form-data",
        "text/html; charset=utf-7",
        "application/json; charset=nope",
        "/",
        LONG,
    ],
    "Content-Length": ["-1", "many", "9" * 30],
    "Range": ["bytes=9-1", "bytes=-", "bytes=0-99999999999999", "lines=1", "bytes=a-b", "bytes=0-1,2-"],
    "If-Modified-Since": ["yesterday", "Sat, 99 Nov 9999 99:99:99 GMT", LONG, "\xff"],
    "If-None-Match": ['"', "W/", LONG],
    "HX-Request": ["true", "\0"],
    "HX-Current-URL": ["http://[", "\xff", LONG],
    "HX-Target": ["<script>", ARROWS.encode().decode("latin-1")],
    "Accept": ["*/*;q=x", "/", LONG],
    "User-Agent": ["", LONG, "\xff\0"],
}
ODD_ENDS = [
    "%00",
    "%ff%fe",
    "%2e%2e%2f%2e%2e%2fetc",
    "%",
    "%zz",
    ";a=b",
    "//",
    "%E2%80%AE%EF%BB%BF",
    LONG,
    "%5c",
    "%0d%0aX:1",
]
ODD_ARGUMENTS = ["\0", ARROWS, "ی" * 300, "..", "%", "a b", "😀", "'", "\\", "x" * 2_000, "\n", "۱۲", "\x7f"]
EDGE = "edge"
MULTIPART = f"multipart/form-data; boundary={EDGE}"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def part(*lines, end="--"):
    return "\r\n".join([f"--{EDGE}", *lines, f"--{EDGE}{end}", ""]).encode("utf-8", "surrogateescape")


FIELD = 'Content-Disposition: form-data; name="{}"'
BODIES = [
    (MULTIPART, b""),
    (MULTIPART, part(FIELD.format("text"), "", "cut off", end="")[:-9]),
    (MULTIPART, part("Content-Disposition: nonsense", "", "x")),
    (MULTIPART, part("X" * 20_000, "", "x")),
    (MULTIPART, part(FIELD.format("file") + '; filename="../\0x"', "Content-Type: image/png", "", "x")),
    (MULTIPART, part(FIELD.format("content") + "; filename*=utf-8''%ff%fe", "", "x")),
    (MULTIPART, part(FIELD.format("text"), "Content-Transfer-Encoding: base64", "", "=x=y=")),
    ("multipart/form-data; boundary=\xff", b"--x\r\n\r\n--x--"),
    (MULTIPART, b"--other\r\n\r\nx\r\n--other--\r\n"),
    (FORM, b"\xff\xfe=\xff&%=%&=&&&a=%E0%A4%A"),
    (FORM, b"&".join(b"a=%d" % number for number in range(1_200))),
    (FORM, b"once=%00&text=%00&code=%00&reason=%00&why=%00&name=%00&phone=%00&q=%00"),
    (FORM, b"once=" + b"%F0%9F%98%80" * 90 + b"&text=%ED%A0%80"),
    (FORM + "; charset=utf-16", "once=۱".encode("utf-16")),
    (JSON, b"{"),
    (JSON, b"[" * 20_000),
    (JSON, b'{"credential": NaN, "a": "\\ud800"}'),
    (JSON, b"null"),
    (JSON, b"\xff\xfe"),
    ("text/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
]


@pytest.fixture(scope="module")
def clients(proof):
    return {viewer.name: viewer.client() for viewer in proof.viewers if viewer.reach == "own"} | {
        "anonymous": proof.viewer("anonymous", "none").client()
    }


def status(client, method, path, body=b"", kind="application/octet-stream", **environment):
    """Return the status of a request that is sent as it stands; what it wrote and whom it signed out is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.generic(method, path, body, content_type=kind, **environment)
        if answer.streaming:
            b"".join(answer)
        answer.close()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


def client_of(clients, proof, address):
    return clients.get(owner_of(proof, address).name) or clients["anonymous"]


def environment_of(client, name, value):
    key = name.upper().replace("-", "_")
    if name == "Cookie":
        value = (
            f"{value}; sessionid={client.cookies['sessionid'].value}"
            if "sessionid" in client.cookies
            else value
        )
    return {key if name.startswith("Content") else f"HTTP_{key}": value}


def broken(proof, clients, requests):
    """Ask each (address, method, path, body, kind, {header: value}); return those that the server failed at."""
    found = []
    for address, method, path, body, kind, headers in requests:
        client, environment = client_of(clients, proof, address), {}
        for name, value in headers.items():
            environment |= environment_of(client, name, value)
        if status(client, method, path, body, kind, **environment) >= 500:
            found.append(
                f"{method} {address.route} {path[:80]} {kind[:40]} {body[:60]!r} {str(headers)[:200]}"
            )
    return found


def turned(values, number):
    return values[number % len(values)]


@pytest.mark.parametrize("turn", range(3))
def test_no_header_breaks_a_page(proof, clients, turn):
    """Each address meets three odd headers at a time, other ones at each turn."""
    names = list(HEADERS)
    requests = []
    for place, address in enumerate(ADDRESSES):
        for method in sorted(address.methods & {"GET", "POST"}):
            chosen = {turned(names, place + step + 5 * turn): place + turn for step in (0, 6, 11)}
            headers = {name: turned(HEADERS[name], number) for name, number in chosen.items()}
            path = address.path(**proof.samples[address.name])
            requests.append((address, method, path, b"", FORM, headers))

    assert broken(proof, clients, requests) == []


def test_every_odd_header_is_tried_on_pages_files_and_forms(proof, clients):
    tried = {"public:home", "district:files", "mine:home", "district:application_file", "account_login"}
    requests = [
        (address, method, address.path(**proof.samples[address.name]), b"", FORM, {name: value})
        for address in ADDRESSES
        if address.name in tried
        for method in sorted(address.methods & {"GET", "POST"})
        for name, values in HEADERS.items()
        for value in values
    ]

    assert {one[0].name for one in requests} == tried
    assert broken(proof, clients, requests) == []


def test_no_text_of_a_path_breaks_a_page(proof, clients):
    requests = []
    for place, address in enumerate(ADDRESSES):
        path = address.path(**proof.samples[address.name])
        method = "GET" if "GET" in address.methods else "POST"
        for step in range(3):
            requests.append((address, method, path + turned(ODD_ENDS, place + 4 * step), b"", FORM, {}))
            cut = path.rstrip("/").rpartition("/")[0]
            odd = quote(turned(ODD_ARGUMENTS, place + 5 * step), safe="")
            requests.append((address, method, f"{cut}/{odd}/", b"", FORM, {}))

    assert broken(proof, clients, requests) == []


@pytest.mark.parametrize("turn", range(4))
def test_no_broken_body_breaks_a_page(proof, clients, turn):
    requests = []
    for place, address in enumerate(one for one in ADDRESSES if "POST" in one.methods):
        path = address.path(**proof.samples[address.name])
        for step in range(3):
            kind, body = turned(BODIES, place + 5 * turn + 7 * step)
            requests.append((address, "POST", path, body, kind, {}))

    assert broken(proof, clients, requests) == []


def test_every_broken_body_is_tried_on_forms_files_and_keys(proof, clients):
    names = {"account_login", "mfa_add_webauthn", "district:sheet_upload", "district:invitations"}
    tried = [one for one in ADDRESSES if one.name in names]
    assert {one.name for one in tried} == names

    requests = [
        (address, "POST", address.path(**proof.samples[address.name]), body, kind, {})
        for address in tried
        for kind, body in BODIES
    ]

    assert broken(proof, clients, requests) == []


def test_a_page_that_trusts_a_header_is_found(proof, clients, monkeypatch):
    def trusting(_request, *_words, **_more):
        raise ValueError("a header was taken for a number")

    monkeypatch.setattr("koushaneh.web.pages._answer", trusting)
    address = next(one for one in ADDRESSES if one.name == "public:home")

    found = broken(proof, clients, [(address, "GET", address.path(), b"", FORM, {"Range": "x"})])

    assert len(found) == 1


def test_the_forms_of_pages_with_odd_names_of_fields(proof, clients):
    known = known_forms(proof)
    requests = []
    for address in (one for one in ADDRESSES if one.name in known):
        body = "&".join(
            f"{quote(name)}=1&{quote(name)}%00=2&{quote(name)}%5B%5D=3" for name in known[address.name]
        )
        path = address.path(**proof.samples[address.name])
        requests.append((address, "POST", path, body.encode(), FORM, {}))

    assert len(requests) > 80
    assert broken(proof, clients, requests) == []
