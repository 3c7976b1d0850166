"""Certificates as Open Badges 3.0 (نشان): a credential of the W3C data model in a signed JSON Web Token.

Form: 1EdTech Open Badges Specification 3.0, "JSON Web Token Proof Format": a compact JWS whose payload is
the credential with `iss`, `jti`, `sub` and `nbf`. Signed with Ed25519 (RFC 8037, alg EdDSA); the public key
stands in the JWK set that `kid` names. The same row gives the same token every time.
"""

import base64
import hashlib
import json
import uuid
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from koushaneh.access.models import Installation
from koushaneh.core.keys import secret

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
LONGEST = 20_000  # signs of a token that somebody hands in


def _key():
    """The signing key, made from a secret of this home; it never leaves it."""
    seed = hashlib.sha256(f"badges\n{secret(Path(settings.HOME), 'badges')}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _public():
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _coded(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _json(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_id():
    return f"{settings.ORIGIN}/badges/keys.json#{hashlib.sha256(_public()).hexdigest()[:16]}"


def key_set():
    """The public key as a JWK set."""
    key = {"kty": "OKP", "crv": "Ed25519", "x": _coded(_public()), "kid": key_id()}
    return {"keys": [{**key, "alg": "EdDSA", "use": "sig"}]}


def issuer_profile():
    """Who issues: this installation."""
    installation = Installation.objects.first()
    return {
        "@context": CONTEXT,
        "id": f"{settings.ORIGIN}/badges/issuer.json",
        "type": ["Profile"],
        "name": installation.name if installation else "کوشانه",
        "url": settings.ORIGIN,
    }


def achievement(workshop):
    """What was achieved: the workshop, and what it took."""
    return {
        "id": f"{settings.ORIGIN}/badges/achievements/{workshop.code}.json",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": workshop.title,
        "description": workshop.about or workshop.title,
        "criteria": {"narrative": f"حضور در دست‌کم {workshop.needed_sessions} جلسه از این کارگاه"},
    }


def credential(certificate):
    """The certificate as an OpenBadgeCredential, unsigned. Her name is in it: she decides whom to show it."""
    seat, number = certificate.seat, certificate.number
    profile = issuer_profile()
    return {
        "@context": CONTEXT,
        "id": f"{settings.ORIGIN}/certificates/{number}/",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {key: profile[key] for key in ("id", "type", "name", "url")},
        "validFrom": certificate.issued_at.replace(microsecond=0).isoformat(),
        "name": seat.workshop.title,
        "credentialSubject": {
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, number)}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "name",
                    "hashed": False,
                    "identityHash": seat.person.full_name,
                }
            ],
            "achievement": achievement(seat.workshop),
        },
    }


def signed(certificate):
    """Return the credential as a compact JWS."""
    body = credential(certificate)
    claims = {
        "iss": body["issuer"]["id"],
        "jti": body["id"],
        "sub": body["credentialSubject"]["id"],
        "nbf": int(certificate.issued_at.timestamp()),
    }
    header = {"alg": "EdDSA", "typ": "JWT", "kid": key_id()}
    text = f"{_coded(_json(header))}.{_coded(_json({**body, **claims}))}"
    return f"{text}.{_coded(_key().sign(text.encode()))}"


def opened(token):
    """Return the payload of a token that this installation has signed, None for any other."""
    text, _dot, signature = token.strip().rpartition(".")
    try:
        _key().public_key().verify(_decoded(signature), text.encode())
        return json.loads(_decoded(text.partition(".")[2]))
    except (InvalidSignature, ValueError, TypeError):
        return None
