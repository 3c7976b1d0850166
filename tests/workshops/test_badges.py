"""A badge as a stranger reads it: other code for the signature, and what Open Badges 3.0 requires of it."""

import base64
import json
from datetime import datetime

import pytest

from koushaneh.workshops.badges import opened, signed
from koushaneh.workshops.models import Certificate
from tests.factories.path import make_woman
from tests.factories.workshops import make_finished
from tests.web.test_workshop_pages import enter
from tests.workshops.ed25519 import verifies

pytestmark = pytest.mark.django_db
# RFC 8032, 7.1, tests 1 and 2: secret keys play no part here.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def certificate():
    return Certificate.objects.select_related("seat__person__account", "seat__workshop").get(
        seat__workshop=make_finished()
    )


def read_as_a_stranger(client, token):
    """Verify a compact JWS with the key that its `kid` names, fetched from the public page."""
    head, body, signature = token.split(".")
    header = json.loads(raw(head))
    assert (header["alg"], header["typ"]) == ("EdDSA", "JWT")
    keys = client.get("/badges/keys.json").json()["keys"]
    (key,) = [one for one in keys if one["kid"] == header["kid"]]
    assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    assert header["kid"].partition("#")[0].endswith("/badges/keys.json")
    return (
        json.loads(raw(body)) if verifies(raw(key["x"]), f"{head}.{body}".encode(), raw(signature)) else None
    )


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_the_second_reader_reads_the_examples_of_the_standard(public, message, signature):
    given = [bytes.fromhex(one) for one in (public, message, signature)]

    assert verifies(*given)
    assert not verifies(given[0], given[1] + b"x", given[2])


def test_a_stranger_verifies_it_and_finds_what_open_badges_3_requires(client, certificate):
    body = read_as_a_stranger(client, signed(certificate))

    assert body["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert "https://purl.imsglobal.org/spec/ob/v3p0/context" in body["@context"][1]
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(body["type"])
    assert body["name"]
    assert datetime.fromisoformat(body["validFrom"]).tzinfo is not None
    assert {"id", "type", "name"} <= body["issuer"].keys()
    assert body["issuer"]["type"] == ["Profile"]
    subject = body["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert {"id", "type", "name", "description", "criteria"} <= subject["achievement"].keys()
    assert subject["achievement"]["type"] == ["Achievement"]
    assert subject["achievement"]["criteria"]["narrative"]
    assert subject["identifier"][0]["identityHash"] == certificate.seat.person.full_name
    assert (body["iss"], body["jti"], body["sub"]) == (body["issuer"]["id"], body["id"], subject["id"])
    assert body["nbf"] == int(certificate.issued_at.timestamp())


def test_what_it_names_can_be_fetched(client, certificate):
    body = read_as_a_stranger(client, signed(certificate))
    there = {name: address.partition("//")[2].partition("/")[2] for name, address in (
        ("issuer", body["issuer"]["id"]), ("achievement", body["credentialSubject"]["achievement"]["id"]),
        ("self", body["id"]),
    )}  # fmt: skip

    assert client.get(f"/{there['issuer']}").json()["id"] == body["issuer"]["id"]
    assert client.get(f"/{there['achievement']}").json() == body["credentialSubject"]["achievement"]
    assert "این گواهی درست است" in client.get(f"/{there['self']}").content.decode()


def test_every_changed_sign_is_refused_by_both(client, certificate):
    token = signed(certificate)
    head, body, signature = token.split(".")
    other = (
        base64.urlsafe_b64encode(raw(body).replace("کارگاه".encode(), "دانشگاه".encode(), 1))
        .rstrip(b"=")
        .decode()
    )
    for changed in (f"{head}.{other}.{signature}", f"{head}.{body}.{'A' * len(signature)}"):
        assert opened(changed) is None
        assert read_as_a_stranger(client, changed) is None
    assert opened(token)["jti"].endswith(f"/certificates/{certificate.number}/")
    assert [opened(text) for text in ("", "a.b.c", "é", "." * 9, "a" * 99)] == [None] * 5


def test_she_alone_gets_it_and_anybody_checks_it(client, certificate):
    seat = certificate.seat
    one = f"/my/workshops/{seat.workshop.code}/certificate/"
    enter(client, person=seat.person)
    page = client.get(one).content.decode()
    token = client.get(f"{one}badge/").content.decode()
    paper = client.get(f"{one}pdf/")
    client.logout()
    by_number = client.get(f"/certificates/{certificate.number}/").content.decode()
    by_badge = client.post("/certificates/", {"token": token}).content.decode()
    forged = client.post("/certificates/", {"token": token[:-3]})

    assert certificate.number in page
    assert paper.content.startswith(b"%PDF-")
    assert "این گواهی درست است" in by_number
    assert seat.person.full_name not in by_number
    assert "این نشان درست است" in by_badge
    assert seat.person.full_name in by_badge
    assert forged.status_code == 422
    assert "گواهی‌ای با این شماره نیست" in client.get("/certificates/nothing/").content.decode()
    enter(client, person=make_woman(7))
    assert [client.get(f"{one}{more}").status_code for more in ("", "badge/", "pdf/")] == [404] * 3


def test_a_number_that_was_taken_away_ends_the_badge(client, certificate):
    token = signed(certificate)
    Certificate.objects.update(number="another12345")

    page = client.post("/certificates/", {"token": token}).content.decode()

    assert "این نشان دیگر برقرار نیست" in page
